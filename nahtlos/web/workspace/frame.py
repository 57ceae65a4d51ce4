"""The frame around each page of the workspace: who I am here, for which purpose I work, where I can go."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nahtlos.access.policy import Permission, may
from nahtlos.organisations.actor import PURPOSE_LABELS, Actor
from nahtlos.organisations.enums import Role
from nahtlos.web.components.context import Entry, Frame, visitor
from nahtlos.web.workspace.news import heard

#: address, label, what one must be allowed to see it
NAVIGATION: tuple[tuple[str, Promise, Permission], ...] = (
    ("heute", _("Today"), Permission.CASE_READ),
    ("cases", _("Cases"), Permission.CASE_LIST),
    ("transfers", _("Handovers"), Permission.CASE_LIST),
    ("finder", _("Programmes"), Permission.CASE_READ),
    ("imports", _("Import"), Permission.LIST_IMPORT),
    ("condition", _("Operation"), Permission.WORKER_WATCH),
    ("staff", _("People who work here"), Permission.STAFF_MANAGE),
    ("heute", _("Today"), Permission.JOURNAL_OF_OFFICE),  # nobody has both: one entry for each
    ("office_journal", _("Journal"), Permission.JOURNAL_OF_OFFICE),
    ("erasure", _("Erasure"), Permission.ERASURE_SEE),
)


def frame_for(request: HttpRequest, actor: Actor) -> Frame:
    """Everything the bar and the navigation show."""
    organisation = actor.membership.organisation
    notices = visitor()
    return Frame(
        district=organisation.district.name,
        organisation=organisation.short_name,
        name=actor.membership.account.name,
        role=actor.membership.get_role_display(),
        purpose=str(PURPOSE_LABELS[actor.purpose]),
        navigation=tuple(
            Entry(str(label), reverse(name), current=_is_below(request.path, reverse(name)))
            for name, label, permission in NAVIGATION
            if actor.may(permission)
        ),
        may_search=actor.may(Permission.PERSON_SEARCH),
        query=getattr(request, "query", ""),
        news=tuple(heard(request)),
        demo=notices.demo,
        training_day=notices.training_day,
        asks_after=settings.SESSION_IDLE - settings.SESSION_WARNING,
        warning=settings.SESSION_WARNING,
    )


def preview_of(request: HttpRequest, actor: Actor, role: str) -> Frame:
    """The frame as somebody with this role in the actor's organisation sees it. Its entries lead nowhere."""
    entries = tuple(
        Entry(str(label), "#main")
        for _name, label, permission in NAVIGATION
        if may(role, actor.kind, permission).allowed
    )
    return replace(frame_for(request, actor), role=str(Role(role).label), navigation=entries, may_search=False)


def _is_below(path: str, start: str) -> bool:
    return path == start if start == "/" else path.startswith(start)
