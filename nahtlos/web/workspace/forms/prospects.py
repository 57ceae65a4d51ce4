"""Forms for what programmes and the routes to a title ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.cases.models import Fact
from nahtlos.web.components.fields import DayField
from nahtlos.web.workspace.forms.choices import choices
from nahtlos.web.workspace.forms.fact import FactForm
from nahtlos.web.workspace.words import facts


class IdentityForm(FactForm):
    """When the office knew for certain who she is, or when she had done all that can be asked of her."""

    value_fields = ("clarified_on", "all_reasonable_steps_on")
    is_timeless = True

    clarified_on = DayField(label=_("Identity clarified on"), required=False)
    all_reasonable_steps_on = DayField(label=_("All reasonable steps taken on"), required=False)
    neither = forms.BooleanField(label=_("Neither has happened so far"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        days = bool(cleaned.get("clarified_on") or cleaned.get("all_reasonable_steps_on"))
        if not self.errors and days == bool(cleaned.get("neither")):
            self.add_error("clarified_on", gettext("Please enter a day, or say that neither has happened."))
        return cleaned

    def value(self) -> dict[str, Any]:
        return dict.fromkeys(self.value_fields) if self.cleaned_data["neither"] else super().value()

    @classmethod
    def initial_of(cls, fact: Fact) -> dict[str, Any]:
        return super().initial_of(fact) | {"neither": not any(fact.value.get(name) for name in cls.value_fields)}


class AssignmentForm(FactForm):
    value_fields = ("basis", "place")

    basis = forms.ChoiceField(label=_("Residence assignment"), choices=choices(facts.ASSIGNMENTS))
    place = forms.CharField(label=_("To which place"), max_length=120, required=False)


class AbsenceForm(FactForm):
    """A time outside Germany or without any status."""

    value_fields = ("text",)

    text = forms.CharField(label=_("Reason"), max_length=160, required=False)


class SchoolYearsForm(FactForm):
    value_fields = ("years",)
    is_timeless = True

    years = forms.IntegerField(label=_("Years of school attended successfully"), min_value=0, max_value=20)

    def value(self) -> dict[str, Any]:
        return {"years": self.cleaned_data["years"]}


class PlanForm(FactForm):
    """Something ahead, or the word that nothing is planned: the law must know which."""

    is_timeless = True

    none = forms.BooleanField(label=_("Nothing is planned"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        required = self.value_fields[0]
        if not cleaned.get(required) and not cleaned.get("none"):
            self.add_error(required, gettext("Please choose, or say that nothing is planned."))
        if cleaned.get("none") and any(cleaned.get(name) for name in self.value_fields):
            self.add_error("none", gettext("Something is entered, although nothing is planned."))
        return cleaned

    def value(self) -> dict[str, Any]:
        return {"none": True} if self.cleaned_data["none"] else super().value()

    @classmethod
    def initial_of(cls, fact: Fact) -> dict[str, Any]:
        return super().initial_of(fact) | {"none": bool(fact.value.get("none"))}


class TrainingPlannedForm(PlanForm):
    value_fields = ("kind", "starts_on", "ends_on", "recognised_occupation", "contract_months")

    kind = forms.ChoiceField(label=_("Planned training"), choices=choices(facts.TRAININGS), required=False)
    starts_on = DayField(label=_("Begins on"), required=False)
    ends_on = DayField(label=_("Ends on"), required=False)
    recognised_occupation = forms.BooleanField(label=_("In a recognised occupation"), required=False)
    contract_months = forms.IntegerField(label=_("Months of the contract"), min_value=1, max_value=60, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") and not cleaned.get("starts_on") and "starts_on" not in self.errors:
            self.add_error("starts_on", gettext("Please enter the day on which it begins."))
        return cleaned


class JobOfferForm(PlanForm):
    value_fields = ("activity", "starts_on", "weekly_hours")

    activity = forms.ChoiceField(label=_("Kind of activity"), choices=choices(facts.ACTIVITIES), required=False)
    starts_on = DayField(label=_("Begins on"), required=False)
    weekly_hours = forms.IntegerField(label=_("Hours a week"), min_value=1, max_value=60, required=False)
