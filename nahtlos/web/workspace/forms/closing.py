"""What is asked when a case is closed or opened again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from nahtlos.cases.enums import CHOSEN_OUTCOMES, CHOSEN_REASONS
from nahtlos.web.components.fields import DayField

_CHOOSE = {"required": _("Please choose.")}
_NOTE = forms.Textarea(attrs={"rows": "3"})


class ClosingForm(forms.Form):
    """With what the case ends, and on which day it is open for the last time."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("With what does the case end?"),
        choices=[(one.value, one.label) for one in CHOSEN_OUTCOMES],
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    last_day = DayField(label=_("Last day on which the case is open"))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        widget=_NOTE,
        help_text=_(
            "In a few words, for everybody who took part and may know the outcome. Nothing about health, and no address."
        ),
    )

    def __init__(self, *args: Any, earliest: date, latest: date, **options: Any) -> None:
        super().__init__(*args, **options)
        if earliest < latest:
            text = _("Between %(first)s and today. Until the end of this day nothing changes in who is responsible.")
            self.fields["last_day"].help_text = text % {"first": date_format(earliest, "d.m.Y")}
        else:
            self.fields["last_day"].help_text = _("Today: something in the case began today.")


class ReopenForm(forms.Form):
    """Why the case is opened again."""

    why = forms.ChoiceField(
        label=_("Why is the case opened again?"),
        choices=[(one.value, one.label) for one in CHOSEN_REASONS],
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=300,
        widget=_NOTE,
        help_text=_("In a few words, for everybody who takes part. Nothing about health, and no address."),
    )
