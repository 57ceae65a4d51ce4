"""What may be typed about a handover or referral."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nahtlos.handovers.enums import LEADING, Act, Kind, Reason, Service
from nahtlos.handovers.machines import Step
from nahtlos.handovers.selectors import Detail
from nahtlos.handovers.services.asking import Request
from nahtlos.organisations.models import Membership, Organisation
from nahtlos.web.components.fields import DayField

_NOTE = forms.Textarea(attrs={"rows": "3"})


class NewForm(forms.Form):
    """A new handover or referral; the note is read only by who has accepted."""

    what = forms.ChoiceField(
        label=_("What is it about?"), widget=forms.RadioSelect, error_messages={"required": _("Please choose.")}
    )
    receiver = forms.ChoiceField(label=_("To whom?"), error_messages={"required": _("Please choose.")})
    wanted_on = DayField(label=_("By when, or from when"), required=False)
    note = forms.CharField(
        label=_("Note for the receiver"),
        required=False,
        max_length=500,
        widget=_NOTE,
        help_text=_("It is shown only after the request was accepted."),
    )

    def __init__(
        self,
        *args: Any,
        offices: list[Organisation],
        leads: bool,
        elsewhere: Sequence[Organisation] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        services = [(one.value, one.label) for one in Service if one.value]
        whole = [(Kind.HANDOVER.value, _("Handover: responsibility moves"))] if leads else []
        others = list(elsewhere) if leads else []
        if others:
            whole.append((Kind.MOVE.value, _("Move to another district: the whole file is handed over")))
        groups = [
            (district.name, [(str(one.id), one.name) for one in group])
            for district, group in groupby(others, key=lambda one: one.district)
        ]
        here = [(str(one.id), one.name) for one in offices]
        self.fields["what"].choices = [*whole, *services]  # type: ignore[attr-defined]
        self.fields["receiver"].choices = [("", "–"), *([(_("In this district"), here), *groups] if groups else here)]  # type: ignore[attr-defined]
        self._elsewhere = {str(one.id) for one in others}

    def clean(self) -> dict[str, Any]:
        """A move goes to another district, and nothing else does."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("what") and data.get("receiver"):
            is_far = data["receiver"] in self._elsewhere
            if data["what"] == Kind.MOVE and not is_far:
                self.add_error("receiver", _("For a move, please choose an office of the district she moves to."))
            elif data["what"] != Kind.MOVE and is_far:
                self.add_error("receiver", _("To another district goes only the whole file: please choose the move."))
        return data

    def request(self) -> Request:
        """What was asked for."""
        data = self.cleaned_data
        kind = Kind(data["what"]) if data["what"] in LEADING else Kind.REFERRAL
        return Request(
            kind=kind,
            receiver=data["receiver"],
            service=data["what"] if kind is Kind.REFERRAL else "",
            wanted_on=data["wanted_on"],
            note=data["note"],
        )


class ActForm(forms.Form):
    """One act: its reason, whom it names, a note. Only the fields the act needs are there."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    contact = forms.ChoiceField(label=_("Contact person at our office"), required=False)
    reason = forms.ChoiceField(label=_("Reason"), error_messages={"required": _("Please choose a reason.")})
    named = forms.ChoiceField(
        label=_("Who is responsible?"), required=False, help_text=_("The request goes there at once.")
    )
    wanted_on = DayField(label=_("From when she is there"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=300, widget=_NOTE)

    def __init__(
        self,
        *args: Any,
        step: Step,
        detail: Detail,
        team: list[Membership],
        offices: list[Organisation],
        **options: Any,
    ) -> None:
        options.setdefault("auto_id", f"{step.act}_%s")
        super().__init__(*args, **options)
        self.step = step
        self.fields["version"].initial = detail.line.transfer.version
        if step.act == Act.ACCEPT:
            self.fields["contact"].choices = [(str(one.id), one.account.name) for one in team]  # type: ignore[attr-defined]
        else:
            del self.fields["contact"]
        if step.reasons:
            reasons = [(reason.value, reason.label) for reason in step.reasons]
            self.fields["reason"].choices = [("", "–"), *reasons]  # type: ignore[attr-defined]
        else:
            del self.fields["reason"]
        if Reason.NOT_RESPONSIBLE in step.reasons:
            self.fields["named"].choices = [("", "–"), *((str(one.id), one.name) for one in offices)]  # type: ignore[attr-defined]
        else:
            del self.fields["named"]
        if step.act == Act.AMEND and detail.line.transfer.kind == Kind.MOVE:
            self.fields["wanted_on"].initial = detail.line.transfer.wanted_on
        else:
            del self.fields["wanted_on"]
        if step.act == Act.AMEND:
            self.fields["note"].initial = detail.line.transfer.note
            self.fields["note"].label = _("Note for the receiver")
        elif step.act in (Act.SEND, Act.RESUME, Act.START):
            del self.fields["note"]

    def clean(self) -> dict[str, Any]:
        """Who is not responsible says who is."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("reason") == Reason.NOT_RESPONSIBLE and not data.get("named"):
            self.add_error("named", _("Please name the organisation that is responsible."))
        return data
