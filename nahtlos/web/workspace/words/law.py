"""Questions of the law and their answers, short enough for one line of the case file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, Promise]

QUESTIONS: Words = {
    "seed_group": _("Group of persons"),
    "benefit_law": _("Subsistence under"),
    "benefit_authority": _("Paid by"),
    "benefit.asylblg_level": _("Level in the AsylbLG"),
    "benefit.asylblg_ends_on": _("AsylbLG until"),
    "benefit.sgb_ii_starts_on": _("SGB II from"),
    "benefit.sgb_ii_age_condition": _("Age limits of SGB II met"),
    "benefit.bg_with_parents": _("In the parents' needs unit"),
    "employment_service": _("Placement and support"),
    "employment": _("Employment"),
    "apprenticeship": _("In-company training"),
    "self_employment": _("Self-employment"),
    "ba_approval": _("Approval of the BA"),
    "priority_check": _("Priority check"),
    "integration_course": _("Integration course"),
    "integration_course.entitlement_ends_on": _("Integration course, entitled until"),
    "integration_course_duty": _("Obliged to attend the integration course"),
    "vocational_language_course": _("Vocational language course"),
    "residence_rule_12a": _("Bound by § 12a"),
    "spatial_restriction": _("Spatial restriction"),
    "residence.gestattung_starts_on": _("Gestattung since"),
    "title.25a": _("§ 25a, all conditions"),
    "title.25a.stay": _("§ 25a, times"),
    "title.25a.age": _("§ 25a, age"),
    "title.25b": _("§ 25b, all conditions"),
    "title.25b.stay": _("§ 25b, times"),
    "title.104c": _("§ 104c, all conditions"),
    "title.104c.stay": _("§ 104c, times"),
    "title.60c": _("Training toleration, all conditions"),
    "title.60c.prior_toleration": _("Training toleration, prior toleration"),
    "title.60c.identity": _("Training toleration, identity"),
    "title.60c.age": _("Training toleration, age"),
    "title.60d": _("Employment toleration, all conditions"),
    "title.60d.entry": _("Employment toleration, entry"),
    "title.60d.work": _("Employment toleration, work"),
    "title.60d.prior_toleration": _("Employment toleration, prior toleration"),
    "title.26_3": _("Settlement permit § 26 Abs. 3"),
    "title_continues": _("Title continues by law"),
    "deadlines": _("Deadlines"),
    "data_sharing": _("Sharing of data"),
    "data_sharing.duty": _("Duty to share"),
    "data_sharing.consent_valid": _("Consent is valid"),
}

_WORK: Words = {
    "prohibited": _("not allowed"),
    "permit_with_ba_approval": _("possible with permit and approval of the BA"),
    "permit_without_ba_approval": _("possible with permit, without the BA"),
    "entitled_with_ba_approval": _("entitled to the permit, with approval of the BA"),
    "entitled_without_ba_approval": _("entitled to the permit, without the BA"),
    "free": _("allowed without a permit"),
}
VALUES: Mapping[str, Words] = {
    "seed_group": {
        "asylum_seeker": _("Asylum seeker"),
        "recognised": _("Recognised or entitled to stay"),
        "tolerated": _("Tolerated or obliged to leave"),
        "other": _("Other title"),
        "out": _("no longer in the case load"),
    },
    "benefit_law": {
        "asylblg": _("AsylbLG"),
        "sgb_ii": _("SGB II"),
        "sgb_xii_ch3": _("SGB XII, Hilfe zum Lebensunterhalt"),
        "sgb_xii_ch4": _("SGB XII, Grundsicherung"),
        "sgb_viii": _("SGB VIII, youth welfare"),
        "training_support": _("BAföG or BAB"),
        "none": _("no need"),
    },
    "benefit_authority": {
        "land_asylblg": _("Land (reception centre)"),
        "sozialamt_asylblg": _("Sozialamt (AsylbLG)"),
        "jobcenter": _("Jobcenter"),
        "sozialamt_sgb_xii": _("Sozialamt (SGB XII)"),
        "jugendamt": _("Jugendamt"),
        "ausbildungsfoerderung": _("Amt für Ausbildungsförderung"),
        "arbeitsagentur": _("Agentur für Arbeit"),
        "none": _("nobody"),
    },
    "benefit.asylblg_level": {
        "asylblg_3": _("basic benefits (§ 3)"),
        "asylblg_2": _("like SGB XII (§ 2)"),
        "asylblg_1a": _("reduced (§ 1a)"),
        "asylblg_11_2a": _("before the arrival certificate (§ 11 Abs. 2a)"),
    },
    "employment_service": {
        "arbeitsagentur": _("Agentur für Arbeit"),
        "jobcenter": _("Jobcenter"),
        "none": _("nobody, work is ruled out"),
    },
    "employment": _WORK,
    "apprenticeship": _WORK,
    "self_employment": _WORK,
    "integration_course": {
        "entitled": _("entitled"),
        "may_be_admitted": _("may be admitted if there are places"),
        "no_access": _("no access"),
    },
    "data_sharing": {
        "permitted": _("allowed by law or consent"),
        "needs_consent": _("only with valid consent"),
        "prohibited": _("not allowed"),
    },
}
DISCRETION: Words = {
    "may": _("at discretion"),
    "shall": _("to be granted as a rule"),
    "must": _("to be granted"),
}
UNSETTLED: Words = {
    "undetermined": _("open: facts are missing"),
    "borderline": _("open: practice differs on this very day"),
    "manual_check": _("to be checked by hand: the law is unsettled"),
    "not_applicable": _("does not arise"),
}
ACTS: Words = {
    "abh_work_permit": _("work permit of the Ausländerbehörde"),
    "ba_approval": _("approval of the BA"),
    "bamf_course_admission": _("admission by the BAMF"),
    "title_issue": _("issue of the title"),
    "application": _("application"),
    "duty_statement": _("statement of the duty"),
    "agency_approval": _("approval of the agency"),
}


def question(code: str) -> str:
    """The question in one or two words; a code nobody has named yet is shown as it is."""
    return str(QUESTIONS.get(code, code))


def answer(code: str, status: str, value: Any) -> str:
    """What the law says, in one line."""
    if status != "determined":
        return str(UNSETTLED.get(status, status))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if value is None:
        return gettext("not foreseeable")
    if isinstance(value, str) and _is_day(value):
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    return str(VALUES.get(code, {}).get(value, value))


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-"
