"""Reading cases: only what the actor's organisation takes part in. The database says so again.

`list_cases` and `get_case_file` need a fixed number of statements, whatever the number of rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.enums import AccessLevel, AnswerStatus
from nahtlos.cases.models import (
    AnswerPeriod,
    Case,
    CaseAccess,
    Closing,
    Conflict,
    Deadline,
    Fact,
    Participation,
    Responsibility,
)
from nahtlos.cases.modules import switches, switches_of
from nahtlos.cases.presence import Colleague, colleagues, traces
from nahtlos.cases.protection import is_marked
from nahtlos.cases.sight import Sight, sight_of
from nahtlos.core import clock
from nahtlos.grants.selectors import granted_classes
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.models import ModuleSwitch, Organisation
from nahtlos.people.models import Contact, ContactWish, HouseholdMember, Identifier, Name, Person, Record

PAGE = 50


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the list of cases is narrowed to; every field may be empty. All of it can stand in an address."""

    group: str = ""  #: seed_group: asylum_seeker, recognised, tolerated, other
    authority: str = ""  #: benefit_authority today
    nationality: str = ""
    lead: str = ""  #: `mine`: my organisation leads; `others`
    contact: str = ""  #: `me`: I am the named contact person
    due: str = ""  #: `30`, `90`: a deadline or change of the law within so many days
    missing: str = ""  #: `1`: the law cannot answer who pays
    conflict: str = ""  #: `1`: facts contradict each other
    state: str = ""  #: empty: cases my organisation works on; `closed`: those closed while it did; `all`: both


@dataclass(slots=True)
class CaseLine:
    """One row of the list."""

    person_id: UUID
    name: str
    birth_year: int | None
    birth_on: date | None
    birth_is_vague: bool
    nationality: str
    group: str
    status: str  #: residence status code today, empty when unknown
    status_as_written: str
    authority: str
    authority_status: str
    lead: str  #: short name of the lead authority
    lead_since: date | None
    contact: str  #: my organisation's named contact person
    next_change_on: date | None
    deadline_on: date | None
    deadline_code: str
    conflicts: int
    closed_on: date | None = None  #: first day on which the case was no longer open
    outcome: str = ""  #: of a closed case, where the actor may know it
    closed_by_us: bool = False  #: by the actor's organisation


@dataclass(slots=True)
class CasePage:
    """A page of the list."""

    lines: list[CaseLine]
    total: int
    page: int
    pages: int


def visible_people(actor: Actor) -> QuerySet[Person]:
    """People whose cases the actor's organisation takes part in. An emergency opens one file, and no list or export."""
    mine = CaseAccess.objects.filter(organisation=actor.organisation_id, person=OuterRef("pk")).exclude(
        level=AccessLevel.EMERGENCY
    )
    return Person.objects.filter(Exists(mine), merged_into=None, withdrawn_at=None)


def _answers_today(question: str, today: date, person: str = "pk") -> QuerySet[AnswerPeriod]:
    return AnswerPeriod.objects.filter(
        Q(next_change=None) | Q(next_change__gt=today),
        person=OuterRef(person),
        question=question,
        valid_from__lte=today,
    )


def _closed_to(actor: Actor) -> QuerySet[CaseAccess]:
    """Of a person: her case was closed while the actor's organisation took part."""
    return CaseAccess.objects.filter(
        organisation=actor.organisation_id, person=OuterRef("pk"), level=AccessLevel.CLOSED
    )


def filtered(actor: Actor, wanted: CaseFilter) -> QuerySet[Person]:
    """People of the actor's cases who fit the filter, in German order of names."""
    today = clock.today()
    people = visible_people(actor)
    if wanted.group:
        people = people.filter(Exists(_answers_today("seed_group", today).filter(answer=wanted.group)))
    if wanted.authority:
        people = people.filter(Exists(_answers_today("benefit_authority", today).filter(answer=wanted.authority)))
    if wanted.missing:
        people = people.filter(
            Exists(_answers_today("benefit_authority", today).exclude(status=AnswerStatus.DETERMINED))
        )
    if wanted.nationality:
        people = people.filter(nationality=wanted.nationality)
    if wanted.state != "all":
        people = people.filter(Exists(_closed_to(actor)) if wanted.state == "closed" else ~Exists(_closed_to(actor)))
    now = Q(valid_until=None)
    if wanted.state:
        now |= Q(valid_until=F("case__closed_on"))
    if wanted.lead in ("mine", "others"):
        lead = Responsibility.objects.filter(now, case__person=OuterRef("pk"), organisation=actor.organisation_id)
        people = people.filter(Exists(lead) if wanted.lead == "mine" else ~Exists(lead))
    if wanted.contact == "me":
        people = people.filter(
            Exists(Participation.objects.filter(now, case__person=OuterRef("pk"), contact=actor.membership))
        )
    if wanted.due.isdigit():
        until = today + timedelta(days=int(wanted.due))
        soon = Deadline.objects.filter(person=OuterRef("pk"), done_at=None, date__range=(today, until))
        changes = AnswerPeriod.objects.filter(
            person=OuterRef("pk"), question="benefit_authority", valid_from__gt=today, valid_from__lte=until
        )
        people = people.filter(Exists(soon) | Exists(changes))
    if wanted.conflict:
        people = people.filter(Exists(Conflict.objects.filter(person=OuterRef("pk"), closed_at=None)))
    return people.order_by("sort_key", "id")


