"""What a closed case does to tasks, and who is told of it on Heute."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
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
    found = (
        *_asked(actor, limit),
        *_closed_by_others(actor, only_mine, limit),
        *_opened_by_others(actor, only_mine, limit),
    )
    return list(islice(found, limit))


def _closed_by_others(actor: Actor, only_mine: bool, limit: int) -> Iterator[Need]:
    """Who took part hears that the case was closed: by whom and with what, where she may know it."""
    since = clock.today() - TOLD_FOR
    access = CaseAccess.objects.filter(
        organisation=actor.organisation_id, level=AccessLevel.CLOSED, case__closed_on__gt=since
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


def _opened_by_others(actor: Actor, only_mine: bool, limit: int) -> Iterator[Need]:
    """Who takes part hears that the case is open again."""
    since = clock.now() - TOLD_FOR
    mine = Participation.objects.filter(case=OuterRef("case"), organisation=actor.organisation_id, valid_until=None)
    if only_mine:
        mine = mine.filter(Q(contact=actor.membership) | Q(contact=None))
    rows = (
        Closing.objects.filter(Exists(mine), reopened_at__gte=since, person__merged_into=None)
        .exclude(reopened_for=actor.organisation_id)
        .exclude(reopened_why=Reopened.PARTED)
        .select_related("person", "reopened_for")
    )
    for row in rows.order_by("-reopened_at")[:limit]:
        office = row.reopened_for.short_name if row.reopened_for else ""
        yield Need(
            kind="closing",
            what=gettext("The case is open again: %(why)s") % {"why": Reopened(row.reopened_why).label},
            page="case",
            args=(row.person_id,),
            person_id=row.person_id,
            name=str(row.person),
            key=f"{row.id}-again",
            cause=gettext("by %(office)s") % {"office": office} if office else "",
        )


def _asked(actor: Actor, limit: int) -> Iterator[Need]:
    """An office has closed a case, and a list made later has her all the same: its own, or any if she should be gone."""
    today = clock.today()
    listed = Record.objects.filter(
        person=OuterRef("person"), withdrawn_at=None, last_seen_on__gt=OuterRef("entered_on")
    )
    doubtful = Q(Exists(listed.filter(organisation=actor.organisation_id))) | Q(outcome__in=GONE) & Q(Exists(listed))
    rows = (
        Closing.objects.filter(
            doubtful, organisation=actor.organisation_id, reopened_at=None, entered_on__gte=today - ASKED_FOR
        )
        .exclude(outcome__in=[Outcome.MERGED, Outcome.WITHDRAWN])
        .annotate(
            seen=Subquery(listed.order_by("-last_seen_on").values("last_seen_on")[:1]),
            lister=Subquery(listed.order_by("-last_seen_on").values("organisation__short_name")[:1]),
        )
        .select_related("person")
    )
    for row in rows.order_by("entered_on", "id")[:limit]:
        yield Need(
            kind="closing",
            what=gettext("Closed (%(outcome)s), but on a later list: open again?")
            % {"outcome": Outcome(row.outcome).label},
            page="case",
            args=(row.person_id,),
            person_id=row.person_id,
            name=str(row.person),
            key=f"{row.id}-listed",
            cause=gettext("list of %(office)s of %(day)s")
            % {"office": row.lister, "day": date_format(row.seen, "d.m.Y") if row.seen else ""},
        )
