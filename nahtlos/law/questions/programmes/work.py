"""Programmes that depend on work: the rules of labour market access, told as an answer about a programme.

They are taken over rule by rule instead of asking for the answer of `employment`: many small rules cost less to explore
than one that rests on a whole table.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, Rule, determined, manual_check, question, rule
from nahtlos.law.questions.labour_market import duldung, employment
from nahtlos.law.questions.labour_market.job import (
    EMPLOYMENT,
    ENTRY_QUALIFICATION,
    PROHIBITED,
    about,
    concerning,
)
from nahtlos.law.questions.labour_market.status import tolerated

EITHER = (True, False)

#: What a programme makes of an outcome of labour market access.
Telling = Callable[[Case, Outcome], Outcome]


def open_with_work(case: Case, found: Outcome) -> Outcome:
    """Open where the work is allowed or can be; unsettled where that is."""
    if found.status == "manual_check":
        return manual_check(found.reason or "", *found.norms, candidates=EITHER)
    return determined(found.answer != PROHIBITED, *found.norms)


def open_with_permit(case: Case, found: Outcome) -> Outcome:
    """The same for a programme that consists of this very work: the permit still missing is named."""
    return open_with_work(case, found)._replace(acts=found.acts)


def work_of_any_kind(norm: Norm, tell: Telling = open_with_work) -> tuple[Rule, ...]:
    """The last rules of a table: an ordinary job, or the one offered. Agency work counts as an ordinary job."""
    return _told(about(EMPLOYMENT, *employment.rules()), norm, tell)


def job_offered(norm: Norm) -> tuple[Rule, ...]:
    """The last rules of a table: the job offered, as in `employment`."""
    return _told(about(EMPLOYMENT, *employment.RULES), norm, open_with_permit)


def entry_qualification(norm: Norm) -> tuple[Rule, ...]:
    """The last rules of a table: an entry qualification, which needs no approval since August 2015."""
    return _told(about(ENTRY_QUALIFICATION, *employment.rules()), norm, open_with_permit)


def _told(entries: Iterable[Rule], norm: Norm, tell: Telling) -> tuple[Rule, ...]:
    return tuple(_retold(entry, norm, tell) for entry in entries)


def _retold(entry: Rule, norm: Norm, tell: Telling) -> Rule:
    made = entry.made
    again = None if made is None else lambda other: _retold(made(other), norm, tell)
    return replace(entry, cites=(norm, *entry.cites), body=_telling(entry, tell), made=again)


def _telling(entry: Rule, tell: Telling) -> Callable[[Case], Outcome | None]:
    def body(case: Case) -> Outcome | None:
        found = entry.body(case)
        return None if found is None else tell(case, found)

    return body


#: Internal table: does a ban on every gainful activity rest on a person with a Duldung?
BANNED = "work.banned"
BANS = Norm("§ 60a Abs. 6 AufenthG")


def _banned(case: Case, found: Outcome) -> Outcome:
    return determined(True, *found.norms)


@rule("60a_6_no_ban", cites=[BANS])
def no_ban(case: Case) -> Outcome:
    """No ban rests on the person."""
    return determined(False)


question(
    BANNED,
    *_told(about(EMPLOYMENT, *concerning(tolerated, *duldung.BANS_ON_THE_PERSON)), BANS, _banned),
    no_ban,
    internal=True,
)
