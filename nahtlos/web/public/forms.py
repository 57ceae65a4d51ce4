"""What a partner without an account types."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nahtlos.handovers.machines import Step


class CodeForm(forms.Form):
    """The code of a letter."""

    code = forms.CharField(
        label=_("Code of the letter"),
        max_length=40,
        help_text=_("16 letters and digits, for example K7QM-2HXP-9DRT-4WNA. Capitals and hyphens do not matter."),
        error_messages={"required": _("Please enter the code of the letter.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class PinForm(forms.Form):
    """The PIN that was read out."""

    pin = forms.CharField(
        label=_("PIN"),
        max_length=12,
        help_text=_("Six digits. The office that sent you the link tells you on the telephone."),
        error_messages={"required": _("Please enter the PIN.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "nt-input-day"}
        ),
    )


class AnswerForm(forms.Form):
    """One answer: why, who gives it, and a note."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("Reason"), error_messages={"required": _("Please choose a reason.")})
    who = forms.CharField(
        label=_("Who answers?"),
        max_length=80,
        help_text=_("Your name, and a telephone number if you like to be called."),
        error_messages={"required": _("Please say who answers.")},
    )
    note = forms.CharField(
        label=_("Note for the office"), required=False, max_length=200, widget=forms.Textarea(attrs={"rows": "3"})
    )

    def __init__(self, *args: Any, step: Step, version: int, **options: Any) -> None:
        options["auto_id"] = f"{step.act}_%s"
        super().__init__(*args, **options)
        self.step = step
        self.fields["version"].initial = version
        if step.reasons:
            reasons = [(reason.value, reason.label) for reason in step.reasons]
            self.fields["reason"].choices = [("", "–"), *reasons]  # type: ignore[attr-defined]
        else:
            del self.fields["reason"]
