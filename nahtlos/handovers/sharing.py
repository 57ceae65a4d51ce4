"""What a partner without an account may be told of her: a short list to tick from, and what of it is known.

Nothing of it goes out by itself: whoever sends ticks each piece, with the day on which the person agreed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nahtlos.access.pieces import FACTS
from nahtlos.access.vocabulary import DataClass
from nahtlos.cases.models import Fact
from nahtlos.cases.protection import protected_among
from nahtlos.cases.sight import leaving
from nahtlos.core import clock
from nahtlos.organisations.actor import Actor
from nahtlos.people.models import Contact, ContactWish, Person

#: In the order in which they are offered and shown. Status, procedure, benefits, health and notes are never among them.
PIECES: Mapping[str, Promise] = {
    "name": _("Name"),
    "born": _("Year of birth"),
    "reach": _("Telephone or e-mail"),
    "tongue": _("Languages"),
    "interpreter": _("Needs an interpreter"),
    "language_level": _("German level"),
    "schooling": _("School leaving certificate"),
    "occupation": _("Last occupation"),
    "place": _("Place of residence"),
}
#: Pieces that are facts in the file, by kind.
_FACTS = {"language": "tongue", **{kind: kind for kind in ("language_level", "schooling", "occupation", "place")}}
#: Lead to where she is: not offered of somebody who is protected.
LEADS_THERE = frozenset({"reach", "place"})

#: Code of PIECES → what is known: texts, or `(kind, value, note)` of a fact, which the page puts into words.
Known = dict[str, list[Any]]


def known_of(actor: Actor, person_id: UUID) -> Known:
    """What of PIECES is known of her and may leave the actor's house, as for paper and exports."""
    is_protected = bool(protected_among([person_id]))
    out = leaving(actor, is_protected=is_protected)
    found: Known = defaultdict(list)

    def add(code: str, said: Any, data: DataClass, by: UUID | None = None) -> None:
        if out.takes(data, by) and not (is_protected and code in LEADS_THERE) and said not in found[code]:
            found[code].append(said)

    person = Person.objects.get(id=person_id)
    add("name", str(person), DataClass.IDENTITY)
    if person.birth_year:
        add("born", str(person.birth_year), DataClass.IDENTITY)
    for contact in Contact.objects.filter(person=person_id, is_current=True).select_related("record"):
        by = contact.record.organisation_id if contact.record else None
        add("reach", contact.as_written or contact.value, DataClass.CONTACT, by)
    wish = ContactWish.objects.filter(person=person_id, interpreter_needed=True).first()
    if wish is not None:
        add("interpreter", wish.interpreter_language or "✓", DataClass.CONTACT)
    holds = Q(valid_until=None) | Q(valid_until__gt=clock.today())
    facts = Fact.objects.filter(holds, person=person_id, superseded_at=None, kind__in=_FACTS)
    for fact in facts.order_by("valid_from"):
        add(_FACTS[fact.kind], (fact.kind, fact.value, fact.source_note), FACTS[fact.kind], fact.reported_by_id)
    return {code: found[code] for code in PIECES if found.get(code)}
