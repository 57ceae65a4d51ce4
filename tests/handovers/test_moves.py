"""A whole file goes to another district: who sees what before, on the day and after; no day is lost on the way."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from nahtlos.cases.models import Case, Fact, Participation
from nahtlos.config.checkup import violations
from nahtlos.handovers.enums import Kind, State
from nahtlos.handovers.models import Arrival, Transfer
from nahtlos.handovers.services.answering import accept
from nahtlos.handovers.services.asking import Request, begin_transfer
from nahtlos.organisations.actor import Actor
from nahtlos.people.models import Person
from tests.cases.files import TODAY
from tests.handovers.conftest import leads, led_since_spring
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


def ask_to_move(by: Actor, to: Actor, person: UUID, wanted_on: date | None = None, **more: object) -> Transfer:
    """The lead asks an office of another district to take the file over."""
    wish = Request(Kind.MOVE, to.organisation_id, wanted_on=wanted_on, **more)  # type: ignore[arg-type]
    return begin_transfer(by=by, person_id=person, request=wish)


def arrived(by: Actor, move: Transfer) -> UUID:
    """The person in the new district."""
    with acting_as(by):
        return Arrival.objects.get(transfer=move).person


def test_on_acceptance_the_new_file_begins_and_the_old_one_ends(hochmosel: Personas) -> None:
    soz, fremd = hochmosel.soz, hochmosel.fremd
    hers = led_since_spring(hochmosel)
    with acting_as(soz):
        move = ask_to_move(soz, fremd, hers, note="reads no letters")
    with acting_as(fremd):
        accept(by=fremd, transfer_id=move.id)
        new = Arrival.objects.get().person
        assert str(Person.objects.get(id=new)) == "Zzyxcanary, Amira"
        assert leads(new) == [("jobcenter", TODAY, None)]
        case = Case.objects.get(person=new)
        assert (case.opened_on, case.closed_on, case.came_from) == (TODAY, None, "Landkreis Hochmosel")
        part = Participation.objects.get(case=case)
        assert part.contact_id == fremd.membership.id
        said = {fact.kind: fact for fact in Fact.objects.filter(person=new)}
        assert said["residence"].value == {"status": "aufenthaltsgestattung"}
        assert said["residence"].reported_by_id == soz.organisation_id
        assert said["place"].valid_until == TODAY, "she lives there no longer"
        assert not Person.objects.filter(id=hers).exists()
    with acting_as(soz):
        move.refresh_from_db()
        assert (move.state, move.effective_on) == (State.COMPLETED, TODAY)
        assert Case.objects.get(person=hers).closed_on == TODAY
        assert leads(hers) == [("sozialamt", date(2016, 4, 1), TODAY)]
        assert not Person.objects.filter(id=new).exists()
        assert not Arrival.objects.exists()
    assert violations() == []
