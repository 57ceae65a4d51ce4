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

from nahtlos.cases.models import Fact
from nahtlos.cases.protection import protected_among
from nahtlos.core import clock
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
_LEADS_THERE = frozenset({"reach", "place"})

#: Code of PIECES → what is known: texts, or `(kind, value, note)` of a fact, which the page puts into words.
Known = dict[str, list[Any]]


def known_of(person_id: UUID) -> Known:
    """What of PIECES the acting organisation may read of her; the database decides what that is."""
    person = Person.objects.get(id=person_id)
    found: Known = defaultdict(list)
    found["name"].append(str(person))
    if person.birth_year:
        found["born"].append(str(person.birth_year))
    for value, written in Contact.objects.filter(person=person_id, is_current=True).values_list("value", "as_written"):
        found["reach"].append(written or value)
    wish = ContactWish.objects.filter(person=person_id, interpreter_needed=True).first()
    if wish is not None:
        found["interpreter"].append(wish.interpreter_language or "✓")
    holds = Q(valid_until=None) | Q(valid_until__gt=clock.today())
    for fact in Fact.objects.filter(holds, person=person_id, superseded_at=None, kind__in=_FACTS).order_by(
        "valid_from"
    ):
        found[_FACTS[fact.kind]].append((fact.kind, fact.value, fact.source_note))
    hidden = _LEADS_THERE if protected_among([person_id]) else frozenset()
    return {code: found[code] for code in PIECES if found.get(code) and code not in hidden}
