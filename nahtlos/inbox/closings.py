"""What a closed case does to tasks, and who is told of it on Heute."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.cases.enums import GONE, AccessLevel, Outcome, Reopened
from nahtlos.cases.models import CaseAccess, Closing, Participation
from nahtlos.cases.responsibility import cases_closed, cases_reopened
from nahtlos.cases.sight import sight_of
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.inbox import sources
from nahtlos.inbox.models import Task
from nahtlos.inbox.sources import Need
from nahtlos.organisations.actor import Actor
from nahtlos.people.models import Record

#: So long it is said that a case was closed, or opened again; and so long a list that still has her raises a question.
TOLD_FOR, ASKED_FOR = timedelta(days=7), timedelta(days=60)


def listen() -> None:
    """Called once, when Django is ready."""
    cases_closed.connect(_closed, dispatch_uid="inbox.closings.closed")
    cases_reopened.connect(_reopened, dispatch_uid="inbox.closings.reopened")


def register() -> None:
    """Called once, when Django is ready."""
    sources.register(sources.Source("closing", _("Closed and reopened cases"), _told))


def _closed(*, people: Collection[UUID], **_more: Any) -> None:
    """Nobody has to do anything in a closed case; each task says with which closing it ended."""
    with as_system("linkage"):
        closing = Closing.objects.filter(person=OuterRef("person"), reopened_at=None).values("id")[:1]
        Task.objects.filter(person__in=people, done_at=None, closing=None).update(closing=Subquery(closing))


def _reopened(*, closings: Sequence[Closing], **_more: Any) -> None:
    """What ended with the case is to be done again; history keeps that it had ended."""
    with as_system("linkage"):
        Task.objects.filter(closing__in=closings).update(closing=None)


def _told(actor: Actor, only_mine: bool, limit: int) -> Sequence[Need]:
    return list(
        islice((*_asked_and_opened(actor, only_mine, limit), *_closed_by_others(actor, only_mine, limit)), limit)
    )


def _closed_by_others(actor: Actor, only_mine: bool, limit: int) -> Iterator[Need]:
    """Who took part hears that the case was closed: by whom and with what, where she may know it."""
    since = clock.today() - TOLD_FOR
    entered = Closing.objects.filter(id=OuterRef("source"), entered_on__gt=since)
    access = CaseAccess.objects.filter(
        Q(case__closed_on__gt=since) | Q(Exists(entered)), organisation=actor.organisation_id, level=AccessLevel.CLOSED
    )
    if only_mine:
        hers = Participation.objects.filter(
            case=OuterRef("case"), organisation=actor.organisation_id, valid_until=F("case__closed_on")
        ).filter(Q(contact=actor.membership) | Q(contact=None))
        access = access.filter(Exists(hers))
    rows = list(access.select_related("person", "case").order_by("-case__closed_on", "id")[:limit])
    known = Closing.objects.select_related("organisation").in_bulk([row.source for row in rows])
    sight = sight_of(actor)
    for row in rows:
        closing = known.get(row.source)
        if closing and closing.organisation_id == actor.organisation_id:
            continue
        shown = closing if closing and sight.says_outcome(closing.outcome, own=False) else None
        yield Need(
            kind="closing",
            what=gettext("The case was closed: %(outcome)s") % {"outcome": Outcome(shown.outcome).label}
            if shown
            else gettext("The case was closed"),
            page="case",
            args=(row.person_id,),
            person_id=row.person_id,
            name=str(row.person),
            key=str(row.source),
            cause=gettext("by %(office)s") % {"office": shown.organisation.short_name}
            if shown and shown.organisation
            else "",
        )


def _asked_and_opened(actor: Actor, only_mine: bool, limit: int) -> Iterator[Need]:
    """Cases that others have opened again; and a question to who has closed one that a list made later has all the same,
    her own office's list, or anybody's if she should be gone."""
    mine = Participation.objects.filter(case=OuterRef("case"), organisation=actor.organisation_id, valid_until=None)
    if only_mine:
        mine = mine.filter(Q(contact=actor.membership) | Q(contact=None))
    opened = Q(Exists(mine), reopened_at__gte=clock.now() - TOLD_FOR) & ~Q(reopened_why=Reopened.PARTED)
    opened &= ~Q(reopened_for=actor.organisation_id)
    listed = Record.objects.filter(
        person=OuterRef("person"), withdrawn_at=None, last_seen_on__gt=OuterRef("entered_on")
    )
    doubtful = Q(Exists(listed.filter(organisation=actor.organisation_id))) | Q(Exists(listed), outcome__in=GONE)
    doubtful &= Q(organisation=actor.organisation_id, reopened_at=None, entered_on__gte=clock.today() - ASKED_FOR) & ~Q(
        outcome__in=[Outcome.MERGED, Outcome.WITHDRAWN]
    )
    latest = listed.order_by("-last_seen_on")
    rows = (
        Closing.objects.filter(opened | doubtful, person__merged_into=None)
        .annotate(seen=Subquery(latest.values("last_seen_on")[:1]))
        .annotate(lister=Subquery(latest.values("organisation__short_name")[:1]))
        .select_related("person", "reopened_for")
    )
    for row in rows.order_by("-at", "id")[:limit]:
        what, cause = _opened_words(row) if row.reopened_at else _asked_words(row, row.lister, row.seen)
        yield Need(
            kind="closing",
            what=what,
            page="case",
            args=(row.person_id,),
            person_id=row.person_id,
            name=str(row.person),
            key=f"{row.id}-{'again' if row.reopened_at else 'listed'}",
            cause=cause,
        )


def _opened_words(row: Closing) -> tuple[str, str]:
    what = gettext("The case is open again: %(why)s") % {"why": Reopened(row.reopened_why).label}
    office = row.reopened_for.short_name if row.reopened_for else ""
    return what, gettext("by %(office)s") % {"office": office} if office else ""


def _asked_words(row: Closing, lister: str | None, seen: date | None) -> tuple[str, str]:
    what = gettext("Closed (%(outcome)s), but on a later list: open again?") % {"outcome": Outcome(row.outcome).label}
    day = date_format(seen, "d.m.Y") if seen else ""
    return what, gettext("list of %(office)s of %(day)s") % {"office": lister, "day": day}
