"""Keeping the law's answers beside the facts they follow from: recomputed with the fact, never by the clock.

Called inside the transaction that changed the facts. Reads whole households, so it runs as the job `recompute`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import DateTimeField, F, Q, Value

from nahtlos.cases.heard import FactRow, LawFacts, Relative
from nahtlos.cases.lawfacts import assemble
from nahtlos.cases.models import AnswerPeriod, Case, Conflict, Deadline, Fact
from nahtlos.cases.modules import rules_in_force
from nahtlos.cases.responsibility import follow_law
from nahtlos.core import clock
from nahtlos.core.bulk import insert_rows
from nahtlos.core.context import as_system
from nahtlos.law.many import Asked, outlines
from nahtlos.people.models import HouseholdMember

#: What a file shows; asked when somebody looks, with reasons.
QUESTIONS = (
    "seed_group",
    "benefit_law",
    "benefit_authority",
    "benefit.asylblg_level",
    "benefit.asylblg_ends_on",
    "benefit.sgb_ii_starts_on",
    "employment_service",
    "employment",
    "apprenticeship",
    "self_employment",
    "ba_approval",
    "priority_check",
    "integration_course",
    "integration_course.entitlement_ends_on",
    "integration_course_duty",
    "vocational_language_course",
    "residence_rule_12a",
    "spatial_restriction",
    "title_continues",
    "title.25a",
    "title.25b",
    "title.104c",
    "title.60c",
    "title.60d",
    "title.26_3",
)
#: What is kept beside the facts: what lists, Heute, the Zeitstrahl and the lead authority live on.
KEPT = (
    "seed_group",
    "benefit_law",
    "benefit_authority",
    "benefit.asylblg_level",
    "employment_service",
    "employment",
    "apprenticeship",
    "self_employment",
    "integration_course",
)
#: The first day the stored answers speak of.
SINCE = date(2015, 1, 1)
_OF_RELATIVES = (
    "residence",
    "birth",
    "benefits",
    "nationality",
    "asylum_application",
    "asylum_decision",
    "asylum_request",
)


def recompute(person_ids: Collection[UUID]) -> None:
    """Answers, deadlines and the lead authority of these people, and of those who live with them, follow the facts as
    they now stand."""
    if not person_ids:
        return
    with transaction.atomic(), as_system("recompute"):
        ids = _with_relatives(person_ids)
        cases = {case.person_id: case for case in Case.objects.filter(person__in=ids).select_related("district")}
        known = lawfacts_of(cases.values())
        rules = rules_in_force()
        today = clock.today()
        until = date(today.year + 5, today.month, 1)
        asked = [Asked(facts.facts, _since(facts.facts, cases[person]), until) for person, facts in known.items()]
        found = dict(zip(known, outlines(asked, on=today, questions=KEPT, rules=rules), strict=True))
        periods = [row for person, one in found.items() for row in _periods(person, one.outline)]
        deadlines = {person: [deadline_of(person, item) for item in one.deadlines] for person, one in found.items()}
        AnswerPeriod.objects.filter(person__in=known).delete()
        insert_rows(AnswerPeriod, _COLUMNS, periods)
        _keep_deadlines(deadlines)
        follow_law(cases.values(), today)


def _with_relatives(people: Collection[UUID]) -> list[UUID]:
    """Whoever lives with somebody may be answered differently when her status changes."""
    homes = HouseholdMember.objects.filter(person__in=people, is_current=True).values("household")
    others = HouseholdMember.objects.filter(household__in=homes, is_current=True, person__case__closed_on=None)
    return sorted({*people, *others.values_list("person_id", flat=True)})


def _since(facts: dict[str, Any], case: Case) -> date:
    """The first day worth an answer: she had a status, or was in Germany, or was born; never before 2015."""
    days = [str(period["from"]) for period in facts.get("residence", ())]
    days += [
        str(facts[key]) for key in ("entry_on", "date_of_birth") if key in facts and (key == "entry_on" or not days)
    ]
    first = date.fromisoformat(min(days)) if days else case.opened_on
    return min(max(first, SINCE), clock.today())


def lawfacts_of(cases: Iterable[Case]) -> dict[UUID, LawFacts]:
    """What the law engine is asked with, per person; two statements whatever their number."""
    by_person = {case.person_id: case for case in cases}
    relatives, holds = _beside(by_person)
    rows = _rows(by_person, {other for group in relatives.values() for other in group})
    return {
        person: assemble(
            rows.get(person, ()),
            place={
                "land": case.district.land,
                "district_ags": case.district.ags,
                **({"agency_district": case.district.agency_district} if case.district.agency_district else {}),
            },
            household=_household(relatives[person], rows) if person in relatives else None,
            holds=holds.get(person),
            known_on=clock.today(),
        )
        for person, case in by_person.items()
    }


def _rows(people: Collection[UUID], relatives: Collection[UUID]) -> dict[UUID, list[FactRow]]:
    """All active facts of these people, and of their relatives what the law asks about relatives."""
    query = Fact.objects.filter(
        Q(person__in=people) | Q(person__in=relatives, kind__in=_OF_RELATIVES), superseded_at=None
    )
    found: dict[UUID, list[FactRow]] = defaultdict(list)
    for person, *rest in query.order_by("recorded_at", "id").values_list(
        "person_id", "kind", "value", "valid_from", "valid_until", "source", "reported_by__kind", "recorded_at", "id"
    ):
        found[person].append(FactRow(*rest))
    return found


def _beside(people: Collection[UUID]) -> tuple[dict[UUID, dict[UUID, str]], dict[UUID, dict[str, UUID]]]:
    """Who lives with each of these people, and as what, a person in no known household being left out (unknown); and
    which of two statements was found to hold, by kind. Both in one statement: neither is long."""
    mine = HouseholdMember.objects.filter(person__in=people, is_current=True).values_list("household_id", flat=True)
    together = (
        HouseholdMember.objects.filter(household__in=mine, is_current=True)
        .annotate(what=Value("home"), at=Value(None, DateTimeField()))
        .values_list("what", "household_id", "person_id", "position", "at")
    )
    found = (
        Conflict.objects.filter(person__in=people, holds__isnull=False)
        .annotate(what=Value("holds"), at=F("closed_at"))
        .values_list("what", "person_id", "holds_id", "kind", "at")
    )
    members: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    holds: dict[UUID, dict[str, UUID]] = defaultdict(dict)
    for what, whole, part, word, _at in together.union(found, all=True).order_by("at"):
        if what == "home":
            members[whole][part] = word
        else:
            holds[whole][word] = part
    return _relatives(people, members), holds


def _relatives(people: Collection[UUID], members: Mapping[UUID, Mapping[UUID, str]]) -> dict[UUID, dict[UUID, str]]:
    """Everybody's relatives from the households: by household, who lives there as what."""
    relatives: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for group in members.values():
        for person, position in group.items():
            if person in people:
                others = {other: _relation(position, place) for other, place in group.items() if other != person}
                relatives[person] |= others
    return dict(relatives)


