"""Consents as JSON-LD in the words of the Data Privacy Vocabulary (DPV 2, namespace https://w3id.org/dpv#)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from nahtlos.grants.consents import is_living
from nahtlos.grants.models import Consent

CONTEXT = {
    "dpv": "https://w3id.org/dpv#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "nt": "urn:nahtlos:",
}


def as_json_ld(consents: Iterable[Consent], on: date) -> dict[str, Any]:
    """One dpv:ConsentRecord each, with its status on this day; ids and codes, no names."""
    return {"@context": CONTEXT, "@graph": [_one(consent, on) for consent in consents]}


def _one(consent: Consent, on: date) -> dict[str, Any]:
    said: dict[str, Any] = {
        "@id": f"urn:uuid:{consent.id}",
        "@type": "dpv:ConsentRecord",
        "dpv:hasLegalBasis": {"@id": "dpv:Consent"},
        "dpv:hasDataSubject": {"@id": f"urn:uuid:{consent.person_id}"},
        "dpv:hasRecipient": {"@id": f"urn:uuid:{consent.organisation_id}", "dct:title": consent.organisation.name},
        "dpv:hasPersonalData": [{"@id": f"nt:data-class:{one}"} for one in consent.classes],
        "dpv:hasPurpose": [{"@id": f"nt:purpose:{one}"} for one in consent.purposes],
        "dpv:hasConsentStatus": _states(consent, on),
        "dpv:hasNotice": {
            "@type": "dpv:ConsentNotice",
            "nt:version": consent.text.version,
            "dct:language": consent.language,
            "nt:sha256": consent.text.sha256,
        },
    }
    if consent.valid_until:
        last = {"@value": consent.valid_until.isoformat(), "@type": "xsd:date"}
        said["dpv:hasDuration"] = {"@type": "dpv:UntilTimeDuration", "rdf:value": last}
    return said


def _states(consent: Consent, on: date) -> list[dict[str, Any]]:
    """What became of it, in order; the last one holds on this day."""
    states = [_state("ConsentGiven", consent.given_at)]
    if withdrawal := getattr(consent, "withdrawal", None):
        states.append(_state("ConsentWithdrawn", withdrawal.at))
    elif not is_living(consent, on):
        states.append({"@type": "dpv:ConsentExpired"})
    return states


def _state(name: str, at: datetime) -> dict[str, Any]:
    moment = {"@value": at.isoformat(), "@type": "xsd:dateTime"}
    return {"@type": f"dpv:{name}", "dpv:isIndicatedAtTime": moment, "dpv:isIndicatedBy": {"@id": "dpv:DataSubject"}}
