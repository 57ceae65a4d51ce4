"""Internal tables: whether somebody may do some dependent work, an entry qualification, or is barred from any work."""

from collections.abc import Callable
from dataclasses import replace

from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import (
    Norm,
    Outcome,
    Rule,
    determined,
    manual_check,
    question,
    rule,
    undetermined,
)
from nahtlos.law.questions.labour_market import duldung, employment
from nahtlos.law.questions.labour_market.job import (
    EMPLOYMENT,
    ENTRY_QUALIFICATION,
    PROHIBITED,
    about,
    concerning,
)
from nahtlos.law.questions.labour_market.status import tolerated

#: Whether work is allowed or can be: an ordinary job, or the one offered. Agency work counts as an ordinary job.
OF_ANY_KIND = "work.open"
#: The same for an entry qualification, which needs no approval since August 2015.
IN_ENTRY_QUALIFICATION = "work.entry_qualification"
#: Whether a ban on every gainful activity rests on a person with a Duldung.
BANNED = "work.banned"

EITHER = (True, False)


def _told(entry: Rule, tell: Callable[[Outcome], Outcome]) -> Rule:
    """A rule whose outcome is told in another way."""

    def body(case: Case) -> Outcome | None:
        found = entry.body(case)
        return None if found is None else tell(found)

    return replace(entry, body=body)


def open_or_not(found: Outcome) -> Outcome:
    """Whether work is open: what a programme makes of the answer of `employment`."""
    if found.status == "manual_check":
        return manual_check(found.reason or "", *found.norms, candidates=EITHER)
    if found.status != "determined":
        return found
    return determined(found.answer != PROHIBITED, *found.norms)


def _prohibited_is_banned(found: Outcome) -> Outcome:
    return determined(found.answer == PROHIBITED, *found.norms)


@rule("60a_6_no_ban", cites=[Norm("§ 60a Abs. 6 AufenthG")])
def no_ban(case: Case) -> Outcome:
    """No ban on gainful activity rests on the person."""
    return determined(False)


def following(case: Case, table: str) -> Outcome:
    """The outcome of a programme that is open where work is; the permit still missing is named."""
    found = case.decide(table)
    if found.status == "undetermined":
        return undetermined(*found.missing, candidates=EITHER)
    if found.status == "manual_check":
        return manual_check(found.reason or "", candidates=EITHER)
    return determined(found.answer not in {PROHIBITED, False}, acts=found.acts)


def open_with_work(rule_id: str, *cites: Norm) -> Rule:
    """The last rule of a table: open where some work is allowed or can be."""
    return rule(rule_id, cites=cites)(_open_with_work)


def _open_with_work(case: Case) -> Outcome:
    """Open where some work is allowed or can be."""
    return following(case, OF_ANY_KIND)


question(
    OF_ANY_KIND,
    *(_told(entry, open_or_not) for entry in about(EMPLOYMENT, *employment.rules())),
    internal=True,
)
question(IN_ENTRY_QUALIFICATION, *about(ENTRY_QUALIFICATION, *employment.rules()), internal=True)
question(
    BANNED,
    *(
        _told(entry, _prohibited_is_banned)
        for entry in about(EMPLOYMENT, *concerning(tolerated, *duldung.BANS_ON_THE_PERSON))
    ),
    no_ban,
    internal=True,
)
