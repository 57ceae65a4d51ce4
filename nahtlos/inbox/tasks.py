"""Tasks between participants of a case: given to one of them, done, or opened again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.models import Case, CaseAccess, Participation
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.inbox import sources
from nahtlos.inbox.enums import CHOSEN, TaskKind
from nahtlos.inbox.models import Information, Task
from nahtlos.inbox.notices import notify
from nahtlos.inbox.sources import Need, Source
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.models import Membership

#: Due within so many days: a mail goes at once.
URGENT_DAYS = 1
#: Numbers of other organisations are shown from here on.
FEW = 5


class NotPossible(Exception):
    """The task cannot be given like this; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """One line of the board: how many of one kind one organisation has let pass. None: too few to be shown."""

    organisation: str
    kind: str
    number: int | None


def register() -> None:
    """Called once, when Django is ready."""
    sources.register(Source("task", _("Tasks"), _tasks))
    sources.register(Source("newcomer", _("Newcomers to be informed"), _newcomers))


def assignees(actor: Actor, person_id: UUID) -> list[Participation]:
    """Who can be given a task: the participants of the case, and nobody else. Raises Case.DoesNotExist."""
    case = Case.objects.get(person=person_id)
    parts = Participation.objects.filter(case=case, valid_until=None).select_related("organisation", "contact__account")
    return list(parts.order_by("organisation__name"))


@transaction.atomic
def give_task(
    *, by: Actor, person_id: UUID, kind: str, organisation_id: UUID, due_on: date, note: str = "", path: str = ""
) -> Task:
    """A participant has to do it until that day; its contact person in the case is told.

    Raises AccessDenied, Case.DoesNotExist, NotPossible.
    """
    by.require(Permission.DEADLINE_TICK)
    part = next((one for one in assignees(by, person_id) if one.organisation_id == organisation_id), None)
    if part is None:
        raise NotPossible(gettext_noop("Only participants of the case can be given a task."))
    if kind not in CHOSEN:
        raise NotPossible(gettext_noop("Please choose what is to be done."))
    if due_on < clock.today():
        raise NotPossible(gettext_noop("The day lies in the past."))
    task = Task.objects.create(
        person_id=person_id,
        district_id=by.district_id,
        kind=kind,
        note=note.strip()[:200],
        organisation_id=organisation_id,
        member=part.contact,
        due_on=due_on,
        asked_by_id=by.organisation_id,
        created_by_id=by.account_id,
        created_at=clock.now(),
    )
    tell(task, part.contact, path=path, but_not=by.account_id)
    journal.record("task.given", "person", person_id, task=str(task.id), kind=kind)
    return task


def tell(task: Task, member: Membership | None, *, path: str, but_not: UUID | None = None) -> None:
    """Whoever has to do it gets a notice."""
    notify(
        person_id=task.person_id,
        organisation_id=task.organisation_id,
        kind="task",
        cause_type="inbox.task",
        cause=task.id,
        path=path,
        urgent=task.due_on <= clock.today() + timedelta(days=URGENT_DAYS),
        member=member,
        but_not=but_not,
    )


@transaction.atomic
def finish(*, by: Actor, task_id: UUID, done: bool = True) -> Task:
    """Done, or not done after all; by whoever takes part. Twice is once.

    Raises AccessDenied, Task.DoesNotExist, and NotPossible if it ended with its case.
    """
    by.require(Permission.DEADLINE_TICK)
    task = _reachable(by).select_for_update(of=("self",)).get(id=task_id)
    if (task.done_at is not None) == done:
        return task
    if task.closing_id is not None:
        raise NotPossible(gettext_noop("This task ended because the case was closed."))
    task.done_at, task.done_by_id = (clock.now(), by.account_id) if done else (None, None)
    task.save(update_fields=["done_at", "done_by"])
    journal.record("task.done" if done else "task.reopened", "person", task.person_id, task=str(task.id))
    return task


@transaction.atomic
def give_back(*, by: Actor, task_id: UUID) -> Task:
    """It is not hers: her organisation has it, without a name. Raises AccessDenied, Task.DoesNotExist."""
    by.require(Permission.DEADLINE_TICK)
    task = (
        _reachable(by)
        .select_for_update(of=("self",))
        .get(id=task_id, organisation=by.organisation_id, done_at=None, closing=None)
    )
    task.member = None
    task.save(update_fields=["member"])
    journal.record("task.given_back", "person", task.person_id, task=str(task.id))
    return task


