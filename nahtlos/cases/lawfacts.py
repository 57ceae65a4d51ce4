"""From the facts in a case file to the facts the law engine reads (ADR 0004).

Pure: rows in, one JSON object out. Three things happen here and nowhere else: which source is heard when several speak,
what an agency's list implies beyond its columns, and what is assumed because nobody recorded otherwise. Everything
assumed is named, so that the page can say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from nahtlos.cases.heard import EVER, FactRow, Heard, Json, LawFacts, Relative, period
from nahtlos.cases.lawneed import assumptions, subsistence
from nahtlos.cases.lawwork import programmes_and_titles, work
from nahtlos.cases.residence import residence_history
from nahtlos.law import validation

#: Key of the law → the kind of fact in the file that says it.
_SAID_BY: Mapping[str, str] = {
    "nationality": "nationality",
    "date_of_birth": "birth",
    "entry_on": "entry",
    "born_in_germany": "born_in_germany",
    "biometrics_taken_on": "biometrics",
    "first_suspension_of_deportation_on": "first_suspension",
    "asylum.request_on": "asylum_request",
    "asylum.arrival_certificate_on": "arrival_certificate",
    "asylum.application_on": "asylum_application",
    "asylum.decision": "asylum_decision",
    "residence": "residence",
    "places": "place",
    "accommodation": "accommodation",
    "benefits_received": "benefits",
    "in_need": "in_need",
    "able_to_work": "able_to_work",
    "youth_welfare": "youth_welfare",
    "applications": "application",
    "registered_as_jobseeker": "jobseeker",
    "employment": "employment",
    "training": "training",
    "language_levels": "language_level",
    "work_ban_reasons": "work_ban",
    "work_permits": "work_permit",
    "identity": "identity",
    "title_obstacles": "title_obstacle",
    "livelihood_secured": "livelihood",
    "residence_assignments": "assignment",
    "stay_interruptions": "absence",
    "removal_measures_imminent": "removal",
    "good_prospects": "prospects",
    "single_parent": "single_parent",
    "successful_school_years": "school_years",
    "training_planned": "training_planned",
    "job_offer": "job_offer",
    "hard_to_reach": "hard_to_reach",
    "unemployed": "jobseeker",
    "courses": "course",
}


def assemble(
    rows: Iterable[FactRow],
    *,
    place: Json | None = None,
    household: Sequence[Relative] | None = None,
    holds: Mapping[str, Any] | None = None,
    known_on: date = date.max,
) -> LawFacts:
    """The facts of one person for the law engine.

    place: {"land", "district_ags", "agency_district"} of the district that keeps the file; household: None = unknown;
    holds: kind → id of the fact that a clerk found to be right in a conflict; known_on: ordinances made later are not
    known yet.
    """
    facts = Heard(rows, holds or {})
    result = LawFacts({})
    _person(facts, result)
    _asylum(facts, result)
    residence, assumed = residence_history(facts.all("residence"), result.facts, known_on)
    if residence:
        result.facts["residence"] = residence
        if assumed:
            result.assumed["residence"] = assumed
    _place(facts, result, place)
    subsistence(facts, result)
    work(facts, result)
    programmes_and_titles(facts, result)
    if household is not None:
        result.facts["household"] = [_relative(person, known_on) for person in household]
    assumptions(facts, result)
    said = {key: [row.id for row in facts.all(kind)] for key, kind in _SAID_BY.items()}
    result.heard = {key: ids for key, ids in said.items() if ids}
    return result


def misread(row: FactRow) -> str:
    """What the law engine could not read if this fact stood in a file; empty when all is well."""
    try:
        read = assemble([row])
    except (AttributeError, KeyError, TypeError, ValueError):
        return f"{row.kind} is said in another way"
    if row.kind == "birth" and row.value.get("day") and "date_of_birth" in read.assumed:
        return "there is no such day of birth"
    errors = validation.errors_of(read.facts)
    return f"{validation.path_of(errors[0][0])} {errors[0][1]}" if errors else ""


def _person(facts: Heard, result: LawFacts) -> None:
    nationality = facts.first("nationality")
    countries = nationality.value.get("countries", []) if nationality else []
    if len(countries) == 1 or (countries and nationality and nationality.value.get("contradictory") is None):
        result.facts["nationality"] = countries[0] if countries[0] != "XA" else "XX"
    birth = facts.first("birth")
    if birth and birth.value.get("year"):
        born = _born(birth.value)
        result.facts["date_of_birth"] = (born or date(birth.value["year"], 1, 1)).isoformat()
        if born is None:
            result.assumed["date_of_birth"] = "birth_year_only"
    entry = facts.on("entry")
    if entry:
        result.facts["entry_on"] = entry
    born_here = facts.first("born_in_germany")
    if born_here:
        result.facts["born_in_germany"] = bool(born_here.value.get("value", True))
    result.facts |= facts.event("biometrics", "biometrics_taken_on")
    result.facts |= facts.event("first_suspension", "first_suspension_of_deportation_on")


def _born(value: Json) -> date | None:
    """The day, where year, month and day are known and there is such a day."""
    if not (value.get("month") and value.get("day")):
        return None
    try:
        return date(value["year"], value["month"], value["day"])
    except ValueError:
        return None


def _asylum(facts: Heard, result: LawFacts) -> None:
    asylum: Json = {}
    for kind, key in (
        ("asylum_request", "request_on"),
        ("arrival_certificate", "arrival_certificate_on"),
        ("asylum_application", "application_on"),
    ):
        asylum |= facts.event(kind, key)
    decision = facts.first("asylum_decision")
    if decision and decision.value.get("kind") and decision.value.get("served_on"):
        keys = (
            "kind",
            "served_on",
            "final_on",
            "manifestly_unfounded",
            "inadmissible",
            "suspensive_effect_ordered",
            "by_court",
        )
        asylum["decision"] = {key: decision.value[key] for key in keys if key in decision.value}
        if decision.source == "list":
            # The list says in words how an application failed; where it does not say so, it did not fail that way.
            asylum["decision"] = {"manifestly_unfounded": False, "inadmissible": False} | asylum["decision"]
    if "auslaenderbehoerde" in facts.reporters():
        # The office's list has columns for these; an empty cell says that there is none.
        if not facts.first("asylum_application"):
            asylum["application_on"] = None
            result.assumed["asylum.application_on"] = "list_names_none"
        if decision is None:
            asylum["decision"] = None
            result.assumed["asylum.decision"] = "list_names_none"
    if asylum:
        result.facts["asylum"] = asylum


def _place(facts: Heard, result: LawFacts, place: Json | None) -> None:
    homes = facts.all("place")
    if homes and place:
        since = min((row.valid_from for row in homes if row.valid_from), default=None)
        start = since.isoformat() if since else str(result.facts.get("entry_on", "1900-01-01"))
        result.facts["places"] = [
            {"from": min(start, str(result.facts.get("entry_on", start))), "until": None, **place}
        ]
        result.facts["habitual_residence_in_germany"] = True
        result.assumed["habitual_residence_in_germany"] = "lives_in_the_district"
    kinds = [period(row, kind=row.value["kind"]) for row in facts.all("accommodation") if row.value.get("kind")]
    if kinds:
        result.facts["accommodation"] = sorted(kinds, key=lambda period: period["from"])
    elif any(row.value.get("street") for row in homes):
        # Reception centres are named as such; whoever has a street of her own in the district lives in none.
        result.facts["accommodation"] = [
            {"from": result.facts.get("entry_on", EVER.isoformat()), "until": None, "kind": "other"}
        ]
        result.assumed["accommodation"] = "has_an_address"


def _relative(person: Relative, known_on: date) -> Json:
    facts = Heard(person.facts, {})
    other = LawFacts({})
    _person(facts, other)
    _asylum(facts, other)
    residence, _assumed = residence_history(facts.all("residence"), other.facts, known_on)
    subsistence(facts, other)
    relative: Json = {"relation": person.relation, "lives_in_household": True}
    if "date_of_birth" in other.facts:
        relative["date_of_birth"] = other.facts["date_of_birth"]
    if "nationality" in other.facts:
        relative["nationality"] = other.facts["nationality"]
    if residence:
        relative["residence"] = residence
    if "benefits_received" in other.facts:
        relative["benefits_received"] = other.facts["benefits_received"]
    return relative
