"""Where the case file below tells, and handovers listen."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from nahtlos.cases.models import Case
from nahtlos.cases.responsibility import cases_closed, law_has_spoken
from nahtlos.core.context import as_system
from nahtlos.handovers.follow import close, follow
from nahtlos.handovers.moving.follow import follow_places


def connect() -> None:
    """Called once, when Django is ready."""
    law_has_spoken.connect(_law_has_spoken, dispatch_uid="handovers.law_has_spoken")
    cases_closed.connect(_cases_closed, dispatch_uid="handovers.cases_closed")


def _law_has_spoken(*, cases: Collection[Case], today: date, **_more: Any) -> None:
    with as_system("recompute"):
        follow(cases, today)
        follow_places(cases, today)


def _cases_closed(*, people: Collection[UUID], **_more: Any) -> None:
    if people:
        with as_system("recompute"):
            close(people)
