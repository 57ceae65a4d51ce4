"""Two at the same moment, somebody else's request, forwarding, revoking: what the locks and the second lock hold."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connections, transaction

from nahtlos.cases.models import Case, CaseAccess, Participation
from nahtlos.core.context import acting
from nahtlos.handovers.enums import Act, Kind, Reason, Service, State
from nahtlos.handovers.machines import NotPossible
from nahtlos.handovers.models import Transfer, Transition
from nahtlos.handovers.selectors import get_transfer, list_transfers, of_case, waiting
from nahtlos.handovers.services.answering import NotNamed, accept, reject
from nahtlos.handovers.services.asking import (
    AlreadyAsked,
    NotAskable,
    Request,
    act_as_sender,
    amend,
    begin_transfer,
)
from nahtlos.handovers.services.reach import Answered
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.models import Membership
from tests.cases.files import asylum_seeker, open_file, recognise
from tests.elsewhere import elsewhere
from tests.handovers.conftest import leads
from tests.personas import Personas, acting_as


@pytest.mark.django_db
def test_a_stranger_finds_nothing_and_plants_nothing(hochmosel: Personas, proposed: Transfer) -> None:
    with acting_as(hochmosel.fremd):
        assert not Transfer.objects.exists()
        assert not Transition.objects.exists()
        assert list_transfers(hochmosel.fremd, "incoming")[1] == dict.fromkeys(
            ("incoming", "outgoing", "overdue", "ended"), 0
        )
        with pytest.raises(Transfer.DoesNotExist):
            get_transfer(hochmosel.fremd, proposed.id)
        with pytest.raises(Transfer.DoesNotExist), transaction.atomic():
            accept(by=hochmosel.fremd, transfer_id=proposed.id)
        wish = Request(Kind.REFERRAL, hochmosel.jc.organisation_id, Service.HOUSING)
        with pytest.raises(Case.DoesNotExist), transaction.atomic():
            begin_transfer(by=hochmosel.fremd, person_id=proposed.case.person_id, request=wish)


@pytest.mark.django_db
def test_a25_nobody_turns_a_request_to_her_own_office(hochmosel: Personas, proposed: Transfer) -> None:
    with acting_as(hochmosel.ja):
        assert Transfer.objects.filter(id=proposed.id).update(receiver=hochmosel.ja.organisation_id) == 0
    for actor in (hochmosel.soz, hochmosel.jc):
        rows = Transfer.objects.filter(id=proposed.id)
        other = hochmosel.aa.organisation_id
        with acting_as(actor), transaction.atomic(), pytest.raises(ProgrammingError, match="keeps its case, sides"):
            rows.update(receiver=other)
    with acting_as(hochmosel.soz):
        assert Transfer.objects.get(id=proposed.id).receiver_id == proposed.receiver_id


@pytest.mark.django_db
def test_a26_nobody_accepts_what_is_addressed_to_another(hochmosel: Personas, proposed: Transfer) -> None:
    for actor in (hochmosel.ja, hochmosel.aa, hochmosel.fremd):
        with acting_as(actor), pytest.raises(Transfer.DoesNotExist), transaction.atomic():
            accept(by=actor, transfer_id=proposed.id)
    with acting_as(hochmosel.soz), pytest.raises(NotPossible), transaction.atomic():
        accept(by=hochmosel.soz, transfer_id=proposed.id)
    with acting_as(hochmosel.soz):
        assert leads(proposed.case.person_id)[0][2] is None
        assert CaseAccess.objects.count() == 1


@pytest.mark.django_db
def test_what_has_ended_stays_as_it_is_even_in_the_database(hochmosel: Personas, proposed: Transfer) -> None:
    with acting_as(hochmosel.jc):
        reject(by=hochmosel.jc, transfer_id=proposed.id, reason=Reason.INCOMPLETE)
        with pytest.raises(ProgrammingError, match="stays as it is"), transaction.atomic():
            Transfer.objects.filter(id=proposed.id).update(state=State.ACCEPTED)


@pytest.mark.django_db
def test_the_lead_knows_of_a_referral_by_others_and_no_more(hochmosel: Personas, proposed: Transfer) -> None:
    person = proposed.case.person_id
    with acting_as(hochmosel.jc):
        accept(by=hochmosel.jc, transfer_id=proposed.id)
    with acting_as(hochmosel.soz):
        wish = Request(Kind.REFERRAL, hochmosel.beratung.organisation_id, Service.COUNSELLING, note="hears badly")
        one = begin_transfer(by=hochmosel.soz, person_id=person, request=wish)
    with acting_as(hochmosel.jc):
        assert [line.transfer.id for line in of_case(hochmosel.jc, person, hochmosel.jc.organisation_id)] == [one.id]
        assert not Transition.objects.filter(transfer=one).exists()
        with pytest.raises(Transfer.DoesNotExist):
            get_transfer(hochmosel.jc, one.id)
        assert not Transfer.objects.filter(id=one.id).update(note="taken over"), "and changes nothing"


@pytest.mark.django_db
def test_who_accepts_names_a_colleague_of_her_own_office(hochmosel: Personas, proposed: Transfer) -> None:
    with acting_as(hochmosel.jc), pytest.raises(NotNamed), transaction.atomic():
        accept(by=hochmosel.jc, transfer_id=proposed.id, contact=hochmosel.soz.membership.id)
    with acting_as(hochmosel.jc):
        accept(by=hochmosel.jc, transfer_id=proposed.id, contact=hochmosel.jc2.membership.id)
        part = Participation.objects.get(organisation=hochmosel.jc.organisation_id)
        assert isinstance(part.contact, Membership)
        assert part.contact.id == hochmosel.jc2.membership.id
        assert part.deputy_id != part.contact_id


@pytest.mark.django_db
def test_the_same_is_not_asked_twice_but_amended(hochmosel: Personas, hers: UUID) -> None:
    wish = Request(Kind.REFERRAL, hochmosel.beratung.organisation_id, Service.COUNSELLING)
    with acting_as(hochmosel.soz):
        one = begin_transfer(by=hochmosel.soz, person_id=hers, request=wish)
        with pytest.raises(AlreadyAsked) as refused, transaction.atomic():
            begin_transfer(by=hochmosel.soz, person_id=hers, request=wish)
        assert refused.value.transfer == one
        amend(by=hochmosel.soz, transfer_id=one.id, note="mornings only")
        one.refresh_from_db()
        assert (one.note, one.state) == ("mornings only", State.REQUESTED)
        act_as_sender(by=hochmosel.soz, transfer_id=one.id, act=Act.WITHDRAW, reason=Reason.NOT_NEEDED)
        begin_transfer(by=hochmosel.soz, person_id=hers, request=wish)


@pytest.mark.django_db
def test_only_the_lead_hands_over_and_only_to_whom_the_law_names(hochmosel: Personas, proposed: Transfer) -> None:
    hers = proposed.case.person_id
    with acting_as(hochmosel.soz):
        wish = Request(Kind.HANDOVER, hochmosel.ja.organisation_id)
        with pytest.raises(NotAskable, match="law does not name"), transaction.atomic():
            begin_transfer(by=hochmosel.soz, person_id=hers, request=wish)
        wish = Request(Kind.REFERRAL, hochmosel.fremd.organisation_id, Service.HOUSING)
        with pytest.raises(NotAskable, match="another organisation"), transaction.atomic():
            begin_transfer(by=hochmosel.soz, person_id=hers, request=wish)


@pytest.mark.django_db
def test_a_team_lead_revokes_an_acceptance_whose_day_has_not_come(hochmosel: Personas, proposed: Transfer) -> None:
    with acting_as(hochmosel.jc):
        Transfer.objects.filter(id=proposed.id).update(wanted_on="2016-12-01")
        accept(by=hochmosel.jc, transfer_id=proposed.id)
        assert CaseAccess.objects.filter(organisation=hochmosel.jc.organisation_id).exists()
    with acting_as(hochmosel.soz), pytest.raises(NotPossible), transaction.atomic():
        act_as_sender(by=hochmosel.soz, transfer_id=proposed.id, act=Act.REVOKE, reason=Reason.BY_MISTAKE)
    hochmosel.soz.membership.role = "team_lead"
    with acting_as(hochmosel.soz):
        act_as_sender(by=hochmosel.soz, transfer_id=proposed.id, act=Act.REVOKE, reason=Reason.BY_MISTAKE)
    with acting_as(hochmosel.jc):
        assert not CaseAccess.objects.filter(organisation=hochmosel.jc.organisation_id).exists()


@pytest.mark.django_db
def test_heute_is_of_whom_the_request_was_put_to(hochmosel: Personas, proposed: Transfer) -> None:
    asked = proposed.asked.account.username if proposed.asked else ""
    other = {"jc": "jc2", "jc2": "jc"}[asked]
    for name, expected in ((asked, 1), (other, 0)):
        actor = getattr(hochmosel, name)
        with acting_as(actor):
            assert len(waiting(actor)) == expected
            assert len(waiting(actor, only_mine=False)) == 1
    with acting_as(hochmosel.fremd):
        assert waiting(hochmosel.fremd, only_mine=False) == []


# -- two at the same moment --------------------------------------------------------------------------------------------


@pytest.fixture
def offices(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Actor]]:
    """Real transactions on real connections need a district of their own."""
    with elsewhere(django_db_blocker, {"soz": "sozialamt", "jc": "jobcenter", "jc2": "jobcenter"}) as actors:
        yield actors


def test_of_three_who_answer_at_the_same_moment_one_wins_and_the_others_read_why(offices: dict[str, Actor]) -> None:
    soz = offices["soz"]
    with acting_as(soz):
        person = open_file(soz, asylum_seeker("Gleichzeitig"))
        Case.objects.filter(person=person).update(opened_on=date(2016, 4, 1))
        recognise(soz, person)
        one = Transfer.objects.get(case__person=person)
    start, outcome = threading.Barrier(3), dict[str, Any]()

    def answer(name: str) -> None:
        actor = offices[name]
        words: dict[str, Any] = {"by": actor, "transfer_id": one.id, "version": one.version}
        try:
            start.wait(timeout=30)
            with acting(actor.acting()), transaction.atomic():
                if name == "soz":
                    act_as_sender(**words, act=Act.WITHDRAW, reason=Reason.NOT_NEEDED)
                else:
                    accept(**words)
            outcome[name] = "won"
        except Answered as faster:
            outcome[name] = faster.step.act
        finally:
            connections.close_all()

    threads = [threading.Thread(target=answer, args=(name,)) for name in offices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    won = [name for name, what in outcome.items() if what == "won"]
    assert (len(won), len(outcome)) == (1, 3), outcome
    with acting_as(soz):
        days = leads(person)
        assert [end for _kind, _start, end in days].count(None) == 1
        assert days[-1][0] == ("sozialamt" if won == ["soz"] else "jobcenter")
