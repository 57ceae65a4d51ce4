"""From the facts in a case file to the facts the law engine reads (ADR 0004).

Pure: rows in, one JSON object out. Three things happen here and nowhere else: which source is heard when several speak,
what an agency's list implies beyond its columns, and what is assumed because nobody recorded otherwise. Everything
assumed is named, so that the page can say so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from nahtlos.cases.residence import residence_history
from nahtlos.law import validation

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FactRow:
    """One active fact as this module needs it; `reporter` is the kind of the reporting organisation."""

    kind: str
    value: Json
    valid_from: date | None
    valid_until: date | None
    source: str
    reporter: str
    recorded_at: datetime | None = None
    id: Any = None


@dataclass(frozen=True, slots=True)
class Relative:
    """A member of the same household, with her own facts."""

    relation: str
    facts: Sequence[FactRow]


@dataclass(slots=True)
class LawFacts:
    """What the engine is asked with, and the keys in it that are assumptions (key → why, a catalogue key).

    `heard` names the statements that were heard (key → ids, who is heard first stands first).
    """

    facts: Json
    assumed: dict[str, str] = field(default_factory=dict)
    heard: dict[str, list[Any]] = field(default_factory=dict)


#: Who is competent for a kind of fact; the first that speaks is heard (the others are shown beside it as a conflict).
_COMPETENT: Mapping[str, Sequence[str]] = {
    "benefits": ("sozialamt", "jobcenter", "jugendamt", "arbeitsagentur", "auslaenderbehoerde"),
    "able_to_work": ("jobcenter", "arbeitsagentur", "sozialamt", "auslaenderbehoerde"),
    "language_level": ("jobcenter", "arbeitsagentur", "sozialamt", "auslaenderbehoerde"),
}
_COMPETENT_ELSE = ("auslaenderbehoerde", "sozialamt", "jobcenter", "arbeitsagentur", "jugendamt")
#: Benefits that nobody receives who is not in need; Kindergeld or ALG say nothing about that.
_MEANS_TESTED = frozenset(
    {"asylblg_3", "asylblg_2", "asylblg_1a", "asylblg_11_2a", "sgb_ii", "sgb_xii_ch3", "sgb_xii_ch4"}
)
#: The beginning of what holds since an unknown day.
_EVER = date(1900, 1, 1)
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
#: Without these the law cannot use a plan.
_REQUIRED = {"training_planned": ("kind", "starts_on"), "job_offer": ("activity",)}
#: Courses that somebody attends or has attended; being entitled or waiting is no attendance.
_ATTENDED = frozenset({"attending", "running", "completed", "done", "discontinued", "yes"})
_EVIDENCE = ("decision", "document", "list", "concluded", "told")


def rank(row: FactRow) -> tuple[Any, ...]:
    """Order in which sources are heard: evidence, then competence, what holds still, the newer entry, the later start.

    Smaller is heard first. The last parts only make the order one and the same for the same facts.
    """
    order = _COMPETENT.get(row.kind, _COMPETENT_ELSE)
    competence = order.index(row.reporter) if row.reporter in order else len(order)
    evidence = _EVIDENCE.index(row.source) if row.source in _EVIDENCE else len(_EVIDENCE)
    recorded = -(row.recorded_at.timestamp() if row.recorded_at else 0.0)
    start = -(row.valid_from.toordinal() if row.valid_from else 0)
    words = json.dumps(row.value, sort_keys=True, default=str)
    return evidence, competence, row.valid_until is not None, recorded, start, str(row.valid_until), words, str(row.id)


class _Facts:
    """The rows of one person by kind, in the order in which they are heard."""

    def __init__(self, rows: Iterable[FactRow], holds: Mapping[str, Any]) -> None:
        self._by_kind: dict[str, list[FactRow]] = {}
        for row in rows:
            self._by_kind.setdefault(row.kind, []).append(row)
        for kind, found in self._by_kind.items():
            found.sort(key=rank)
            chosen = holds.get(kind)
            found.sort(key=lambda row: row.id != chosen if chosen else False)

    def all(self, kind: str) -> list[FactRow]:
        return self._by_kind.get(kind, [])

    def first(self, kind: str) -> FactRow | None:
        found = self.all(kind)
        return found[0] if found else None

    def on(self, kind: str) -> str | None:
        """The day of a fact that is an event."""
        row = self.first(kind)
        return row.value.get("on") or (row.valid_from.isoformat() if row.valid_from else None) if row else None

    def event(self, kind: str, key: str) -> Json:
        """{key: day}; {key: None} when somebody says that there was none; nothing when the day is unknown."""
        row, day = self.first(kind), self.on(kind)
        none = row is not None and "on" in row.value and row.value["on"] is None
        return {key: day} if day or none else {}

    def reporters(self) -> set[str]:
        return {row.reporter for rows in self._by_kind.values() for row in rows if row.source == "list"}


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
    facts = _Facts(rows, holds or {})
    result = LawFacts({})
    _person(facts, result)
    _asylum(facts, result)
    residence, assumed = residence_history(facts.all("residence"), result.facts, known_on)
    if residence:
        result.facts["residence"] = residence
        if assumed:
            result.assumed["residence"] = assumed
    _place(facts, result, place)
    _subsistence(facts, result)
    _work(facts, result)
    _programmes_and_titles(facts, result)
    if household is not None:
        result.facts["household"] = [_relative(person, known_on) for person in household]
    _assumptions(facts, result)
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


def _period(row: FactRow, **values: Any) -> Json:
    period: Json = {"from": (row.valid_from or _EVER).isoformat()}
    period["until"] = row.valid_until.isoformat() if row.valid_until else None
    return period | {key: value for key, value in values.items() if value is not None}


def _person(facts: _Facts, result: LawFacts) -> None:
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


def _asylum(facts: _Facts, result: LawFacts) -> None:
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


def _place(facts: _Facts, result: LawFacts, place: Json | None) -> None:
    homes = facts.all("place")
    if homes and place:
        since = min((row.valid_from for row in homes if row.valid_from), default=None)
        start = since.isoformat() if since else str(result.facts.get("entry_on", "1900-01-01"))
        result.facts["places"] = [
            {"from": min(start, str(result.facts.get("entry_on", start))), "until": None, **place}
        ]
        result.facts["habitual_residence_in_germany"] = True
        result.assumed["habitual_residence_in_germany"] = "lives_in_the_district"
    kinds = [_period(row, kind=row.value["kind"]) for row in facts.all("accommodation") if row.value.get("kind")]
    if kinds:
        result.facts["accommodation"] = sorted(kinds, key=lambda period: period["from"])
    elif any(row.value.get("street") for row in homes):
        # Reception centres are named as such; whoever has a street of her own in the district lives in none.
        result.facts["accommodation"] = [
            {"from": result.facts.get("entry_on", _EVER.isoformat()), "until": None, "kind": "other"}
        ]
        result.assumed["accommodation"] = "has_an_address"


def _subsistence(facts: _Facts, result: LawFacts) -> None:
    benefits = [
        _period(row, kind=row.value["kind"], approved_until=row.value.get("approved_until"))
        for row in facts.all("benefits")
        if row.value.get("kind")
    ]
    if benefits:
        result.facts["benefits_received"] = sorted(benefits, key=lambda period: (period["from"], period["kind"]))
    in_need = _flag(facts.all("in_need"))
    if in_need is not None:
        result.facts["in_need"] = in_need
    elif means_tested := [period for period in benefits if period["kind"] in _MEANS_TESTED]:
        if any(period["until"] is None for period in means_tested):
            result.facts["in_need"] = True
        else:
            result.facts["in_need"] = [
                {
                    "value": True,
                    "from": min(str(b["from"]) for b in means_tested),
                    "until": max(str(b["until"]) for b in means_tested),
                }
            ]
        result.assumed["in_need"] = "receives_benefits"
    able = _flag(facts.all("able_to_work"))
    if able is not None:
        result.facts["able_to_work"] = able
    elif any(row.value.get("at") == "arbeitsagentur" for row in facts.all("jobseeker")):
        result.facts["able_to_work"] = True
        result.assumed["able_to_work"] = "registered_as_jobseeker"
    welfare = facts.all("youth_welfare")
    if welfare:
        result.facts["youth_welfare"] = [
            _period(row, kind=row.value.get("kind", "hilfe_zur_erziehung")) for row in welfare
        ]
    applications = [
        {
            "kind": row.value["kind"],
            "on": row.value.get("on") or (row.valid_from.isoformat() if row.valid_from else None),
        }
        for row in facts.all("application")
        if row.value.get("kind")
    ]
    applications = [entry for entry in applications if entry["on"]]
    if applications:
        result.facts["applications"] = sorted(applications, key=lambda entry: (entry["on"], entry["kind"]))


def _flag(heard: Sequence[FactRow]) -> bool | list[Json] | None:
    """Yes, no, or periods of yes and no: whoever is heard first is right for the time she speaks of.

    Statements that agree and still hold are taken to have held before as well.
    """
    rows = [row for row in heard if row.value.get("value") is not None]
    if not rows:
        return None
    if all(row.valid_until is None and row.value["value"] == rows[0].value["value"] for row in rows):
        return rows[0].value["value"]  # type: ignore[no-any-return]
    starts = {row.valid_from or _EVER for row in rows}
    days = sorted(starts | {row.valid_until for row in rows if row.valid_until})
    periods: list[Json] = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        says = next((row.value["value"] for row in rows if _holds(row, day)), None)
        end = following.isoformat() if following else None
        if periods and periods[-1]["value"] == says and periods[-1]["until"] == day.isoformat():
            periods[-1]["until"] = end
        elif says is not None:
            periods.append({"value": says, "from": day.isoformat(), "until": end})
    if len(periods) == 1 and periods[0]["from"] == _EVER.isoformat() and periods[0]["until"] is None:
        return periods[0]["value"]  # type: ignore[no-any-return]
    return periods


def _holds(row: FactRow, day: date) -> bool:
    return (row.valid_from or _EVER) <= day and (row.valid_until is None or day < row.valid_until)


def _work(facts: _Facts, result: LawFacts) -> None:
    registered = [
        _period(row, kind=row.value.get("kind", "arbeitsuchend"), at=row.value.get("at"))
        for row in facts.all("jobseeker")
    ]
    if registered:
        result.facts["registered_as_jobseeker"] = registered
    jobs = [
        _period(row, **{"kind": "employment"} | _only(row.value, ("kind", "weekly_hours", "insured")))
        for row in facts.all("employment")
    ]
    if jobs:
        result.facts["employment"] = jobs
    trainings = [
        _period(
            row, **_only(row.value, ("kind", "recognised_occupation", "contract_months", "fundable_first_training"))
        )
        for row in facts.all("training")
        if row.value.get("kind")
    ]
    if trainings:
        result.facts["training"] = trainings
    levels = [
        {"level": row.value["level"], "on": row.valid_from.isoformat(), "certified": bool(row.value.get("certified"))}
        for row in facts.all("language_level")
        if row.value.get("level") and row.valid_from
    ]
    if levels:
        result.facts["language_levels"] = sorted(levels, key=lambda entry: entry["on"])
    bans = facts.all("work_ban")
    if bans:
        result.facts["work_ban_reasons"] = sorted({reason for row in bans for reason in row.value.get("reasons", [])})
    permits = [_period(row, activity=row.value.get("activity", "employment")) for row in facts.all("work_permit")]
    if permits:
        result.facts["work_permits"] = permits


def _programmes_and_titles(facts: _Facts, result: LawFacts) -> None:
    """What only programmes and the routes to a title ask for."""
    law = result.facts
    identity = facts.first("identity")
    if identity:
        law["identity"] = _only(identity.value, ("clarified_on", "all_reasonable_steps_on"))
    obstacles = facts.all("title_obstacle")
    if obstacles:
        law["title_obstacles"] = sorted({reason for row in obstacles for reason in row.value.get("reasons", [])})
    for kind, key in (
        ("livelihood", "livelihood_secured"),
        ("removal", "removal_measures_imminent"),
        ("prospects", "good_prospects"),
        ("single_parent", "single_parent"),
        ("hard_to_reach", "hard_to_reach"),
    ):
        said = _flag(facts.all(kind))
        if said is not None:
            law[key] = said
    assigned = [_period(row, basis=row.value["basis"]) for row in facts.all("assignment") if row.value.get("basis")]
    if assigned:
        law["residence_assignments"] = _by_beginning(assigned)
    if absences := [_period(row) for row in facts.all("absence")]:
        law["stay_interruptions"] = _by_beginning(absences)
    years = facts.first("school_years")
    if years and years.value.get("years") is not None:
        law["successful_school_years"] = years.value["years"]
    for kind, keys in (
        ("training_planned", ("kind", "starts_on", "ends_on", "recognised_occupation", "contract_months")),
        ("job_offer", ("activity", "starts_on", "weekly_hours")),
    ):
        plan = facts.first(kind)
        if plan and plan.value.get("none"):
            law[kind] = None
        elif plan and all(plan.value.get(key) for key in _REQUIRED[kind]):
            law[kind] = _only(plan.value, keys)
    jobless = [_period(row) for row in facts.all("jobseeker") if row.value.get("kind") == "arbeitslos"]
    if jobless:
        law["unemployed"] = _by_beginning(jobless)
    attended = [row for row in facts.all("course") if row.value.get("state", "attending") in _ATTENDED]
    courses = [_period(row, kind=row.value["kind"]) for row in attended if row.value.get("kind") and row.valid_from]
    if courses:
        law["courses"] = _by_beginning(courses)


def _by_beginning(periods: list[Json]) -> list[Json]:
    return sorted(periods, key=lambda period: (period["from"], str(sorted(period.items(), key=str))))


def _only(value: Json, keys: Sequence[str]) -> Json:
    return {key: value[key] for key in keys if key in value}


def _assumptions(facts: _Facts, result: LawFacts) -> None:
    """What is taken as given because the competent office would have recorded otherwise."""
    law, paid = result.facts, {row.value.get("kind", "") for row in facts.all("benefits") if row.valid_until is None}

    def assume(key: str, value: Any, why: str) -> None:
        if key not in law:
            law[key] = value
            result.assumed[key] = why

    assume("stay_interruptions", [], "nothing_recorded")
    assume("stay_duration_abused", False, "nothing_recorded")
    if not any(kind == "asylblg_1a" for kind in paid):
        assume("benefit_reduction_grounds", [], "nothing_recorded")
    born, entry = law.get("date_of_birth"), law.get("entry_on")
    if born and entry and _years(born, entry) >= 18:
        assume("unaccompanied_minor", False, "adult_at_entry")
    if paid & _MEANS_TESTED or (born and entry and _years(born, entry) >= 18):
        assume("youth_welfare", [], "paid_by_another_law" if paid & _MEANS_TESTED else "adult_at_entry")
    looks_for_work = any(row.valid_until is None for row in facts.all("jobseeker"))
    if "sgb_ii" in paid or looks_for_work:
        assume("training", [], "looks_for_work")
    if looks_for_work and all(row.value.get("kind") != "ausbildungsuchend" for row in facts.all("jobseeker")):
        assume("attends_school", False, "looks_for_work")
    level = facts.first("language_level")
    if level and level.value.get("level"):
        # B1 is what the integration course leads to (§ 3 Abs. 2 IntV).
        assume("sufficient_german", level.value["level"] in ("B1", "B2", "C1", "C2"), "german_level")


def _years(born: str, on: str) -> int:
    return int(on[:4]) - int(born[:4]) - (on[5:] < born[5:])


def _relative(person: Relative, known_on: date) -> Json:
    facts = _Facts(person.facts, {})
    other = LawFacts({})
    _person(facts, other)
    _asylum(facts, other)
    residence, _assumed = residence_history(facts.all("residence"), other.facts, known_on)
    _subsistence(facts, other)
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
