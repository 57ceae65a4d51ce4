"""Saved views of the list of cases, as the actor may see them: her own and those her colleagues share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from uuid import UUID

from django.db.models import Exists, OuterRef

from nahtlos.access.policy import Permission
from nahtlos.cases.models import DefaultView, SavedView
from nahtlos.cases.selectors import CaseFilter
from nahtlos.organisations.actor import Actor


@dataclass(frozen=True, slots=True)
class ViewLine:
    """A saved view: what it narrows to, whose it is, and what the actor may do with it."""

    id: UUID
    name: str
    chosen: CaseFilter
    is_shared: bool
    is_default: bool  #: the list opens with it for this actor
    owner: str  #: empty for her own
    may_change: bool


def list_views(actor: Actor) -> Sequence[ViewLine]:
    """Her own and the shared ones of her organisation, by name."""
    actor.require(Permission.CASE_LIST)
    mine = DefaultView.objects.filter(view=OuterRef("pk"), account=actor.account_id, organisation=actor.organisation_id)
    found = SavedView.objects.annotate(is_default=Exists(mine)).select_related("account").order_by("name", "id")
    return [
        ViewLine(
            view.id,
            view.name,
            filter_of(view),
            view.is_shared,
            view.is_default,
            "" if view.account_id == actor.account_id else view.account.name,
            may_change(actor, view),
        )
        for view in found
    ]


def may_change(actor: Actor, view: SavedView) -> bool:
    """Her own; and, with that task, what others have shared."""
    return view.account_id == actor.account_id or actor.may(Permission.VIEW_KEEP)


def filter_of(view: SavedView) -> CaseFilter:
    """What it narrows to; what this version no longer knows narrows nothing."""
    known = {field.name for field in fields(CaseFilter)}
    return CaseFilter(**{key: str(value) for key, value in view.filter.items() if key in known})


def as_stored(chosen: CaseFilter) -> dict[str, str]:
    """Only what narrows the list."""
    return {key: value for key, value in asdict(chosen).items() if value}
