"""One case as JSON: for the command line and for whoever scripts against it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from nahtlos import law
from nahtlos.cases.explain import Told, explain
from nahtlos.cases.export import for_export
from nahtlos.cases.models import Fact
from nahtlos.cases.selectors import CaseFile, get_case_file
from nahtlos.core import clock
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.models import Membership

Json = dict[str, Any]

#: What is shown of an answer; the keys are those of the law.
_ANSWER = (
    "question",
    "status",
    "answer",
    "discretion",
    "because",
    "law",
    "missing",
    "acts_needed",
    "next_change",
    "rule",
    "reason",
    "candidates",
    "confidence",
)


def as_json(actor: Actor, person_id: UUID, on: date | None = None) -> Json:
    """The file as far as the actor may see it and take it out, with the answers of the law on a day (default: today).

    Raises Case.DoesNotExist.
    """
    file = for_export(actor, get_case_file(actor, person_id))
    explanation = explain(file, on or clock.today())
    return {
        "id": str(person_id),
        "name": str(file.person),
        "names": [
            {"kind": name.kind, "family": name.family, "given": name.given, "source": _record(name.record)}
            for name in file.names
        ],
        "birth": _iso(file.person.birth_on) or file.person.birth_year,
        "sex": file.person.sex or None,
        "nationality": file.person.nationality or None,
        "identifiers": [
            {"kind": number.kind, "value": number.value, "issuer": number.issuer.name} for number in file.identifiers
        ],
        "contacts": [{"kind": contact.kind, "value": contact.value} for contact in file.contacts],
        "opened_on": _iso(file.case.opened_on),
        "closed_on": _iso(file.case.closed_on),
        "version": file.case.version,
        "is_protected": file.is_protected,
        "lead": _lead(file),
        "responsibilities": [
            {
                "organisation": one.organisation.name,
                "organisation_type": one.organisation.kind,
                "from": _iso(one.valid_from),
                "until": _iso(one.valid_until),
                "law": one.law,
            }
            for one in file.responsibilities
        ],
        "participations": [
            {
                "organisation": part.organisation.name,
                "organisation_type": part.organisation.kind,
                "phone": part.organisation.phone,
                "contact": _member(part.contact),
                "deputy": _member(part.deputy),
                "legal_basis": part.legal_basis,
                "from": _iso(part.valid_from),
            }
            for part in file.participations
        ],
        "facts": [_fact(fact) for fact in file.facts],
        "conflicts": [conflict.kind for conflict in file.conflicts],
        "deadlines": [
            {
                "code": d.code,
                "kind": d.kind,
                "date": _iso(d.date),
                "who": d.who,
                "law": d.law,
                "done": d.done_at is not None,
            }
            for d in file.deadlines
        ],
        "on": _iso(explanation.on),
        "rules_version": law.version_of(explanation.rules),
        "answers": [_answer(answer) for answer in explanation.answers],
        "assumed": {key: why for key, why in explanation.assumed.items() if file.sight.tells(key)},
        "closed": [{"class": data.value, "why": found.reason} for data, found in file.sight.closed],
        "records": [
            {
                "organisation": record.organisation.name,
                "profile": record.profile,
                "linked": record.linked_how,
                "score": record.link_score,
                "last_seen_on": _iso(record.last_seen_on),
            }
            for record in file.records
        ],
    }


def _answer(told: Told) -> Json:
    answer = told.answer
    optional = {"reason": "", "candidates": [], "confidence": ""}
    return {
        **{key: answer.get(key, optional.get(key)) for key in _ANSWER},
        "rests_on_data_you_may_not_see": told.is_veiled,
    }


def _lead(file: CaseFile) -> Json | None:
    if file.lead is None:
        return None
    lead = file.lead
    return {
        "organisation": lead.organisation.name,
        "organisation_type": lead.organisation.kind,
        "from": _iso(lead.valid_from),
        "authority": lead.authority,
        "law": lead.law,
        "rule": lead.rule,
    }


def _fact(fact: Fact) -> Json:
    return {
        "kind": fact.kind,
        "value": fact.value,
        "from": _iso(fact.valid_from),
        "until": _iso(fact.valid_until),
        "reported_by": fact.reported_by.name,
        "source": fact.source,
        "as_written": fact.source_note,
        "legal_basis": fact.legal_basis,
    }


def _member(member: Membership | None) -> Json | None:
    if member is None:
        return None
    return {"name": member.account.name, "phone": member.phone, "email": member.email, "room": member.room}


def _record(record: Any) -> str | None:
    return record.organisation.name if record else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
