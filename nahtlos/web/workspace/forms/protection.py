"""Why and for how long somebody's whereabouts are a secret."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from nahtlos.cases.enums import ProtectedBecause

_DATE = forms.DateInput(attrs={"type": "date"})


class ProtectionForm(forms.Form):
    """Read by the leading office only."""

    code = forms.ChoiceField(label=_("Reason"), choices=ProtectedBecause.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note for the leading office"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Not the address itself. Only the leading office reads it."),
    )
    since = forms.DateField(label=_("In danger since"), required=False, widget=_DATE, help_text=_("Empty: today."))
    until = forms.DateField(
        label=_("No longer protected from"),
        required=False,
        widget=_DATE,
        help_text=_("Empty: until the leading office ends it."),
    )
