"""A consent taken back while others read: on real connections."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from nahtlos.access.vocabulary import DataClass
from nahtlos.grants.consents import withdraw_consent
from nahtlos.organisations.actor import Actor
from tests.cases.files import asylum_seeker, listed
from tests.cases.full import allow
from tests.elsewhere import elsewhere
from tests.personas import acting_as

READERS, READS = 3, 6


@pytest.fixture
def offices(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Actor]]:
    with elsewhere(django_db_blocker, {"sozialamt": "sozialamt", "jugendamt": "jugendamt"}) as actors:
        yield actors


def test_d10_a_withdrawal_in_parallel_with_reads_fails_nobody_and_holds(offices: dict[str, Actor]) -> None:
    soz, ja = offices["sozialamt"], offices["jugendamt"]
    with acting_as(soz):
        hers = listed(soz, asylum_seeker("Zzyxcanary", "Amira")).person_id
        consent = allow(soz, hers, ja, classes={DataClass.COUNSELLING})
    start, taken_back = threading.Barrier(READERS + 1), threading.Event()
    answers: list[tuple[bool, int, bool]] = []  # begun after the withdrawal, status, says who she is
    wrong: list[BaseException] = []

    def read() -> None:
        clerk = Client(raise_request_exception=False)
        clerk.force_login(ja.membership.account)
        start.wait(timeout=60)
        last = 0
        while last < READS:
            last += 1 if taken_back.is_set() else 0  # until it is taken back, and some times more
            late = taken_back.is_set()
            answer = clerk.get(reverse("case", args=[hers]))
            answers.append((late, answer.status_code, b"Zzyxcanary" in answer.content))

    def take_back() -> None:
        start.wait(timeout=60)
        with acting_as(soz):
            withdraw_consent(by=soz, consent_id=consent.id)
        taken_back.set()

    def run(call: Any) -> None:
        try:
            call()
        except BaseException as problem:  # shown by the test
            wrong.append(problem)
            taken_back.set()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(call,)) for call in [*[read] * READERS, take_back]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert wrong == []
    assert {status for _late, status, _named in answers} <= {200, 404}
    late = [(status, named) for begun_late, status, named in answers if begun_late]
    assert len(late) >= READERS * READS
    assert set(late) == {(404, False)}
