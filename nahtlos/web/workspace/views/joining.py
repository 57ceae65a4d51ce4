"""Who has an invitation comes in here: with a new account, with the one she has, or again with a new password."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nahtlos.organisations import staff
from nahtlos.organisations.models import Account
from nahtlos.web.workspace.forms.staff import JoiningForm, PasswordForm
from nahtlos.web.workspace.page import posted


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind the link of an invitation. A link that leads nowhere says so and nothing else."""
    try:
        found = staff.invitation_of(secret)
        form = (PasswordForm if found.membership_id else JoiningForm)(posted(request))
        if request.method == "POST" and _take(request, secret, form, again=bool(found.membership_id)):
            return render(request, "workspace/staff/joined.html", {"organisation": found.organisation})
    except staff.NoInvitation:
        return render(request, "workspace/staff/no_invitation.html", status=404)
    context = {"invitation": found, "form": form, "again": bool(found.membership_id)}
    return render(request, "workspace/staff/invitation.html", context, status=422 if form.errors else 200)


def _take(request: HttpRequest, secret: str, form: PasswordForm, *, again: bool) -> bool:
    try:
        if isinstance(request.user, Account) and not again:
            staff.join_as(request.user, secret)
            return True
        if not form.is_valid():
            return False
        data = {name: value for name, value in form.cleaned_data.items() if name != "again"}
        if again:
            staff.come_back(secret, **data)
        else:
            staff.join(secret, **data)
    except staff.NotPossible as refused:
        form.add_error(None, gettext(str(refused)))
        return False
    return True
