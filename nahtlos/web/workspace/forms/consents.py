"""Giving a consent; asking where somebody is known; opening and reviewing an emergency."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.grants.enums import EmergencyCategory, GivenHow
from nahtlos.grants.proof import NotAConsent, Proof

_DATE = forms.DateInput(attrs={"type": "date"})


class ConsentForm(forms.Form):
    """Everything but who and for what, which the page has settled before."""

    classes = forms.MultipleChoiceField(label=_("What may be read"), widget=forms.CheckboxSelectMultiple)
    language = forms.ChoiceField(label=_("Language in which it was read or given to her"))
    given_how = forms.ChoiceField(label=_("How she agreed"), choices=GivenHow.choices, widget=forms.RadioSelect)
    interpreter = forms.CharField(label=_("Name of the interpreter"), max_length=120, required=False)
    witness = forms.CharField(label=_("Witness"), max_length=120, required=False)
    guardian = forms.CharField(
        label=_("Who signs for a minor"),
        max_length=120,
        required=False,
        help_text=_("Only for a minor. The consent then ends when she is of age."),
    )
    valid_until = forms.DateField(
        label=_("Last day"), required=False, widget=_DATE, help_text=_("Empty: until she withdraws it.")
    )
    proof = forms.FileField(
        label=_("Scan of the signed form"), required=False, help_text=_("PDF, PNG or JPEG, at most 10 MB.")
    )
    signature = forms.CharField(widget=forms.HiddenInput, required=False)  #: what was drawn, as data URL of a PNG

    def __init__(self, *args: Any, classes: Any = (), languages: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["classes"].choices = classes  # type: ignore[attr-defined]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            cleaned["evidence"] = self._evidence(cleaned)
        except NotAConsent as refused:
            self.add_error("proof", gettext(str(refused)))
        return cleaned

    def _evidence(self, cleaned: dict[str, Any]) -> Proof:
        if file := cleaned.get("proof"):
            return Proof.of(file.read())
        drawn = cleaned.get("signature", "").removeprefix("data:image/png;base64,")
        if not drawn or len(drawn) > 500_000:
            raise NotAConsent("Please add the scan of the signed form, or let her sign.")
        try:
            return Proof.of(base64.b64decode(drawn, validate=True))
        except binascii.Error:
            raise NotAConsent("The file is neither a PDF nor a PNG or JPEG picture.") from None


class LocateForm(forms.Form):
    """A number, or name and birth date; exactly."""

    number = forms.CharField(label=_("Number of an office, for example the AZR number"), max_length=60, required=False)
    family = forms.CharField(label=_("Family name"), max_length=200, required=False)
    given = forms.CharField(label=_("Given names"), max_length=200, required=False)
    born = forms.DateField(label=_("Date of birth"), required=False, widget=_DATE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = cleaned.get("family") and cleaned.get("given") and cleaned.get("born")
        if not cleaned.get("number") and not named and not self.errors:
            self.add_error("number", gettext("Please enter a number, or family name, given names and date of birth."))
        return cleaned


class EmergencyForm(forms.Form):
    """What the danger is."""

    category = forms.ChoiceField(label=_("Kind of danger"), choices=EmergencyCategory.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What has happened?"),
        min_length=20,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("At least 20 letters. The leading office and data protection officers read it."),
    )


class ReviewForm(forms.Form):
    """What the second person found."""

    was_justified = forms.TypedChoiceField(
        label=_("Was it an emergency?"),
        choices=[("1", _("Yes")), ("0", _("No"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("What was found"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    informed_on = forms.DateField(label=_("The person was told on"), required=False, widget=_DATE)
    not_informed_because = forms.CharField(label=_("Or: why she may not be told"), max_length=300, required=False)
