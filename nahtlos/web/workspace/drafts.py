"""Drafts of forms on a page: kept while somebody types, put back when she returns, thrown away on request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from nahtlos.cases.services.drafts import drop_draft, find_draft, keep_draft
from nahtlos.core import clock
from nahtlos.web.workspace.news import tell
from nahtlos.web.workspace.page import StaffRequest

#: The field that says what is to be done with the draft: `keep` while typing, `discard` on request.
ACT = "draft"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a form shows instead of its own initial values, and when it was typed."""

    typed: Mapping[str, Any]
    at: datetime


class Drafts:
    """The draft of one form for whoever works with this request."""

    def __init__(self, request: StaffRequest, form: str) -> None:
        self._request, self._form = request, form

    def answer(self, fields: Mapping[str, forms.Field]) -> HttpResponse | None:
        """The answer to a request that is about the draft only; None for every other."""
        act = self._request.POST.get(ACT)
        if act == "discard":
            drop_draft(by=self._request.actor, form=self._form)
            tell(self._request, gettext("The draft was thrown away."), level="info")
            return redirect(self._request.path)
        if act != "keep":
            return None
        sent = self._request.POST
        typed = {name: sent.getlist(name) for name in fields if name in sent}
        kept = keep_draft(by=self._request.actor, form=self._form, data=typed)
        return render(self._request, "workspace/draft_kept.html", {"kept_at": clock.now() if kept else None})

    def restored(self, fields: Mapping[str, forms.Field]) -> Restored | None:
        """What she had typed, as initial values of the form."""
        draft = find_draft(self._request.actor, self._form)
        if draft is None:
            return None
        typed: dict[str, Any] = {}
        for name, field in fields.items():
            values = draft.data.get(name, [])
            is_many = isinstance(field.widget, forms.CheckboxSelectMultiple | forms.SelectMultiple)
            typed[name] = values if is_many else (values[-1] if values else None)
        return Restored(typed, draft.saved_at)

    def done(self) -> None:
        """It was saved."""
        drop_draft(by=self._request.actor, form=self._form)
