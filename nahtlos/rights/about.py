"""Everything about a person (Art. 15 DSGVO): what the asking office may read, row by row, and who holds the rest.

Which rows hang on her is asked of the catalogue of the database (nt.about), so that nothing added later is forgotten.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from nahtlos.access.agreement import in_force
from nahtlos.access.pieces import TABLES
from nahtlos.access.policy import Permission
from nahtlos.access.statutes import HARD_DENIALS
from nahtlos.audit import journal
from nahtlos.audit.models import JournalEntry
from nahtlos.cases.models import Participation
from nahtlos.cases.selectors import CaseFile, get_case_file
from nahtlos.core import clock
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.models import Membership, Organisation
from nahtlos.rights.models import Contest, Restriction

#: Derived or for machines only: said once in a sentence, not row by row.
MACHINE = frozenset({"people_searchkey", "cases_caseaccess", "cases_draft"})
#: Not about her: what is kept of the keys of a partner without an account.
KEYS = {"handovers_link": ("fingerprint", "pin")}
_LOOKS = 2000


@dataclass(frozen=True, slots=True)
class Look:
    """Who looked: agency and function, never a colleague's name."""

    at: datetime
    office: str
    role: str
    verb: str
    purpose: str
    classes: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class About:
    """The whole answer, as data."""

    made_at: datetime
    made_by: str  #: the office
    purpose: str
    file: CaseFile
    tables: Mapping[str, Sequence[Mapping[str, Any]]]  #: everything the office may read, as it is stored
    looks: Sequence[Look]
    looks_left_out: int
    recipients: Sequence[Participation]
    contests: Sequence[Contest]
    restrictions: Sequence[Restriction]
    elsewhere: Mapping[str, int]  #: rows that other offices hold and this one may not read


def everything_about(actor: Actor, person_id: UUID) -> About:
    """What is stored about her. Raises AccessDenied, Case.DoesNotExist. Journalled with the number of rows."""
    actor.require(Permission.REPORT_MAKE)
    file = get_case_file(actor, person_id)
    tables = _tables(person_id)
    looks = list(
        JournalEntry.objects.filter(subject=person_id)
        .order_by("-id")
        .values("at", "account", "organisation", "verb", "purpose", "detail")[: _LOOKS + 1]
    )
    total = JournalEntry.objects.filter(subject=person_id).count()
    found = About(
        clock.now(),
        actor.membership.organisation.name,
        actor.purpose,
        file,
        tables,
        _named(looks[:_LOOKS]),
        max(0, total - _LOOKS),
        list(
            Participation.objects.filter(case=file.case)
            .select_related("organisation")
            .order_by("valid_from", "organisation__name")
        ),
        list(Contest.objects.filter(person=person_id).select_related("source", "fact").order_by("opened_at")),
        list(Restriction.objects.filter(person=person_id).select_related("fact").order_by("begun_at")),
        _elsewhere(actor, person_id, tables),
    )
    rows = sum(len(lines) for lines in tables.values())
    journal.record("report.made", "person", person_id, rows=rows, tables=sorted(tables))
    return found


def _tables(person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("select name, keys from nt.about(%s)", [person_id])
        for name, keys in cursor.fetchall():
            if name in MACHINE:
                continue
            quoted = connection.ops.quote_name(name)
            cursor.execute(
                f"select to_jsonb(t)::text from {quoted} t where t.id::text = any(%s) order by t.id",  # noqa: S608 -- a name of the catalogue
                [list(keys)],
            )
            rows = [_loaded(row) for (row,) in cursor.fetchall()]
            rows = [{key: value for key, value in row.items() if key not in KEYS.get(name, ())} for row in rows]
            if rows:
                found[name] = rows
    return found


def _loaded(text: str) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(text)
    return {key: value for key, value in row.items() if not (isinstance(value, str) and value.startswith("\\x"))}


def _elsewhere(actor: Actor, person_id: UUID, tables: Mapping[str, Sequence[object]]) -> dict[str, int]:
    never = HARD_DENIALS.get(actor.kind, frozenset())  # that there are such notes is nothing for it to know either
    with connection.cursor() as cursor:
        cursor.execute("select name, rows from nt.count_about(%s)", [person_id])
        return {
            name: rows - len(tables.get(name, ()))
            for name, rows in cursor.fetchall()
            if name not in MACHINE and TABLES.get(name) not in never and rows > len(tables.get(name, ()))
        }


def _named(rows: Sequence[Mapping[str, Any]]) -> list[Look]:
    offices = dict(Organisation.objects.filter(id__in={row["organisation"] for row in rows}).values_list("id", "name"))
    roles: dict[tuple[UUID, UUID], str] = {
        (member.account_id, member.organisation_id): member.role
        for member in Membership.objects.filter(account__in={row["account"] for row in rows})
    }
    return [
        Look(
            row["at"],
            offices.get(row["organisation"], ""),
            roles.get((row["account"], row["organisation"]), ""),
            row["verb"],
            row["purpose"],
            tuple(row["detail"].get("classes", ())),
            str(row["detail"].get("reason", "")),
        )
        for row in rows
    ]


def keeps(ags: str) -> list[tuple[str, str, int]]:
    """Purpose, legal basis and months of keeping, as agreed in the district."""
    agreements = [one for one in in_force() if one.ags == ags] or list(in_force())
    return [(one.title, one.basis, one.keep_months) for each in agreements for one in each.purposes.values()]


def as_json(found: About) -> dict[str, Any]:
    """Everything as one JSON object, as it is stored (Art. 15 Abs. 3, Art. 20 DSGVO)."""
    return {
        "made_at": found.made_at.isoformat(),
        "made_by": found.made_by,
        "purpose": found.purpose,
        "person": str(found.file.person.id),
        "tables": found.tables,
        "held_elsewhere": found.elsewhere,
        "recipients": [
            {
                "organisation": one.organisation.name,
                "legal_basis": one.legal_basis,
                "from": _day(one.valid_from),
                "until": _day(one.valid_until),
            }
            for one in found.recipients
        ],
        "looks": [
            {
                "at": one.at.isoformat(),
                "organisation": one.office,
                "role": one.role,
                "what": one.verb,
                "purpose": one.purpose,
                "classes": list(one.classes),
                "reason": one.reason,
            }
            for one in found.looks
        ],
        "looks_left_out": found.looks_left_out,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
