"""Forms for what belongs to the person herself, and for what is said about her right to work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.cases.models import Fact
from nahtlos.web.workspace.forms.birth import BirthField, birth_value
from nahtlos.web.workspace.forms.choices import PLEASE, choices, countries, languages
from nahtlos.web.workspace.forms.fact import FactForm
from nahtlos.web.workspace.words import facts

#: Classes of the Fahrerlaubnis-Verordnung (§ 6 FeV).
_CLASSES = ("AM", "A1", "A2", "A", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE", "L", "T")


class NationalityForm(FactForm):
    is_timeless = True

    first = forms.ChoiceField(label=_("Nationality"))
    second = forms.ChoiceField(label=_("Second nationality"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = [("XA", facts.country("XA")), ("XX", facts.country("XX")), *countries()]
        self.fields["first"].choices = [PLEASE, *offered]  # type: ignore[attr-defined]
        self.fields["second"].choices = [("", _("none")), *offered[2:]]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, second = cleaned.get("first"), cleaned.get("second")
        if second and (first == second or first in ("XA", "XX")):
            self.add_error("second", gettext("This does not go with the first nationality."))
        return cleaned

    def value(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"countries": [code for code in (data["first"], data["second"]) if code]}

    @classmethod
    def initial_of(cls, fact: Fact) -> dict[str, Any]:
        first, second = [*fact.value.get("countries", ()), None, None][:2]
        return super().initial_of(fact) | {"first": first, "second": second}


class BirthForm(FactForm):
    is_timeless = True

    birth = BirthField()

    def value(self) -> dict[str, Any]:
        return birth_value(self.cleaned_data["birth"])

    @classmethod
    def initial_of(cls, fact: Fact) -> dict[str, Any]:
        return super().initial_of(fact) | {"birth": facts.describe("birth", fact.value).strip("–")}


class SexForm(FactForm):
    value_fields = ("sex",)
    is_timeless = True

    sex = forms.ChoiceField(label=_("Sex"), choices=list(facts.SEXES.items()), widget=forms.RadioSelect)


class BirthPlaceForm(FactForm):
    value_fields = ("place",)
    is_timeless = True

    place = forms.CharField(label=_("Place of birth"), max_length=160, widget=forms.TextInput(attrs={"dir": "auto"}))


class LanguageForm(FactForm):
    value_fields = ("code", "mother_tongue", "level")
    is_timeless = True

    code = forms.ChoiceField(label=_("Language"))
    mother_tongue = forms.BooleanField(label=_("It is her mother tongue"), required=False)
    level = forms.ChoiceField(
        label=_("Level"),
        choices=[("", _("not known")), *((level, level) for level in ("A1", "A2", "B1", "B2", "C1", "C2"))],
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].choices = [PLEASE, *languages()]  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, fact: Fact) -> dict[str, Any]:
        shown = super().initial_of(fact)
        # Lists say Dari by the code of ISO 639, the choices by that of CLDR.
        return shown | {"code": "fa-AF" if shown["code"] == "prs" else shown["code"]}


class BornInGermanyForm(FactForm):
    """Only the yes is a statement: whoever came has a day of entry instead."""

    is_timeless = True

    confirmed = forms.BooleanField(label=_("She was born in Germany"))

    def value(self) -> dict[str, Any]:
        return {"value": True}

    @classmethod
    def initial_of(cls, fact: Fact) -> dict[str, Any]:
        return super().initial_of(fact) | {"confirmed": True}


class DrivingLicenceForm(FactForm):
    value_fields = ("foreign", "classes")
    is_timeless = True

    held = forms.ChoiceField(
        label=_("Is there a driving licence?"),
        choices=[("yes", _("yes")), ("no", _("no"))],
        widget=forms.RadioSelect,
    )
    classes = forms.CharField(
        label=_("Classes"), max_length=60, required=False, help_text=_("Separated by commas, for example B, C1")
    )
    foreign = forms.BooleanField(label=_("Issued abroad and not exchanged"), required=False)

    def clean_classes(self) -> list[str]:
        named = self.cleaned_data["classes"].upper().replace(",", " ").split()
        if unknown := [name for name in named if name not in _CLASSES]:
            raise forms.ValidationError(gettext("There is no such class: %(name)s") % {"name": ", ".join(unknown)})
        return list(dict.fromkeys(named))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("held") == "no" and (cleaned.get("classes") or cleaned.get("foreign")):
            self.add_error("held", gettext("Classes are named, although there is no driving licence."))
        return cleaned

    def value(self) -> dict[str, Any]:
        return {"held": self.cleaned_data["held"] == "yes"} | super().value()

    @classmethod
    def initial_of(cls, fact: Fact) -> dict[str, Any]:
        shown = {"held": "yes" if fact.value.get("held") else "no", "classes": ", ".join(fact.value.get("classes", ()))}
        return super().initial_of(fact) | shown


class WorkPermitForm(FactForm):
    value_fields = ("activity",)

    activity = forms.ChoiceField(label=_("Permitted by the immigration office"), choices=choices(facts.WORK_PERMITS))


class FindingForm(FactForm):
    """Which of the grounds of the law hold, or that it was checked and none does."""

    value_fields = ("reasons",)
    is_timeless = True
    words: ClassVar[Mapping[str, Any]] = {}
    word_label: ClassVar[Any] = _("Grounds found")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reasons"] = forms.MultipleChoiceField(
            label=self.word_label,
            choices=list(self.words.items()),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=_("If none is ticked, it is recorded that it was checked and there is none."),
        )
        self.order_fields(["reasons"])

    def value(self) -> dict[str, Any]:
        return {"reasons": self.cleaned_data["reasons"]}


class WorkBanForm(FindingForm):
    words = facts.WORK_BANS


class TitleObstacleForm(FindingForm):
    words, word_label = facts.TITLE_OBSTACLES, _("Obstacles found")
