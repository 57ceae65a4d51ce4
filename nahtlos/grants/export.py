"""Consents as JSON-LD in the words of the Data Privacy Vocabulary (DPV 2, namespace https://w3id.org/dpv#)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from nahtlos.grants.consents import is_living
from nahtlos.grants.models import Consent

CONTEXT = {
    "dpv": "https://w3id.org/dpv#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "nt": "urn:nahtlos:",
}


def as_json_ld(consents: Iterable[Consent], on: date) -> dict[str, Any]:
    """One dpv:Consent each, with its status on this day; ids and codes, no names."""
    return {"@context": CONTEXT, "@graph": [_one(consent, on) for consent in consents]}


def _one(consent: Consent, on: date) -> dict[str, Any]:
    withdrawal = getattr(consent, "withdrawal", None)
    status = "ConsentGiven" if is_living(consent, on) else "ConsentWithdrawn" if withdrawal else "ConsentExpired"
    said: dict[str, Any] = {
        "@id": f"urn:uuid:{consent.id}",
        "@type": "dpv:Consent",
        "dpv:hasDataSubject": {"@id": f"urn:uuid:{consent.person_id}"},
        "dpv:hasRecipient": {"@id": f"urn:uuid:{consent.organisation_id}", "dct:title": consent.organisation.name},
        "dpv:hasPersonalData": [{"@id": f"nt:data-class:{one}"} for one in consent.classes],
        "dpv:hasPurpose": [{"@id": f"nt:purpose:{one}"} for one in consent.purposes],
        "dpv:hasConsentStatus": {"@id": f"dpv:{status}"},
        "dpv:hasNotice": {
            "@type": "dpv:ConsentNotice",
            "dct:hasVersion": str(consent.text.version),
            "dct:language": consent.language,
            "nt:sha256": consent.text.sha256,
        },
        "dpv:isIndicatedAtTime": {"@value": consent.given_at.isoformat(), "@type": "xsd:dateTime"},
    }
    if consent.valid_until:
        said["dct:valid"] = {"@value": consent.valid_until.isoformat(), "@type": "xsd:date"}
    if withdrawal:
        said["nt:withdrawnAt"] = {"@value": withdrawal.at.isoformat(), "@type": "xsd:dateTime"}
    return said
