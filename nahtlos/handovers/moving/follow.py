"""A recorded place in another district of this installation proposes the move: once, with its day, and no longer than it
stands. Runs as the job `recompute`, in the transaction that changed the facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from nahtlos.cases.enums import AnswerStatus, FactKind
from nahtlos.cases.models import AnswerPeriod, Case, Fact, Responsibility
from nahtlos.cases.responsibility import AHEAD, LEADS
from nahtlos.core import clock
from nahtlos.core.workdays import add_workdays
from nahtlos.handovers.effects import ask
from nahtlos.handovers.enums import OPEN, Act, Kind, Origin, Reason, Side, State
from nahtlos.handovers.models import Transfer, Transition
from nahtlos.handovers.moving.receivers import LOCAL
from nahtlos.handovers.package import fill
from nahtlos.handovers.steps import begin, save, take
from nahtlos.handovers.working_days import ANSWER_DAYS
from nahtlos.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Wish:
    """She lives in another district from a day on, and this office there is asked."""

    on: date
    office: Organisation


def follow_places(cases: Collection[Case], today: date) -> None:
    """Every case has the one proposal its newest place asks for, or none; what people have asked for stays theirs."""
    by_id = _concerned([case for case in cases if case.closed_on is None])
    if not by_id:
        return
    # Behind the lock everything is read once more: somebody may have accepted meanwhile.
    list(Case.objects.select_for_update(of=("self",)).filter(id__in=by_id).order_by("id").values_list("id"))
    open_ones = {
        one.case_id: one
        for one in Transfer.objects.select_for_update(of=("self",))
        .filter(case__in=by_id, kind=Kind.MOVE, state__in=OPEN)
        .select_related("receiver", "case")
    }
    leads = {
        lead.case_id: lead
        for lead in Responsibility.objects.filter(case__in=by_id, valid_until=None).select_related("organisation")
    }
    wishes = _wishes(by_id, leads, today)
    steps: list[Transition] = []
    changed: list[Transfer] = []
    for key, one in open_ones.items():
        if one.origin == Origin.LAW and (step := _step(one, wishes.get(key), today)) is not None:
            steps.append(step)
            changed.append(one)
    gone = {one.case_id for one in changed if one.state not in OPEN}
    new = _proposed(
        {key: wish for key, wish in wishes.items() if key not in set(open_ones) - gone}, by_id, leads, today
    )
    save(changed, steps)
    if new:
        ask(new, today)
        fill(new, today)
        Transfer.objects.bulk_create(new)
        save(
            [], [begin(one, Act.REQUEST, Side.LAW, detail={"law": one.law, "from": str(one.wanted_on)}) for one in new]
        )


def _concerned(cases: Collection[Case]) -> dict[UUID, Case]:
    """Cases with a place that names a district, or with an open proposal; two statements."""
    named = set(
        Fact.objects.filter(
            person__in=[case.person_id for case in cases],
            kind=FactKind.PLACE,
            superseded_at=None,
            value__has_key="district_ags",
        ).values_list("person_id", flat=True)
    )
    proposed = set(
        Transfer.objects.filter(
            case__in=[case.id for case in cases], kind=Kind.MOVE, origin=Origin.LAW, state__in=OPEN
        ).values_list("case_id", flat=True)
    )
    return {case.id: case for case in cases if case.person_id in named or case.id in proposed}


def _wishes(cases: Mapping[UUID, Case], leads: Mapping[UUID, Responsibility], today: date) -> dict[UUID, Wish]:
    """Of the places that hold today or soon, the one that begins last; where it names a district, an office of there."""
    people = {case.person_id: case for case in cases.values()}
    newest: dict[UUID, Fact] = {}
    places = Fact.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=today),
        Q(valid_from=None) | Q(valid_from__lte=today + timedelta(days=AHEAD)),
        person__in=people,
        kind=FactKind.PLACE,
        superseded_at=None,
    )
    for fact in sorted(places, key=lambda one: (one.valid_from or date.min, one.recorded_at)):
        newest[fact.person_id] = fact
    far = {
        person: fact
        for person, fact in newest.items()
        if fact.value.get("district_ags") not in (None, "", people[person].district.ags)
    }
    if not far:
        return {}
    offices: dict[tuple[str, str], Organisation] = {}
    wanted = {str(fact.value["district_ags"]) for fact in far.values()}
    for office in (
        Organisation.objects.filter(district__ags__in=wanted, kind__in=list(LOCAL))
        .select_related("district")
        .order_by("-name")
    ):
        offices[office.district.ags, office.kind] = office
    kinds = _kinds(far)
    found = {}
    for person, fact in far.items():
        case, ags = people[person], str(fact.value["district_ags"])
        lead = leads.get(case.id)
        named = kinds.get(person) or (lead.organisation.kind if lead else "")
        receiver = offices.get((ags, named)) or (offices.get((ags, lead.organisation.kind)) if lead else None)
        if lead is not None and receiver is not None:
            found[case.id] = Wish(fact.valid_from or today, receiver)
    return found


def _kinds(places: Mapping[UUID, Fact]) -> dict[UUID, str]:
    """Which kind of office the law names for each of them on the day she is there."""
    found: dict[UUID, str] = {}
    said: dict[UUID, list[AnswerPeriod]] = defaultdict(list)
    for answer in AnswerPeriod.objects.filter(person__in=places, question="benefit_authority"):
        said[answer.person_id].append(answer)
    for person, fact in places.items():
        day = max(fact.valid_from or clock.today(), clock.today())
        for answer in said[person]:
            holds = answer.valid_from <= day and (answer.next_change is None or day < answer.next_change)
            if holds and answer.status == AnswerStatus.DETERMINED:
                found[person] = str(LEADS.get(str(answer.answer), ""))
    return found


def _step(one: Transfer, wish: Wish | None, today: date) -> Transition | None:
    """A proposal lapses where nothing asks for it any more, and follows its day; None: it stays as it is."""
    if wish is None or wish.office.id != one.receiver_id:
        return take(one, Act.LAPSE, Side.LAW, reason=Reason.LAW_CHANGED)
    if wish.on == one.wanted_on:
        return None
    before, one.wanted_on = one.wanted_on, wish.on
    if one.effective_on is not None:
        one.effective_on = max(wish.on, today)
    return take(one, Act.AMEND, Side.LAW, detail={"wanted_on": [str(before or ""), wish.on.isoformat()]})


def _proposed(
    wishes: Mapping[UUID, Wish], cases: Mapping[UUID, Case], leads: Mapping[UUID, Responsibility], today: date
) -> list[Transfer]:
    """One request each, unless one of the two sides has said no to just this before."""
    answered = set(
        Transfer.objects.filter(
            Q(state__in=[State.REJECTED, State.ENTERED_IN_ERROR])
            | Q(state=State.CANCELLED, transitions__act__in=[Act.WITHDRAW, Act.REVOKE]),
            case__in=wishes,
            kind=Kind.MOVE,
        ).values_list("case_id", "sender_id", "receiver__district__ags", "wanted_on")
    )
    now = clock.now()
    return [
        Transfer(
            kind=Kind.MOVE,
            origin=Origin.LAW,
            state=State.REQUESTED,
            case=cases[key],
            district_id=cases[key].district_id,
            sender_id=leads[key].organisation_id,
            receiver=wish.office,
            wanted_on=wish.on,
            law=LOCAL[wish.office.kind],
            due_on=add_workdays(today, ANSWER_DAYS, cases[key].district.land),
            created_at=now,
            changed_at=now,
        )
        for key, wish in wishes.items()
        if (key, leads[key].organisation_id, wish.office.district.ags, wish.on) not in answered
    ]
