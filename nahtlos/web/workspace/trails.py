"""Where a page lies: the steps of the breadcrumb."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from nahtlos.people.models import Person
from nahtlos.web.components.context import Step


def case_trail(person: Person, *below: str) -> list[Step]:
    """Cases / name / what is done in the file."""
    name = str(person)
    own = Step(name, reverse("case", args=[person.id])) if below else Step(name)
    return [Step(gettext("Cases"), reverse("cases")), own, *(Step(label) for label in below)]


def import_trail(*below: tuple[str, str]) -> list[Step]:
    """Import / what is done there, as (label, address); the last one without address."""
    return [Step(gettext("Import"), reverse("imports")), *(Step(label, url) for label, url in below)]


def newcomer_trail(*below: str) -> list[Step]:
    """Newcomers / what is looked at there."""
    own = gettext("Newcomers")
    return [Step(own, reverse("newcomers") if below else ""), *(Step(label) for label in below)]
