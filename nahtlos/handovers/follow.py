"""Handovers follow the law: one proposal per case, with its day and provision, amended or withdrawn when the facts are
corrected, never made twice. Runs as the job `recompute`, in the transaction that changed the facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from nahtlos.cases.enums import AnswerStatus
from nahtlos.cases.models import AnswerPeriod, Case, Fact, Responsibility
from nahtlos.cases.responsibility import AHEAD, LEADS, offices_of
from nahtlos.core import clock
from nahtlos.core.workdays import add_workdays
from nahtlos.handovers.effects import ask, leave_again, take_effect, take_part
from nahtlos.handovers.enums import OPEN, Act, Kind, Origin, Reason, Side, State
from nahtlos.handovers.models import Transfer, Transition
from nahtlos.handovers.package import fill
from nahtlos.handovers.steps import begin, save, take
from nahtlos.handovers.working_days import ANSWER_DAYS
from nahtlos.organisations.enums import OrganisationKind
from nahtlos.organisations.models import Organisation

#: What an office states about somebody it serves itself: its own list is its acceptance.
SERVES: dict[str, frozenset[tuple[str, str]]] = {
    OrganisationKind.JOBCENTER: frozenset({("benefits", "sgb_ii")}),
    OrganisationKind.SOZIALAMT: frozenset(
        ("benefits", kind)
        for kind in ("asylblg_3", "asylblg_2", "asylblg_1a", "asylblg_11_2a", "sgb_xii_ch3", "sgb_xii_ch4")
    ),
    OrganisationKind.ARBEITSAGENTUR: frozenset({("benefits", "sgb_iii_alg")}),
    OrganisationKind.JUGENDAMT: frozenset({("benefits", "sgb_viii"), ("youth_welfare", "inobhutnahme")}),
}


@dataclass(frozen=True, slots=True)
class Named:
    """The law names another office than the one that leads."""

    kind: str
    on: date  #: first day on which it does
    authority: str
    law: str
    rule: str

    @property
    def words(self) -> dict[str, Any]:
        """As a transfer carries it."""
        return {"wanted_on": self.on, "authority": self.authority, "law": self.law, "rule": self.rule}


@dataclass(slots=True)
class _Batch:
    """What is to be written."""

    new: list[Transfer] = field(default_factory=list)
    changed: list[Transfer] = field(default_factory=list)
    due: list[Transfer] = field(default_factory=list)  #: accepted, and their day has come
    left: list[Transfer] = field(default_factory=list)  #: accepted, and come to nothing
    steps: list[Transition] = field(default_factory=list)


def follow(cases: Collection[Case], today: date) -> None:
    """Every case has the one open handover the law asks for, or none."""
    said = _said({case.person_id for case in cases}, today)
    by_id = {case.id: case for case in cases}
    leads = _leads(by_id)
    concerned = {case.id for case in cases if _named(said.get(case.person_id, ()), leads.get(case.id), today)}
    concerned |= set(
        Transfer.objects.filter(case__in=by_id, kind=Kind.HANDOVER, state__in=OPEN).values_list("case_id", flat=True)
    )
    if not concerned:
        return
    # Behind the lock everything is read once more: somebody may have accepted meanwhile.
    list(Case.objects.select_for_update(of=("self",)).filter(id__in=concerned).order_by("id").values_list("id"))
    leads = _leads(concerned)
    open_ones = {
        one.case_id: one
        for one in Transfer.objects.select_for_update(of=("self",))
        .filter(case__in=concerned, kind=Kind.HANDOVER, state__in=OPEN)
        .select_related("receiver", "case")
    }
    named = {
        key: found
        for key in concerned
        if (found := _named(said.get(by_id[key].person_id, ()), leads.get(key), today)) is not None
    }
    batch = _Batch()
    for key, one in list(open_ones.items()):
        if not _goes_on(one, named.get(key), leads.get(key), today, batch):
            del open_ones[key]
    _propose([by_id[key] for key in sorted(set(named) - set(open_ones))], named, leads, today, batch)
    _accept_by_own_lists([*open_ones.values(), *batch.new], today, batch)
    _write(batch, open_ones.values(), today)


def close(people: Collection[UUID]) -> None:
    """Nothing is asked any more about cases that were closed."""
    today = clock.today()
    transfers = list(
        Transfer.objects.select_for_update(of=("self",))
        .filter(case__person__in=people, state__in=OPEN)
        .select_related("receiver", "case")
    )
    steps = [take(one, Act.LAPSE, Side.LAW, reason=Reason.CASE_CLOSED) for one in transfers]
    save(transfers, steps)
    leave_again(transfers, today)


# -- what the law says -------------------------------------------------------------------------------------------------


def _said(people: Collection[UUID], today: date) -> dict[UUID, list[AnswerPeriod]]:
    """The answers to who pays, up to AHEAD days from now, in order."""
    found: dict[UUID, list[AnswerPeriod]] = defaultdict(list)
    for answer in AnswerPeriod.objects.filter(
        person__in=people, question="benefit_authority", valid_from__lte=today + timedelta(days=AHEAD)
    ).order_by("valid_from"):
        found[answer.person_id].append(answer)
    return found


def _leads(cases: Iterable[UUID]) -> dict[UUID, Responsibility]:
    query = Responsibility.objects.filter(case__in=list(cases), valid_until=None).select_related("organisation")
    return {lead.case_id: lead for lead in query}


def _kind(answer: AnswerPeriod) -> str:
    if answer.status != AnswerStatus.DETERMINED:
        return ""
    return str(LEADS.get(str(answer.answer), ""))


def _named(said: Sequence[AnswerPeriod], lead: Responsibility | None, today: date) -> Named | None:
    """The other kind of office the law names today, else the first one it will name; None while it agrees with the lead."""
    if lead is None:
        return None
    for place, answer in enumerate(said):
        if answer.next_change is not None and answer.next_change <= today:
            continue
        kind = _kind(answer)
        if not kind or kind == lead.organisation.kind:
            continue
        first = answer
        for before in reversed(said[:place]):
            if _kind(before) != kind:
                break
            first = before
        return Named(kind, first.valid_from, str(answer.answer), answer.law, answer.rule)
    return None


# -- open handovers ----------------------------------------------------------------------------------------------------


def _goes_on(one: Transfer, named: Named | None, lead: Responsibility | None, today: date, batch: _Batch) -> bool:
    """Whether an open handover stays; it is amended where day or provision changed, and lapses where nothing asks for it."""
    if lead is None or lead.organisation_id != one.sender_id:
        _lapse(one, Reason.LEAD_CHANGED, batch)
        return False
    if one.origin == Origin.LAW and (named is None or named.kind != one.receiver_kind):
        _lapse(one, Reason.LAW_CHANGED, batch)
        return False
    if named and named.kind == one.receiver_kind:
        new = named.words
        old = {key: getattr(one, key) for key in new}
        if old != new:
            for key, value in new.items():
                setattr(one, key, value)
            changes = {key: [_plain(old[key]), _plain(new[key])] for key in new if old[key] != new[key]}
            batch.steps.append(take(one, Act.AMEND, Side.LAW, detail=changes))
            if one.effective_on:
                one.effective_on = max(named.on, today)
            batch.changed.append(one)
    if one.state == State.ACCEPTED and one.effective_on and one.effective_on <= today:
        batch.due.append(one)
    return True


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _lapse(one: Transfer, reason: Reason, batch: _Batch) -> None:
    if one.state == State.ACCEPTED:
        batch.left.append(one)
    batch.steps.append(take(one, Act.LAPSE, Side.LAW, reason=reason))
    batch.changed.append(one)


def _propose(
    cases: Sequence[Case],
    named: dict[UUID, Named],
    leads: dict[UUID, Responsibility],
    today: date,
    batch: _Batch,
) -> None:
    """One request each, unless the receiver or the sender has said no to just this before."""
    if not cases:
        return
    offices = offices_of({case.district_id for case in cases})
    kinds = Organisation.objects.in_bulk(list(offices.values()))
    answered = set(
        Transfer.objects.filter(
            Q(state=State.REJECTED)
            | Q(state=State.ENTERED_IN_ERROR)
            | Q(state=State.CANCELLED, transitions__act__in=[Act.WITHDRAW, Act.REVOKE]),
            case__in=[case.id for case in cases],
            kind=Kind.HANDOVER,
        ).values_list("case_id", "sender_id", "receiver__kind", "wanted_on", "authority")
    )
    now = clock.now()
    for case in cases:
        wish, lead = named[case.id], leads[case.id]
        office = offices.get((case.district_id, wish.kind))
        if office is None or (case.id, lead.organisation_id, wish.kind, wish.on, wish.authority) in answered:
            continue
        one = Transfer(
            kind=Kind.HANDOVER,
            origin=Origin.LAW,
            state=State.REQUESTED,
            case=case,
            district_id=case.district_id,
            sender_id=lead.organisation_id,
            receiver=kinds[office],
            due_on=add_workdays(today, ANSWER_DAYS, case.district.land),
            created_at=now,
            changed_at=now,
            **wish.words,
        )
        batch.new.append(one)
        batch.steps.append(begin(one, Act.REQUEST, Side.LAW, detail={"law": wish.law, "from": wish.on.isoformat()}))


def _accept_by_own_lists(transfers: Sequence[Transfer], today: date, batch: _Batch) -> None:
    """Where the receiver itself states that it serves her since that day, it has accepted."""
    waiting = [
        one
        for one in transfers
        if one.state in (State.REQUESTED, State.ON_HOLD) and one.wanted_on and one.wanted_on <= today
    ]
    serving = _serving({one.case.person_id for one in waiting}, today)
    for one in waiting:
        if (one.case.person_id, one.receiver_id) in serving:
            batch.steps.append(take(one, Act.ACCEPT, Side.LAW, reason=Reason.OWN_LIST))
            one.effective_on = today
            batch.due.append(one)


def _serving(people: Collection[UUID], today: date) -> set[tuple[UUID, UUID]]:
    """(person, office) where the office states of itself that it serves her today."""
    if not people:
        return set()
    rows = Fact.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=today),
        Q(valid_from=None) | Q(valid_from__lte=today),
        person__in=people,
        kind__in=["benefits", "youth_welfare"],
        superseded_at=None,
    ).values_list("person_id", "reported_by_id", "reported_by__kind", "kind", "value__kind")
    return {
        (person, office)
        for person, office, office_kind, kind, what in rows
        if (kind, what) in SERVES.get(office_kind, ())
    }


def _write(batch: _Batch, going_on: Iterable[Transfer], today: date) -> None:
    ask(batch.new, today)
    fill(batch.new, today)
    Transfer.objects.bulk_create(batch.new)
    for one in batch.due:
        take_part(one, today)
    batch.steps += take_effect(batch.due, today)
    packed = fill([one for one in going_on], today)  # noqa: C416 -- a sized collection
    changed = {one.id: one for one in (*batch.changed, *batch.due, *packed)}
    save(list(changed.values()), batch.steps)
    leave_again(batch.left, today)
