"""Taking an import back: a file then says what the imports that stand say; whom none of them knows is gone from view.

Nothing is deleted: what was stated stays as history, marked with the day and the reason.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db.models import F

from nahtlos.cases import happenings
from nahtlos.cases.answers import recompute
from nahtlos.cases.closing import note_closed
from nahtlos.cases.conflicts import open_conflicts
from nahtlos.cases.enums import Outcome
from nahtlos.cases.heads import refresh
from nahtlos.cases.models import AnswerPeriod, Case, Deadline, Fact, Participation, Responsibility
from nahtlos.cases.responsibility import cases_closed, end, leave
from nahtlos.cases.statements import MANY, WORDS, words
from nahtlos.core import clock
from nahtlos.core.bulk import update_rows
from nahtlos.core.context import as_system
from nahtlos.organisations.actor import Actor
from nahtlos.people.data import PersonData, identity_to_json
from nahtlos.people.models import Contact, HouseholdMember, Identifier, Name, Person, Record, SearchKey

WHY = "the import was undone"


@dataclass(frozen=True, slots=True)
class Said:
    """What an import that stands says about a record; `place` is its place in the order of the office's imports."""

    place: int
    data: PersonData
    reference: str
    fingerprint: str


def withdraw(*, by: Actor, said: Mapping[UUID, Sequence[Said]], undone: Mapping[UUID, int]) -> set[UUID]:
    """The records in `said` no longer say what the `undone` imports (batch → place) made them say.

    `said` has what the standing imports say about each of them, the oldest first; a record of which they say nothing is
    withdrawn. Returns the people concerned.
    """
    now = clock.now()
    gone = {record for record, sayings in said.items() if not sayings}
    with as_system("linkage"):
        people = set(Record.objects.filter(id__in=said).values_list("person_id", flat=True))
        _take_back(said, undone, now)
        _stand_again(said, undone)
        _say_what_stands({record: sayings for record, sayings in said.items() if sayings})
        for model in (Name, Identifier, Contact, HouseholdMember):
            model._default_manager.filter(record__in=gone).update(is_current=False)
        Record.objects.filter(id__in=gone).update(withdrawn_at=now)
        left = set(Record.objects.filter(person__in=people, withdrawn_at=None).values_list("person_id", flat=True))
        by_hand = Fact.objects.filter(person__in=people - left, record=None, superseded_at=None)
        kept = set(by_hand.values_list("person_id", flat=True))  # what somebody wrote herself is not lost
        for _receiver, written in happenings.written_by_hand.send(sender=None, people=people - left - kept):
            kept |= cast("set[UUID]", written)
        _leave(by, left)
        _vanish(by, people - left - kept)
        Case.objects.filter(person__in=left | kept).update(version=F("version") + 1, changed_at=now)
        refresh(left)
        open_conflicts(people, now)
    recompute(left | kept)
    with as_system("linkage"):
        happenings.office_has_withdrawn.send(sender=None, actor=by, people=people)
    return people


def _take_back(said: Mapping[UUID, Sequence[Said]], undone: Mapping[UUID, int], now: datetime) -> None:
    """What the undone imports stated, unless a later one that stands spoke of the same."""
    stated = Fact.objects.filter(record__in=said, batch__in=undone, superseded_at=None)
    back = [fact for fact in stated if not _spoken_of_later(fact, fact.batch, said, undone)]
    for fact in back:
        # The fact it replaced stands again and may be replaced once more.
        fact.superseded_at, fact.superseded_why, fact.replaces_id = now, WHY, None
    update_rows(back, ["superseded_at", "superseded_why", "replaces"])


def _stand_again(said: Mapping[UUID, Sequence[Said]], undone: Mapping[UUID, int]) -> None:
    """What the undone imports superseded, unless something newer stands in its place."""
    earlier = Fact.objects.filter(record__in=said, superseded_batch__in=undone).exclude(batch__in=undone)
    standing = set(
        Fact.objects.filter(record__in=said, superseded_at=None).exclude(kind__in=MANY).values_list("record_id", "kind")
    )
    again = [
        fact
        for fact in earlier
        if fact.record_id is not None
        and said[fact.record_id]
        and (fact.record_id, fact.kind) not in standing
        and not _spoken_of_later(fact, fact.superseded_batch, said, undone)
    ]
    for fact in again:
        fact.superseded_at, fact.superseded_why, fact.superseded_batch = None, "", None
    update_rows(again, ["superseded_at", "superseded_why", "superseded_batch"])


def _spoken_of_later(
    fact: Fact, batch: UUID | None, said: Mapping[UUID, Sequence[Said]], undone: Mapping[UUID, int]
) -> bool:
    """A standing import later than `batch` has said something of this kind about the record."""
    if batch is None or fact.record_id is None:
        return False
    later = (one for one in said[fact.record_id] if one.place > undone[batch])
    return any(other.kind == fact.kind for one in later for other in one.data.facts)


def _say_what_stands(said: Mapping[UUID, Sequence[Said]]) -> None:
    """Each record is what the last standing import made of it; words that only an undone one used are not current."""
    records = Record.objects.in_bulk(list(said))
    for key, record in records.items():
        last = said[key][-1]
        record.fingerprint, record.reference = last.fingerprint, last.reference or record.reference
        record.identity = identity_to_json(last.data.identity("", record.profile))
    update_rows(records.values(), ["fingerprint", "reference", "identity"])
    known = {
        (key, model, *(values[column] for column in WORDS[model]))
        for key, sayings in said.items()
        for one in sayings
        for model, values in words(one.data)
    }
    for model, columns in WORDS.items():
        there = model._default_manager.filter(record__in=said, is_current=True).values_list("id", "record_id", *columns)
        unsaid = [key for key, record, *values in there if (record, model, *values) not in known]
        model._default_manager.filter(id__in=unsaid).update(is_current=False)
    for member in HouseholdMember.objects.filter(record__in=said).select_related("household"):
        sayings = said[member.record_id] if member.record_id else ()
        home = next((one.data.household for one in reversed(sayings) if one.data.household), "")
        if member.is_current != (member.household.reference == home):
            member.is_current = not member.is_current
            member.save(update_fields=["is_current"])


def _leave(by: Actor, left: Collection[UUID]) -> None:
    """The organisation has nothing about these people any more, and does not lead their case."""
    still = Record.objects.filter(person__in=left, organisation=by.organisation_id, withdrawn_at=None)
    leave(set(left) - set(still.values_list("person_id", flat=True)), by.organisation_id, clock.today())


def _vanish(by: Actor, gone: Collection[UUID]) -> None:
    """Nobody has a record of them: their files are closed, and nobody takes part in them any more."""
    today = clock.today()
    Person.objects.filter(id__in=gone).update(withdrawn_at=clock.now())
    note_closed(
        list(Case.objects.filter(person__in=gone, closed_on=None)), outcome=Outcome.WITHDRAWN, closed_on=today, by=by
    )
    Case.objects.filter(person__in=gone, closed_on=None).update(closed_on=today, version=F("version") + 1)
    Responsibility.objects.filter(case__person__in=gone, valid_until=None, valid_from__lt=today).update(
        valid_until=today
    )
    end(list(Participation.objects.filter(case__person__in=gone, valid_until=None)), today)
    cases_closed.send(sender=None, people=list(gone))
    SearchKey.objects.filter(person__in=gone).delete()
    AnswerPeriod.objects.filter(person__in=gone).delete()
    Deadline.objects.filter(person__in=gone, done_at=None).delete()
