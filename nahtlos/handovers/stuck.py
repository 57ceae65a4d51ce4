"""Transfers that nobody answers: the coordination office sees how many wait, and at whom, never whose they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nahtlos.access.policy import Permission
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.handovers.enums import OPEN, Kind, Level
from nahtlos.handovers.models import Transfer
from nahtlos.inbox import sources
from nahtlos.inbox.tasks import Overdue, shown
from nahtlos.organisations.actor import Actor
from nahtlos.organisations.enums import Role

LABELS = {
    Kind.HANDOVER: _("Handovers without an answer"),
    Kind.REFERRAL: _("Referrals without an answer"),
    Kind.MOVE: _("Moves to another district without an answer"),
}


def register() -> None:
    """Called once, when Django is ready."""
    sources.register(sources.Source("stuck", _("Handovers that nobody answers"), _at_the_last_rung))


def overdue(actor: Actor) -> list[Overdue]:
    """Of the actor's district, by receiver and kind, as numbers. Raises AccessDenied."""
    actor.require(Permission.BOARD_READ)
    with as_system("figures"):
        rows = (
            _open(actor)
            .filter(due_on__lt=clock.today())
            .values_list(Coalesce("receiver__name", "sender__name"), "kind")  # a partner has no account: who asked it
        )
        counts = Counter((office, str(LABELS[Kind(kind)])) for office, kind in rows)
    return shown(counts, actor)


def _at_the_last_rung(actor: Actor, _only_mine: bool, _limit: int) -> Sequence[sources.Need]:
    """One line for all of them, where the ladder of reminders ends."""
    if actor.membership.role != Role.COORDINATOR:
        return ()
    with as_system("figures"):
        days = list(_open(actor).filter(level=Level.COORDINATOR).order_by("due_on").values_list("due_on", flat=True))
    if not days:
        return ()
    text = ngettext(
        "%(n)s handover waits although everybody was reminded",
        "%(n)s handovers wait although everybody was reminded",
        len(days),
    )
    return [sources.Need(kind="stuck", what=text % {"n": len(days)}, page="overdue", on=days[0])]


def _open(actor: Actor) -> QuerySet[Transfer]:
    return Transfer.objects.filter(district=actor.district_id, state__in=sorted(OPEN))