def list_cases(actor: Actor, wanted: CaseFilter | None = None, *, page: int = 1, size: int = PAGE) -> CasePage:
    """A page of the actor's cases; pages count from 1, one beyond the end shows the last. Journalled."""
    actor.require(Permission.CASE_LIST)
    people = filtered(actor, wanted or CaseFilter())
    total = people.count()
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    lines = lines_of(actor, list(people[(page - 1) * size : page * size]))
    journal.record("case.listed", page=page, rows=len(lines), people=[str(line.person_id) for line in lines])
    return CasePage(lines, total, page, pages)


def lines_of(actor: Actor, people: Sequence[Person]) -> list[CaseLine]:
    """The rows of the list for these people; eight statements whatever their number."""
    today, ids = clock.today(), [person.id for person in people]
    answers: dict[tuple[UUID, str], AnswerPeriod] = {
        (answer.person_id, answer.question): answer
        for answer in AnswerPeriod.objects.filter(
            Q(next_change=None) | Q(next_change__gt=today),
            person__in=ids,
            question__in=("seed_group", "benefit_authority"),
            valid_from__lte=today,
        )
    }
    status: dict[UUID, dict[str, Any]] = {}
    for person, value in (
        Fact.objects.filter(
            Q(valid_from=None) | Q(valid_from__lte=today),
            Q(valid_until=None) | Q(valid_until__gt=today),
            person__in=ids,
            kind="residence",
            superseded_at=None,
        )
        .order_by(F("valid_from").asc(nulls_first=True), "recorded_at", "id")
        .values_list("person_id", "value")
    ):
        status[person] = value
    leads = {
        person: (name, since)
        for person, name, since in Responsibility.objects.filter(case__person__in=ids, valid_until=None).values_list(
            "case__person_id", "organisation__short_name", "valid_from"
        )
    }
    contacts = dict(
        Participation.objects.filter(
            case__person__in=ids, valid_until=None, organisation=actor.organisation_id, contact__isnull=False
        ).values_list("case__person_id", "contact__account__name")
    )
    deadlines: dict[UUID, tuple[date, str]] = {}
    for person, day, code in (
        Deadline.objects.filter(person__in=ids, done_at=None, date__gte=today, kind="last_day")
        .order_by("-date")
        .values_list("person_id", "date", "code")
    ):
        deadlines[person] = (day, code)
    conflicts: dict[UUID, int] = defaultdict(int)
    for person in Conflict.objects.filter(person__in=ids, closed_at=None).values_list("person_id", flat=True):
        conflicts[person] += 1
    ending = Closing.objects.filter(case=OuterRef("pk"), reopened_at=None)
    closed = {
        person: (day, how or "", office)
        for person, day, how, office in Case.objects.filter(person__in=ids, closed_on__isnull=False).values_list(
            "person_id",
            "closed_on",
            Subquery(ending.values("outcome")[:1]),
            Subquery(ending.values("organisation")[:1]),
        )
    }
    sight = sight_of(actor)
    lines = [
        _line(person, answers, status.get(person.id, {}), leads, contacts, deadlines, conflicts) for person in people
    ]
    for line in lines:
        line.closed_on, how, office = closed.get(line.person_id, (None, "", None))
        line.closed_by_us = office == actor.organisation_id
        if line.closed_on:
            line.deadline_on, line.deadline_code = None, ""  # nothing is due in a closed case
        line.outcome = how if sight.says_outcome(how, own=line.closed_by_us) else ""
    return lines


def _line(
    person: Person,
    answers: Mapping[tuple[UUID, str], AnswerPeriod],
    status: Mapping[str, Any],
    leads: Mapping[UUID, tuple[str, date]],
    contacts: Mapping[UUID, str],
    deadlines: Mapping[UUID, tuple[date, str]],
    conflicts: Mapping[UUID, int],
) -> CaseLine:
    authority = answers.get((person.id, "benefit_authority"))
    group = answers.get((person.id, "seed_group"))
    lead, since = leads.get(person.id, ("", None))
    day, code = deadlines.get(person.id, (None, ""))
    return CaseLine(
        person_id=person.id,
        name=str(person),
        birth_year=person.birth_year,
        birth_on=person.birth_on,
        birth_is_vague=person.birth_is_vague,
        nationality=person.nationality,
        group=str(group.answer or "") if group else "",
        status=status.get("status") or "",
        status_as_written=status.get("as_written") or "",
        authority=str(authority.answer or "") if authority else "",
        authority_status=authority.status if authority else AnswerStatus.UNDETERMINED,
        lead=lead,
        lead_since=since,
        contact=contacts.get(person.id, ""),
        next_change_on=authority.next_change if authority else None,
        deadline_on=day,
        deadline_code=code,
        conflicts=conflicts.get(person.id, 0),
    )


