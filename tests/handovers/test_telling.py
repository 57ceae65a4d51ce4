"""Who is told of a step of a handover: the other side, once; by mail without a name, also before it may open the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction

from nahtlos.core import clock
from nahtlos.core.context import acting
from nahtlos.handovers import stuck
from nahtlos.handovers.enums import Act, Kind, Service
from nahtlos.handovers.models import Transfer
from nahtlos.handovers.selectors import get_transfer
from nahtlos.handovers.services.answering import accept
from nahtlos.handovers.services.asking import Request, begin_transfer
from nahtlos.handovers.sweep import sweep
from nahtlos.handovers.working_days import level_on
from nahtlos.inbox import post, sources
from nahtlos.inbox.models import Notice
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.organisations.models import Membership
from tests.inbox.smtp import Server, serving
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db
MORNING = datetime(2016, 10, 4, 6, 0, tzinfo=UTC)


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with serving(settings) as found:
        yield found


def told() -> Counter[str]:
    """Organisation and whether it is urgent, of every notice about handovers."""
    with acting(post.POST):
        rows = Notice.objects.filter(kind="handover").values_list("organisation_id", flat=True)
        return Counter(str(row) for row in rows)


def test_a_proposal_is_told_to_both_and_an_answer_to_the_sender(hochmosel: Personas, proposed: Transfer) -> None:
    soz, jc = str(hochmosel.soz.organisation_id), str(hochmosel.jc.organisation_id)
    with acting_as(hochmosel.jc):
        asked = Transfer.objects.select_related("asked__account").get(id=proposed.id).asked
        assert asked is not None
        # Heute has them in a table of its own: the sources give no second line.
        assert [need for need in sources.needs(hochmosel.jc, only_mine=False) if need.kind == "handover"] == []
    with acting(post.POST):
        (row,) = Notice.objects.filter(kind="handover", organisation=jc)
        assert (row.account_id, row.path) == (asked.account_id, f"/uebergaben/{proposed.id}/")
    before = told()
    assert before[jc] == 1
    with acting_as(hochmosel.jc):
        accept(by=hochmosel.jc, transfer_id=proposed.id)
    assert told()[soz] > before[soz]
    after = told()
    with acting_as(hochmosel.jc):
        get_transfer(hochmosel.jc, proposed.id)
    assert told() == after


def test_a_request_of_a_colleague_goes_to_the_receiver_alone_and_a_draft_to_nobody(
    hochmosel: Personas, proposed: Transfer
) -> None:
    before = told()
    with acting_as(hochmosel.soz):
        person = proposed.case.person_id
        wish = Request(Kind.REFERRAL, hochmosel.ja.organisation_id, Service.HOUSING)
        begin_transfer(by=hochmosel.soz, person_id=person, request=wish, as_draft=True)
        assert told() == before
        wish = Request(Kind.REFERRAL, hochmosel.ja.organisation_id, Service.COUNSELLING)
        begin_transfer(by=hochmosel.soz, person_id=person, request=wish)
    assert told() - before == {str(hochmosel.ja.organisation_id): 1}


def test_silence_goes_up_the_ladder_and_repeating_the_night_tells_nobody_twice(
    hochmosel: Personas, proposed: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    jc = str(hochmosel.jc.organisation_id)
    late = date(2016, 10, 28)
    assert level_on(proposed.due_on, late, "RP") == "3_coordinator"
    monkeypatch.setattr(clock, "today", lambda: late)
    before = told()
    sweep()
    with acting(post.POST):
        urgent = Notice.objects.filter(kind="handover", is_urgent=True)
        assert {str(row.organisation_id) for row in urgent} == {jc, str(hochmosel.soz.organisation_id)}
    once = told()
    assert once[jc] > before[jc]
    sweep()
    assert told() == once


def stuck_for(actor: Actor) -> list[sources.Need]:
    with acting_as(actor):
        return [need for need in sources.needs(actor, only_mine=True) if need.kind == "stuck"]


def test_the_coordination_office_is_told_last_how_many_wait_and_never_whose(
    hochmosel: Personas, proposed: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = date(2016, 10, 28)
    monkeypatch.setattr(clock, "today", lambda: late)
    assert stuck_for(hochmosel.koord) == []
    sweep()
    (need,) = stuck_for(hochmosel.koord)
    assert (need.person_id, need.name, need.page, need.on) == (None, "", "overdue", proposed.due_on)
    assert stuck_for(hochmosel.jc) == []
    with acting_as(hochmosel.koord):
        (line,) = (line for line in stuck.overdue(hochmosel.koord) if line.kind == stuck.LABELS[Kind.HANDOVER])
        assert line.number is None, "one could be somebody"
        assert Transfer.objects.count() == 0
    with acting_as(hochmosel.jc), pytest.raises(AccessDenied):
        stuck.overdue(hochmosel.jc)
    with acting_as(hochmosel.jc):
        accept(by=hochmosel.jc, transfer_id=proposed.id)
    assert stuck_for(hochmosel.koord) == []


def test_the_mail_goes_before_the_file_is_open_names_nobody_and_is_dropped_once_answered(
    hochmosel: Personas, proposed: Transfer, server: Server
) -> None:
    with acting_as(hochmosel.jc):
        asked = Transfer.objects.select_related("asked").get(id=proposed.id).asked
        assert asked is not None
        Membership.objects.filter(id=asked.id).update(email="asked@jc.example")
    with acting_as(hochmosel.soz), transaction.atomic():
        wish = Request(Kind.REFERRAL, hochmosel.jc.organisation_id, Service.PLACEMENT)
        begin_transfer(by=hochmosel.soz, person_id=proposed.case.person_id, request=wish)
    post.send_due(MORNING)
    mails = [mail for mail in server.got if "asked@jc.example" in str(mail)]
    assert len(mails) == 1
    assert "Zzyxcanary" not in str(mails[0])
    with acting_as(hochmosel.jc):
        accept(by=hochmosel.jc, transfer_id=proposed.id)
        steps = get_transfer(hochmosel.jc, proposed.id).steps
        assert Act.ACCEPT in [step.act for step in steps]
        still = sources.still("handover")
        assert still is not None
        assert steps[0].id not in still(hochmosel.jc, [steps[0].id])
