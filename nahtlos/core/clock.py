"""The one clock of the workspace: law and deadlines speak of the day it says.

In training mode the day is pinned (NAHTLOS_TODAY); the moment of a record is always the real one.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

BERLIN = ZoneInfo("Europe/Berlin")


def today() -> date:
    """The day the workspace lives in: the pinned day in training mode, else the calendar day in Berlin."""
    pinned: date | None = settings.PINNED_TODAY
    return pinned or datetime.now(BERLIN).date()  # noqa: TID251 -- this module is the edge


def now() -> datetime:
    """The real moment, with time zone; never pinned, so that the journal cannot be talked into another time."""
    return datetime.now(UTC)  # noqa: TID251 -- this module is the edge


def is_pinned() -> bool:
    """Whether the workspace is in training mode."""
    return settings.PINNED_TODAY is not None