@dataclass(frozen=True, slots=True)
class Closed:
    """One closing of a case, and what became of it. Offices by short name, days as in the model Closing."""

    outcome: str
    note: str
    closed_on: date
    office: str
    office_id: str
    by: str
    reopened_on: date | None
    reopened_why: str
    reopened_note: str
    reopened_office: str

    @property
    def last_day(self) -> date:
        """On which the case was still open."""
        return self.closed_on - timedelta(days=1)

    @property
    def was_undone(self) -> bool:
        """It was open again from the first day on which it would have been closed."""
        return self.reopened_on == self.closed_on


@dataclass(slots=True)
class CaseFile:
    """Everything a page about one case shows; rows as they stand, texts are made by the page."""

    case: Case
    person: Person
    names: list[Name]
    identifiers: list[Identifier]
    contacts: list[Contact]
    wish: ContactWish | None
    records: list[Record]
    facts: list[Fact]  #: active ones; `history` has the superseded
    history: list[Fact]
    lead: Responsibility | None
    responsibilities: list[Responsibility]
    participations: list[Participation]
    answers: dict[str, list[AnswerPeriod]]  #: question → periods in order
    deadlines: list[Deadline]
    conflicts: list[Conflict]
    sight: Sight  #: which classes of it the actor sees, and why not the others
    household: list[Person] = field(default_factory=list)
    reads_only: bool = False  #: no part in the case opens it, but a consent, an emergency, or its having been closed
    is_protected: bool = False  #: where she lives is a secret
    others: Sequence[Colleague] = ()  #: who else opened it a moment ago
    closings: Sequence[Closed] = ()  #: the latest first, and only those of which the actor may know the outcome
    switches: Sequence[ModuleSwitch] | None = None  #: what was decided about planned changes of the law


def get_case_file(actor: Actor, person_id: UUID, *, on: date | None = None, reason: str = "") -> CaseFile:
    """The file of one person. Raises Case.DoesNotExist when there is none for the actor, whatever the reason. Journalled.

    `on`: those who took part on that day, instead of those who take part now, or did at the end of a closed case.
    `reason`: why she opens it, for the journal.
    """
    actor.require(Permission.CASE_READ)
    took_part = (
        Q(valid_until=None) | Q(case__closed_on__isnull=False, valid_until=F("case__closed_on"))
        if on is None
        else Q(valid_from__lte=on) & (Q(valid_until=None) | Q(valid_until__gt=on))
    )
    case = (
        Case.objects.annotate(
            present=traces(actor, "person_id"),
            numbers=_identifiers(),
            reached=_contacts(),
            together=_household(actor),
            ends=_closings(),
            differs=_open_conflicts(),
            decided=switches(),
            granted=granted_classes(actor, "person_id"),
            takes_part=Exists(_access(actor).filter(level=AccessLevel.PARTICIPATION)),
            is_protected=is_marked("person_id"),
        )  # short lists come with the case: each statement of its own is a way to the database and back
        .select_related("person__contact_wish", "district")
        .filter(Exists(_access(actor)))
        .get(person=person_id, person__merged_into=None, person__withdrawn_at=None)
    )
    facts = list(
        Fact.objects.filter(person=person_id)
        .select_related("reported_by", "recorded_by")
        .order_by("kind", "valid_from", "recorded_at")
    )
    answers: dict[str, list[AnswerPeriod]] = defaultdict(list)
    for answer in AnswerPeriod.objects.filter(person=person_id).order_by("question", "valid_from"):
        answers[answer.question].append(answer)
    responsibilities = list(
        Responsibility.objects.filter(case=case).select_related("organisation").order_by("valid_from")
    )
    lead = next((one for one in responsibilities if one.valid_until is None), None)
    sight = sight_of(
        actor,
        granted=case.granted,
        leads=bool(lead and lead.organisation_id == actor.organisation_id),
        is_protected=case.is_protected,
    )
    file = CaseFile(
        case=case,
        sight=sight,
        person=case.person,
        names=list(Name.objects.filter(person=person_id).select_related("record__organisation").order_by("kind", "id")),
        identifiers=[_identifier(person_id, **one) for one in case.numbers],
        contacts=[Contact(person_id=person_id, **one) for one in case.reached],
        wish=getattr(case.person, "contact_wish", None),
        records=list(Record.objects.filter(person=person_id).select_related("organisation").order_by("id")),
        facts=[fact for fact in facts if fact.superseded_at is None],
        history=[fact for fact in facts if fact.superseded_at is not None],
        lead=lead,
        responsibilities=responsibilities,
        participations=list(
            Participation.objects.filter(took_part, case=case)
            .select_related(
                "organisation", "unit", "contact__account", "contact__substitute__account", "deputy__account"
            )
            .order_by("organisation__kind", "organisation__name")
        ),
        answers={
            question: sight.without_hidden_gaps(periods)
            for question, periods in answers.items()
            if sight.answers(question)
        },
        deadlines=list(Deadline.objects.filter(person=person_id).order_by("date", "code")),
        conflicts=[Conflict(person_id=person_id, id=UUID(one["id"]), kind=one["kind"]) for one in case.differs],
        reads_only=not case.takes_part,
        household=[Person(**{**one, "id": UUID(one["id"])}) for one in case.together],
        is_protected=case.is_protected,
        others=colleagues(case.present),
        closings=[
            one
            for one in map(_closed, case.ends)
            if sight.says_outcome(one.outcome, own=one.office_id == str(actor.organisation_id))
        ],
        switches=switches_of(case.decided),
    )
    journal.record("case.read", "person", person_id, classes=sight.shown, **({"reason": reason} if reason else {}))
    return file