def _household(relations: dict[UUID, str], rows: dict[UUID, list[FactRow]]) -> list[Relative]:
    return [
        Relative(relation, [row for row in rows.get(other, ()) if row.kind in _OF_RELATIVES])
        for other, relation in sorted(relations.items())
    ]


def _relation(mine: str, theirs: str) -> str:
    """What the other one is to me, from our two places in the household."""
    mine, theirs = ("child" if place == "nef" else place for place in (mine, theirs))
    adults = ("head", "spouse", "elb")
    if mine == "child":
        return "parent" if theirs in adults else "sibling" if theirs == "child" else "other"
    if theirs == "child":
        return "child" if mine in adults else "other"
    if {mine, theirs} == {"head", "spouse"}:
        return "spouse"
    return "other"


_COLUMNS = (
    "person",
    "question",
    "valid_from",
    "next_change",
    "status",
    "answer",
    "discretion",
    "rule",
    "law",
    "missing",
    "rules_version",
)


def _periods(person_id: UUID, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Rows of AnswerPeriod in the order of _COLUMNS."""
    version = asked["rules_version"]
    return [
        (
            person_id,
            line["question"],
            date.fromisoformat(period["from"]),
            date.fromisoformat(period["until"]) if period["until"] else None,
            period["status"],
            period["answer"],
            period["discretion"] or "",
            period["rule"],
            period["cite"] or "",
            period["missing"],
            version,
        )
        for line in asked["timelines"]
        for period in line["periods"]
    ]


def deadline_of(person_id: UUID, item: dict[str, Any]) -> Deadline:
    """A deadline of the law as a row, not stored yet."""
    return Deadline(
        person_id=person_id,
        code=item["code"],
        kind=item["kind"],
        date=date.fromisoformat(item["date"]),
        who=item.get("who", ""),
        lead_days=item.get("lead_days", []),
        law=item["law"][0]["cite"],
        note=item.get("note", ""),
    )


def _keep_deadlines(wanted: dict[UUID, list[Deadline]]) -> None:
    """What no longer follows from the facts goes, unless somebody has ticked it; the rest stays as it is."""
    keep = {(person, item.code, item.date) for person, items in wanted.items() for item in items}
    stale, known = [], set()
    for key, person, code, day, done in Deadline.objects.filter(person__in=wanted).values_list(
        "id", "person_id", "code", "date", "done_at"
    ):
        if (person, code, day) in keep:
            known.add((person, code, day))
        elif done is None:
            stale.append(key)
    Deadline.objects.filter(id__in=stale).delete()
    fresh = {
        (person, item.code, item.date): item
        for person, items in wanted.items()
        for item in items
        if (person, item.code, item.date) not in known
    }
    Deadline.objects.bulk_create(fresh.values(), batch_size=2000)
