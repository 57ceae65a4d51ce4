"""The residence status of a day. Use `holding`: it ends the branch as undetermined where nobody knows the status."""

from collections.abc import Hashable, Mapping
from typing import Any, cast

from nahtlos.law.conditions.standing import Holding, standing_on
from nahtlos.law.engine.case import Case, FactNeeded
from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.finding import Finding, condition, unknown
from nahtlos.law.engine.view import all_of_it, view


@condition("status_held", facts=("residence",))
def status_held(facts: Facts, day: int) -> Finding:
    """The strongest status held on the day."""
    standing = standing_on(facts, day)
    if standing is None:
        return unknown("residence")
    if not standing.holdings:
        return unknown("residence", until=standing.end)
    held = standing.holdings[0]
    path = "residence" if held.number < 0 else f"residence[{held.number}].status"
    return Finding(True, path, held.status, until=standing.end)


def holding(case: Case, of: Facts | None = None) -> Holding:
    """The strongest status held by the person, or by a member of the household."""
    return (_all_held(case) if of is None else _found(case, of))[0]


def holdings(case: Case) -> tuple[Holding, ...]:
    """Everything the person holds on the day, strongest first."""
    return _all_held(case)


def _all_held(case: Case) -> tuple[Holding, ...]:
    """What the person holds; nearly every rule asks, so the case keeps it."""
    held: tuple[Holding, ...] | None = case.kept.get("holdings")
    if held is None:
        held = case.kept["holdings"] = _found(case, case.facts)
    return held


def _found(case: Case, of: Facts) -> tuple[Holding, ...]:
    finding = case.find(status_held, of=of)
    if finding.missing:
        raise FactNeeded(finding)
    return of.show(held_on, case.fact_day, ())


class _Noted:
    """A holding of which it is noted if a rule looks at more than the status; elsewhere like a Holding."""

    __slots__ = ("_day", "_facts", "_held", "_which", "basis", "before", "continued", "status")

    def __init__(self, held: Holding, which: int, facts: Facts, day: int) -> None:
        self.status, self.basis, self.before, self.continued = held.status, held.basis, held.before, held.continued
        self._held, self._which, self._facts, self._day = held, which, facts, day

    @property
    def number(self) -> int:
        return int(self._facts.show(_number, self._day, (self._which,)))

    @property
    def start(self) -> int:
        return int(self._facts.show(_start, self._day, (self._which,)))

    @property
    def row(self) -> Mapping[str, Any]:
        self._facts.show(_row, self._day, (self._which,))
        return self._held.row


def _what_decides(held: tuple[Holding, ...]) -> Hashable:
    return tuple((each.status, each.basis, each.before, each.continued) for each in held)


def _note_the_rest(held: tuple[Holding, ...], facts: Facts, day: int) -> tuple[Holding, ...]:
    return cast(tuple[Holding, ...], tuple(_Noted(each, which, facts, day) for which, each in enumerate(held)))


@view(_what_decides, _note_the_rest)
def held_on(facts: Facts, day: int) -> tuple[Holding, ...]:
    """Everything held on a day, strongest first."""
    standing = standing_on(facts, day)
    return standing.holdings if standing else ()


@view(all_of_it)
def _number(facts: Facts, day: int, which: int) -> int:
    return held_on.look(facts, day)[which].number


@view(all_of_it)
def _start(facts: Facts, day: int, which: int) -> int:
    return held_on.look(facts, day)[which].start


@view(all_of_it)
def _row(facts: Facts, day: int, which: int) -> Hashable:
    return tuple(sorted(held_on.look(facts, day)[which].row.items()))


def known_status(case: Case, of: Facts) -> Holding | None:
    """The strongest status of a member of the household, None if unknown (without ending the branch)."""
    finding = case.find(status_held, of=of)
    if finding.missing:
        return None
    standing = standing_on(of, case.fact_day)
    return standing.holdings[0] if standing else None


DULDUNG_BASES = ("duldung_60a_2_s1", "duldung_60a_2_s3")


def basis(case: Case) -> str:
    """The status by which the law decides: a Fiktion counts as the title it continues; the unrecorded basis of a
    Duldung is one of two, and both are tried (missing fact: `residence.status`)."""
    held = holding(case)
    if held.basis != "duldung_60a":
        return held.basis
    path = f"residence[{held.number}].status"
    finding = Finding(None, path, "duldung_60a", until=FAR, missing=("residence.status",))
    finding.condition = "basis_of_duldung"
    return str(case.choose(finding, DULDUNG_BASES))
