"""Which parts of a file stay closed to the reader, and what could open them (U15)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nahtlos.access.vocabulary import LABELS, DataClass
from nahtlos.cases.sight import Sight

#: The sentences of the policy.
REASONS: dict[str, Promise] = {
    "No provision allows this for your purpose, and no consent of the person is on record.": _(
        "No provision allows this for your purpose, and no consent of the person is on record."
    ),
    "This is never open to the immigration office, whoever agrees.": _(
        "This is never open to the immigration office, whoever agrees."
    ),
    "This is more than accompanying somebody needs; consent does not open it.": _(
        "This is more than accompanying somebody needs; consent does not open it."
    ),
    "The whereabouts of a protected person are never open to the immigration office.": _(
        "The whereabouts of a protected person are never open to the immigration office."
    ),
    "The whereabouts are protected; please ask the contact person of the leading office.": _(
        "The whereabouts are protected; please ask the contact person of the leading office."
    ),
    "The agreement of your district does not include this purpose.": _(
        "The agreement of your district does not include this purpose."
    ),
    "The agreement of your district does not include this class of data for your purpose.": _(
        "The agreement of your district does not include this class of data for your purpose."
    ),
}


@dataclass(frozen=True, slots=True)
class Closed:
    """One class, by name, and why it is closed."""

    name: str
    why: Promise | str


def closed_classes(sight: Sight) -> list[Closed]:
    """What is closed altogether."""
    return [Closed(_name(data), REASONS.get(found.reason, found.reason)) for data, found in sight.closed]


def own_classes(sight: Sight) -> list[str]:
    """What is shown only as far as the own organisation stated it."""
    return [_name(data) for data in sight.own_only]


def _name(data: DataClass) -> str:
    german, english = LABELS[data]
    return german if (get_language() or "de").startswith("de") else english
