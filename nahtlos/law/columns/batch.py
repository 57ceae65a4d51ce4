"""Columns of people in, columns of answers out; files and Spark hand over their chunks here."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from nahtlos.law import reading, validation
from nahtlos.law.catalogue import texts
from nahtlos.law.columns.checks import Checks, Mistake
from nahtlos.law.columns.evaluation import Answers, Evaluation
from nahtlos.law.columns.looks import frozen
from nahtlos.law.columns.people import FACTS, ID, NONE, ON, People
from nahtlos.law.engine.tables import RULE_BOOK, Rules
from nahtlos.law.modules.in_force import rules_with, shipped
from nahtlos.law.reading import InvalidInput

#: Of so many days is remembered what has been learned, where rows name days of their own.
_DAYS = 12

_TYPES = {"boolean": pa.bool_(), "date": pa.date32()}
_TEXTS = (pa.string(), pa.large_string())


def schema_of(codes: Sequence[str], identifier: pa.DataType) -> pa.Schema:
    """The columns of answers: id, on, and one for each question."""
    return pa.schema([(ID, identifier), (ON, pa.date32()), *((code, answer_type(code)) for code in codes)])


def answer_type(code: str) -> pa.DataType:
    """A date or a truth value where the question answers with one, else text; a list is JSON."""
    kind = _TYPES.get(texts.questions().get(code, {}).get("type", "text"), pa.string())
    parts = [("status", pa.string()), ("answer", kind), ("discretion", pa.string()), ("rule", pa.string())]
    return pa.struct([*parts, ("missing", pa.list_(pa.string()))])


@cache
def _facts() -> frozenset[str]:
    return frozenset(validation.schema("facts")["properties"]) - {"interface"}


def refusals(columns: pa.Schema, on: date | None, *, timeline: bool = False) -> list[str]:
    """Why columns cannot be those of people; docs/law/columns.md says which can. A timeline needs no day."""
    found = [f"column {name!r}: there is no such fact" for name in columns.names if name not in _facts() | _OTHERS]
    found += [f"column {name!r}: stands twice" for name in sorted(set(columns.names)) if columns.names.count(name) > 1]
    if found:
        return found
    if ID not in columns.names or not (pa.types.is_integer(columns.field(ID).type) or columns.field(ID).type in _TEXTS):
        found.append(f"column {ID!r}: a column of texts or whole numbers is required")
    for name, kinds in _OTHERS_OF.items():
        if name in columns.names and columns.field(name).type not in kinds:
            found.append(f"column {name!r}: expected {kinds[0]}, found {columns.field(name).type}")
    if timeline and ON in columns.names:
        found.append(f"column {ON!r}: a timeline is not about one day; leave it out")
    if ON not in columns.names and on is None and not timeline:
        found.append(f"column {ON!r}: no day, neither in a column nor by --on")
    return found


_OTHERS_OF = {
    ON: (pa.date32(),),
    FACTS: _TEXTS,
    NONE: (pa.list_(pa.string()), pa.large_list(pa.string()), pa.list_(pa.large_string())),
}
_OTHERS = {ID, *_OTHERS_OF}


class Batch:
    """Answers chunk after chunk; what has been learned from one serves the next.

    `on` is the day for rows that name none. `rules`: as for single answers; without them those that are shipped.
    """

    def __init__(
        self, columns: pa.Schema, codes: Sequence[str], on: date | None, *, rules: Rules | None = None
    ) -> None:
        self._codes = list(codes)
        self._rules = rules_with(shipped()) if rules is None else rules
        self._on = on
        self._checks = Checks()
        self._days: dict[int, Evaluation] = {}
        self.schema = schema_of(codes, columns.field(ID).type)

    def answer(self, chunk: pa.RecordBatch) -> tuple[pa.RecordBatch | None, list[Mistake]]:
        """The answers to a chunk in its order, or every mistake in it."""
        people, mistakes = checked(chunk, self._checks, self._rules)
        ids = chunk.column(ID)
        days = self._days_of(chunk.column(ON) if ON in chunk.schema.names else None, len(chunk), mistakes)
        if mistakes:
            return None, sorted(mistakes)
        return self._answered(ids, people, days), []

    def _days_of(self, column: pa.Array | None, size: int, mistakes: list[Mistake]) -> np.ndarray[Any, Any]:
        """The day asked about for each row, counted as the engine counts."""
        standard = self._on.toordinal() if self._on else 0
        if column is None:
            return np.full(size, standard, np.int64)
        if not standard:
            mistakes += [Mistake(row, "$.on", "no day, neither in the row nor by --on") for row in _nulls(column)]
        days: np.ndarray[Any, Any] = column.cast(pa.int32()).fill_null(standard - _EPOCH).to_numpy(zero_copy_only=False)
        return days.astype(np.int64) + _EPOCH

    def _answered(self, ids: pa.Array, people: People, days: np.ndarray[Any, Any]) -> pa.RecordBatch:
        order, parts = [], []
        asked = np.unique(days).tolist()
        for day in asked:
            rows = np.flatnonzero(days == day)
            order.append(rows)
            some = people if len(asked) == 1 else people.some(rows)
            parts.append(self._table(self._evaluation(day).answers(some)))
        if len(parts) > 1:
            parts = [pa.concat_batches(parts).take(pa.array(np.argsort(np.concatenate(order))))]
        columns = parts[0].columns if parts else []
        on = pa.array((days - _EPOCH).astype(np.int32)).cast(pa.date32())
        return pa.RecordBatch.from_arrays([ids, on, *columns], schema=self.schema)

    def _evaluation(self, day: int) -> Evaluation:
        if day not in self._days:
            if len(self._days) >= _DAYS:
                del self._days[next(iter(self._days))]
            self._days[day] = Evaluation(day, self._codes)
        return self._days[day]

    def _table(self, answers: dict[str, Answers]) -> pa.RecordBatch:
        columns = [answer_column(found, self.schema.field(code).type) for code, found in answers.items()]
        return pa.RecordBatch.from_arrays(columns, names=list(answers))


_EPOCH = date(1970, 1, 1).toordinal()


def answer_column(found: Answers, kind: pa.DataType) -> pa.Array:
    """The answers to one question as a column."""
    said = [
        {
            "status": each.status,
            "answer": value_for(each.answer, kind),
            "discretion": each.discretion,
            "rule": each.rule,
            "missing": list(each.missing),
        }
        for each in found.said
    ]
    return pa.array(said, kind).take(pa.array(found.codes))


def value_for(answer: Any, kind: pa.DataType) -> Any:
    """An answer as its column holds it: a date, or a list as JSON."""
    if answer and kind.field("answer").type == pa.date32():
        return date.fromisoformat(answer)
    return frozen(answer)


def checked(chunk: pa.RecordBatch, checks: Checks, rules: Rules) -> tuple[People, list[Mistake]]:
    """The people of a chunk of columns, and every mistake in their facts and ids."""
    mistakes: list[Mistake] = []
    people = people_of(chunk, mistakes, rules)
    if not mistakes:
        mistakes += checks.mistakes(people)
    return people, mistakes + [Mistake(row, "$.id", "an id is required") for row in _nulls(chunk.column(ID))]


def people_of(chunk: pa.RecordBatch, mistakes: list[Mistake], rules: Rules = RULE_BOOK) -> People:
    """The people of a chunk of columns. Where `facts` is not JSON, a mistake is added."""
    table = dict(zip(chunk.schema.names, (_plain(column) for column in chunk.columns), strict=True))
    told = _read_json(table[FACTS], mistakes) if FACTS in table else None
    columns = {name: column for name, column in table.items() if name in _facts()}
    return People(columns, len(chunk), told, table.get(NONE), rules)


def _plain(column: pa.Array) -> pa.Array:
    """The column without a dictionary of its own: Parquet files keep one where values repeat."""
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def _nulls(column: pa.Array) -> list[int]:
    return np.flatnonzero(column.is_null().to_numpy(zero_copy_only=False)).tolist()


def _read_json(column: pa.Array, mistakes: list[Mistake]) -> list[Any]:
    """The objects of the column `facts`; None where there is nothing."""
    told: list[Any] = []
    for row, text in enumerate(column.to_pylist()):
        try:
            told.append(None if text is None else reading.parse(text))
        except InvalidInput as error:
            told.append(None)
            message = error.errors[0].partition(": $: ")[2]
            mistakes.append(Mistake(row, "$.facts", message))
    return told
