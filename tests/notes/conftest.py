"""A woman whose file five offices work on, each with a note of its own class where it may write one."""

from __future__ import annotations

from uuid import UUID

import pytest

from nahtlos.access.vocabulary import DataClass
from nahtlos.core import clock
from nahtlos.notes.models import Note
from nahtlos.notes.services import write_note
from nahtlos.organisations.actor import Actor
from tests.cases.files import asylum_seeker, listed, person
from tests.personas import Personas, acting_as

#: who writes which class
WRITERS = {
    "beratung": DataClass.COUNSELLING,
    "jc": DataClass.HEALTH,
    "ja": DataClass.YOUTH,
    "verein": DataClass.VOLUNTEERING,
}


def note(by: Actor, person_id: UUID, data: DataClass, text: str = "Zzyxnote") -> Note:
    """One note of today."""
    with acting_as(by):
        return write_note(by=by, person_id=person_id, data=data, day=clock.today(), text=text)


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    """Known to everybody who writes notes, and to the immigration office."""
    with acting_as(hochmosel.soz):
        her = listed(hochmosel.soz, asylum_seeker()).person_id
    for name in ("abh", "jc", "ja", "beratung", "verein"):
        office: Actor = getattr(hochmosel, name)
        with acting_as(office):
            listed(office, person(), her)
    return her
