"""What a receiver needs: a checklist for each kind of office, and what of it a file has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nahtlos.cases.models import Fact, Participation
from nahtlos.cases.protection import WHEREABOUTS, protected_among
from nahtlos.handovers.enums import Kind
from nahtlos.handovers.models import Transfer
from nahtlos.organisations.enums import OrganisationKind
from nahtlos.people.models import Contact, ContactWish, HouseholdMember, Identifier, Person

#: What may stand on a checklist. A code that is a kind of fact asks for one that holds today.
ITEMS: Mapping[str, Promise] = {
    "birth": _("Date of birth"),
    "nationality": _("Nationality"),
    "residence": _("Residence status"),
    "azr": _("AZR number"),
    "entry": _("Entry into Germany"),
    "place": _("Place of residence"),
    "accommodation": _("Accommodation"),
    "benefits": _("Benefits received"),
    "able_to_work": _("Able to work"),
    "asylum_decision": _("Decision of the BAMF"),
    "language_level": _("German level"),
    "schooling": _("School leaving certificate"),
    "occupation": _("Last occupation"),
    "phone": _("Telephone or e-mail"),
    "tongue": _("Her language or interpreter"),
    "named_person": _("Named person at the sending office"),
}
_WHO = ("birth", "nationality", "residence", "azr", "entry", "place", "phone", "tongue", "named_person")
_REACH = ("phone", "tongue", "named_person")
_PACKAGES: Mapping[str, tuple[str, ...]] = {
    OrganisationKind.JOBCENTER: (
        *_WHO,
        "asylum_decision",
        "accommodation",
        "benefits",
        "able_to_work",
        "language_level",
    ),
    OrganisationKind.SOZIALAMT: (*_WHO, "accommodation", "benefits"),
    OrganisationKind.ARBEITSAGENTUR: (*_WHO, "able_to_work", "language_level", "schooling", "occupation"),
    OrganisationKind.JUGENDAMT: (*_WHO, "schooling"),
    OrganisationKind.AUSLAENDERBEHOERDE: _WHO,
}


def checklist(kind: str, receiver_kind: str) -> tuple[str, ...]:
    """Codes of ITEMS in the order in which they are shown; a referral needs only what it takes to reach her, and one to a
    partner without an account (no `receiver_kind`) what was ticked for it."""
    if kind == "referral":
        return _REACH if receiver_kind else ()
    return _PACKAGES.get(receiver_kind, _WHO)


def fill(transfers: Collection[Transfer], today: date) -> list[Transfer]:
    """`ready`, `needed` and `gaps` follow what the files have; returns those that changed, unsaved. Six statements.

    A move says a little more, so that the other district can decide: the year she was born, how many live with her, and
    whom one can call.
    """
    if not transfers:
        return []
    there = _there({one.case_id: one.case.person_id for one in transfers}, today)
    named, secret = _named(transfers), protected_among({one.case.person_id for one in transfers})
    changed = []
    previews = _previews([one for one in transfers if one.kind == Kind.MOVE])
    for one in transfers:
        wanted = checklist(one.kind, one.receiver_kind)
        if one.case.person_id in secret:
            wanted = tuple(code for code in wanted if code not in WHEREABOUTS)  # nobody is asked for it
        has = there[one.case_id] | ({"named_person"} if (one.case_id, one.sender_id) in named else set())
        gaps = [code for code in wanted if code not in has]
        preview = previews.get(one.case_id, {})
        if (gaps, len(wanted), preview) != (one.gaps, one.needed, one.preview):
            one.preview = preview
            one.gaps, one.needed, one.ready = gaps, len(wanted), len(wanted) - len(gaps)
            changed.append(one)
    return changed


def _there(people: Mapping[UUID, UUID], today: date) -> dict[UUID, set[str]]:
    """What of ITEMS each case has, whoever brought it."""
    cases = {person: case for case, person in people.items()}
    found: dict[UUID, set[str]] = defaultdict(set)

    def add(rows: Iterable[UUID], code: str) -> None:
        for person in rows:
            found[cases[person]].add(code)

    holds = Q(valid_until=None) | Q(valid_until__gt=today)
    for person, kind in Fact.objects.filter(
        holds, person__in=cases, superseded_at=None, kind__in=[*ITEMS, "language"]
    ).values_list("person_id", "kind"):
        found[cases[person]].add("tongue" if kind == "language" else kind)
    add(
        Identifier.objects.filter(person__in=cases, kind="azr", is_current=True).values_list("person_id", flat=True),
        "azr",
    )
    add(Contact.objects.filter(person__in=cases, is_current=True).values_list("person_id", flat=True), "phone")
    wishes = ContactWish.objects.filter(Q(interpreter_needed=False) | ~Q(interpreter_language=""), person__in=cases)
    add(wishes.values_list("person_id", flat=True), "tongue")
    return found


def _previews(moves: Collection[Transfer]) -> dict[UUID, dict[str, Any]]:
    """Never who it is: year of birth, persons in her largest household, and whom to call at the sender (a membership)."""
    found: dict[UUID, dict[str, Any]] = {}
    for one in moves:
        person = Person.objects.filter(id=one.case.person_id).values_list("birth_year", flat=True).first()
        homes = HouseholdMember.objects.filter(person=one.case.person_id, is_current=True).values("household")
        sizes = HouseholdMember.objects.filter(household__in=homes, is_current=True).values("household")
        largest = max(sizes.annotate(n=Count("person", distinct=True)).values_list("n", flat=True), default=1)
        parts = Participation.objects.filter(case=one.case_id, organisation=one.sender_id, valid_until=None)
        call = parts.values_list("contact_id", flat=True).first()
        found[one.case_id] = {"persons": largest, "birth_year": person, "call": str(call) if call else None}
    return found


def _named(transfers: Collection[Transfer]) -> set[tuple[UUID, UUID]]:
    """Where the sender has named somebody to call."""
    parts = Participation.objects.filter(
        case__in={one.case_id for one in transfers}, valid_until=None, contact__isnull=False
    )
    return set(parts.values_list("case_id", "organisation_id"))
