"""What the forms of all kinds of facts share: their own fields first, then period, source and note."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.cases.enums import FactSource
from nahtlos.cases.models import Fact
from nahtlos.cases.services.facts import Stated
from nahtlos.web.components.fields import DayField

_SOURCES = [choice for choice in FactSource.choices if choice[0] in ("document", "decision", "told")]


class FactForm(forms.Form):
    """The common part. A form says which of its fields become the value of the fact."""

    #: name of the field → key in the value; days become ISO days
    value_fields: ClassVar[tuple[str, ...]] = ()
    #: the day that also stands in the value as `on`
    is_event: ClassVar[bool] = False
    #: holds whatever the day, so that no period is asked for
    is_timeless: ClassVar[bool] = False
    order: ClassVar[tuple[str, ...]] = ("valid_from", "last_day", "source", "source_note")

    valid_from = DayField(label=_("Holds from"))
    last_day = DayField(
        label=_("Last day"), required=False, help_text=_("Only if the end is known, for example 31.08.2024")
    )
    source = forms.ChoiceField(label=_("How do you know?"), choices=_SOURCES, widget=forms.RadioSelect)
    source_note = forms.CharField(label=_("Which document, or who said so"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fact_kind = kind
        self.order_fields([*(name for name in self.fields if name not in FactForm.base_fields), *self.order, "version"])
        if self.is_event:
            self.fields["valid_from"].label = _("Day")
            del self.fields["last_day"]
        if self.is_timeless:
            del self.fields["valid_from"], self.fields["last_day"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", gettext("The last day lies before the beginning."))
        return cleaned

    def value(self) -> dict[str, Any]:
        """What the fact says."""
        given = {name: self.cleaned_data.get(name) for name in self.value_fields}
        value = {name: _plain(one) for name, one in given.items() if one not in (None, "", [], False)}
        if self.is_event and self.cleaned_data.get("valid_from"):
            value["on"] = self.cleaned_data["valid_from"].isoformat()
        return value

    def stated(self) -> Stated:
        """The fact as the domain takes it; periods end before their first day without."""
        data = self.cleaned_data
        last = data.get("last_day")
        return Stated(
            kind=self.fact_kind,
            value=self.value(),
            valid_from=data.get("valid_from"),
            valid_until=last + timedelta(days=1) if last else None,
            source=data["source"],
            source_note=data["source_note"],
        )

    @classmethod
    def initial_of(cls, fact: Fact) -> dict[str, Any]:
        """What the form shows when this fact is corrected."""
        shown = {name: _typed(fact.value.get(name)) for name in cls.value_fields}
        return shown | {
            "valid_from": fact.valid_from or _typed(fact.value.get("on")),
            "last_day": fact.valid_until - timedelta(days=1) if fact.valid_until else None,
            "source": fact.source if fact.source in dict(_SOURCES) else None,
            "source_note": fact.source_note,
        }


def _plain(given: Any) -> Any:
    return given.isoformat() if isinstance(given, date) else given


def _typed(stored: Any) -> Any:
    if isinstance(stored, str) and len(stored) == 10 and stored[4] == stored[7] == "-":
        return date.fromisoformat(stored)
    return stored
