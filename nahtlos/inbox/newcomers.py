"""Newcomers who are to be informed: the list, the proof, and how well the chain works."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from uuid import UUID

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_noop as _

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases.enums import AccessLevel, FactKind
from nahtlos.cases.models import CaseAccess, Fact
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.inbox.enums import ENTERED, REACHED, ToldHow
from nahtlos.inbox.models import Information
from nahtlos.inbox.welcome import LANGUAGES
from nahtlos.organisations.actor import Actor
from nahtlos.people.models import ContactWish

PAGE = 50
#: Letters that are printed at once.
LETTERS = 100
#: Below this many people a number is not shown.
SMALL = 5
#: The language most people of a state read, where nobody has noted hers: a guess, and marked as one.
OF_STATE = {
    "SY": "ar", "IQ": "ar", "LB": "ar", "YE": "ar", "LY": "ar", "SD": "ar", "MA": "ar", "DZ": "ar", "TN": "ar", "EG": "ar",
    "IR": "fa", "AF": "fa", "ER": "ti", "SO": "so", "UA": "uk", "RU": "ru", "TR": "tr", "GN": "fr", "CM": "fr", "CI": "fr",
    "CD": "fr", "TG": "fr", "ML": "fr", "SN": "fr",
}  # fmt: skip
#: Languages we have no letter in, and the one that is understood instead.
INSTEAD = {"fa-AF": "fa", "prs": "fa", "kmr": "tr", "ckb": "ar", "az": "tr", "be": "ru"}


class NotNow(Exception):
    """It cannot be done; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """One line of the list. `language` is a code of the public pages; `is_guess` where it follows from the nationality."""

    id: UUID
    person_id: UUID
    name: str
    language: str
    is_guess: bool
    opened_on: date
    due_on: date
    printed: bool
    told_on: date | None
    told_how: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of newcomers."""

    rows: Sequence[Newcomer]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How the chain works for those who came within a year. None: too few people to be shown."""

    newcomers: int | None
    reached: int | None
    not_reachable: int | None
    overdue: int | None
    share_reached: float | None  #: of all newcomers, 0 to 1
    median_days: float | None  #: from the day the immigration office brought her to the first information
    since: date

    def as_json(self) -> dict[str, object]:
        """For other programs."""
        names = ("newcomers", "reached", "not_reachable", "overdue", "share_reached", "median_days")
        return {"since": self.since.isoformat(), **{name: getattr(self, name) for name in names}, "small_below": SMALL}


def list_newcomers(actor: Actor, *, done: bool = False, number: int = 1) -> Page:
    """Whom the actor's organisation is to inform, the most urgent first, or whom it has informed, the latest first."""
    actor.require(Permission.CASE_READ)
    rows = _of(actor).filter(told_on__isnull=not done)
    rows = rows.order_by("-told_at", "id") if done else rows.order_by("due_on", "person__sort_key", "id")
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    number = min(max(1, number), pages)
    return Page(_lines(rows[(number - 1) * PAGE : number * PAGE]), number, pages, total)


def open_newcomers(actor: Actor, keys: Collection[UUID]) -> list[Newcomer]:
    """These of them that are still to be informed; others are left out. At most LETTERS."""
    actor.require(Permission.CASE_READ)
    return _lines(_of(actor).filter(id__in=keys, told_on=None).order_by("person__sort_key", "id")[:LETTERS])


@transaction.atomic
def note_printed(*, by: Actor, keys: Collection[UUID]) -> None:
    """Letters were made for them. That they were sent is another matter, and entered."""
    rows = _of(by).filter(id__in=keys)
    for person in rows.values_list("person_id", flat=True):
        journal.record("newcomer.letter_made", "person", person)
    rows.update(printed_at=clock.now())


