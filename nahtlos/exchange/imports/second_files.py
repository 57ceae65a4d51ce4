"""After a row was joined with a file by hand: is another candidate, who has a file of her own, the same person as well?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from nahtlos.cases.matching import identities_of
from nahtlos.core.context import as_system
from nahtlos.exchange.imports.discretion import visible_to
from nahtlos.exchange.models import ImportRow
from nahtlos.linkage.score import score
from nahtlos.organisations.actor import Actor
from nahtlos.people.models import Person

#: From this probability on, the other file is offered for a look; whether they are one person is for a human.
WORTH_A_LOOK = 0.5


@dataclass(frozen=True, slots=True)
class SecondFile:
    """A file that may be the same person's as the one the row was joined with."""

    person_id: UUID
    name: str
    probability: float


def second_files(actor: Actor, row: ImportRow) -> Sequence[SecondFile]:
    """Candidates of the row besides the one she was found to be, as far as the actor may open their files; the likeliest
    first. What the row says counts for the file it was joined with."""
    others = {UUID(one["person"]) for one in row.candidates if one.get("person")} - {row.person_id}
    mine = visible_to(actor, others)
    if row.person_id is None or not mine:
        return []
    with as_system("linkage"):
        people = Person.objects.filter(id__in=mine, merged_into=None, withdrawn_at=None).in_bulk()
        identities = {UUID(identity.key): identity for identity in identities_of({*people, row.person_id})}
    joined = identities.get(row.person_id)
    if joined is None:
        return []
    found = [
        SecondFile(key, str(people[key]), score(joined, identities[key]).probability)
        for key in people
        if key in identities
    ]
    likely = [one for one in found if one.probability >= WORTH_A_LOOK]
    return sorted(likely, key=lambda one: -one.probability)