def get_task(actor: Actor, task_id: UUID) -> Task:
    """One she can reach. Raises AccessDenied, Task.DoesNotExist."""
    actor.require(Permission.CASE_READ)
    return _reachable(actor).select_related("person", "organisation", "asked_by", "created_by").get(id=task_id)


def tasks_of(actor: Actor, person_id: UUID) -> list[Task]:
    """All tasks in a case, the open ones first."""
    actor.require(Permission.CASE_READ)
    rows = (
        _reachable(actor)
        .filter(person=person_id)
        .select_related("organisation", "member__account", "asked_by", "created_by", "closing")
    )
    return sorted(rows, key=lambda task: (not task.is_open, task.due_on, str(task.id)))


def waiting_for(actor: Actor) -> list[Task]:
    """What she herself still has to do, the oldest first."""
    return list(
        _reachable(actor).filter(member=actor.membership, done_at=None, closing=None).order_by("due_on", "id")[:50]
    )


def overdue(actor: Actor) -> list[Overdue]:
    """Of the actor's district, by organisation and kind, as numbers; small ones of other organisations are not shown."""
    actor.require(Permission.BOARD_READ)
    today = clock.today()
    with as_system("figures"):
        rows = [
            *Task.objects.filter(district=actor.district_id, done_at=None, closing=None, due_on__lt=today).values_list(
                "organisation__name", "kind"
            ),
            *(
                (office, "newcomer")
                for office in Information.objects.filter(
                    district=actor.district_id, told_on=None, withdrawn_at=None, due_on__lt=today
                ).values_list("organisation__name", flat=True)
            ),
        ]
    labels = {**dict(TaskKind.choices), "newcomer": _("Newcomers to be informed")}
    return shown(Counter((office, str(labels[kind])) for office, kind in rows), actor)


def shown(counts: Mapping[tuple[str, str], int], actor: Actor) -> list[Overdue]:
    """(organisation, kind) → number, the most first; a number below FEW of another organisation could mean somebody."""
    own = actor.membership.organisation.name
    return [
        Overdue(office, kind, number if number >= FEW or office == own else None)
        for (office, kind), number in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]


def _reachable(actor: Actor) -> QuerySet[Task]:
    mine = CaseAccess.objects.filter(organisation=actor.organisation_id, person=OuterRef("person"))
    return Task.objects.filter(Exists(mine), person__merged_into=None)


def _tasks(actor: Actor, only_mine: bool, limit: int) -> Sequence[Need]:
    rows = _reachable(actor).filter(organisation=actor.organisation_id, done_at=None, closing=None)
    if only_mine:
        gone = Q(member__valid_until__lte=clock.today()) | Q(member__account__is_active=False)
        rows = rows.filter(
            Q(member=actor.membership) | Q(member=None) | gone
        )  # whoever has left leaves hers to the team
    rows = rows.select_related("person", "member__account", "asked_by").order_by("due_on", "id")[:limit]
    return [
        Need(
            kind="task",
            what=str(TaskKind(task.kind).label),
            page="task",
            args=(task.id,),
            on=task.due_on,
            person_id=task.person_id,
            name=str(task.person),
            key=str(task.id),
            owner=task.member.account.name if task.member else "",
            cause=gettext("given by %(office)s") % {"office": task.asked_by.short_name},
            note=task.note,
        )
        for task in rows
    ]


def _newcomers(actor: Actor, only_mine: bool, limit: int) -> Sequence[Need]:
    """One line for all of them: they are informed together."""
    mine = Participation.objects.filter(
        case__person=OuterRef("person"), organisation=actor.organisation_id, valid_until=None
    )
    if only_mine:
        mine = mine.filter(Q(contact=actor.membership) | Q(contact=None))
    days = list(
        Information.objects.filter(
            Exists(mine), organisation=actor.organisation_id, told_on=None, withdrawn_at=None, person__merged_into=None
        )
        .order_by("due_on")
        .values_list("due_on", "legal_basis")
    )
    if not days:
        return ()
    text = ngettext(
        "Inform %(n)s newcomer of the voluntary offer", "Inform %(n)s newcomers of the voluntary offer", len(days)
    )
    what = text % {"n": len(days)}
    cause = gettext("brought by the immigration office")
    return [Need(kind="newcomer", what=what, page="newcomers", on=days[0][0], law=days[0][1], cause=cause)]