@transaction.atomic
def note_told(*, by: Actor, keys: Collection[UUID], how: str, on: date) -> int:
    """They were informed on that day in that way, or could not be reached: the proof. Returns how many were open still.

    Raises AccessDenied, NotNow.
    """
    by.require(Permission.DEADLINE_TICK)
    if how not in ENTERED:
        raise NotNow(_("Please say how they were informed."))
    if on > clock.today():
        raise NotNow(_("The day lies in the future."))
    rows = _of(by).select_for_update(of=("self",)).filter(id__in=keys, told_on=None)
    if rows.filter(opened_on__gt=on).exists():
        raise NotNow(_("The day lies before the day on which the immigration office has brought them."))
    people = list(rows.values_list("person_id", flat=True))
    rows.update(told_on=on, told_how=how, told_by=by.account_id, told_at=clock.now())
    for person in people:
        journal.record("newcomer.informed", "person", person, how=how)
    return len(people)


@transaction.atomic
def take_back_told(*, by: Actor, key: UUID) -> None:
    """It was entered by mistake: she is still to be informed. Raises AccessDenied, Information.DoesNotExist."""
    by.require(Permission.DEADLINE_TICK)
    row = _of(by).select_for_update(of=("self",)).get(id=key, told_how__in=ENTERED)
    Information.objects.filter(id=row.id).update(told_on=None, told_how="", told_by=None, told_at=None)
    journal.record("newcomer.reopened", "person", row.person_id)


def figures(actor: Actor) -> Figures:
    """Of the actor's district, for those who came within a year; small numbers are not shown."""
    actor.require(Permission.BOARD_READ)
    since = clock.today() - timedelta(days=365)
    with as_system("figures"):
        found = list(
            Information.objects.filter(opened_on__gte=since, withdrawn_at=None, district=actor.district_id).values_list(
                "opened_on", "due_on", "told_on", "told_how"
            )
        )
    journal.record("figures.read")
    days = [
        (told - opened).days for opened, _due, told, how in found if told and how in REACHED and how != ToldHow.KNOWN
    ]
    reached = sum(how in REACHED for *_rest, how in found)
    unreachable = sum(how == ToldHow.NOT_REACHABLE for *_rest, how in found)
    overdue = sum(told is None and due < clock.today() for _opened, due, told, _how in found)
    # Whoever knows the whole and all parts but one knows the last one: either all of them are large enough or none is shown.
    clear = all(n == 0 or n >= SMALL for n in (reached, unreachable, len(found) - reached - unreachable))
    return Figures(
        newcomers=_large(len(found)),
        reached=reached if clear else None,
        not_reachable=unreachable if clear else None,
        overdue=_large(overdue) if clear else None,
        share_reached=round(reached / len(found), 3) if found and clear else None,
        median_days=float(median(days)) if len(days) >= SMALL else None,
        since=since,
    )


def _large(number: int) -> int | None:
    return None if 0 < number < SMALL else number


def _of(actor: Actor) -> QuerySet[Information]:
    access = CaseAccess.objects.filter(organisation=actor.organisation_id).exclude(level=AccessLevel.CLOSED)
    return Information.objects.filter(
        organisation=actor.organisation_id,
        withdrawn_at=None,
        person__merged_into=None,
        person__in=access.values("person"),
    )


def _lines(rows: QuerySet[Information]) -> list[Newcomer]:
    wish = ContactWish.objects.filter(person=OuterRef("person")).values("interpreter_language")[:1]
    spoken = (
        Fact.objects.filter(person=OuterRef("person"), kind=FactKind.LANGUAGE, superseded_at=None)
        .filter(Q(valid_until=None) | Q(valid_until__gt=clock.today()))
        .order_by("recorded_at", "id")
        .values("value__code")[:1]
    )
    found = rows.select_related("person").annotate(
        wish=Subquery(wish), spoken=Subquery(spoken), state=F("person__nationality")
    )
    return [
        Newcomer(
            id=row.id,
            person_id=row.person_id,
            name=str(row.person),
            language=_language(row.wish or row.spoken or "") or OF_STATE.get(row.state, "en"),
            is_guess=not _language(row.wish or row.spoken or ""),
            opened_on=row.opened_on,
            due_on=row.due_on,
            printed=row.printed_at is not None,
            told_on=row.told_on,
            told_how=row.told_how,
            legal_basis=row.legal_basis,
        )
        for row in found
    ]


def _language(code: str) -> str:
    """The language of a letter for a language somebody speaks; empty where there is none."""
    code = INSTEAD.get(code, code)
    return code if code in LANGUAGES else ""
