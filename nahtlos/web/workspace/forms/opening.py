"""Why somebody opens a file that is not her own work."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from nahtlos.cases.enums import OpeningReason


class ReasonForm(forms.Form):
    """A reason to choose, and words for whom it is not enough."""

    category = forms.ChoiceField(
        label=_("Why do you open it?"), choices=OpeningReason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In your own words"),
        max_length=200,
        required=False,
        help_text=_("Not needed, except for another reason. Please write nothing about the person: she reads it."),
    )
