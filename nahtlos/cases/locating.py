"""Finding out where somebody is known whose file one cannot see: an exact match names the desk to ask, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.audit.models import JournalEntry
from nahtlos.cases.models import Responsibility
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.organisations.actor import Actor
from nahtlos.people.models import Identifier, Name

MOST_PER_HOUR = 20


class AskedTooOften(Exception):
    """Too many questions in an hour; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Whom to call. `person_id` is for the next step and is not shown."""

    person_id: UUID
    organisation: str
    phone: str


def locate(*, by: Actor, number: str = "", family: str = "", given: str = "", born: date | None = None) -> Desk | None:
    """The leading office of the one person in the district with exactly this number, or this name and birth date.

    Raises AccessDenied, and AskedTooOften after twenty questions in an hour, found or not.
    """
    by.require(Permission.CASE_READ)
    with connection.cursor() as cursor:  # one question at a time for each account, so that none slips past the count
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"locate {by.account_id}"])
    since = clock.now() - timedelta(hours=1)
    asked = JournalEntry.objects.filter(account=by.account_id, verb="person.located", at__gte=since).count()
    if asked >= MOST_PER_HOUR:
        raise AskedTooOften("You have asked twenty times in the last hour. Please call the coordination office.")
    with as_system("linkage"):
        found = _exactly(by, number.strip(), family.strip(), given.strip(), born)
        lead = (
            Responsibility.objects.filter(case__person=found, valid_until=None).select_related("organisation").first()
            if found
            else None
        )
    journal.record("person.located", found=bool(lead))
    return (
        Desk(lead_person, lead.organisation.name, lead.organisation.phone) if lead and (lead_person := found) else None
    )


def _exactly(by: Actor, number: str, family: str, given: str, born: date | None) -> UUID | None:
    here = {"person__district": by.district_id, "person__merged_into": None, "person__withdrawn_at": None}
    if number:
        numbers = Identifier.objects.filter(value=number, is_current=True, **here)
        people = set(numbers.values_list("person_id", flat=True))
    elif family and given and born:
        names = Name.objects.filter(family__iexact=family, given__iexact=given, person__birth_on=born, **here)
        people = set(names.values_list("person_id", flat=True))
    else:
        return None
    return people.pop() if len(people) == 1 else None
