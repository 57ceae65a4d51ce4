"""First contact: five fields, everything else later."""

from __future__ import annotations

import re
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.linkage.identity import Birth, Spelling
from nahtlos.people.data import FactData, PersonData
from nahtlos.web.components.fields import parse_day
from nahtlos.web.workspace.forms.numbers import e164

#: Languages offered first; all others of CLDR follow in order of their names.
_FREQUENT = ("ar", "fa", "fa-AF", "ps", "ku", "ti", "so", "uk", "ru", "tr", "sq", "ur", "am", "en", "fr")
_YEAR = re.compile(r"(19|20)\d\d\Z")


class IntakeForm(forms.Form):
    """Name as in the document and as spoken, birth, language, telephone, reason."""

    family = forms.CharField(label=_("Family name as in the document"), max_length=200, required=False)
    given = forms.CharField(label=_("Given names as in the document"), max_length=200, required=False)
    spoken = forms.CharField(
        label=_("Name as spoken, or in another script"),
        max_length=200,
        required=False,
        help_text=_("If it differs from the document"),
    )
    birth = forms.CharField(
        label=_("Date or year of birth"),
        max_length=20,
        help_text=_("For example 05.11.1991, or only 1991"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "nt-input-day"}),
    )
    language = forms.ChoiceField(label=_("Language"))
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, help_text=_("Leave empty if there is none")
    )
    reason = forms.CharField(
        label=_("Reason for the contact"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = [("", _("Please choose")), *_languages()]  # type: ignore[attr-defined]

    def clean_birth(self) -> Birth:
        text = self.cleaned_data["birth"].strip()
        if _YEAR.match(text):
            return Birth(int(text), None, None, vague=True)
        try:
            day = parse_day(text)
        except ValueError:
            raise forms.ValidationError(gettext("Please enter a day like 05.11.1991 or a year like 1991.")) from None
        return Birth(day.year, day.month, day.day, vague=(day.month, day.day) == (1, 1))

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
            FactData("birth", _birth_value(birth), source="told"),
            FactData("language", {"code": data["language"]}, source="told"),
            FactData("remark", {"text": data["reason"]}, source="told"),
        )
        return PersonData(
            spellings=tuple(spellings),
            births=(birth,),
            phones=((e164(phone), phone),) if phone else (),
            facts=facts,
        )


def _birth_value(birth: Birth) -> dict[str, Any]:
    known = {"year": birth.year, "month": birth.month, "day": birth.day}
    return {key: value for key, value in known.items() if value} | ({"vague": True} if birth.vague else {})


def _languages() -> list[tuple[str, str]]:
    locale = Locale.parse((get_language() or "de").split("-")[0])
    names = {code: Locale.parse(code, sep="-").get_language_name(locale) or code for code in _FREQUENT}
    rest = sorted(
        (
            (code, name)
            for code, name in locale.languages.items()
            if code not in names and len(code) <= 3 and code.isalpha() and code not in ("mul", "und", "zxx", "mis")
        ),
        key=lambda item: item[1],
    )
    return [*sorted(names.items(), key=lambda item: item[1]), *rest]
