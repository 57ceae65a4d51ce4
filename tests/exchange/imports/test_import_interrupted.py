"""A crash in the middle, and two offices at the same moment: nothing is lost, nothing is written twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import combinations
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, connections, transaction

from nahtlos.cases.models import Case
from nahtlos.exchange.imports import carry_out as carrying
from nahtlos.exchange.imports.carry_out import carry_out
from nahtlos.exchange.imports.locks import carrying_out
from nahtlos.exchange.imports.services import undo_import
from nahtlos.exchange.jobs import carry_out_import
from nahtlos.exchange.models import ImportRun, RunState
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.organisations.models import Account
from nahtlos.people.models import Person, Record
from tests.exchange.imports.offices import (
    AZR,
    HIWOT,
    KUNDE,
    NAJIB,
    OMAR,
    Town,
    as_linkage,
    bring,
    doctor,
    people_rows,
    preview,
)
from tests.personas import Personas, acting_as

#: Different people, a copy, one person under a second number, and two namesakes whom only a human can tell apart.
LINES = [
    {AZR: "150912000001", **NAJIB},
    {AZR: "150912000002", **HIWOT},
    {AZR: "150912000003", **OMAR},
    {AZR: "150912000001", **NAJIB},
    {AZR: "150912000004", **OMAR, "Straße": "Rebenstraße 9", "PLZ": "54901", "Ort": "Moselbrück"},
    {**HIWOT, AZR: "160112000044", "Vornamen": "Hiwot Selam"},
    {AZR: "150912000006", **NAJIB, "Vornamen": "Samiullah"},
]


def same_person(by: Actor, run: ImportRun) -> dict[tuple[int, int], bool]:
    """For every two rows that are decided: whether they are one person."""
    decided = {row.number: row.person_id for row in people_rows(by, run) if row.person_id}
    return {(a, b): decided[a] == decided[b] for a, b in combinations(sorted(decided), 2)}


@pytest.mark.django_db
@pytest.mark.parametrize("survives", [0, 1, 2, 3])
def test_what_a_crash_interrupted_is_finished_by_the_next_try(
    hochmosel: Personas, monkeypatch: pytest.MonkeyPatch, survives: int
) -> None:
    monkeypatch.setattr(carrying, "CHUNK", 2)
    by = hochmosel.abh
    undisturbed = bring(by, LINES)
    with acting_as(by):
        undo_import(by=by, run_id=undisturbed.id)
    run, writes, write = preview(by, LINES), 0, carrying._Writer._write

    def crash(self: Any, rows: Any) -> None:
        nonlocal writes
        writes += 1
        write(self, rows)
        if writes > survives:
            raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(carrying._Writer, "_write", crash)
        with pytest.raises(KeyboardInterrupt):
            carry_out(by=by, run_id=run.id)
    with acting_as(by):
        half = ImportRun.objects.get(id=run.id)
        assert (half.state, half.content is not None) == (RunState.RUNNING, True)
        written = set(Record.objects.filter(withdrawn_at=None).values_list("id", flat=True))
        assert len(written) <= 2 * survives
    done = carry_out(by=by, run_id=run.id)
    assert done.state == RunState.DONE
    with acting_as(by):
        assert written <= set(Record.objects.values_list("id", flat=True))
    whole, resumed = same_person(by, undisturbed), same_person(by, done)
    assert {pair: one for pair, one in resumed.items() if pair in whole} == {
        pair: one for pair, one in whole.items() if pair in resumed
    }
    assert sum(done.counts.values()) == done.total
    assert doctor() == []
    again = carry_out(by=by, run_id=run.id)
    assert (again.counts, same_person(by, again)) == (done.counts, resumed)


def at_once(*calls: Callable[[], Any]) -> list[BaseException]:
    """All of them at the same moment, each with a connection of its own; returns what went wrong."""
    start, wrong = threading.Barrier(len(calls)), []

    def run(call: Callable[[], Any]) -> None:
        try:
            start.wait()
            call()
        except BaseException as problem:  # shown by the test
            wrong.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_two_offices_that_import_at_the_same_moment_make_one_file_per_person(town: Town) -> None:
    lines = [NAJIB, HIWOT, {**OMAR, "Geburtsdatum": "07.08.1985"}]
    first = preview(town.abh, [{AZR: f"15091200000{n}", **line} for n, line in enumerate(lines)])
    second = preview(town.jc, [{KUNDE: f"543A10000{n}", **line} for n, line in enumerate(lines)])
    wrong = at_once(
        lambda: carry_out(by=town.abh, run_id=first.id),
        lambda: carry_out(by=town.jc, run_id=second.id),
    )
    assert wrong == []
    mine, theirs = people_rows(town.abh, first), people_rows(town.jc, second)
    assert [row.person_id for row in mine] == [row.person_id for row in theirs]
    assert {tuple(sorted((a.outcome, b.outcome))) for a, b in zip(mine, theirs, strict=True)} == {("created", "linked")}
    with acting_as(town.abh), as_linkage(town.abh):
        assert Person.objects.filter(district=town.abh.district_id).count() == 3
        assert Case.objects.filter(district=town.abh.district_id).count() == 3
    assert doctor() == []


def test_one_import_that_two_workers_take_is_written_once(town: Town) -> None:
    run = preview(town.abh, [{AZR: "150912000001", **NAJIB}])
    assert at_once(*[lambda: carry_out(by=town.abh, run_id=run.id)] * 2) == []
    with acting_as(town.abh):
        assert Record.objects.filter(organisation=town.abh.organisation_id).count() == 1


def test_whoever_waits_for_a_long_import_waits_as_long_as_it_takes(town: Town) -> None:
    """Connections give up on locks early, which is right for pages and wrong for a list behind another list."""
    run = preview(town.jc, [{KUNDE: "543A100001", **NAJIB}])
    waits, held = threading.Event(), threading.Event()

    def long_import() -> None:
        with carrying_out(town.jc.district_id, uuid4()):
            held.set()
            waits.wait(10)
            with connection.cursor() as cursor:
                cursor.execute("select pg_sleep(0.3)")

    def impatient() -> None:
        held.wait(10)
        with connection.cursor() as cursor:
            cursor.execute("set lock_timeout = '50ms'")
            cursor.execute("set statement_timeout = '100ms'")
        waits.set()
        with carrying_out(town.jc.district_id, uuid4()), connection.cursor() as cursor:
            cursor.execute("set statement_timeout = 0")

    assert at_once(long_import, impatient) == []
    assert carry_out(by=town.jc, run_id=run.id).state == RunState.DONE


def test_a_deactivated_account_imports_nothing_any_more(town: Town) -> None:
    run = preview(town.jc, [{KUNDE: "543A100001", **NAJIB}])
    with acting_as(town.jc):
        ImportRun.objects.filter(id=run.id).update(state=RunState.QUEUED)
    Account.objects.using("owner").filter(id=town.jc.account_id).update(is_active=False)
    with pytest.raises(AccessDenied):
        carry_out_import(run=str(run.id), membership=str(town.jc.membership.id), purpose=town.jc.purpose)
    with acting_as(town.jc), transaction.atomic():
        stopped = ImportRun.objects.get(id=UUID(str(run.id)))
        assert (stopped.state, stopped.error[-1]) == (RunState.FAILED, ".")
        assert not Record.objects.filter(organisation=town.jc.organisation_id).exists()
