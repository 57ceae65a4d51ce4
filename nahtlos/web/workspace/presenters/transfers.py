"""One handover as its page shows it: the package with what is there and where, and what was done when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from nahtlos.access.pieces import FACTS
from nahtlos.access.policy import Permission
from nahtlos.access.vocabulary import LABELS, DataClass
from nahtlos.cases.models import Deadline, Fact, Participation
from nahtlos.cases.sight import Leaving
from nahtlos.grants.consents import consents_of, is_living
from nahtlos.handovers.enums import Act, Kind, Level, Reason, Side
from nahtlos.handovers.models import Transfer, Transition
from nahtlos.handovers.package import ITEMS
from nahtlos.handovers.selectors import Detail
from nahtlos.inbox.enums import TaskKind
from nahtlos.inbox.tasks import tasks_of
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.models import Membership, Organisation
from nahtlos.people.models import Contact, Identifier
from nahtlos.web.workspace.words import facts
from nahtlos.web.workspace.words.deadlines import deadline


@dataclass(frozen=True, slots=True)
class Item:
    """One thing the receiver needs. `values` and `at` only where the file is open."""

    code: str
    label: Promise
    is_there: bool
    values: tuple[str, ...] = ()
    at: tuple[str, ...] = ()  #: offices where it is available already


@dataclass(frozen=True, slots=True)
class Moment:
    """One step in words."""

    step: Transition
    what: str
    who: str
    why: str
    more: str


def package_of(detail: Detail, today: date, out: Leaving | None = None) -> list[Item]:
    """The checklist in order; before acceptance without contents. `out`: only what may leave the house."""
    one = detail.line.transfer
    came = one.kind == Kind.MOVE and detail.line.side == Side.RECEIVER and detail.may_open
    here = one.receiver.district_id if came and one.receiver else one.district_id
    known = _known(detail.line.person_id, today, out, here) if detail.line.person_id else {}
    named = _named(detail) if detail.line.person_id else ("", "")
    items = []
    for code in sorted((*detail.there, *detail.gaps), key=list(ITEMS).index):
        values, at = known.get(code, ((), ()))
        if code == "named_person" and named[0]:
            values, at = (named[0],), (named[1],)
        is_there = bool(values) if came else code in detail.there  # of what came along, what the new file has
        items.append(Item(code, ITEMS[code], is_there, values, at))
    return items


def _known(
    person: UUID, today: date, out: Leaving | None, here: UUID
) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    said: dict[str, dict[str, None]] = defaultdict(dict)
    at: dict[str, dict[str, None]] = defaultdict(dict)

    def add(code: str, value: str, office: Organisation | None, data: DataClass) -> None:
        if out is None or out.takes(data, office.id if office else None):
            said[code].setdefault(value)
        if office:
            at[code].setdefault(office.short_name if office.district_id == here else office.name)

    holds = Q(valid_until=None) | Q(valid_until__gt=today)
    rows = Fact.objects.filter(holds, person=person, superseded_at=None, kind__in=[*ITEMS, "language"])
    for fact in rows.select_related("reported_by").order_by("kind", "valid_from"):
        code = "tongue" if fact.kind == "language" else fact.kind
        add(code, facts.describe(fact.kind, fact.value, fact.source_note), fact.reported_by, FACTS[fact.kind])
    for number in Identifier.objects.filter(person=person, kind="azr", is_current=True).select_related("issuer"):
        add("azr", number.value, number.issuer, DataClass.IDENTITY)
    reached = Contact.objects.filter(person=person, is_current=True).select_related("record__organisation")
    for contact in reached:
        office = contact.record.organisation if contact.record else None
        add("phone", contact.as_written or contact.value, office, DataClass.CONTACT)
    return {code: (tuple(said.get(code, ())), tuple(at.get(code, ()))) for code in {**said, **at}}


def _named(detail: Detail) -> tuple[str, str]:
    one = detail.line.transfer
    part = (
        Participation.objects.filter(case=one.case_id, organisation=one.sender_id, valid_until=None)
        .select_related("contact__account")
        .first()
    )
    if part is None and one.kind == Kind.MOVE:  # the old file is closed to the receiver
        said = preview_of(one)
        return ", ".join(text for text in (said.contact, said.phone) if text), one.sender.name
    if part is None or part.contact is None:
        return "", ""
    return ", ".join(text for text in (part.contact.account.name, part.contact.phone) if text), one.sender.short_name


@dataclass(frozen=True, slots=True)
class Preview:
    """What the other district may know of a move before it has accepted."""

    birth_year: int | None
    persons: int
    contact: str
    phone: str


def preview_of(one: Transfer) -> Preview:
    """Year of birth, size of the household, and whom to call at the sender."""
    said = one.preview
    member = Membership.objects.filter(id=said["call"]).select_related("account").first() if said.get("call") else None
    return Preview(
        birth_year=said.get("birth_year"),
        persons=said.get("persons", 1),
        contact=member.account.name if member else "",
        phone=(member.phone if member else "") or one.sender.phone,
    )


def deadlines_of(detail: Detail, today: date) -> list[tuple[date, str]]:
    """Open days of the law the receiver takes over; only where the file is open."""
    if not detail.line.person_id:
        return []
    rows = Deadline.objects.filter(
        person=detail.line.person_id, done_at=None, kind="last_day", date__gte=today
    ).order_by("date")
    return [(row.date, deadline(row.code)) for row in rows[:8]]


def tasks_within(actor: Actor, detail: Detail) -> list[tuple[date, str, str]]:
    """Open tasks of the case: until when, what, and who has it; only where the file is open."""
    if not detail.line.person_id or not actor.may(Permission.CASE_READ):
        return []
    rows = [task for task in tasks_of(actor, detail.line.person_id) if task.is_open]
    return [(task.due_on, str(TaskKind(task.kind).label), task.organisation.short_name) for task in rows[:8]]


def consents_within(actor: Actor, detail: Detail, today: date) -> list[tuple[str, str, date | None]]:
    """Her living consents, as far as the actor may know of them: for whom, what they open, and until when."""
    if not detail.line.person_id or not actor.may(Permission.CASE_READ):
        return []
    german = (get_language() or "de").startswith("de")
    return [
        (
            one.organisation.name,
            ", ".join(LABELS[DataClass(code)][0 if german else 1] for code in one.classes),
            one.valid_until,
        )
        for one in consents_of(actor, detail.line.person_id)
        if is_living(one, today)
    ]


def moments_of(steps: Sequence[Transition]) -> list[Moment]:
    """What was done, the oldest first."""
    return [
        Moment(
            step=step,
            what=str(Act(step.act).label),
            who=_who(step),
            why=str(Reason(step.reason).label) if step.reason else "",
            more=_more(step),
        )
        for step in steps
    ]


def _who(step: Transition) -> str:
    if step.by is None:
        return step.transfer.partner if step.detail.get("link") else "nahtlos"
    office = step.organisation.short_name if step.organisation else ""
    return f"{step.by.name} ({office})"


def _more(step: Transition) -> str:
    if step.named:
        return gettext("responsible: %(office)s") % {"office": step.named.name}
    if step.act == Act.ESCALATE:
        return gettext("now waits for %(who)s") % {"who": Level(step.detail["level"]).label}
    if day := step.detail.get("wanted_on"):
        return gettext("new day: %(day)s") % {"day": day[1]} if isinstance(day, list) else ""
    return step.note
