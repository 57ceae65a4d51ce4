"""When a closed file is due for erasure: the longest period of the purposes for which it was kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from nahtlos.access.agreement import Purpose, in_force
from nahtlos.access.policy import Permission
from nahtlos.access.statutes import STATUTES
from nahtlos.audit import journal
from nahtlos.core import clock
from nahtlos.organisations.actor import Actor


@dataclass(frozen=True, slots=True)
class Due:
    """A closed file and when it has to go. `obstacle` is a sentence when something stands against it."""

    person: UUID
    closed_on: date
    on: date | None  #: the first day on which it may be erased; None: no period is agreed
    purpose: Purpose | None  #: the one that keeps it longest
    obstacle: str
    today: date

    @property
    def is_due(self) -> bool:
        """Whether that day has come."""
        return self.on is not None and self.on <= self.today


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def files_of(actor: Actor) -> list[Due]:
    """The closed files that the actor's organisation led last, the longest closed first; no names."""
    actor.require(Permission.ERASURE_SEE)
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute("select person, closed_on, kinds, contested, restricted from nt.closed_files()")
        rows = cursor.fetchall()
    ags = actor.membership.organisation.district.ags
    return [
        _due(person, closed, kinds, contested or restricted, ags, today)
        for person, closed, kinds, contested, restricted in rows
    ]


def _due(person: UUID, closed: date, kinds: list[str], is_held: bool, ags: str, today: date) -> Due:
    purpose = longest(kinds, ags)
    if purpose is None:
        return Due(person, closed, None, None, str(_("No period is agreed for this file.")), today)
    obstacle = str(_("A statement in it is contested or restricted; that has to be settled first.")) if is_held else ""
    return Due(person, closed, months_after(closed, purpose.keep_months), purpose, obstacle, today)


def longest(kinds: list[str], ags: str) -> Purpose | None:
    """Of the purposes of these kinds of organisations the one whose period is longest, as agreed in the district."""
    agreements = [one for one in in_force() if one.ags == ags] or list(in_force())
    tasks = {purpose for kind in kinds for purpose in STATUTES.get(kind, {})}
    found = [purpose for one in agreements for code, purpose in one.purposes.items() if code in tasks]
    return max(found, key=lambda one: one.keep_months, default=None)


def reason_of(due: Due) -> str:
    """The legal reason that stays as a mark. Raises ValueError where no period is agreed."""
    if due.purpose is None:
        raise ValueError("no period")
    return f"{due.purpose.keep_months} months after {due.closed_on.isoformat()}, {due.purpose.code}: {due.purpose.keep_basis}"[
        :300
    ]


def would_erase(actor: Actor, person_id: UUID) -> dict[str, int]:
    """How many rows of each table erasing this file takes away. Journalled."""
    actor.require(Permission.ERASURE_SEE)
    with connection.cursor() as cursor:
        cursor.execute("select nt.would_erase(%s)", [person_id])
        raw = cursor.fetchone()[0]
    journal.record("erasure.previewed", "person", person_id)
    found = json.loads(raw) if isinstance(raw, str) else raw
    return {str(name): int(rows) for name, rows in found.items() if rows}
