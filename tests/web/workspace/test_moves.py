"""Two districts at their pages: from a recorded place to the letter, and what each of them reads on the way and afterwards."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from nahtlos.cases.models import Case
from nahtlos.core.context import as_system
from nahtlos.grants.models import Consent
from nahtlos.handovers.enums import Act, Kind, Reason, State
from nahtlos.handovers.models import Arrival, Transfer
from nahtlos.handovers.services.answering import accept
from tests.cases.files import TODAY, listed, person, recognise
from tests.cases.full import allow
from tests.handovers.conftest import led_since_spring
from tests.handovers.test_moves import ask_to_move
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser

pytestmark = pytest.mark.django_db
NAME = "Zzyxcanary"
SOON = TODAY + timedelta(days=14)


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    """Led by the Sozialamt since spring; the immigration office takes part."""
    hers = led_since_spring(hochmosel)
    with acting_as(hochmosel.abh):
        listed(hochmosel.abh, person(NAME, "Amira"), hers)
    return hers


def test_from_a_recorded_place_to_the_letter(browser: Browser, hochmosel: Personas, hers: UUID) -> None:
    sender, receiver = browser("soz"), browser("fremd")
    with acting_as(hochmosel.soz):
        recognise(hochmosel.soz, hers)
    form = sender.get(reverse("record", args=[hers, "place"]))
    assert "Landkreis Fernau" in form.content.decode()
    data = {
        "postcode": "54999", "town": "Fernau", "district_ags": "06999", "valid_from": TODAY.strftime("%d.%m.%Y"),
        "source": "told", "version": form.context["form"]["version"].value(),
    }  # fmt: skip
    assert sender.post(reverse("record", args=[hers, "place"]), data).status_code == 302
    with acting_as(hochmosel.soz):
        move = Transfer.objects.get(kind=Kind.MOVE)
    assert "Move to another district" in sender.get(reverse("case", args=[hers])).content.decode()

    heute = f"{reverse('heute')}?alle=1"
    for address in (reverse("transfers"), reverse("transfer", args=[move.id]), heute):
        text = receiver.get(address).content.decode()
        assert move.reference in text
        for secret in (NAME, "Amira", "54999", str(hers)):
            assert secret not in text, (address, secret)
    text = receiver.get(reverse("transfer", args=[move.id])).content.decode()
    for shown in ("1990", "Landkreis Hochmosel", "Silke Sommer", "040 66969101", "§ 36 SGB II", "Accept"):
        assert shown in text, shown
    for paper in ("transfer_cover", "transfer_letter"):
        assert receiver.get(reverse(paper, args=[move.id])).status_code == 404

    data = {"version": move.version, "contact": str(hochmosel.fremd.membership.id), "note": ""}
    answer = receiver.post(reverse("transfer_act", args=[move.id, "accept"]), data, follow=True)
    text = answer.content.decode()
    for shown in ("your office leads it from today", NAME, "What came with the file", "Please record where she lives"):
        assert shown in text, shown
    with acting_as(hochmosel.fremd):
        new = Arrival.objects.get().person
    page = receiver.get(reverse("case", args=[new])).content.decode()
    for shown in (NAME, "This file came from Landkreis Hochmosel", "Sozialamt Hochmosel", move.reference):
        assert shown in page, shown
    assert receiver.get(reverse("transfer_letter", args=[move.id])).content.startswith(b"%PDF")
    assert receiver.get(reverse("transfer_cover", args=[move.id])).content.startswith(b"%PDF")
    assert receiver.get(reverse("case", args=[hers])).status_code == 404

    text = sender.get(reverse("transfer", args=[move.id])).content.decode()
    assert "Your file is closed" in text
    assert str(new) not in text
    assert sender.get(reverse("transfer_letter", args=[move.id])).content.startswith(b"%PDF")
    assert sender.get(reverse("case", args=[new])).status_code == 404
    for clerk in (sender, browser("abh")):
        old = clerk.get(reverse("case", args=[hers]))
        assert old.status_code == 200
        assert "Moved to Landkreis Fernau" in old.content.decode()
    assert reverse("transfer", args=[move.id]) not in browser("abh").get(reverse("case", args=[hers])).content.decode()
    with acting_as(hochmosel.soz):
        assert Case.objects.get(person=hers).closed_on == TODAY


def test_begun_by_hand_with_an_office_of_the_other_district(browser: Browser, hochmosel: Personas, hers: UUID) -> None:
    clerk, address = browser("soz"), reverse("transfer_new", args=[hers])
    text = clerk.get(address).content.decode()
    assert "Landkreis Fernau" in text
    far, near = str(hochmosel.fremd.organisation_id), str(hochmosel.jc.organisation_id)
    day = SOON.strftime("%d.%m.%Y")
    for what, receiver in (("move", near), ("counselling", far), ("handover", far)):
        answer = clerk.post(address, {"what": what, "receiver": receiver, "wanted_on": day, "note": "reads no letters"})
        assert answer.status_code == 422, what
        assert "reads no letters" in answer.content.decode()
    answer = clerk.post(address, {"what": "move", "receiver": far, "wanted_on": day, "note": "reads no letters"})
    assert answer.status_code == 302
    with acting_as(hochmosel.soz):
        move = Transfer.objects.get(kind=Kind.MOVE)
        assert (move.wanted_on, move.state) == (SOON, State.REQUESTED)
    assert "reads no letters" not in browser("fremd").get(reverse("transfer", args=[move.id])).content.decode()
    later = (SOON + timedelta(days=3)).strftime("%d.%m.%Y")
    data = {"version": move.version, "note": "", "wanted_on": later}
    assert clerk.post(reverse("transfer_act", args=[move.id, Act.AMEND]), data).status_code == 302
    with acting_as(hochmosel.soz):
        move.refresh_from_db()
        assert move.wanted_on == SOON + timedelta(days=3)
    data = {"version": move.version, "note": "", "reason": Reason.NOT_NEEDED}
    assert clerk.post(reverse("transfer_act", args=[move.id, Act.WITHDRAW]), data).status_code == 302
    assert "Your file is closed" not in clerk.get(reverse("transfer", args=[move.id])).content.decode()


def test_who_does_not_lead_is_offered_no_move(browser: Browser, hers: UUID) -> None:
    assert "Landkreis Fernau" not in browser("abh").get(reverse("transfer_new", args=[hers])).content.decode()


def test_accepted_ahead_the_receiver_waits_for_the_day(browser: Browser, hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        move = ask_to_move(hochmosel.soz, hochmosel.fremd.organisation_id, hers, SOON)
    clerk = browser("fremd")
    answer = clerk.post(
        reverse("transfer_act", args=[move.id, "accept"]), {"version": move.version, "contact": ""}, follow=True
    )
    text = answer.content.decode()
    assert "The file comes on its day" in text
    assert NAME not in text
    assert (
        "what you record until then goes along"
        in browser("soz").get(reverse("transfer", args=[move.id])).content.decode()
    )


def test_the_receiver_reads_what_ended_and_who_may_be_her(browser: Browser, hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        allow(hochmosel.soz, hers, hochmosel.verein)
        assert Consent.objects.filter(person=hers).exists()
        move = ask_to_move(hochmosel.soz, hochmosel.fremd.organisation_id, hers)
    with acting_as(hochmosel.fremd):
        listed(hochmosel.fremd, person(NAME, "Amira"))
        accept(by=hochmosel.fremd, transfer_id=move.id)
        with as_system("linkage"):
            new = Arrival.objects.get().person
    text = browser("fremd").get(reverse("transfer", args=[move.id])).content.decode()
    assert "1 consent ended with the move" in text
    assert "Compare the two files" in text
    assert reverse("merge", args=[new]) in text
    assert "Compare the two files" not in browser("soz").get(reverse("transfer", args=[move.id])).content.decode()
