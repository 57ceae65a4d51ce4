"""Deadlines of the law in one line each: what must happen by the day."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEADLINES: Mapping[str, Promise] = {
    "title_renewal": _("Apply for renewal of the title"),
    "lawful_stay_application": _("Apply for a title while the stay is lawful"),
    "child_title_application": _("Apply for a title for the child"),
    "sgb_ii_application": _("Apply for SGB II benefits"),
    "sgb_ii_renewal": _("Apply for further SGB II benefits"),
    "asylblg_2_anniversary": _("Benefits change to § 2 AsylbLG"),
    "ae_25_5_18_months": _("Change from AsylbLG to SGB II"),
    "integration_course_entitlement": _("Entitlement to the integration course ends"),
    "integration_course_admission": _("Admission to the integration course ends"),
    "training_toleration_apply_from": _("Duldung for training can be applied for"),
    "training_toleration_grant_from": _("Duldung for training can be granted"),
    "training_toleration_identity": _("Clarify identity for the Duldung for training"),
    "training_toleration_termination_report": _("Report that the training has ended"),
    "employment_toleration_termination_report": _("Report that the employment has ended"),
    "title_104c_expiry": _("Permit under § 104c ends"),
    "title_25a_age_limit": _("Age limit for § 25a"),
    "title_25b_stay": _("Length of stay for § 25b reached"),
    "assignment_12a": _("Decide on the residence assignment (§ 12a)"),
    "jobseeker_registration": _("Register as looking for work"),
    "arrival_certificate_expiry": _("Arrival certificate ends"),
    "asylum_application": _("File the asylum application"),
    "settlement_permit_26_3": _("Settlement permit possible (§ 26 Abs. 3)"),
    "ba_approval_fiction": _("Approval of the BA counts as given"),
    "youth_data_deletion": _("Delete the youth data"),
    "bamf_file_deletion": _("Delete the file on the asylum procedure"),
    "removal_file_deletion": _("Delete the file on the removal"),
    "case_review": _("Review whether the file is still needed"),
}
#: The rungs of the ladder (cases.ladder).
RUNGS: Mapping[str, Promise] = {
    "overdue": _("Overdue"),
    "week": _("Within 7 days"),
    "month": _("Within 30 days"),
    "quarter": _("Within 90 days"),
    "later": _("In more than 90 days"),
}
KINDS: Mapping[str, Promise] = {
    "last_day": _("last day"),
    "first_day": _("from this day"),
    "falls_on": _("on this day"),
}


def deadline(code: str) -> str:
    """What must happen; a code nobody has named yet is shown as it is."""
    return str(DEADLINES.get(code, code))
