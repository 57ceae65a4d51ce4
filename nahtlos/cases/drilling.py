"""The open cases of an installation as the population of a drill: read, never written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import connection, transaction

from nahtlos.cases.answers import lawfacts_of
from nahtlos.cases.models import Case, Participation, Responsibility
from nahtlos.core.context import Acting, acting
from nahtlos.law.drilling.impact import Person
from nahtlos.organisations.models import District

_AT_ONCE = 500


def open_cases() -> Iterator[Person]:
    """Everybody with an open case in any district, by the id of the person; her team is the one that leads now."""
    for district in District.objects.order_by("name").values_list("id", flat=True):
        people = _in(district)
        for start in range(0, len(people), _AT_ONCE):
            yield from _read(district, people[start : start + _AT_ONCE])


def _in(district: UUID) -> list[UUID]:
    with acting(_at_work(district)), transaction.atomic():
        return list(Case.objects.filter(closed_on=None).order_by("id").values_list("id", flat=True))


def _read(district: UUID, ids: Sequence[UUID]) -> list[Person]:
    """Nothing is handed out before the transaction has ended, so that no caller works in its name."""
    with acting(_at_work(district)), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set local transaction read only")
        cases = list(Case.objects.filter(id__in=ids).select_related("district"))
        facts, teams = lawfacts_of(cases), _teams(cases)
        return [Person(str(case.person_id), facts[case.person_id].facts, teams.get(case.id, "")) for case in cases]


def _teams(cases: Sequence[Case]) -> dict[UUID, str]:
    """Organisation and unit of the lead, per case."""
    leads = Responsibility.objects.filter(case__in=cases, valid_until=None)
    offices = {
        case: (office, name)
        for case, office, name in leads.values_list("case_id", "organisation_id", "organisation__short_name")
    }
    units = {
        (case, office): unit
        for case, office, unit in Participation.objects.filter(
            case__in=cases, valid_until=None, unit__isnull=False
        ).values_list("case_id", "organisation_id", "unit__name")
    }
    return {
        case: ", ".join(part for part in (name, units.get((case, office), "")) if part)
        for case, (office, name) in offices.items()
    }


def _at_work(district: UUID) -> Acting:
    return Acting(account=None, organisation=None, district=district, purpose="law", system="recompute")
