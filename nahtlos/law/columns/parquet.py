"""People from a Parquet file, answers into another: checked completely, and written whole or not at all."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from nahtlos.law import api
from nahtlos.law.columns.batch import Batch, refusals
from nahtlos.law.columns.checks import Mistake
from nahtlos.law.columns.timelines import Timelines
from nahtlos.law.engine.tables import Rules
from nahtlos.law.reading import InvalidInput

#: People answered at a time: enough to share much, few enough to keep little (who shares with nobody is read as a person).
CHUNK = 16_384

#: So many are looked at first, so that little is learned about many at once.
FIRST = 2_048

#: More mistakes than this are counted, not told.
_MOST_TOLD = 100


class Answering(Protocol):
    """Answers chunk after chunk: `Batch` about a day, `Timelines` about all days."""

    schema: pa.Schema

    def answer(self, chunk: pa.RecordBatch) -> tuple[pa.RecordBatch | None, list[Mistake]]:
        """The answers to a chunk in its order, or every mistake in it."""


def answer_file(
    source: Path, target: Path, *, on: date | None, codes: Sequence[str], rules: Rules | None = None
) -> int:
    """Answer questions about everybody in a file on a day; the number of people.

    Raises InvalidInput with row and path of each mistake; then `target` is as it was before.
    """

    def answering(columns: pa.Schema) -> Answering:
        _refuse(refusals(columns, on))
        return Batch(columns, codes, on, rules=rules)

    return _answer_file(source, target, answering, CHUNK, rules)


def timelines_file(
    source: Path,
    target: Path,
    *,
    start: date | None,
    end: date | None,
    codes: Sequence[str],
    rules: Rules | None = None,
) -> int:
    """The timelines of everybody in a file; the number of people. Raises InvalidInput as `answer_file`."""

    def answering(columns: pa.Schema) -> Answering:
        _refuse(refusals(columns, None, timeline=True))
        return Timelines(columns, codes, start, end, rules=rules)

    return _answer_file(source, target, answering, FIRST, rules)


def _refuse(errors: list[str]) -> None:
    if errors:
        raise InvalidInput(errors)


def _answer_file(
    source: Path, target: Path, answering: Callable[[pa.Schema], Answering], chunk: int, rules: Rules | None
) -> int:
    try:
        with pq.ParquetFile(source) as people:
            return _answer(people, target, answering(people.schema_arrow), chunk, rules)
    except OSError as error:
        raise InvalidInput([f"{error.filename or source}: {error.strerror or error}"]) from None
    except pa.ArrowException as error:
        raise InvalidInput([f"{source}: not a Parquet file of people: {str(error).splitlines()[0]}"]) from None


def _answer(people: pq.ParquetFile, target: Path, batch: Answering, chunk: int, rules: Rules | None) -> int:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    os.close(handle)
    try:
        schema = batch.schema.with_metadata({"nahtlos.rules_version": api.version_of(rules)})
        with pq.ParquetWriter(name, schema) as out:
            number = _write(people, batch, out, chunk)
        _like_a_new_file(name)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
    return number


def _write(people: pq.ParquetFile, batch: Answering, out: pq.ParquetWriter, size: int) -> int:
    errors, unsaid, number = list[str](), 0, 0
    for chunk in _chunks(people, size):
        answers, mistakes = batch.answer(chunk)
        for row, path, message in mistakes:
            if len(errors) < _MOST_TOLD:
                errors.append(f"row {number + row + 1}: {path}: {message}")
            else:
                unsaid += 1
        if answers is not None and not errors:
            out.write_batch(answers)
        number += len(chunk)
    if unsaid:
        errors.append(f"and {unsaid} more mistakes")
    if errors:
        raise InvalidInput(errors)
    return number


def _chunks(people: pq.ParquetFile, size: int) -> Iterator[pa.RecordBatch]:
    first = True
    for chunk in people.iter_batches(size):
        if first and len(chunk) > FIRST:
            yield chunk.slice(0, FIRST)
            chunk = chunk.slice(FIRST)
        first = False
        yield chunk


def _like_a_new_file(name: str) -> None:
    """Temporary files are for their owner only; this one becomes a file like any other."""
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(name, 0o666 & ~mask)
