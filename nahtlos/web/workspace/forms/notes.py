"""A note, and the day of which it speaks."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.core import clock
from nahtlos.notes.models import LONGEST


class NoteForm(forms.Form):
    """Free words; whoever may read them is said above the form."""

    day = forms.DateField(
        label=_("Day of the conversation or event"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    text = forms.CharField(
        label=_("Note"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "autocomplete": "off"}),
        help_text=_(
            "Only what is needed for the work. Your organisation reads it, whom the person allows it, and she herself."
        ),
    )

    def clean_day(self) -> date:
        """Nobody notes what has not happened yet."""
        day: date = self.cleaned_data["day"]
        if day > clock.today():
            raise forms.ValidationError(gettext("This day has not come yet."))
        return day
