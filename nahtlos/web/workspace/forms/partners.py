"""What may be typed about a referral to a partner without an account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nahtlos.core import clock
from nahtlos.handovers.enums import Act, Reason, Service, Way
from nahtlos.handovers.machines import Step
from nahtlos.handovers.services.links import Asked
from nahtlos.web.components.fields import DayField

_NOTE = forms.Textarea(attrs={"rows": "3"})


class PartnerForm(forms.Form):
    """Whom, what, how, and what it is told of her: nothing is ticked by itself."""

    partner = forms.CharField(
        label=_("Who is the partner?"),
        max_length=120,
        help_text=_("Name of the organisation as it writes itself; it has no account here."),
        error_messages={"required": _("Please name the partner.")},
    )
    service = forms.ChoiceField(
        label=_("What is it about?"), widget=forms.RadioSelect, error_messages={"required": _("Please choose.")}
    )
    wanted_on = DayField(label=_("By when, or from when"), required=False)
    note = forms.CharField(
        label=_("Note for the partner"),
        required=False,
        max_length=500,
        widget=_NOTE,
        help_text=_("The partner reads it before it has answered. Nothing that leads to the person, please."),
    )
    shared = forms.MultipleChoiceField(
        label=_("What is the partner told about the person?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what it needs. It sees what you tick, as it stands today, and nothing else of the file."),
    )
    agreed_on = DayField(
        label=_("The person agreed on"),
        required=False,
        help_text=_("Needed as soon as something is ticked: the day on which she agreed that it is passed on."),
    )
    way = forms.ChoiceField(label=_("How does the partner get it?"), widget=forms.RadioSelect, choices=Way.choices)

    def __init__(self, *args: Any, known: Mapping[str, tuple[Promise, Sequence[str]]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = known
        self.fields["service"].choices = [(one.value, one.label) for one in Service if one.value]  # type: ignore[attr-defined]
        self.fields["shared"].choices = [  # type: ignore[attr-defined]
            (code, f"{label}: {'; '.join(values)}") for code, (label, values) in known.items()
        ]
        self.fields["way"].initial = Way.LINK

    def clean(self) -> dict[str, Any]:
        """What is passed on needs the day on which she agreed."""
        data: dict[str, Any] = super().clean() or {}
        day = data.get("agreed_on")
        if data.get("shared") and day is None and "agreed_on" not in self.errors:
            self.add_error(
                "agreed_on", _("Please say on which day she agreed that this is passed on, or tick nothing.")
            )
        if day is not None and day > clock.today():
            self.add_error("agreed_on", _("The day on which she agreed lies in the future."))
        return data

    def asked(self) -> Asked:
        """What was typed."""
        data = self.cleaned_data
        return Asked(
            partner=data["partner"],
            service=data["service"],
            way=data["way"],
            note=data["note"],
            wanted_on=data["wanted_on"],
            shared={code: self.known[code][1] for code in data["shared"]},
            agreed_on=data["agreed_on"],
        )


class AgainForm(forms.Form):
    """Another way in."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    way = forms.ChoiceField(label=_("How does the partner get it?"), widget=forms.RadioSelect, choices=Way.choices)


class NotedForm(forms.Form):
    """An answer that came by telephone or letter."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("Reason"), error_messages={"required": _("Please choose a reason.")})
    note = forms.CharField(
        label=_("Who said so, and what"),
        max_length=300,
        widget=_NOTE,
        error_messages={"required": _("Please say who answered.")},
    )

    def __init__(self, *args: Any, step: Step, version: int, **options: Any) -> None:
        options["auto_id"] = f"noted_{step.act}_%s"
        super().__init__(*args, **options)
        self.step = step
        self.fields["version"].initial = version
        if step.reasons:
            reasons = [(reason.value, Reason(reason).label) for reason in step.reasons]
            self.fields["reason"].choices = [("", "–"), *reasons]  # type: ignore[attr-defined]
        else:
            del self.fields["reason"]


#: What a button says that notes an answer.
NOTED: Mapping[str, Promise] = {
    Act.ACCEPT: _("The partner takes it on"),
    Act.REJECT: _("The partner declines"),
    Act.COMPLETE: _("The partner says it is done"),
    Act.FAIL: _("The partner says it ended without result"),
}
