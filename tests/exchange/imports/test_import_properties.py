"""Invariants of imports and human decisions: the same people in any order, and no row is ever lost."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nahtlos.cases.models import Fact
from nahtlos.cases.services.people import NotMergeable, merge_people, undo_merge, unlink_record
from nahtlos.exchange.imports.services import NotNow, decide_row, take_back, undo_import
from nahtlos.exchange.models import ImportRow, ImportRun, RunState
from nahtlos.exchange.synthetic.lists import write_lists
from nahtlos.exchange.synthetic.population import generate
from nahtlos.people.models import Identifier, Name, Person, Record
from tests.exchange.imports.offices import as_linkage, bring, changed, doctor, people_rows, reader, stored
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db

FILES = ("auslaenderbehoerde.xlsx", "sozialamt.csv", "arbeitsagentur.xlsx", "jobcenter.csv")
Key = tuple[str, int]
hypothesis_settings = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
#: From tidy lists to those of an ordinary office.
populations = st.builds(dict, people=st.integers(5, 10), seed=st.integers(1, 10_000), mess=st.sampled_from([0.0, 1.0]))


@contextmanager
def forgotten() -> Iterator[None]:
    """What happens inside leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def lists(people: int, seed: int, mess: float) -> Iterator[Path]:
    """The four lists of a few invented people."""
    with tempfile.TemporaryDirectory() as folder:
        write_lists(generate(people=people, seed=seed, as_of=date(2016, 9, 30)), Path(folder), mess)
        yield Path(folder)


@dataclass
class Outcome:
    """Row → person for every decided row; `open_` are people whom a waiting row may turn out to make one."""

    person: dict[Key, Any]
    open_: list[set[Any]]

    def same(self, a: Key, b: Key) -> bool:
        """These two rows are one person."""
        return bool(self.person[a] == self.person[b])

    def asked(self, a: Key, b: Key) -> bool:
        """Whether they are one person may still depend on what a human decides."""
        reached, before = {self.person[a]}, 0
        while len(reached) > before:
            before = len(reached)
            reached.update(*(group for group in self.open_ if group & reached))
        return self.person[b] in reached


def read_in(hochmosel: Personas, folder: Path, order: list[str]) -> Outcome:
    """The lists in this order."""
    for name in order:
        bring(reader(hochmosel, name.partition(".")[0]), folder / name)
    found = Outcome({}, [])
    for profile in {name.partition(".")[0] for name in order}:
        by = reader(hochmosel, profile)
        with acting_as(by):
            run = ImportRun.objects.filter(profile=profile, state=RunState.DONE).latest("finished_at")
        for row in people_rows(by, run):
            if row.person_id:
                found.person[profile, row.number] = row.person_id
            elif row.in_queue:
                found.open_.append({UUID(c["person"]) for c in row.candidates if c["person"]})
    return found


@hypothesis_settings
@given(population=populations, order=st.permutations(FILES), again=st.lists(st.sampled_from(FILES), max_size=4))
def test_in_any_order_and_any_number_of_times_the_same_people(
    hochmosel: Personas, population: dict[str, Any], order: list[str], again: list[str]
) -> None:
    with lists(**population) as folder:
        with forgotten():
            one = read_in(hochmosel, folder, list(FILES))
        with forgotten():
            other = read_in(hochmosel, folder, [*order, *again])
            assert doctor() == []
            before = stored(hochmosel.abh)
            for name in order:
                bring(reader(hochmosel, name.partition(".")[0]), folder / name)
            assert changed(before, stored(hochmosel.abh)) == {}
    for a, b in combinations(sorted(set(one.person) & set(other.person)), 2):
        assert not one.same(a, b) or other.same(a, b) or other.asked(a, b), (a, b)
        assert not other.same(a, b) or one.same(a, b) or one.asked(a, b), (a, b)


class Rows:
    """Counts that no decision may change: what every record says, and which row stands behind it."""

    def __init__(self, by: Any) -> None:
        with acting_as(by), as_linkage(by):
            records = Record.objects.filter(withdrawn_at=None)
            self.records = Counter(records.values_list("organisation_id", "profile", "reference", "fingerprint"))
            self.said = {
                model.__name__: Counter(
                    model._default_manager.filter(record__in=records).values_list("record_id", *columns)
                )
                for model, *columns in ((Name, "family", "given"), (Identifier, "kind", "value"))
            }
            self.facts = Counter(Fact.objects.filter(superseded_at=None).values_list("record_id", "kind", "batch"))
            self.homeless = records.filter(person__merged_into__isnull=False).count()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and vars(self) == vars(other)

    def __repr__(self) -> str:
        return repr(vars(self))


