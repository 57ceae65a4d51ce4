"""Is she here already? Candidates from the database for records of one list, or for what somebody types.

Runs as the job `linkage`, which sees identities of the whole district; what of a candidate is shown to whom is decided
by the caller's own rights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count

from nahtlos.core.context import as_system
from nahtlos.linkage.blocking import HOT_KEY
from nahtlos.linkage.identity import Identity, merged
from nahtlos.linkage.keys import blocking_keys
from nahtlos.people.data import identity_from_json
from nahtlos.people.models import Record, SearchKey

_KEYS_AT_ONCE = 5000


def candidates_for(identities: Iterable[Identity]) -> list[Identity]:
    """Everybody in the district who shares a blocking key with one of these, as one identity per person.

    `key` of the result is the person's id as text. Keys that more than HOT_KEY people share are passed over, so that the
    work for one record stays the same however many people there are.
    """
    keys = sorted({key[:80] for identity in identities for key in blocking_keys(identity)})
    with as_system("linkage"):
        people: set[UUID] = set()
        for start in range(0, len(keys), _KEYS_AT_ONCE):
            shared = (
                SearchKey.objects.filter(use="block", key__in=keys[start : start + _KEYS_AT_ONCE])
                .values("key")
                .annotate(found=ArrayAgg("person_id"), number=Count("*"))
                .filter(number__lte=HOT_KEY)
                .values_list("found", flat=True)
            )
            for found in shared:
                people.update(found)
        return identities_of(people)


def identities_of(people: Collection[UUID]) -> list[Identity]:
    """One identity per person from all her records; call it as the linkage or for people one may see."""
    records: dict[UUID, list[Identity]] = defaultdict(list)
    for key, person, stored in (
        Record.objects.filter(person__in=people, withdrawn_at=None)
        .order_by("id")
        .values_list("id", "person_id", "identity")
    ):
        records[person].append(identity_from_json(str(key), stored))
    return [merged(str(person), found) for person, found in sorted(records.items())]
