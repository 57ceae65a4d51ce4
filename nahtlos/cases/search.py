"""Finding a person by any usual spelling of her name, a number or a telephone number, and saying why she was found.

Sees the actor's own cases only; whether somebody is known elsewhere is answered by the match check at data entry.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.utils.crypto import salted_hmac

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.matching import identities_of
from nahtlos.cases.selectors import CaseLine, lines_of, visible_people
from nahtlos.linkage.decide import search_score
from nahtlos.linkage.keys import search_keys, sort_key
from nahtlos.linkage.reasons import Reason
from nahtlos.organisations.actor import Actor
from nahtlos.people.models import Contact, Identifier, Person, SearchKey

#: At most so many people are compared with what was typed, and so many shown.
COMPARED, SHOWN = 300, 50
#: Below this nobody is shown: less than half of what was typed was found.
ENOUGH = 0.5
_NUMBER = re.compile(r"[+0-9][0-9A-Za-z/.\- ]*\d[0-9A-Za-z/.\-]*|[0-9A-Za-z]*\d[0-9A-Za-z/.\-]*")


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody who answers the search, how well (0 to 1), and why."""

    line: CaseLine
    score: float
    why: Sequence[Reason]

    def text(self, language: str) -> str:
        """The reasons as one line in `de` or `en`."""
        return " · ".join(reason.text(language) for reason in self.why)


def search(actor: Actor, text: str) -> list[Hit]:
    """People in the actor's cases who answer to `text`, best first: names in any order and spelling, a year or date of
    birth, any of her numbers, a telephone number. Journalled without what was typed."""
    actor.require(Permission.PERSON_SEARCH)
    text = " ".join(text.split())[:200]
    if not text:
        return []
    found = _found(actor, text)
    scored = [(search_score(text, identity), UUID(identity.key)) for identity in identities_of(found)]
    best = sorted(
        ((result.score, key, result.why) for result, key in scored if result.score >= ENOUGH),
        key=lambda item: (-item[0], item[1]),
    )[:SHOWN]
    people = Person.objects.in_bulk([key for _score, key, _why in best])
    lines = {line.person_id: line for line in lines_of(actor, list(people.values()))}
    hits = [Hit(lines[key], score, why) for score, key, why in best]
    hits.sort(key=lambda hit: (-hit.score, people[hit.line.person_id].sort_key))
    query = salted_hmac("person.searched", text.lower(), algorithm="sha256").hexdigest()[:16]
    journal.record("person.searched", query=query, hits=[str(hit.line.person_id) for hit in hits[:20]], found=len(hits))
    return hits


def _found(actor: Actor, text: str) -> set[UUID]:
    mine = visible_people(actor)
    found: set[UUID] = set()
    keys = sorted(search_keys(text))
    if keys:
        found |= set(
            SearchKey.objects.filter(use="search", key__in=keys, person__in=mine.values("pk"))
            .values("person_id")
            .annotate(words=Count("key"))
            .order_by("-words", "person__sort_key")
            .values_list("person_id", flat=True)[:COMPARED]
        )
    prefix = sort_key(text, "").rstrip("\x1f")
    if len(prefix) > 1:
        begins = mine.filter(sort_key__gte=prefix, sort_key__lt=f"{prefix}\U0010ffff").order_by("sort_key")
        found |= set(begins.values_list("id", flat=True)[:COMPARED])
    numbers = {re.sub(r"[^0-9A-Za-z]", "", word).upper() for word in _NUMBER.findall(text)}
    written = {form for word in _NUMBER.findall(text) for form in (word.strip(), word.strip().upper())}
    if numbers:
        found |= set(
            Identifier.objects.filter(value__in=numbers | written, person__in=mine.values("pk")).values_list(
                "person_id", flat=True
            )[:COMPARED]
        )
        phones = {f"+49{number.lstrip('0')}" for number in numbers if number.isdigit() and len(number) > 5}
        phones |= {f"+{number.removeprefix('00')}" for number in numbers if number.isdigit() and len(number) > 5}
        found |= set(
            Contact.objects.filter(
                Q(value__in=phones) | Q(as_written__in=written), person__in=mine.values("pk")
            ).values_list("person_id", flat=True)[:COMPARED]
        )
    return found
