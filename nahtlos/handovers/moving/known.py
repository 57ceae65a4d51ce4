"""Is she known in the new district already? A hint for a human, never a merge by itself."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from nahtlos.audit import journal
from nahtlos.cases.matching import candidates_for, identities_of
from nahtlos.cases.models import CaseAccess, Participation
from nahtlos.core.context import as_system
from nahtlos.linkage.decide import decide
from nahtlos.organisations.actor import Actor

#: From which probability somebody is named; the same as when a file is opened by hand.
_LIKELY = 0.05
_MOST = 3


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of this district who may be her. `person_id` where the actor may open that file, else the desk to ask."""

    person_id: UUID | None
    desk: str


def known_here(by: Actor, person_id: UUID) -> list[Known]:
    """Likely files in the actor's district, the likeliest first; of those the actor may not open only the desk. Journalled."""
    with as_system("linkage"):
        mine = identities_of([person_id])
    if not mine:
        return []
    others = [one for one in candidates_for(mine) if one.key != str(person_id)]
    found = [one for one in decide(mine[0], others).candidates if one.score.probability >= _LIKELY][:_MOST]
    journal.record("match.checked", "person", person_id, candidates=len(found))
    ids = [UUID(one.key) for one in found]
    open_to_me = set(
        CaseAccess.objects.filter(organisation=by.organisation_id, person__in=ids).values_list("person_id", flat=True)
    )
    with as_system("linkage"):
        desks = dict(
            Participation.objects.filter(case__person__in=ids, valid_until=None)
            .order_by("-valid_from")
            .values_list("case__person_id", "organisation__name")
        )
    return [Known(key if key in open_to_me else None, desks.get(key, "")) for key in ids]
