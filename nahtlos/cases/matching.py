"""Is she here already? Candidates from the database for records of one list, or for what somebody types.

Runs as the job `linkage`, which sees identities of the whole district; what of a candidate is shown to whom is decided
by the caller's own rights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from nahtlos.core.context import as_system
from nahtlos.linkage.identity import Identity, merged
from nahtlos.linkage.keys import blocking_keys
from nahtlos.people.data import identity_from_json
from nahtlos.people.models import Record, SearchKey


def candidates_for(identities: Iterable[Identity]) -> list[Identity]:
    """Everybody in the district who shares a blocking key with one of these, as one identity per person.

    `key` of the result is the person's id as text.
    """
    keys = {key for identity in identities for key in blocking_keys(identity)}
    with as_system("linkage"):
        people = set(
            SearchKey.objects.filter(use="block", key__in=keys, person__merged_into=None).values_list(
                "person_id", flat=True
            )
        )
        return identities_of(people)


def identities_of(people: Collection[UUID]) -> list[Identity]:
    """One identity per person from all her records; call it as the linkage or for people one may see."""
    records: dict[UUID, list[Identity]] = defaultdict(list)
    for record in Record.objects.filter(person__in=people).order_by("id"):
        records[record.person_id].append(identity_from_json(str(record.id), record.identity))
    return [merged(str(person), found) for person, found in sorted(records.items())]
