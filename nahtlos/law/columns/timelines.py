"""Timelines of many people, exact to the day: columns of people in, for each question a list of periods out.

A period ends where the engine itself says that the answer may change, so there is no grid of days or months to miss one
between. People with the same facts are asked once; everybody else is asked herself.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from nahtlos.law import api
from nahtlos.law.columns import nested
from nahtlos.law.columns.batch import answer_type, checked, value_for
from nahtlos.law.columns.checks import Checks, Mistake
from nahtlos.law.columns.grouping import grouped
from nahtlos.law.columns.people import ID, ON, People
from nahtlos.law.engine.tables import Rules
from nahtlos.law.modules.in_force import rules_with, shipped

#: What is told of a period besides its days.
_SAID = ("status", "answer", "discretion", "rule", "missing")


class Timelines:
    """Periods from `start` (default: the first fact of each) to `end` (default: the last known change of each)."""

    def __init__(
        self,
        columns: pa.Schema,
        codes: Sequence[str],
        start: date | None = None,
        end: date | None = None,
        *,
        rules: Rules | None = None,
    ) -> None:
        self._codes = timed(codes)
        self._span = start, end
        self._rules = rules_with(shipped()) if rules is None else rules
        self._checks = Checks()
        self._kinds = {code: answer_type(code) for code in self._codes}
        lists = [(code, pa.list_(_period_type(kind))) for code, kind in self._kinds.items()]
        self.schema = pa.schema([(ID, columns.field(ID).type), *lists])

    def answer(self, chunk: pa.RecordBatch) -> tuple[pa.RecordBatch | None, list[Mistake]]:
        """The timelines of a chunk in its order, or every mistake in it."""
        people, mistakes = checked(chunk, self._checks, self._rules)
        if mistakes:
            return None, sorted(mistakes)
        kinds, examples = grouped(_codes_of(chunk), people.size)
        told = self._told(people, examples.tolist())
        columns = [
            pa.array(periods, self.schema.field(code).type).take(pa.array(kinds)) for code, periods in told.items()
        ]
        return pa.RecordBatch.from_arrays([chunk.column(ID), *columns], schema=self.schema), []

    def _told(self, people: People, rows: list[int]) -> dict[str, list[list[dict[str, Any]]]]:
        """The periods of some people, by question."""
        told: dict[str, list[list[dict[str, Any]]]] = {code: [] for code in self._codes}
        start, end = self._span
        for facts in people.raw(rows):
            person = api.read(facts, check=False, rules=self._rules)
            found = api.outline(person, start=start, end=end, questions=self._codes, check=False)
            for entry in found["timelines"]:
                code = entry["question"]
                told[code].append([_period(each, self._kinds[code]) for each in entry["periods"]])
        return told


def timed(codes: Iterable[str]) -> list[str]:
    """Those of the questions that have a timeline."""
    return [code for code in codes if code not in api.UNTIMED]


def _codes_of(chunk: pa.RecordBatch) -> list[Any]:
    """What tells people apart: all their facts."""
    names = [name for name in chunk.schema.names if name not in {ID, ON}]
    return [nested.codes_of(chunk.column(name), nested.by_value) for name in names]


def _period_type(kind: pa.DataType) -> pa.DataType:
    said = pa.struct([("from", pa.date32()), ("until", pa.date32())])
    return pa.struct([*said, *(kind.field(place) for place in range(kind.num_fields))])


def _period(told: dict[str, Any], kind: pa.DataType) -> dict[str, Any]:
    until = told["until"]
    days = {"from": date.fromisoformat(told["from"]), "until": date.fromisoformat(until) if until else None}
    return {**days, **{key: told[key] for key in _SAID}, "answer": value_for(told["answer"], kind)}
