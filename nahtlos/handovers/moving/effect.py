"""The day of a move: the new file begins, the old one ends, in one transaction or not at all."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from nahtlos.audit import journal
from nahtlos.cases import happenings
from nahtlos.cases.answers import recompute
from nahtlos.cases.enums import AnswerStatus
from nahtlos.cases.models import AnswerPeriod, Responsibility
from nahtlos.cases.responsibility import LEADS
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.core.workdays import add_workdays
from nahtlos.handovers.enums import Act, Reason, Side
from nahtlos.handovers.models import Arrival, Transfer
from nahtlos.handovers.moving.bring import Brought, bring, tick
from nahtlos.handovers.moving.closing import close_moved
from nahtlos.handovers.moving.fetch import fetch
from nahtlos.handovers.moving.known import known_here
from nahtlos.handovers.places import of_the_file
from nahtlos.handovers.steps import save, take
from nahtlos.inbox.enums import TaskKind
from nahtlos.inbox.models import Task
from nahtlos.organisations.actor import Actor

#: Working days to find out whether somebody known there is the same person.
_CLARIFY_DAYS = 5


def move_file(transfer: Transfer, by: Actor, today: date) -> UUID:
    """The accepted and saved move takes effect today; transfer and old case are locked. Returns the new person's id.

    Call it inside a transaction and in the context of `by`, who works at the receiver. Both days are covered: the old
    lead until yesterday, the new one from today. A night run that comes late makes no gap: until it comes, the old one leads.
    """
    transfer.effective_on = today
    fetched = fetch(transfer, by)
    brought = bring(transfer, fetched, by, today)
    person, old = brought.person.id, fetched.person.id
    recompute([person])
    tick(fetched, person)
    with as_system("linkage"):
        _name_the_law(brought)
        happenings.file_moved.send(sender=None, actor=by, old=old, new=person, facts=brought.facts)
        Arrival.objects.create(
            transfer=transfer, case=brought.case.id, person=person, at=clock.now(), consents=fetched.consents
        )
    if known_here(by, person):
        _ask_who_she_is(transfer, person, by, today)
    journal.record("file.moved_in", "person", person, transfer=str(transfer.id), facts=len(brought.facts))
    save([transfer], [take(transfer, Act.TAKE_EFFECT, Side.LAW, reason=Reason.DAY_HAS_COME, detail=_from(today))])
    with of_the_file(transfer):
        close_moved(transfer.case_id, today)
        journal.record("file.moved_out", "person", old, transfer=str(transfer.id))
    return person


def _from(today: date) -> dict[str, str]:
    return {"from": today.isoformat()}


def _name_the_law(brought: Brought) -> None:
    """The first lead says by which answer it leads, where the law names its kind."""
    today = clock.today()
    lead = Responsibility.objects.select_related("organisation").get(case=brought.case, valid_until=None)
    for answer in AnswerPeriod.objects.filter(
        person=brought.person, question="benefit_authority", status=AnswerStatus.DETERMINED, valid_from__lte=today
    ):
        holds = answer.next_change is None or answer.next_change > today
        if holds and LEADS.get(str(answer.answer)) == lead.organisation.kind:
            Responsibility.objects.filter(id=lead.id).update(
                authority=str(answer.answer), law=answer.law, rule=answer.rule
            )


def _ask_who_she_is(transfer: Transfer, person: UUID, by: Actor, today: date) -> None:
    """Somebody known here may be her: a human finds out."""
    with as_system("linkage"):
        Task.objects.create(
            person_id=person,
            district_id=by.district_id,
            kind=TaskKind.CLARIFY,
            organisation_id=by.organisation_id,
            member=transfer.asked,
            due_on=add_workdays(today, _CLARIFY_DAYS, by.membership.organisation.district.land),
            asked_by_id=by.organisation_id,
            created_at=clock.now(),
            cause_type="handovers.known",
            cause=transfer.id,
        )
