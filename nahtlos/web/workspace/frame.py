"""The frame around each page of the workspace: who I am here, for which purpose I work, where I can go."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nahtlos.access.policy import Permission
from nahtlos.organisations.actor import PURPOSE_LABELS, Actor
from nahtlos.web.components.context import Entry, Frame, visitor
from nahtlos.web.workspace.news import heard

#: address, label, what one must be allowed to see it
NAVIGATION: tuple[tuple[str, Promise, Permission], ...] = (
    ("heute", _("Today"), Permission.CASE_READ),
    ("cases", _("Cases"), Permission.CASE_LIST),
    ("finder", _("Programmes"), Permission.CASE_READ),
    ("imports", _("Import"), Permission.LIST_IMPORT),
    ("condition", _("Operation"), Permission.WORKER_WATCH),
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
    )


def _is_below(path: str, start: str) -> bool:
    return path == start if start == "/" else path.startswith(start)
