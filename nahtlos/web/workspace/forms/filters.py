"""The filter of the list of cases. Everything stands in the address, so that it can be kept and sent on."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nahtlos.cases.selectors import CaseFilter
from nahtlos.web.workspace.forms.choices import countries
from nahtlos.web.workspace.words import law

_ANY = ("", _("all"))


class CaseFilterForm(forms.Form):
    """One select per field of CaseFilter."""

    group = forms.ChoiceField(label=_("Group of persons"), required=False)
    authority = forms.ChoiceField(label=_("Paid by"), required=False)
    lead = forms.ChoiceField(
        label=_("Lead"),
        required=False,
        choices=[_ANY, ("mine", _("my organisation leads")), ("others", _("others lead"))],
    )
    contact = forms.ChoiceField(label=_("Contact person"), required=False, choices=[_ANY, ("me", _("my cases"))])
    due = forms.ChoiceField(
        label=_("Deadline or change"),
        required=False,
        choices=[_ANY, ("30", _("within 30 days")), ("90", _("within 90 days"))],
    )
    nationality = forms.ChoiceField(label=_("Nationality"), required=False)
    missing = forms.ChoiceField(
        label=_("Responsibility"), required=False, choices=[_ANY, ("1", _("cannot be determined"))]
    )
    conflict = forms.ChoiceField(
        label=_("Statements"), required=False, choices=[_ANY, ("1", _("contradict each other"))]
    )

    state = forms.ChoiceField(
        label=_("State of the case"),
        required=False,
        choices=[("", pgettext_lazy("state", "open")), ("closed", _("closed")), ("all", _("all"))],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["group"].choices = [_ANY, *(group for group in law.values("seed_group") if group[0] != "out")]  # type: ignore[attr-defined]
        self.fields["authority"].choices = [_ANY, *law.values("benefit_authority")]  # type: ignore[attr-defined]
        self.fields["nationality"].choices = [_ANY, *(state for state in countries() if state[0] != "DE")]  # type: ignore[attr-defined]


def wanted(query: QueryDict) -> tuple[CaseFilterForm, CaseFilter]:
    """The form as it stands and what it asks for; a value nobody offers asks for nothing."""
    form = CaseFilterForm(query, auto_id="filter_%s")
    form.is_valid()
    chosen = {field.name: form.cleaned_data.get(field.name, "") for field in fields(CaseFilter)}
    return form, CaseFilter(**chosen)
