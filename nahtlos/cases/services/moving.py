"""What hangs on a person, and how it travels when two files become one and when they part again."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.apps import apps
from django.db import connection

from nahtlos.cases.models import Case, Fact, Participation, Responsibility
from nahtlos.cases.responsibility import end, leads_take_part
from nahtlos.people.models import Contact, HouseholdMember, Identifier, Name, Record

#: What a record brings along.
OF_RECORD = (Name, Identifier, Contact, HouseholdMember, Fact)


def move(model: Any, source: UUID, target: UUID) -> list[str]:
    """All rows of the model go from one person to the other; their ids, so that they can go back."""
    rows = model._default_manager.filter(person=source)
    ids = [str(key) for key in rows.values_list("id", flat=True)]
    rows.update(person=target)
    return ids


def follow(source: UUID, target: UUID) -> dict[str, list[str]]:
    """What nobody of the linkage reads follows by itself (consents, tasks, restrictions …): the ids of what went, by table."""
    with connection.cursor() as cursor:
        cursor.execute("select nt.follow_merge(%s, %s)", [target, source])
        return cast("dict[str, list[str]]", json.loads(cursor.fetchone()[0]))


def move_back(moved: dict[str, Any], *, kept: UUID, gone: UUID) -> None:
    """What came from `gone` returns, with what has since grown out of it: what its records said anew, and corrections.

    Rows that have gone elsewhere in the meantime (a record that was unlinked) stay there.
    """
    for label, ids in moved.items():
        if "." in label:
            apps.get_model(label)._default_manager.filter(id__in=ids, person=kept).update(person=gone)
    records = Record.objects.filter(person=gone).values("id")
    for model in OF_RECORD:
        model._default_manager.filter(person=kept, record__in=records).update(person=gone)
    while Fact.objects.filter(person=kept, record=None, replaces__person=gone).update(person=gone):
        pass
    with connection.cursor() as cursor:
        cursor.execute("select nt.follow_back(%s, %s, %s)", [json.dumps(moved.get("follows", {})), kept, gone])


def inherit_participation(source: Case, target: Case) -> list[str]:
    """Whoever took part in the one file takes part in the other."""
    there = Participation.objects.filter(case=target)
    present = there.filter(valid_until=None).values("organisation")
    left: dict[UUID, Participation] = {part.organisation_id: part for part in there.order_by("valid_from")}
    joined = []
    for part in Participation.objects.filter(case=source, valid_until=None).exclude(organisation__in=present):
        before = left.get(part.organisation_id)
        if before and before.valid_until and before.valid_until > part.valid_from:
            before.valid_until = None  # she left that file while she was in this one: she goes on
            before.save(update_fields=["valid_until"])
            joined.append(before)
            continue
        joined.append(
            Participation.objects.create(
                case=target,
                organisation_id=part.organisation_id,
                unit_id=part.unit_id,
                contact_id=part.contact_id,
                deputy_id=part.deputy_id,
                legal_basis=part.legal_basis,
                valid_from=part.valid_from,
            )
        )
    return [str(part.id) for part in joined]


def leave_again(ids: Sequence[str], today: date) -> None:
    """Those who took part only because of a merge leave, except who has come to lead the case."""
    parts = Participation.objects.filter(id__in=ids, valid_until=None).select_related("case")
    leads = set(
        Responsibility.objects.filter(case__in=parts.values("case"), valid_until=None).values_list(
            "case_id", "organisation_id"
        )
    )
    end([part for part in parts if (part.case_id, part.organisation_id) not in leads], today)


def end_lead(case: Case, today: date) -> list[str]:
    """Nobody leads the case from today on; the ids of what ended. A lead that began today has nothing to end."""
    leads = Responsibility.objects.filter(case=case, valid_until=None, valid_from__lt=today)
    ids = [str(key) for key in leads.values_list("id", flat=True)]
    leads.update(valid_until=today)
    return ids


def lead_of(case: Case) -> list[str]:
    """Who leads the case, since when and by which answer of the law, so that it can be given back."""
    lead = Responsibility.objects.filter(case=case, valid_until=None).first()
    if lead is None:
        return []
    return [str(lead.organisation_id), lead.valid_from.isoformat(), lead.authority, lead.law, lead.rule]


def give_lead_back(case: Case, led: Sequence[str], joined: Sequence[str], today: date) -> None:
    """Whoever came to lead only because of a merge gives the lead back; what the law says today is asked afterwards."""
    came = Participation.objects.filter(id__in=joined).values("organisation")
    lead = Responsibility.objects.filter(case=case, valid_until=None, organisation__in=came).first()
    if lead is None or not led or str(lead.organisation_id) == led[0]:
        return
    if case.opened_on >= today:
        lead.valid_from = date.fromisoformat(led[1])
    elif lead.valid_from < today:
        lead.valid_until = today
        lead.save(update_fields=["valid_until"])
        lead = Responsibility(case=case, valid_from=today)
    lead.organisation_id = UUID(led[0])
    lead.authority, lead.law, lead.rule = led[2:]
    lead.save()
    leads_take_part([lead], today)  # it may have left the case while the two files were one


def lead_again(ids: Collection[str]) -> None:
    """Whoever led goes on as if nothing had happened."""
    Responsibility.objects.filter(id__in=ids).update(valid_until=None)


def count(moved: dict[str, Any]) -> int:
    """How many rows moved."""
    rows = [ids for label, ids in moved.items() if "." in label]
    return sum(len(ids) for ids in (*rows, *moved.get("follows", {}).values()))
