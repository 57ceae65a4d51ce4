"""Which programmes are open to a person on a day, soon, not, or unclear, and which exclude each other.

Only the status gate is looked at (`programme.<code>`); whether somebody needs a programme is for people to judge.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Any

from nahtlos.law.api import Answer, Given, afterwards, answer, read
from nahtlos.law.engine.facts import Facts
from nahtlos.law.programmes import Programme, programmes

#: So many changes ahead are looked at for the day from which a programme is open.
_CHANGES = 4
#: What cannot come about any more: another condition is nearer.
_PAST = (
    "entered_before",
    "asylum_application_up_to",
    "tolerated_on",
    "received_section_2",
    "recognised_under",
    "fifteen",
)


class Group(StrEnum):
    """Where a programme stands for the person."""

    NOW = "now"
    SOON = "soon"
    UNCLEAR = "unclear"
    NOT = "not"


class Bar(StrEnum):
    """Why a programme is not open."""

    CONDITION = "condition"
    STATUS = "status"  #: not for people with this residence status
    BENEFIT_LAW = "benefit_law"  #: for people under SGB II only
    OTHERS = "others"  #: addressed to another group of persons
    NOT_IN_FORCE = "not_in_force"


@dataclass(frozen=True, slots=True)
class Found:
    """One programme for one person. `then` is the answer that opens it (soon), `nearest` the condition that fails (not)."""

    programme: Programme
    group: Group
    answer: Answer
    then: Answer | None
    decides: str  #: the office that decides in her case
    bar: Bar | None = None
    nearest: dict[str, Any] | None = None

    @property
    def since(self) -> str:
        """The first day on which it is open: the day asked about, or the day of the change."""
        day: str = (self.then or self.answer)["on"]
        return day


@dataclass(frozen=True, slots=True)
class Proposal:
    """One programme, or several of which only one alternative can be had: either this one or that one."""

    alternatives: tuple[tuple[Found, ...], ...]

    @property
    def is_choice(self) -> bool:
        """Whether something has to be chosen."""
        return len(self.alternatives) > 1


@dataclass(frozen=True, slots=True)
class Finding:
    """All programmes. What is open now or soon stands in proposals, so that what excludes each other is one choice."""

    on: date
    now: tuple[Proposal, ...]
    soon: tuple[Proposal, ...]
    unclear: tuple[Found, ...]
    closed: tuple[Found, ...]


def find_programmes(facts: Given, *, on: date, check: bool = True) -> Finding:
    """Every programme of the law for these facts on a day. Raises InvalidFacts."""
    person = facts if isinstance(facts, Facts) else read(facts, check=check)
    (benefit,) = answer(person, on=on, questions=["benefit_law"])
    known = programmes(on=on)
    answers = answer(person, on=on, questions=[one["question"] for one in known])
    by_question = {one["question"]: one for one in answers}
    found = [_found(person, one, by_question[one["question"]], benefit) for one in known]
    proposals = _proposals([one for one in found if one.group in (Group.NOW, Group.SOON)])
    return Finding(
        on=on,
        now=tuple(one for one in proposals if _opens(one) == Group.NOW),
        soon=tuple(sorted((one for one in proposals if _opens(one) == Group.SOON), key=_first_day)),
        unclear=tuple(one for one in found if one.group == Group.UNCLEAR),
        closed=tuple(one for one in found if one.group == Group.NOT),
    )


def _found(person: Facts, programme: Programme, now: Answer, benefit: Answer) -> Found:
    decides = programme["authority"]["under_sgb_ii" if benefit["answer"] == "sgb_ii" else "others"]
    if now["status"] == "determined" and now["answer"] is True:
        return Found(programme, Group.NOW, now, None, decides)
    if now["status"] not in ("determined", "not_applicable"):
        return Found(programme, Group.UNCLEAR, now, None, decides)
    if (then := _opening(person, now)) is not None:
        return Found(programme, Group.SOON, now, then, decides)
    bar, nearest = _barred(programme, now, benefit)
    return Found(programme, Group.NOT, now, None, decides, bar, nearest)


def _opening(person: Facts, now: Answer) -> Answer | None:
    """The first later answer that is yes."""
    then: Answer | None = now
    for _ in range(_CHANGES):
        then = afterwards(person, then) if then else None
        if then and then["status"] == "determined" and then["answer"] is True:
            return then
    return None


def _barred(programme: Programme, now: Answer, benefit: Answer) -> tuple[Bar, dict[str, Any] | None]:
    if now["status"] == "not_applicable":
        return Bar.OTHERS, None
    if programme["code"].startswith("sgb_ii_") and benefit["status"] == "determined" and benefit["answer"] != "sgb_ii":
        return Bar.BENEFIT_LAW, {"answer": benefit["answer"]}
    if not now["because"]:
        return Bar.NOT_IN_FORCE, None
    reason = nearest(now["because"])
    return (Bar.STATUS if reason["condition"] == "status_held" else Bar.CONDITION), reason


def nearest(because: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Why the answer is no. The condition looked at last decided; of several that fail side by side the first that can still be met."""
    last = because[-1]
    if last["met"]:
        return last
    failing: list[dict[str, Any]] = []
    for reason in reversed(because):
        if reason["met"] is not False:
            break
        failing.insert(0, reason)
    return next((reason for reason in failing if not reason["condition"].startswith(_PAST)), last)


def _proposals(found: Sequence[Found]) -> list[Proposal]:
    """One proposal for each programme or for each group of programmes that exclude each other, in order."""
    excluded = {one.programme["code"]: {row["programme"] for row in one.programme["excludes"]} for one in found}
    proposals, placed = [], set[str]()
    for one in found:
        if one.programme["code"] in placed:
            continue
        together = _connected(one.programme["code"], excluded)
        placed |= together
        members = [other for other in found if other.programme["code"] in together]
        proposals.append(Proposal(tuple(_alternatives(members, excluded))))
    return proposals


def _connected(code: str, excluded: dict[str, set[str]]) -> set[str]:
    """The programmes linked with one by exclusions, step by step."""
    reached, waiting = {code}, [code]
    while waiting:
        for other in excluded[waiting.pop()]:
            if other in excluded and other not in reached:
                reached.add(other)
                waiting.append(other)
    return reached


def _alternatives(members: Sequence[Found], excluded: dict[str, set[str]]) -> Iterable[tuple[Found, ...]]:
    """The largest sets in which nothing excludes anything else."""
    several: list[tuple[Found, ...]] = []
    for size in range(len(members), 0, -1):
        for group in combinations(members, size):
            if _compatible(group, excluded) and not any(set(_codes(group)) <= set(_codes(other)) for other in several):
                several.append(group)
    return several


def _compatible(group: Sequence[Found], excluded: dict[str, set[str]]) -> bool:
    return all(b not in excluded[a] for a, b in combinations(_codes(group), 2))


def _codes(group: Sequence[Found]) -> list[str]:
    return [one.programme["code"] for one in group]


def _members(proposal: Proposal) -> list[Found]:
    return [one for alternative in proposal.alternatives for one in alternative]


def _opens(proposal: Proposal) -> Group:
    return Group.NOW if any(one.group == Group.NOW for one in _members(proposal)) else Group.SOON


def _first_day(proposal: Proposal) -> str:
    return min(one.since for one in _members(proposal))
