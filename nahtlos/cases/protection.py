"""Who is protected: where she lives is known to the leading office only (F30). The one question every surface asks.

The database says the same by itself (nt.shielded); what leaves the house never tells it, not even from the lead.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from nahtlos.access.pieces import FACTS
from nahtlos.access.vocabulary import DataClass
from nahtlos.cases.models import ProtectionMark
from nahtlos.core import clock

#: Kinds of facts that tell where somebody lives.
WHEREABOUTS = frozenset(kind for kind, data in FACTS.items() if data is DataClass.WHEREABOUTS)


def living_marks() -> QuerySet[ProtectionMark]:
    """Marks that hold today, as far as the acting organisation takes part in the cases."""
    return ProtectionMark.objects.filter(Q(until=None) | Q(until__gt=clock.today()), end=None)


def is_marked(person: str) -> Exists:
    """For a query: the person in this column is protected."""
    return Exists(living_marks().filter(person=OuterRef(person)))


def protected_among(people: Collection[UUID]) -> set[UUID]:
    """Those of these people who are protected."""
    return set(living_marks().filter(person__in=people).values_list("person_id", flat=True))
