"""Asks whether data may be passed on, with typed arguments: what an access policy or a form has in its hands."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from nahtlos.law import api

Body = Literal[
    "asylum_authority",
    "auslaenderbehoerde",
    "bamf",
    "azr",
    "arbeitsagentur",
    "jobcenter",
    "sozialamt_sgb_xii",
    "asylblg_authority",
    "jugendamt",
    "ausbildungsfoerderung",
    "school",
    "course_provider",
    "migration_counselling",
    "physician",
    "employer",
    "association",
    "volunteer",
    "person",
]
Purpose = Literal[
    "sgb_ii_task",
    "sgb_iii_task",
    "sgb_viii_task",
    "sgb_xii_task",
    "asylblg_task",
    "asylg_task",
    "aufenthg_task",
    "misuse_suspicion",
    "case_conference",
    "course_attendance",
    "placement_with_employer",
    "volunteer_support",
    "statistics",
    "model_training",
]
DataClass = Literal[
    "identity",
    "address",
    "status_and_procedure",
    "education_and_language",
    "job_history",
    "benefits",
    "course_participation",
    "household",
    "entrusted_youth_data",
    "health_from_professional",
    "special_category",
]
Trigger = Literal["own_initiative", "on_request"]


class _NotStated:
    """Nobody has said whether there is a consent. None says: there is none."""


NOT_STATED: Final = _NotStated()

#: A consent as in `sharing.consent` of the facts.
Consent = Mapping[str, Any]


class SharingAnswers(NamedTuple):
    """The three answers about one sharing."""

    sharing: api.Answer
    duty: api.Answer
    consent_valid: api.Answer

    @property
    def permitted(self) -> bool:
        """Whether the data may be passed on now. Whatever is unknown or unsettled may not."""
        return bool(self.sharing["status"] == "determined" and self.sharing["answer"] == "permitted")

    @property
    def consent_would_help(self) -> bool:
        """Whether asking the person for consent leads anywhere."""
        return bool(self.sharing["answer"] == "needs_consent" or "needs_consent" in self.sharing.get("candidates", ()))


def sharing(
    sender: Body,
    recipient: Body,
    purpose: Purpose,
    data_class: DataClass,
    *,
    on: date,
    trigger: Trigger | None = None,
    necessary: bool | None = None,
    consent: Consent | None | _NotStated = NOT_STATED,
    released_by_professional: bool | None = None,
    assessment_context: bool | None = None,
) -> SharingAnswers:
    """Whether `sender` may pass this kind of data on to `recipient` for this purpose, and whether it must.

    What is left out is unknown and may leave the answer undetermined; `consent=None` says that there is none.
    Raises InvalidFacts on codes or consents the interface does not know.
    """
    flow: dict[str, Any] = {"from": sender, "to": recipient, "purpose": purpose, "data_class": data_class}
    optional = {
        "trigger": trigger,
        "necessary": necessary,
        "released_by_professional": released_by_professional,
        "assessment_context": assessment_context,
    }
    flow |= {key: value for key, value in optional.items() if value is not None}
    if not isinstance(consent, _NotStated):
        flow["consent"] = consent
    return SharingAnswers(*api.answer({"sharing": flow}, on=on, questions=api.SHARING))
