"""Writing what sources say about people into their files: the one door for lists, forms and decisions about matches.

Collects rows and writes them in few statements, in the name of the reporting organisation; recognising who is who is
done before (cases.matching). Runs inside the caller's transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from nahtlos.cases import happenings
from nahtlos.cases.answers import recompute
from nahtlos.cases.closing import reopen_listed, settle
from nahtlos.cases.conflicts import open_conflicts
from nahtlos.cases.enums import FactKind
from nahtlos.cases.heads import refresh
from nahtlos.cases.homes import Said, live_together
from nahtlos.cases.models import Case, Closing, Fact, Responsibility
from nahtlos.cases.protection import WHEREABOUTS, protected_among
from nahtlos.cases.sight import may_state
from nahtlos.cases.statements import MANY, UNDATED, WORDS, Word, closed, until_when, words
from nahtlos.cases.taking_part import people_take_part
from nahtlos.core import clock
from nahtlos.core.bulk import update_rows
from nahtlos.core.context import as_system
from nahtlos.organisations.actor import Actor
from nahtlos.people.data import FactData, PersonData, identity_to_json
from nahtlos.people.enums import PERSONAL_IDENTIFIERS, LinkedHow
from nahtlos.people.models import Contact, HouseholdMember, Identifier, Name, Person, Record

_ORDER: tuple[type[Model], ...] = (Person, Record, Case, Name, Identifier, Contact, HouseholdMember, Fact)


@dataclass(frozen=True, slots=True)
class Link:
    """How a record came to a person."""

    how: LinkedHow
    score: float | None = None
    reasons: Sequence[Any] = ()
    by: UUID | None = None


@dataclass(slots=True)
class Intake:
    """One batch of one organisation's statements, as of the day `on`."""

    actor: Actor
    on: date
    profile: str
    is_synthetic: bool = False
    batch: UUID | None = None
    touched: set[UUID] = field(default_factory=set)
    _new: dict[type[Model], list[Model]] = field(default_factory=lambda: defaultdict(list))
    _joining: list[UUID] = field(default_factory=list)
    _opened: dict[UUID, Case] = field(default_factory=dict)
    _households: list[Said] = field(default_factory=list)
    _seen: list[Record] = field(default_factory=list)
    _changed: list[Record] = field(default_factory=list)
    _superseded: list[Fact] = field(default_factory=list)
    _facts_of: dict[UUID, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    _words_of: dict[UUID, set[Word]] = field(default_factory=lambda: defaultdict(set))
    _now: datetime = field(default_factory=clock.now)

    # -- what callers say ------------------------------------------------------------------------------------------

    def open_file(self, data: PersonData, link: Link, *, reference: str = "", fingerprint: str = "") -> Record:
        """A new person with her case and this first record."""
        person = Person(district_id=self.actor.district_id, created_at=self._now, is_synthetic=self.is_synthetic)
        case = Case(person=person, district_id=self.actor.district_id, opened_on=clock.today(), changed_at=self._now)
        self._new[Person].append(person)
        self._new[Case].append(case)
        self._opened[person.id] = case
        return self.attach(data, person.id, link, reference=reference, fingerprint=fingerprint)

    def attach(
        self, data: PersonData, person_id: UUID, link: Link, *, reference: str = "", fingerprint: str = ""
    ) -> Record:
        """A person who is known already gets this organisation's record beside the others."""
        record = Record(
            organisation_id=self.actor.organisation_id,
            person_id=person_id,
            profile=self.profile,
            reference=reference,
            fingerprint=fingerprint or data.fingerprint(),
            identity=identity_to_json(data.identity("", self.profile)),
            linked_how=link.how,
            link_score=link.score,
            link_reasons=list(link.reasons),
            linked_by_id=link.by,
            first_seen_on=self.on,
            last_seen_on=self.on,
        )
        self._new[Record].append(record)
        self._joining.append(person_id)
        self._say(record, data)
        return record

    def load(self, records: Iterable[Record]) -> None:
        """Fetch what these records said before, so that `update` knows what is new; four statements."""
        ids = [record.id for record in records]
        for fact in Fact.objects.filter(record__in=ids, superseded_at=None).order_by("recorded_at", "id"):
            if fact.record_id:
                self._facts_of[fact.record_id].append(fact)
        for model, columns in WORDS.items():
            # A second row's number is not current as long as the first one's is, but it has been said.
            said = Q(is_current=True) | (Q(Exists(_held_by_another())) if model is Identifier else Q())
            rows = model._default_manager.filter(said, record__in=ids)
            for record, *values in rows.values_list("record_id", *columns):
                self._words_of[record].add((model, *values))

    def update(self, record: Record, data: PersonData, *, fingerprint: str = "", reference: str = "") -> None:
        """A record that is known says something new; what it no longer says stays as it was. `load` it before.

        A list older than what the record says already adds what was not known, and takes nothing back.
        """
        known = self._facts_of[record.id]
        self._changed.append(record)
        if self.on < record.last_seen_on:
            there = {fact.kind for fact in known}
            facts = tuple(fact for fact in data.facts if fact.kind not in there)
            self._say(record, replace(data, facts=facts, household=""))
            return
        record.fingerprint, record.last_seen_on = fingerprint or data.fingerprint(), self.on
        record.reference = reference or record.reference
        record.identity = identity_to_json(data.identity("", self.profile))
        self._say(record, data)

    def seen(self, record: Record) -> None:
        """A record that is known says the same again."""
        record.last_seen_on = max(record.last_seen_on, self.on)
        self._seen.append(record)

    def flush(self) -> None:
        """Write everything collected; then keys, conflicts, participation, answers and lead follow."""
        with as_system("linkage"):
            self._keep_secrets()
            self._spare_numbers()
            for model in _ORDER:
                model._default_manager.bulk_create(self._new.pop(model, []), batch_size=1000)
            update_rows(self._changed, ["fingerprint", "reference", "identity", "last_seen_on"])
            update_rows(self._seen, ["last_seen_on"])
            update_rows(self._superseded, ["superseded_at", "superseded_why", "superseded_batch"])
            self.touched |= live_together(self.actor.organisation_id, self._households, self._changed)
            self._count_versions()
            refresh(self.touched)
            reopened = self._open_again()
            self._take_part()
            open_conflicts(self.touched, self._now)
        recompute(self.touched)
        with as_system("linkage"):
            settle(reopened)
            happenings.office_has_spoken.send(
                sender=None, actor=self.actor, joining=set(self._joining), batch=self.batch
            )
        for collected in (self._changed, self._seen, self._superseded, self._joining, self._households):
            collected.clear()
        self._opened.clear()
        self._facts_of.clear()
        self._words_of.clear()
        self.touched.clear()

    # -- how -------------------------------------------------------------------------------------------------------

    def _say(self, record: Record, data: PersonData) -> None:
        self.touched.add(record.person_id)
        self._collect(record, data)
        if data.household:
            self._households.append(Said(data.household, data.position, record.person_id, record.id))
        known = self._facts_of[record.id]
        for fact in data.facts:
            self._state(record, fact, known)

    def _collect(self, record: Record, data: PersonData) -> None:
        """Names, numbers and contacts are collected: what the record has said before is not written again."""
        there = self._words_of[record.id]
        for model, values in words(data):
            word = (model, *(values[column] for column in WORDS[model]))
            if word in there:
                continue
            there.add(word)
            issued = {"issuer_id": self.actor.organisation_id} if model is Identifier else {}
            self._new[model].append(model(person_id=record.person_id, record=record, **values, **issued))

    def _keep_secrets(self) -> None:
        """What a list says about where a protected person lives is written for the leading office only."""
        told = {one.person_id for one in self._new[Fact] if isinstance(one, Fact) and one.kind in WHEREABOUTS}
        hidden = protected_among(told) if told else set()
        if not hidden:
            return
        if may_state(self.actor, FactKind.PLACE, leads=True, is_protected=True):
            hidden -= set(
                Responsibility.objects.filter(
                    case__person__in=hidden, valid_until=None, organisation=self.actor.organisation_id
                ).values_list("case__person_id", flat=True)
            )
        self._new[Fact] = [
            one
            for one in self._new[Fact]
            if not (isinstance(one, Fact) and one.kind in WHEREABOUTS and one.person_id in hidden)
        ]

    def _spare_numbers(self) -> None:
        """A personal number stands once per issuer; a second row that carries it is kept, but not as the current one."""
        numbers = [n for n in self._new[Identifier] if isinstance(n, Identifier) and n.kind in PERSONAL_IDENTIFIERS]
        if not numbers:
            return
        taken = set(
            Identifier.objects.filter(
                issuer=self.actor.organisation_id,
                kind__in=PERSONAL_IDENTIFIERS,
                value__in={number.value for number in numbers},
                is_current=True,
            ).values_list("kind", "value")
        )
        for number in numbers:
            number.is_current = (number.kind, number.value) not in taken
            taken.add((number.kind, number.value))

    def _state(self, record: Record, said: FactData, known: Sequence[Fact]) -> None:
        undated = said.kind in UNDATED and said.valid_from is None
        start = self.on if undated and said.kind == FactKind.LANGUAGE_LEVEL else said.valid_from
        before = [fact for fact in known if fact.kind == said.kind and fact.superseded_at is None]
        if any(
            fact.value == said.value
            and (undated or (fact.valid_from == start and fact.valid_until == said.valid_until))
            for fact in before
        ):
            return
        new = Fact(
            person_id=record.person_id,
            record=record,
            kind=said.kind,
            value=said.value,
            valid_from=start,
            valid_until=said.valid_until,
            reported_by_id=self.actor.organisation_id,
            recorded_by_id=self.actor.account_id,
            recorded_at=self._now,
            source=said.source,
            source_note=said.source_note[:300],
            legal_basis=said.legal_basis[:160],
            batch=self.batch,
        )
        old = None if said.kind in MANY else max(before, key=until_when, default=None)
        if old is not None:
            self._give_way(old, new)
        self._new[Fact].append(new)

    def _give_way(self, old: Fact, new: Fact) -> None:
        """The old statement ends where the new one begins; one that began no earlier is replaced whole."""
        begins = new.valid_from
        later = begins is not None and (old.valid_from is None or old.valid_from < begins)
        if later and old.valid_until is not None and begins is not None and old.valid_until <= begins:
            return
        old.superseded_at, old.superseded_why = self._now, "a newer list says otherwise"
        old.superseded_batch = self.batch
        self._superseded.append(old)
        if later and begins is not None:
            ended = closed(old, begins, self._now)
            ended.batch = self.batch
            self._new[Fact].append(ended)
        else:
            new.replaces = old

    def _count_versions(self) -> None:
        """Whoever has a form open on a case that a list has just changed will be told."""
        people = {record.person_id for record in self._changed} | set(self._joining)
        Case.objects.filter(person__in=people - set(self._opened)).update(
            version=F("version") + 1, changed_at=self._now
        )

    def _open_again(self) -> list[Closing]:
        """An office that had never spoken of her does, after her case was closed: it is open again, and says why.

        An office that has her on its list as before opens nothing: its list says what it said when somebody closed the case.
        """
        known = set(self._joining) - set(self._opened)
        return reopen_listed(known, by=self.actor, is_list=self.profile != "entry") if known else []

    def _take_part(self) -> None:
        people_take_part(self.actor, set(self._joining), clock.today())


def _held_by_another() -> QuerySet[Identifier]:
    """For a query of identifiers: the same number of the same issuer, current in another record."""
    return Identifier.objects.filter(
        issuer=OuterRef("issuer"), kind=OuterRef("kind"), value=OuterRef("value"), is_current=True
    ).exclude(record=OuterRef("record"))
