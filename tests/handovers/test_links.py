"""A partner without an account: one referral behind a link with a PIN or a letter with a code, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from nahtlos.audit.models import JournalEntry
from nahtlos.cases.models import CaseAccess, Participation
from nahtlos.cases.services.protection import protect
from nahtlos.config.checkup import violations
from nahtlos.core import clock
from nahtlos.core.context import Acting, acting
from nahtlos.handovers import keys
from nahtlos.handovers.enums import Act, Over, Reason, State
from nahtlos.handovers.machines import NotPossible
from nahtlos.handovers.models import Link, Transfer, Transition
from nahtlos.handovers.selectors import waiting
from nahtlos.handovers.services import links
from nahtlos.handovers.services.asking import AlreadyAsked, NotAskable, act_as_sender
from nahtlos.handovers.services.links import Asked, Given
from nahtlos.handovers.services.reach import Answered
from nahtlos.handovers.sharing import known_of
from nahtlos.inbox.models import Notice
from nahtlos.organisations.actor import AccessDenied
from tests.cases.files import asylum_seeker, open_file
from tests.cases.full import rows_of, tables_about_people
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db
ASKED = Asked("Druckerei Beispiel", "placement")


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    with acting_as(hochmosel.soz):
        return open_file(hochmosel.soz, asylum_seeker(phones=[("+4915199990001", "01519 9990001")]))


def give(people: Personas, hers: UUID, **more: object) -> Given:
    with acting_as(people.soz):
        return links.refer_to_partner(by=people.soz, person_id=hers, asked=replace(ASKED, **more))  # type: ignore[arg-type]


def come_in(given: Given) -> str:
    key = keys.fingerprint(given.secret)
    links.enter(key, given.pin)
    return key


def state_of(people: Personas, given: Given) -> str:
    with acting_as(people.soz):
        return Transfer.objects.get(id=given.transfer.id).state


def steps_of(people: Personas, given: Given) -> Sequence[Transition]:
    with acting_as(people.soz):
        return list(Transition.objects.filter(transfer=given.transfer).order_by("id"))


def test_the_partner_reads_what_was_ticked_answers_and_tells_the_outcome(hochmosel: Personas, hers: UUID) -> None:
    today = clock.today()
    given = give(hochmosel, hers, shared={"name": ["Amira Probst"]}, agreed_on=today, note="From Monday, please")
    key = come_in(given)
    shown = links.look(key)
    assert shown.shared == [{"code": "name", "values": ["Amira Probst"]}]
    assert shown.transfer.note == "From Monday, please"
    assert [step.act for step in shown.possible] == [Act.ACCEPT, Act.REJECT]
    accepted = links.answer(key, act=Act.ACCEPT, who="Frau Beispiel")
    assert accepted.due_on > given.transfer.due_on
    key = come_in(given)
    assert [step.act for step in links.look(key).possible] == [Act.COMPLETE, Act.FAIL]
    links.answer(key, act=Act.COMPLETE, reason=Reason.REACHED, who="Frau Beispiel", note="she began on Monday")
    assert state_of(hochmosel, given) == State.COMPLETED
    last = steps_of(hochmosel, given)[-1]
    assert (last.by_id, last.note) == (None, "Frau Beispiel: she began on Monday")
    with acting_as(hochmosel.soz):
        assert Link.objects.get().over == Over.ANSWERED
        assert Participation.objects.filter(valid_until=None).count() == CaseAccess.objects.count(), (
            "nobody else came in"
        )
        assert violations() == []
    with pytest.raises(links.Nowhere):
        links.look(key)


def test_its_answer_reaches_who_asked(hochmosel: Personas, hers: UUID) -> None:
    given = give(hochmosel, hers)
    links.answer(come_in(given), act=Act.REJECT, reason=Reason.NO_CAPACITY, who="Herr Muster")
    with acting_as(hochmosel.soz):
        told = Notice.objects.filter(cause=steps_of(hochmosel, given)[-1].id)
        assert {notice.organisation_id for notice in told} == {hochmosel.soz.organisation_id}
        assert told.exists()


def test_who_is_not_responsible_says_who_is(hochmosel: Personas, hers: UUID) -> None:
    key = come_in(give(hochmosel, hers))
    with pytest.raises(NotPossible, match="who is responsible"):
        links.answer(key, act=Act.REJECT, reason=Reason.NOT_RESPONSIBLE, who="Herr Muster")
    with pytest.raises(NotPossible, match="who answers"):
        links.answer(key, act=Act.ACCEPT, who=" ")
    links.answer(key, act=Act.REJECT, reason=Reason.NOT_RESPONSIBLE, who="Herr Muster", note="the one next door")


@pytest.mark.parametrize("act", [Act.START, Act.HOLD, Act.WITHDRAW, Act.COMPLETE, Act.REVOKE, Act.TAKE_EFFECT])
def test_a_partner_does_what_is_the_partners_to_do(hochmosel: Personas, hers: UUID, act: Act) -> None:
    key = come_in(give(hochmosel, hers))
    with pytest.raises(NotPossible):
        links.answer(key, act=act, who="Herr Muster", reason=Reason.REACHED)


def test_the_context_of_a_link_shows_its_referral_and_no_other_row_of_any_table(
    hochmosel: Personas, hers: UUID
) -> None:
    given = give(hochmosel, hers, shared={"name": ["Amira Probst"]}, agreed_on=clock.today())
    give(hochmosel, hers, partner="Another", service="housing")
    narrow = Acting(None, None, None, "referral", system="link", key=keys.fingerprint(given.secret))
    with acting(narrow), transaction.atomic():
        seen = {table: count for table in tables_about_people() if (count := rows_of(table))}
        assert seen == {"handovers_link": 1, "handovers_transfer": 1}
        assert Transfer.objects.get().id == given.transfer.id
    for wrong in (replace(narrow, key=""), replace(narrow, key="0" * 64), replace(narrow, system="")):
        with acting(wrong), transaction.atomic():
            assert not [table for table in tables_about_people() if rows_of(table)]


def test_a_link_can_be_turned_to_nothing_else(hochmosel: Personas, hers: UUID) -> None:
    given = give(hochmosel, hers)
    narrow = Acting(None, None, None, "referral", system="link", key=keys.fingerprint(given.secret))
    changes: list[dict[str, object]] = [
        {"shared": [{"code": "name", "values": ["x"]}]},
        {"expires_on": clock.today() + timedelta(days=999)},
        {"pin": ""},
        {"fingerprint": "f" * 64},
    ]
    for change in changes:
        with acting(narrow), pytest.raises(DatabaseError), transaction.atomic():
            Link.objects.update(**change)
    with acting(narrow), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update handovers_transfer set state = 'accepted'")
        assert cursor.rowcount == 0


def test_five_wrong_pins_lock_the_link_and_the_sender_reads_it(hochmosel: Personas, hers: UUID) -> None:
    given = give(hochmosel, hers)
    key = keys.fingerprint(given.secret)
    wrong = "000000" if given.pin != "000000" else "111111"
    for left in (4, 3, 2, 1):
        with pytest.raises(links.WrongPin) as refused:
            links.enter(key, wrong)
        assert refused.value.left == left
    with pytest.raises(links.Nowhere):
        links.enter(key, wrong)
    with pytest.raises(links.Nowhere):
        links.enter(key, given.pin)
    with acting_as(hochmosel.soz):
        assert links.links_of(hochmosel.soz, given.transfer.id)[0].over == Over.LOCKED
        assert [line.transfer.id for line in waiting(hochmosel.soz)] == [given.transfer.id]
        again = links.give_again(by=hochmosel.soz, transfer_id=given.transfer.id, way="letter")
    assert links.look(come_in(again)).transfer.id == given.transfer.id


def test_a_right_pin_forgives_the_wrong_ones(hochmosel: Personas, hers: UUID) -> None:
    given = give(hochmosel, hers)
    key = keys.fingerprint(given.secret)
    for _ in range(3):
        with pytest.raises(links.WrongPin):
            links.enter(key, "x")
        links.enter(key, f" {given.pin[:3]} {given.pin[3:]} ")


def test_what_is_over_replaced_or_too_old_leads_nowhere(
    hochmosel: Personas, hers: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = give(hochmosel, hers)
    with acting_as(hochmosel.soz):
        again = links.give_again(by=hochmosel.soz, transfer_id=given.transfer.id, way="link")
    with pytest.raises(links.Nowhere):
        links.needs_pin(keys.fingerprint(given.secret))
    key = come_in(again)
    day = again.link.expires_on + timedelta(days=1)
    with monkeypatch.context() as later:
        later.setattr(clock, "today", lambda: day)
        with pytest.raises(links.Nowhere):
            links.look(key)
    with acting_as(hochmosel.soz):
        act_as_sender(by=hochmosel.soz, transfer_id=given.transfer.id, act=Act.WITHDRAW, reason=Reason.NOT_NEEDED)
    with pytest.raises(links.Nowhere):
        links.answer(key, act=Act.ACCEPT, who="Frau Beispiel")
    with pytest.raises(links.Nowhere):
        links.needs_pin(keys.fingerprint("made up"))


def test_a_letter_is_opened_by_its_code_however_it_is_typed(hochmosel: Personas, hers: UUID) -> None:
    given = give(hochmosel, hers, way="letter")
    assert given.pin == ""
    typed = given.secret.lower().replace("-", " ")
    links.enter(keys.fingerprint(keys.as_typed(typed)))


def test_two_answers_to_the_same_state_one_wins(hochmosel: Personas, hers: UUID) -> None:
    given = give(hochmosel, hers)
    key = come_in(given)
    seen = links.look(key).transfer.version
    links.answer(key, act=Act.ACCEPT, who="Frau Beispiel", version=seen)
    with pytest.raises(Answered):
        links.answer(key, act=Act.REJECT, reason=Reason.NO_CAPACITY, who="Herr Muster", version=seen)
    assert state_of(hochmosel, given) == State.ACCEPTED


def test_an_answer_by_telephone_is_noted_by_the_sender(hochmosel: Personas, hers: UUID) -> None:
    given = give(hochmosel, hers)
    with acting_as(hochmosel.soz):
        links.note_answer(by=hochmosel.soz, transfer_id=given.transfer.id, act=Act.ACCEPT, note="Frau Beispiel called")
    last = steps_of(hochmosel, given)[-1]
    assert (last.side, last.by_id, last.detail) == ("receiver", hochmosel.soz.account_id, {"noted": True})
    with acting_as(hochmosel.fremd), pytest.raises((Transfer.DoesNotExist, AccessDenied)):
        links.note_answer(by=hochmosel.fremd, transfer_id=given.transfer.id, act=Act.FAIL)


def test_what_is_passed_on_needs_her_agreement_and_is_known(hochmosel: Personas, hers: UUID) -> None:
    for asked, words in (
        ({"shared": {"name": ["Amira"]}}, "which day"),
        ({"shared": {"name": ["Amira"]}, "agreed_on": clock.today() + timedelta(days=1)}, "future"),
        ({"shared": {"health": ["ill"]}, "agreed_on": clock.today()}, "may not"),
        ({"partner": " "}, "name the partner"),
        ({"service": ""}, "what is asked"),
        ({"way": "pigeon"}, "how the partner"),
    ):
        with pytest.raises(NotAskable, match=words):
            give(hochmosel, hers, **asked)
    with acting_as(hochmosel.soz):
        assert not Transfer.objects.exists()


def test_the_same_is_not_asked_twice(hochmosel: Personas, hers: UUID) -> None:
    give(hochmosel, hers)
    with pytest.raises(AlreadyAsked):
        give(hochmosel, hers, partner="Another")


def test_of_a_protected_person_nothing_that_leads_to_her_is_offered_or_passed_on_again(
    hochmosel: Personas, hers: UUID
) -> None:
    with acting_as(hochmosel.soz):
        assert "reach" in known_of(hochmosel.soz, hers)
    given = give(hochmosel, hers, shared={"reach": ["01519 9990001"], "name": ["Amira"]}, agreed_on=clock.today())
    with acting_as(hochmosel.soz):
        protect(by=hochmosel.soz, person_id=hers, code="shelter")
        assert not {"reach", "place"} & set(known_of(hochmosel.soz, hers))
    assert [piece["code"] for piece in links.look(come_in(given)).shared] == ["name"], "nor read by the link she had"
    with acting_as(hochmosel.soz):
        again = links.give_again(by=hochmosel.soz, transfer_id=given.transfer.id, way="link")
    assert [piece["code"] for piece in links.look(come_in(again)).shared] == ["name"]


def test_nothing_secret_is_kept_and_looks_are_in_the_journal(hochmosel: Personas, hers: UUID) -> None:
    given = give(hochmosel, hers)
    links.look(come_in(given))
    with acting_as(hochmosel.soz):
        link = Link.objects.get()
        assert given.secret not in str(link.__dict__)
        assert given.pin not in link.pin
        entries = JournalEntry.objects.filter(subject=hers)
        assert "referral.passed_on" in set(entries.values_list("verb", flat=True))
        assert given.secret not in str(list(entries.values_list("detail", flat=True)))


def test_another_district_sees_no_link(hochmosel: Personas, hers: UUID) -> None:
    give(hochmosel, hers)
    for somebody in (hochmosel.fremd, hochmosel.abh, hochmosel.jc):
        with acting_as(somebody):
            assert not Link.objects.exists()
