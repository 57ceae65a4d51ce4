"""One form for each kind of fact about residence, home, benefits, work and language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.cases.models import Fact
from nahtlos.cases.services.facts import Stated
from nahtlos.organisations.models import District
from nahtlos.web.components.fields import DayField
from nahtlos.web.workspace.forms.choices import PLEASE, choices
from nahtlos.web.workspace.forms.fact import FactForm
from nahtlos.web.workspace.words import facts
from nahtlos.web.workspace.words.statuses import STATUSES

#: Residence statuses in the groups in which clerks look for them.
_STATUS_GROUPS: tuple[tuple[Any, Iterable[str]], ...] = (
    (_("Asylum procedure"), ("asylgesuch", "ankunftsnachweis", "aufenthaltsgestattung", "folgeantrag", "zweitantrag")),
    (
        _("Recognised or admitted"),
        (
            "erlaubt_nach_anerkennung", "ae_25_1", "ae_25_2_alt1", "ae_25_2_alt2", "ae_25_3", "ae_22", "ae_23_1",
            "ae_23_1_krieg", "ae_23_2", "ae_23_4", "ae_23a",
        ),
    ),
    (_("Temporary protection"), ("ae_24", "fiktion_24", "rechtmaessig_ohne_titel")),
    (
        _("Duldung"),
        (
            "duldung_60a", "duldung_60a_2_s1", "duldung_60a_2_s3", "duldung_60a_2_s4", "duldung_60b", "duldung_60c",
            "duldung_60d", "ausreisepflichtig_ohne_papier",
        ),
    ),
    (
        _("Other humanitarian permits and right to stay"),
        (
            "ae_25_4_s1", "ae_25_4_s2", "ae_25_4a", "ae_25_4b", "ae_25_5", "ae_25a", "ae_25b", "ae_104a", "ae_104c",
            "ae_16g", "ae_19d",
        ),
    ),
    (_("Settlement permit"), ("ne_26_3", "ne_26_4", "ne_9")),
    (_("Fiktionsbescheinigung"), ("fiktion_81_3_s1", "fiktion_81_3_s2", "fiktion_81_4")),
    (_("Family"), ("ae_28", "ae_30", "ae_32", "ae_33", "ae_34", "ae_36", "ae_36a")),
    (_("Without or beyond a title"), ("ohne", "deutsch", "eu")),
)  # fmt: skip


def status_choices() -> list[tuple[Any, Any]]:
    """Every status of the law engine, grouped."""
    grouped = [(label, [(code, STATUSES[code]) for code in codes]) for label, codes in _STATUS_GROUPS]
    return [PLEASE, *grouped]


class ResidenceForm(FactForm):
    value_fields = ("status", "valid_until", "first_title")

    status = forms.ChoiceField(label=_("Residence status"), choices=status_choices)
    valid_until = DayField(label=_("End printed on the document"), required=False)
    first_title = forms.BooleanField(label=_("It is her first residence title"), required=False)


class DecisionForm(FactForm):
    value_fields = ("kind", "served_on", "final_on", "manifestly_unfounded", "inadmissible", "by_court")
    order = ("source", "source_note")

    kind = forms.ChoiceField(label=_("Decision of the BAMF"), choices=choices(facts.DECISIONS))
    served_on = DayField(label=_("Served on"))
    final_on = DayField(label=_("Final since"), required=False)
    manifestly_unfounded = forms.BooleanField(label=_("Rejected as manifestly unfounded"), required=False)
    inadmissible = forms.BooleanField(label=_("Rejected as inadmissible"), required=False)
    by_court = forms.BooleanField(label=_("Decided by a court"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["valid_from"], self.fields["last_day"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        served, final = cleaned.get("served_on"), cleaned.get("final_on")
        if served and final and final < served:
            self.add_error("final_on", gettext("A decision becomes final only after it was served."))
        if cleaned.get("kind") != "rejected" and (cleaned.get("manifestly_unfounded") or cleaned.get("inadmissible")):
            self.add_error("kind", gettext("Only a rejection can be manifestly unfounded or inadmissible."))
        return cleaned

    def stated(self) -> Stated:
        self.cleaned_data["valid_from"] = self.cleaned_data["served_on"]
        return super().stated()


class PlaceForm(FactForm):
    """Where she lives. Which district that is, is said only where it may be another one: then the move is proposed."""

    value_fields = ("name", "street", "postcode", "town", "district_ags")

    name = forms.CharField(label=_("Name of the shelter or c/o"), max_length=120, required=False)
    street = forms.CharField(label=_("Street and number"), max_length=160, required=False)
    postcode = forms.RegexField(
        r"^\d{5}$", label=_("Postcode"), error_messages={"invalid": _("A postcode has five digits.")}
    )
    town = forms.CharField(label=_("Town"), max_length=120)
    district_ags = forms.ChoiceField(
        label=_("District"),
        required=False,
        help_text=_("Only if she lives in another district, or will: the move is then proposed to the office there."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        districts = District.objects.order_by("name").values_list("ags", "name")
        self.fields["district_ags"].choices = [("", _("here")), *districts]  # type: ignore[attr-defined]


class KindForm(FactForm):
    """Facts that only name a kind; the words come with the kind of fact."""

    value_fields: ClassVar[tuple[str, ...]] = ("kind",)
    words: ClassVar[Mapping[str, Any]] = {}
    word_label: ClassVar[Any] = _("Kind")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"] = forms.ChoiceField(label=self.word_label, choices=choices(self.words))
        self.order_fields(["kind"])


class AccommodationForm(KindForm):
    words, word_label = facts.ACCOMMODATIONS, _("Accommodation")


class EmploymentForm(KindForm):
    value_fields = ("kind", "weekly_hours", "insured")
    words, word_label = facts.EMPLOYMENTS, _("Employment")

    weekly_hours = forms.IntegerField(label=_("Hours a week"), min_value=1, max_value=60, required=False)
    insured = forms.BooleanField(label=_("Subject to social insurance"), required=False)


class TrainingForm(KindForm):
    value_fields = ("kind", "recognised_occupation")
    words, word_label = facts.TRAININGS, _("Training or school")

    recognised_occupation = forms.BooleanField(label=_("In a recognised occupation"), required=False)


class CourseForm(KindForm):
    words, word_label = facts.COURSES, _("Language course")


class YouthWelfareForm(KindForm):
    words, word_label = facts.YOUTH_WELFARE, _("Youth welfare")


class BenefitsForm(KindForm):
    value_fields = ("kind", "approved_until")
    words, word_label = facts.BENEFITS, _("Benefits received")

    approved_until = DayField(label=_("Approved until"), required=False)


class ApplicationForm(KindForm):
    is_event = True
    words, word_label = facts.APPLICATIONS, _("Application for")


class JobseekerForm(KindForm):
    value_fields = ("kind", "at")
    words, word_label = facts.JOBSEEKING, _("Registered as")

    at = forms.ChoiceField(label=_("Registered at"), choices=choices(facts.AT))


class LanguageLevelForm(FactForm):
    value_fields = ("level", "certified")

    level = forms.ChoiceField(
        label=_("German level"),
        choices=[PLEASE, ("none", _("none")), *((c, c) for c in ("A1", "A2", "B1", "B2", "C1", "C2"))],
    )
    certified = forms.BooleanField(label=_("There is a certificate"), required=False)


class YesNoForm(FactForm):
    answer = forms.ChoiceField(
        label=_("Answer"), choices=[("yes", _("yes")), ("no", _("no"))], widget=forms.RadioSelect
    )

    def value(self) -> dict[str, Any]:
        return {"value": self.cleaned_data["answer"] == "yes"}

    @classmethod
    def initial_of(cls, fact: Fact) -> dict[str, Any]:
        return super().initial_of(fact) | {"answer": "yes" if fact.value.get("value") else "no"}


class EventForm(FactForm):
    """Something that happened on a day."""

    is_event = True


class EventOrNoneForm(EventForm):
    """Something that happened on a day, or has not happened: the law must know which."""

    none = forms.BooleanField(label=_("There was none so far"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["valid_from"].required = False
        self.order_fields(["valid_from", "none"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "valid_from" in cleaned and bool(cleaned["valid_from"]) == bool(cleaned.get("none")):
            self.add_error("valid_from", gettext("Please enter the day, or say that there was none."))
        return cleaned

    def value(self) -> dict[str, Any]:
        return {"on": None} if self.cleaned_data["none"] else super().value()

    @classmethod
    def initial_of(cls, fact: Fact) -> dict[str, Any]:
        return super().initial_of(fact) | {"none": "on" in fact.value and fact.value["on"] is None}


class TextForm(FactForm):
    """What no other form fits: one line in words."""

    value_fields = ("text",)
    is_timeless = True

    text = forms.CharField(label=_("Content"), max_length=300)
