"""The same answers on Apache Spark: what `nahtlos law batch --parquet` does for a file, for a data frame.

Each task hands its record batches (`mapInArrow`) to the code that answers files, so there is nothing to differ. A mistake in
a row fails the job with its path and id; as with files, nothing is answered by halves. Spark is an extra (`make spark`);
nothing else of the application imports this module.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from nahtlos.law import api
from nahtlos.law.columns.batch import Batch, refusals
from nahtlos.law.columns.parquet import Answering
from nahtlos.law.columns.people import ID
from nahtlos.law.columns.timelines import Timelines
from nahtlos.law.modules.in_force import rules_with, shipped
from nahtlos.law.reading import InvalidInput

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def answers(
    people: "DataFrame", *, on: date, questions: Iterable[str] | None = None, modules: dict[str, date] | None = None
) -> "DataFrame":
    """The answers to questions about everybody in a data frame on a day; columns as in docs/law/columns.md.

    Raises InvalidInput, UnknownQuestion, UnknownModule at once, and fails when it is carried out if a row is wrong.
    """
    codes = api.select(questions)
    return _mapped(people, _Day(codes, on, modules or {}), timeline=False)


def timelines(
    people: "DataFrame",
    *,
    start: date | None = None,
    end: date | None = None,
    questions: Iterable[str] | None = None,
    modules: dict[str, date] | None = None,
) -> "DataFrame":
    """The timelines of everybody in a data frame, exact to the day; columns as in docs/law/columns.md."""
    return _mapped(people, _Span(api.select(questions), start, end, modules or {}), timeline=True)


class _Day:
    """Makes what answers about a day, in each worker anew."""

    def __init__(self, codes: Sequence[str], on: date, modules: dict[str, date]) -> None:
        self._codes, self._on, self._modules = codes, on, modules

    def __call__(self, columns: pa.Schema) -> Answering:
        return Batch(columns, self._codes, self._on, rules=rules_with({**shipped(), **self._modules}))


class _Span:
    """Makes what answers with timelines, in each worker anew."""

    def __init__(self, codes: Sequence[str], start: date | None, end: date | None, modules: dict[str, date]) -> None:
        self._codes, self._start, self._end, self._modules = codes, start, end, modules

    def __call__(self, columns: pa.Schema) -> Answering:
        rules = rules_with({**shipped(), **self._modules})
        return Timelines(columns, self._codes, self._start, self._end, rules=rules)


def _mapped(people: "DataFrame", made: Callable[[pa.Schema], Answering], *, timeline: bool) -> "DataFrame":
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema  # noqa: PLC0415 -- Spark is an extra

    columns = to_arrow_schema(people.schema)
    refused = refusals(columns, date.min, timeline=timeline)
    if refused:
        raise InvalidInput(refused)
    return people.mapInArrow(_Answered(made), from_arrow_schema(made(columns).schema))


class _Answered:
    """What a task does with its record batches."""

    def __init__(self, made: Callable[[pa.Schema], Answering]) -> None:
        self._made = made

    def __call__(self, chunks: Iterator[Any]) -> Iterator[Any]:
        answering = None
        for chunk in chunks:
            answering = answering or self._made(chunk.schema)
            told, mistakes = answering.answer(chunk)
            if told is None:
                ids = chunk.column(ID)
                raise InvalidInput([f"id {ids[row].as_py()!r}: {path}: {what}" for row, path, what in mistakes])
            yield told
