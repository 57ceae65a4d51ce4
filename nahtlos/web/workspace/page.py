"""The door of every page of the workspace: logged in, at work for an organisation, and allowed by the policy."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from nahtlos.access.policy import Permission
from nahtlos.organisations.actor import Actor
from nahtlos.web.components.context import Frame
from nahtlos.web.workspace.emergency import insist_on_reading
from nahtlos.web.workspace.opening import ask_why, asks_why

Rest = ParamSpec("Rest")


class StaffRequest(HttpRequest):
    """A request behind the door."""

    actor: Actor
    frame: Frame
    query: str  #: what was searched for, on the page that shows who was found
    htmx: Any


StaffView = Callable[Concatenate[StaffRequest, Rest], HttpResponse]
View = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: also to nothing, if nothing was filled in."""
    return request.POST if request.method == "POST" else None


def page(permission: Permission | None = None) -> Callable[[StaffView[Rest]], View[Rest]]:
    """A view for staff; with `permission`, only for those whom the policy allows it (AccessDenied otherwise)."""

    def decorate(view: StaffView[Rest]) -> View[Rest]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor: Actor | None = getattr(request, "actor", None)
            if actor is None:
                return render(request, "workspace/no_membership.html", status=403)
            if permission is not None:
                actor.require(permission)
            insist_on_reading(request, actor, kwargs.get("person_id"))
            if asks_why(request, actor, kwargs.get("person_id")):
                return ask_why(request)
            return view(request, *args, **kwargs)  # type: ignore[arg-type]

        return cast("View[Rest]", guarded)

    return decorate