class Clerks:
    """What people do at random: every step says whether it may change what the records say."""

    def __init__(self, hochmosel: Personas, draw: st.DataObject) -> None:
        self.all = (hochmosel.abh, hochmosel.soz, hochmosel.aa, hochmosel.jc)
        self.draw, self.merges = draw, []

    def one(self, found: Any) -> Any:
        """One of them, the same ones in the same order in every run of the test."""
        found = list(found)
        return self.draw.draw(st.sampled_from(found)) if found else None

    def step(self, verb: str) -> None:
        by = self.draw.draw(st.sampled_from(self.all))
        with acting_as(by):
            getattr(self, verb)(by)

    def link(self, by: Any) -> None:
        row = self.one(ImportRow.objects.filter(in_queue=True).order_by("run__profile", "number"))
        known = [c["person"] for c in row.candidates if c["person"]] if row else []
        if known:
            decide_row(by=by, row_id=row.id, person_id=UUID(self.one(known)))

    def new(self, by: Any) -> None:
        row = self.one(ImportRow.objects.filter(in_queue=True).order_by("run__profile", "number"))
        if row:
            decide_row(by=by, row_id=row.id, person_id=None)

    def take_back(self, by: Any) -> None:
        row = self.one(ImportRow.objects.filter(outcome__in=["linked", "created"]).order_by("run__profile", "number"))
        if row:
            with suppress(NotNow):
                take_back(by=by, row_id=row.id)

    def merge(self, by: Any) -> None:
        people = Person.objects.filter(merged_into=None, withdrawn_at=None).order_by("created_at", "sort_key")
        kept, gone = self.one(people), self.one(people)
        if kept and kept != gone:
            self.merges.append((by, merge_people(by=by, kept=kept.id, gone=gone.id, reason="try").id))

    def unmerge(self, _by: Any) -> None:
        if self.merges:
            by, merge = self.merges.pop()
            with acting_as(by), suppress(NotMergeable):
                undo_merge(by=by, merge_id=merge)

    def unlink(self, by: Any) -> None:
        record = self.one(
            Record.objects.filter(organisation=by.organisation_id, withdrawn_at=None).order_by("reference")
        )
        if record:
            with suppress(NotMergeable):
                unlink_record(by=by, record_id=record.id, reason="try")


def waits(by: Any) -> bool:
    """Whether any office of the district has an open question."""
    with acting_as(by), as_linkage(by):
        return ImportRow.objects.filter(in_queue=True).exists()


VERBS = ("link", "new", "take_back", "merge", "unmerge", "unlink")


@hypothesis_settings
@given(population=populations, verbs=st.lists(st.sampled_from(VERBS), min_size=3, max_size=10), draw=st.data())
def test_whatever_people_decide_no_row_is_lost(
    hochmosel: Personas, population: dict[str, Any], verbs: list[str], draw: st.DataObject
) -> None:
    with lists(**population) as folder, forgotten():
        read_in(hochmosel, folder, list(FILES))
        clerks, by = Clerks(hochmosel, draw), hochmosel.abh
        for verb in verbs:
            before = Rows(by)
            clerks.step(verb)
            after = Rows(by)
            assert after.homeless == 0
            assert before.records - after.records == Counter()
            assert before.facts - after.facts == Counter()
            for name in before.said:
                assert before.said[name] - after.said[name] == Counter()
            if verb not in ("link", "new"):
                assert after == before
            assert doctor() == []


@hypothesis_settings
@given(
    population=populations,
    which=st.permutations(FILES),
    verbs=st.lists(st.sampled_from(VERBS), max_size=5),
    draw=st.data(),
)
def test_an_import_that_is_undone_and_read_in_again_leaves_what_was(
    hochmosel: Personas, population: dict[str, Any], which: list[str], verbs: list[str], draw: st.DataObject
) -> None:
    last = which[-1]
    by = reader(hochmosel, last.partition(".")[0])
    with lists(**population) as folder, forgotten():
        read_in(hochmosel, folder, which[:-1])
        before = Rows(by)
        # Rows of others that this list has made clear stay decided: their own offices can take that back.
        alone = not verbs and not waits(by)
        run = bring(by, folder / last)
        clerks = Clerks(hochmosel, draw)
        for verb in verbs:
            clerks.step(verb)
        with acting_as(by):
            undo_import(by=by, run_id=run.id)
        assert doctor() == []
        after = Rows(by)
        if alone:
            assert after == before
        assert by.organisation_id not in {organisation for organisation, *_rest in after.records}
        assert before.records - after.records == Counter()
        again = bring(by, folder / last)
        assert again.total == run.total
        assert again.counts.get("refused") == run.counts.get("refused")
        if alone:
            assert again.counts == run.counts
        assert doctor() == []
