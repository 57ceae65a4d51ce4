"""Exactly one lead authority for every open case and day.

A case begins with the authority the law names (`benefit_authority`), back to the day since which it does. From the next
day on it changes hands only when the receiver accepts a handover (nahtlos.handovers, which listens here; ADR 0015).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.dispatch import Signal

from nahtlos.cases.contacts import contact_desks
from nahtlos.cases.enums import AnswerStatus
from nahtlos.cases.models import AnswerPeriod, Case, Participation, Responsibility
from nahtlos.core.bulk import update_rows
from nahtlos.organisations.enums import OrganisationKind
from nahtlos.organisations.models import Organisation

#: The answer of the law → the kind of organisation that leads in the district. Where the Land pays in its reception
#: centre, the district's immigration office leads; where nobody pays, whoever leads keeps the case.
LEADS = {
    "land_asylblg": OrganisationKind.AUSLAENDERBEHOERDE,
    "sozialamt_asylblg": OrganisationKind.SOZIALAMT,
    "sozialamt_sgb_xii": OrganisationKind.SOZIALAMT,
    "jobcenter": OrganisationKind.JOBCENTER,
    "jugendamt": OrganisationKind.JUGENDAMT,
    "arbeitsagentur": OrganisationKind.ARBEITSAGENTUR,
    "ausbildungsfoerderung": OrganisationKind.SOZIALAMT,
}

#: How far ahead a change of the authority is prepared, in days.
AHEAD = 90

#: On which each kind of organisation takes part in a case.
LEGAL_BASES = {
    OrganisationKind.AUSLAENDERBEHOERDE: "§ 71 AufenthG",
    OrganisationKind.SOZIALAMT: "§§ 10, 10a AsylbLG",
    OrganisationKind.ARBEITSAGENTUR: "§ 8 Abs. 3 S. 3 AsylG, §§ 29, 35 SGB III",
    OrganisationKind.JOBCENTER: "§ 36 SGB II",
    OrganisationKind.JUGENDAMT: "§ 42 SGB VIII",
    OrganisationKind.KOORDINIERUNGSSTELLE: "Art. 6 Abs. 1 lit. a DSGVO",
    OrganisationKind.MIGRATIONSBERATUNG: "Art. 6 Abs. 1 lit. a DSGVO",
    OrganisationKind.VEREIN: "Art. 6 Abs. 1 lit. a DSGVO",
}


#: Sent inside the transaction, as the job `recompute`: what the law says about these open `cases` as of `today` is known.
law_has_spoken = Signal()
#: Sent inside the transaction: the cases of these `people` are closed, or their files are gone from view.
cases_closed = Signal()
#: Sent inside the transaction, as the job `linkage`: the cases of these `closings` (rows of Closing) are open again.
cases_reopened = Signal()


def follow_law(cases: Iterable[Case], today: date) -> None:
    """Every open case has a lead: the authority the law names today, as long as nobody has relied on another one.

    On the day a file is opened its lead still follows what becomes known. After that the law only says what it says, and
    whoever listens proposes a handover.
    """
    open_cases = {case.person_id: case for case in cases if case.closed_on is None}
    answers = {
        answer.person_id: answer
        for answer in AnswerPeriod.objects.filter(
            Q(next_change=None) | Q(next_change__gt=today),
            person__in=open_cases,
            question="benefit_authority",
            valid_from__lte=today,
        )
    }
    current = {
        lead.case_id: lead for lead in Responsibility.objects.filter(case__in=open_cases.values(), valid_until=None)
    }
    offices = offices_of({case.district_id for case in open_cases.values()})
    openers = _openers(case for case in open_cases.values() if case.id not in current)
    led_before = _led_before(case for case in open_cases.values() if case.id not in current)
    new, moved = [], []
    for person_id, case in open_cases.items():
        answer, lead = answers.get(person_id), current.get(case.id)
        office = _office(case, answer, offices)
        if office is None and lead is None:
            office = openers.get(case.id)
        if office is None or (lead and lead.organisation_id == office):
            continue
        if lead is None:
            new.append(_lead(case, office, answer, today if case.id in led_before else _beginning(case, answer)))
        elif case.opened_on >= today and not case.came_from:  # nobody has relied on the first lead yet
            lead.organisation_id, lead.authority = office, str(answer.answer) if answer else ""
            lead.law, lead.rule = (answer.law, answer.rule) if answer else ("", "")
            lead.valid_from = _beginning(case, answer)
            moved.append(lead)
    update_rows(moved, ["organisation", "authority", "law", "rule", "valid_from"])
    Responsibility.objects.bulk_create(new)
    leads_take_part([*new, *moved], today)
    if open_cases:
        law_has_spoken.send(sender=None, cases=list(open_cases.values()), today=today)


@dataclass(frozen=True, slots=True)
class Move:
    """A case gets another lead, by which answer of the law."""

    case: UUID
    office: UUID
    authority: str
    law: str
    rule: str


def move_leads(moves: Collection[Move], today: date) -> None:
    """From today on these offices lead, and take part; who led until yesterday still takes part. The cases are locked."""
    leads = {
        lead.case_id: lead
        for lead in Responsibility.objects.filter(case__in=[move.case for move in moves], valid_until=None)
    }
    new, changed = [], []
    for move in moves:
        lead = leads.get(move.case)
        if lead and lead.valid_from >= today:  # a lead of less than a day is no lead
            lead.organisation_id, lead.authority, lead.law, lead.rule = move.office, move.authority, move.law, move.rule
            changed.append(lead)
            continue
        if lead:
            lead.valid_until = today
            changed.append(lead)
        words: Mapping[str, str] = {"authority": move.authority, "law": move.law, "rule": move.rule}
        new.append(Responsibility(case_id=move.case, organisation_id=move.office, valid_from=today, **words))
    update_rows(changed, ["organisation", "authority", "law", "rule", "valid_until"])
    Responsibility.objects.bulk_create(new)
    leads_take_part([*new, *changed], today)


def offices_of(districts: set[UUID]) -> dict[tuple[UUID, str], UUID]:
    """(district, kind) → the organisation that leads there; of several of a kind the first by name."""
    return {
        (district, kind): key
        for key, district, kind in Organisation.objects.filter(district__in=districts)
        .order_by("-name")
        .values_list("id", "district_id", "kind")
    }


def _office(case: Case, answer: AnswerPeriod | None, offices: dict[tuple[UUID, str], UUID]) -> UUID | None:
    if answer is None or answer.status != AnswerStatus.DETERMINED:
        return None
    kind = LEADS.get(str(answer.answer))
    return offices.get((case.district_id, kind)) if kind else None


def _openers(cases: Iterable[Case]) -> dict[UUID, UUID]:
    """While the law names nobody: an organisation that takes part already, whoever pays before who registers."""
    order = (OrganisationKind.SOZIALAMT, OrganisationKind.JOBCENTER, OrganisationKind.AUSLAENDERBEHOERDE)
    best: dict[UUID, tuple[int, UUID]] = {}
    taking_part = Participation.objects.filter(case__in=list(cases), valid_until=None).order_by("valid_from", "id")
    for case, kind, organisation in taking_part.values_list("case_id", "organisation__kind", "organisation_id"):
        place = order.index(OrganisationKind(kind)) if kind in order else len(order)
        if case not in best or place < best[case][0]:
            best[case] = (place, organisation)
    return {case: organisation for case, (_place, organisation) in best.items()}


def _led_before(cases: Iterable[Case]) -> set[UUID]:
    """Of cases that nobody leads: those that were closed and are open again. Their next lead begins today."""
    found = Responsibility.objects.filter(case__in=list(cases)).values_list("case_id", flat=True)
    return set(found.distinct())


def _beginning(case: Case, answer: AnswerPeriod | None) -> date:
    """The first lead of a file: since the law has named it, at the latest since the file exists."""
    if answer is None or answer.status != AnswerStatus.DETERMINED:
        return case.opened_on
    return min(answer.valid_from, case.opened_on)


def _lead(case: Case, office: UUID, answer: AnswerPeriod | None, since: date) -> Responsibility:
    return Responsibility(
        case=case,
        organisation_id=office,
        valid_from=since,
        authority=str(answer.answer) if answer and answer.answer else "",
        law=answer.law if answer else "",
        rule=answer.rule if answer else "",
    )


def leads_take_part(leads: Iterable[Responsibility], today: date) -> None:
    """A lead authority always takes part in its case."""
    wanted = {(lead.case_id, lead.organisation_id) for lead in leads if lead.valid_until is None}
    there = set(
        Participation.objects.filter(case__in={case for case, _ in wanted}, valid_until=None).values_list(
            "case_id", "organisation_id"
        )
    )
    kinds = dict(Organisation.objects.filter(id__in={office for _, office in wanted}).values_list("id", "kind"))
    join(
        [(case, office, kinds[office]) for case, office in sorted(wanted - there)],
        today,
    )


def join(parts: Iterable[tuple[UUID, UUID, str]], on: date) -> None:
    """(case, organisation, its kind) take part from `on`, with a named contact person and her deputy.

    Whoever left on the same day has never been away: the old participation goes on.
    """
    wanted = {(case, office): kind for case, office, kind in parts}
    if not wanted:
        return
    left = {
        (part.case_id, part.organisation_id): part
        for part in Participation.objects.filter(
            case__in={case for case, _ in wanted}, organisation__in={office for _, office in wanted}, valid_until__gt=on
        ).order_by("valid_from")
    }
    back = [left[key] for key in wanted if key in left]
    for part in back:
        part.valid_until = None
    update_rows(back, ["valid_until"])
    desks = contact_desks({office for _, office in wanted}, on)
    Participation.objects.bulk_create(
        Participation(
            case_id=case,
            organisation_id=office,
            legal_basis=LEGAL_BASES[OrganisationKind(kind)],
            valid_from=on,
            **desks.named_for(office, case),
        )
        for (case, office), kind in wanted.items()
        if (case, office) not in left
    )


def leave(people: Collection[UUID], organisation: UUID, today: date) -> None:
    """The organisation takes part no longer in the cases of these people, except where it leads."""
    leads = Responsibility.objects.filter(case=OuterRef("case"), organisation=organisation, valid_until=None)
    parts = list(
        Participation.objects.filter(
            ~Exists(leads), case__person__in=people, organisation=organisation, valid_until=None
        )
    )
    end(parts, today)


def end(parts: Collection[Participation], today: date) -> None:
    """They end today; one that began today ends on the next day, because a period has at least one day."""
    for part in parts:
        part.valid_until = max(today, part.valid_from + timedelta(days=1))
    update_rows(parts, ["valid_until"])
