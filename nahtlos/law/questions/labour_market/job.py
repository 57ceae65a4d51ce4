"""What is asked for: a job or an apprenticeship. The rules of both are the same but for the approval they need."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from nahtlos.law.conditions.job import (
    INTERNSHIPS_FREE,
    activity_free_of_approval,
    permit_held,
    recognised_occupation,
)
from nahtlos.law.conditions.job import temporary_agency_work as agency_work
from nahtlos.law.conditions.status_time import months_of_status
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.finding import Condition
from nahtlos.law.engine.rule import Body, Norm, Outcome, Rule, Whom, determined, rule, sentence_of
from nahtlos.law.questions.labour_market import norms

PROHIBITED = "prohibited"
FREE = "free"
WITHOUT_APPROVAL = "without_ba_approval"
WITH_APPROVAL = "with_ba_approval"

ABH_PERMIT = ("abh_work_permit", "auslaenderbehoerde")
BA_APPROVAL = ("ba_approval", "arbeitsagentur")


@dataclass(frozen=True, slots=True)
class Job:
    """A kind of dependent work. `activity` is its name in `work_permits`.

    `without_minimum_wage`: one of the internships of § 22 Abs. 1 S. 2 MiLoG, whatever offer is recorded.
    """

    activity: str
    without_minimum_wage: bool = False

    def is_temporary_agency_work(self, case: Case) -> bool:
        """Whether the worker is hired out."""
        return self == EMPLOYMENT and case.met(agency_work)


EMPLOYMENT = Job("employment")
APPRENTICESHIP = Job("apprenticeship")
SELF_EMPLOYMENT = Job("self_employment")
#: § 54a SGB III; an internship under § 22 Abs. 1 S. 2 Nr. 4 MiLoG.
ENTRY_QUALIFICATION = Job("employment", without_minimum_wage=True)


def freed_by_its_kind(case: Case, job: Job) -> bool:
    """Whether the work needs no approval because of what it is (§ 32 Abs. 2 Nr. 1 to 4 BeschV)."""
    if job == APPRENTICESHIP:
        free, norm = case.met(recognised_occupation), norms.APPRENTICESHIP_FREE
    elif job.without_minimum_wage:
        free, norm = case.law_since(INTERNSHIPS_FREE), norms.ACTIVITY_FREE
    else:
        free, norm = case.met(activity_free_of_approval), norms.ACTIVITY_FREE
    if free:
        case.cite(norm)
    return free


def needs_approval(case: Case, job: Job) -> bool:
    """Whether the work needs the approval of the Federal Employment Agency (§ 32 Abs. 2 BeschV)."""
    if freed_by_its_kind(case, job):
        return False
    if norms.waited(case, months_of_status, 48):
        case.cite(norms.FOUR_YEARS)
        return False
    return True


def open_with(case: Case, job: Job, grant: str, discretion: str, *, reason: str | None = None) -> Outcome:
    """The work is open: `grant` is "permit" or "entitled"; the acts still missing are named."""
    if not needs_approval(case, job):
        return opened(case, job, f"{grant}_{WITHOUT_APPROVAL}", discretion, reason=reason)
    case.cite(norms.on(case, norms.WITH_APPROVAL))
    return opened(case, job, f"{grant}_{WITH_APPROVAL}", discretion, reason=reason)


def opened(case: Case, job: Job, answer: str, discretion: str, *cites: Norm, reason: str | None = None) -> Outcome:
    """The same where the approval is settled. A permit already issued is not asked for again."""
    held = case.find(permit_held, job.activity).met
    acts = (ABH_PERMIT, BA_APPROVAL) if answer.endswith(WITH_APPROVAL) else (ABH_PERMIT,)
    return determined(answer, *cites, discretion=discretion, acts=() if held else acts, reason=reason)


def prohibited(*cites: Norm) -> Outcome:
    """The work is not allowed."""
    return determined(PROHIBITED, *cites)


JobBody = Callable[[Case, Job], Outcome | None]


@dataclass(frozen=True, slots=True)
class JobRule:
    """A rule that still has to be told what work is asked about."""

    declare: Callable[[Body], Rule]
    body: JobBody
    concerns: Whom | None = None

    def about(self, job: Job) -> Rule:
        """The rule for one kind of work."""
        declared = self.declare(lambda case: self.body(case, job))
        return replace(
            declared, concerns=self.concerns, sentence=sentence_of(self.body), made=lambda other: other.about(job)
        )


class _Uncertain(Exception):
    """A fact that a ban depends on is not on record."""


class _OnRecord(Case):
    """The same case, looked at without asking for anything: what is not on record ends the rule."""

    __slots__ = ()

    def met(self, condition: Condition, *args: Any, of: Facts | None = None) -> bool:
        found = self.find(condition, *args, of=of).met
        if found is None:
            raise _Uncertain
        return found


def if_on_record(entry: JobRule, job: Job) -> Rule:
    """A rule that applies only if the facts on record suffice for it; it never asks for more."""

    def body(case: Case) -> Outcome | None:
        try:
            return entry.body(_OnRecord(case.facts, case.day, case.run, case.fact_day), job)
        except _Uncertain:
            return None

    return replace(entry.declare(body), sentence=sentence_of(entry.body))


def job_rule(
    rule_id: str,
    *,
    cites: list[Norm],
    valid_from: date | None = None,
    valid_until: date | None = None,
    confidence: str = "V",
) -> Callable[[JobBody], JobRule]:
    """Declare a rule for every kind of dependent work; otherwise like `rule`."""
    declare = rule(rule_id, cites=cites, valid_from=valid_from, valid_until=valid_until, confidence=confidence)
    return lambda body: JobRule(declare, body)


def concerning(whom: Whom, *rules: JobRule) -> tuple[JobRule, ...]:
    """Rules none of which applies to anybody else: for the others they are skipped together."""
    return tuple(replace(entry, concerns=whom) for entry in rules)


def about(job: Job, *rules: JobRule) -> tuple[Rule, ...]:
    """The decision table for one kind of work."""
    return tuple(entry.about(job) for entry in rules)
