"""A few facts about somebody without a file: enough to ask the law which programmes are open."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.web.components.fields import DayField
from nahtlos.web.workspace.forms.choices import countries
from nahtlos.web.workspace.forms.facts import status_choices
from nahtlos.web.workspace.words import facts

_UNKNOWN = ("", _("not known"))
_YES_NO = [_UNKNOWN, ("yes", _("yes")), ("no", _("no"))]
_IN_PROCEDURE = frozenset({"asylgesuch", "ankunftsnachweis", "aufenthaltsgestattung", "folgeantrag", "zweitantrag"})


class SomebodyForm(forms.Form):
    """What is left empty is unknown to the law, and it says where that matters."""

    status = forms.ChoiceField(label=_("Residence status"), choices=status_choices)
    since = DayField(label=_("Holds from"))
    entry_on = DayField(label=_("Entry into Germany"), required=False, help_text="")
    nationality = forms.ChoiceField(label=_("Nationality"), required=False)
    date_of_birth = DayField(label=_("Date of birth"), required=False, help_text="")
    application_on = DayField(label=_("Asylum application"), required=False, help_text="")
    accommodation = forms.ChoiceField(label=_("Accommodation"), required=False)
    in_need = forms.ChoiceField(label=_("In need of benefits"), choices=_YES_NO, required=False)
    able_to_work = forms.ChoiceField(label=_("Able to work"), choices=_YES_NO, required=False)
    on = DayField(label=_("As of"), required=False, help_text="")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "somebody_%s"} | options)
        self._today = today
        self.fields["nationality"].choices = [_UNKNOWN, *(one for one in countries() if one[0] != "DE")]  # type: ignore[attr-defined]
        self.fields["accommodation"].choices = [_UNKNOWN, *facts.ACCOMMODATIONS.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, entry = cleaned.get("since"), cleaned.get("entry_on")
        if since and entry and since < entry and cleaned.get("status") not in ("ae_24", "fiktion_24"):
            self.add_error("since", gettext("This day lies before the entry."))
        if "on" not in self.errors:
            cleaned["on"] = cleaned.get("on") or self._today
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The facts for the law. No ban on work and no interruption of the stay are taken as given."""
        data = self.cleaned_data
        since, entry = data["since"].isoformat(), data["entry_on"]
        told: dict[str, Any] = {
            "residence": [{"status": data["status"], "from": since, "until": None}],
            "stay_interruptions": [],
            "work_ban_reasons": [],
            "removal_measures_imminent": False,
            "work_permits": [],
            "youth_welfare": [],
            "habitual_residence_in_germany": True,
        }
        for key in ("entry_on", "date_of_birth"):
            if data[key]:
                told[key] = data[key].isoformat()
        if data["nationality"]:
            told["nationality"] = data["nationality"]
        for key in ("in_need", "able_to_work"):
            if data[key]:
                told[key] = data[key] == "yes"
        if data["accommodation"]:
            start = (entry or data["since"]).isoformat()
            told["accommodation"] = [{"kind": data["accommodation"], "from": start, "until": None}]
        if data["application_on"]:
            told["asylum"] = {"application_on": data["application_on"].isoformat()}
        if data["status"] in _IN_PROCEDURE:
            told["asylum"] = told.get("asylum", {}) | {"decision": None}
        return told