def read_on(actor: Actor, person_id: UUID) -> set[str]:
    """What opens the file to the actor for reading only; empty where her organisation takes part, or nothing does."""
    levels = set(
        CaseAccess.objects.filter(organisation=actor.organisation_id, person=person_id).values_list("level", flat=True)
    )
    return set() if AccessLevel.PARTICIPATION in levels else levels


def _access(actor: Actor) -> QuerySet[CaseAccess]:
    return CaseAccess.objects.filter(organisation=actor.organisation_id, case=OuterRef("pk"))


def _identifiers() -> ArraySubquery:
    """Her numbers, and whose they are."""
    fields = {name: name for name in ("id", "record_id", "kind", "value", "issuer_id")}
    rows = Identifier.objects.filter(person=OuterRef("person_id")).order_by("kind", "id")
    return ArraySubquery(rows.values(row=JSONObject(**fields, issuer="issuer__name")))


def _identifier(person: UUID, *, issuer_id: str, issuer: str, **rest: Any) -> Identifier:
    return Identifier(person_id=person, issuer=Organisation(id=UUID(issuer_id), name=issuer), **rest)


def _contacts() -> ArraySubquery:
    """Her telephone numbers and e-mail addresses."""
    fields = ("id", "record_id", "kind", "value", "as_written", "is_current")
    rows = Contact.objects.filter(person=OuterRef("person_id")).order_by("kind", "id")
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in fields})))


def _closings() -> ArraySubquery:
    """Every closing of the case, the latest first."""
    names = ("outcome", "note", "closed_on", "reopened_on", "reopened_why", "reopened_note")
    rows = Closing.objects.filter(case=OuterRef("pk")).order_by("-at", "-id")
    return ArraySubquery(
        rows.values(
            row=JSONObject(
                **{name: name for name in names},
                office="organisation__short_name",
                office_id="organisation_id",
                by="by__name",
                reopened_office="reopened_for__short_name",
            )
        )
    )


def _closed(row: Mapping[str, Any]) -> Closed:
    words: dict[str, Any] = {key: value or "" for key, value in row.items()}
    words["closed_on"] = date.fromisoformat(row["closed_on"])
    words["reopened_on"] = date.fromisoformat(row["reopened_on"]) if row["reopened_on"] else None
    return Closed(**words)


def _open_conflicts() -> ArraySubquery:
    """What stands side by side until somebody has found out, the oldest first."""
    rows = Conflict.objects.filter(person=OuterRef("person_id"), closed_at=None).order_by("opened_at")
    return ArraySubquery(rows.values(row=JSONObject(id="id", kind="kind")))


def _household(actor: Actor) -> ArraySubquery:
    """Members of her household whose files the actor may open as well: who they are, no more."""
    fields = ("id", "family_name", "given_names", "birth_year")
    homes = HouseholdMember.objects.filter(person=OuterRef(OuterRef(OuterRef("person_id"))), is_current=True).values(
        "household"
    )
    together = HouseholdMember.objects.filter(household__in=homes, is_current=True).values("person")
    people = visible_people(actor).filter(pk__in=together).exclude(pk=OuterRef("person_id"))
    return ArraySubquery(people.order_by("birth_year", "id").values(row=JSONObject(**{name: name for name in fields})))
