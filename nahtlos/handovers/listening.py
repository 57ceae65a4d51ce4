"""Where the case file below tells, and handovers listen."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nahtlos.cases import happenings
from nahtlos.cases.models import Case
from nahtlos.cases.responsibility import cases_closed, law_has_spoken
from nahtlos.core.context import as_system
from nahtlos.handovers.enums import Kind, State
from nahtlos.handovers.follow import close, follow
from nahtlos.handovers.models import Transfer
from nahtlos.handovers.moving.follow import follow_places


def connect() -> None:
    """Called once, when Django is ready."""
    law_has_spoken.connect(_law_has_spoken, dispatch_uid="handovers.law_has_spoken")
    cases_closed.connect(_cases_closed, dispatch_uid="handovers.cases_closed")
    happenings.closing_asked.connect(_closing_asked, dispatch_uid="handovers.closing_asked")


def _law_has_spoken(*, cases: Collection[Case], today: date, **_more: Any) -> None:
    with as_system("recompute"):
        follow(cases, today)
        follow_places(cases, today)


def _cases_closed(*, people: Collection[UUID], **_more: Any) -> None:
    if people:
        with as_system("recompute"):
            close(people)


def _closing_asked(*, case: Case, **_more: Any) -> str | Promise:
    """Who has accepted a case has planned with it: her day is waited for, or the handover is taken back first."""
    with as_system("recompute"):
        if not Transfer.objects.filter(case=case, kind=Kind.HANDOVER, state=State.ACCEPTED).exists():
            return ""
    return _(
        "Another office has accepted the case and takes over soon. Withdraw the handover first, or wait for the day."
    )
