"""First contact: five fields, everything else later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.linkage.identity import Birth, Spelling
from nahtlos.people.data import FactData, PersonData
from nahtlos.web.workspace.forms.birth import BirthField, birth_value
from nahtlos.web.workspace.forms.choices import PLEASE, languages
from nahtlos.web.workspace.forms.names import NameField
from nahtlos.web.workspace.forms.numbers import e164


class IntakeForm(forms.Form):
    """Name as in the document and as spoken, birth, language, telephone, reason."""

    family = NameField(label=_("Family name as in the document"), max_length=200, required=False)
    given = NameField(label=_("Given names as in the document"), max_length=200, required=False)
    spoken = NameField(
        label=_("Name as spoken, or in another script"),
        max_length=200,
        required=False,
        help_text=_("If it differs from the document"),
    )
    birth = BirthField()
    language = forms.ChoiceField(label=_("Language"))
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, help_text=_("Leave empty if there is none")
    )
    reason = forms.CharField(
        label=_("Reason for the contact"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = [PLEASE, *languages()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ("family", "given", "spoken")):
            self.add_error("family", gettext("Please enter at least one name."))
        return cleaned

    def person(self) -> PersonData:
        """What was typed, as one source's statement about a person."""
        data = self.cleaned_data
        birth: Birth = data["birth"]
        spellings = [Spelling(data["family"], data["given"], "document")] if data["family"] or data["given"] else []
        if data["spoken"]:
            given, _space, family = data["spoken"].rpartition(" ")
            spellings.append(Spelling(family, given, "spoken"))
        phone = data["phone"].strip()
        facts = (
            FactData("birth", birth_value(birth), source="told"),
            FactData("language", {"code": data["language"]}, source="told"),
            FactData("remark", {"text": data["reason"]}, source="told"),
        )
        return PersonData(
            spellings=tuple(spellings),
            births=(birth,),
            phones=((e164(phone), phone),) if phone else (),
            facts=facts,
        )
