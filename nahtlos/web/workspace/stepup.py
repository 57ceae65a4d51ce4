"""Sensitive acts ask once more who sits there, when the last proof is older than RECENT_LOGIN."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpResponse

from nahtlos.organisations.login import proved_recently
from nahtlos.web.workspace.door import back_to
from nahtlos.web.workspace.page import StaffRequest

Rest = ParamSpec("Rest")
StaffView = Callable[Concatenate[StaffRequest, Rest], HttpResponse]


def require_recent_login(view: StaffView[Rest]) -> StaffView[Rest]:
    """Below `@page`: the view runs only for somebody who has proved who she is in the last minutes.

    She comes back to the same address; what a form had sent must be sent again.
    """

    @wraps(view)
    def guarded(request: StaffRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not proved_recently(request):
            return back_to(request, "account_reauthenticate")
        return view(request, *args, **kwargs)

    return cast("StaffView[Rest]", guarded)
