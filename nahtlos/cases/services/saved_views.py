"""Keeping a narrowed list under a name, sharing it inside one's organisation, opening the list with it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from nahtlos.access.policy import Permission
from nahtlos.cases.models import DefaultView, SavedView
from nahtlos.cases.saved_views import as_stored, may_change
from nahtlos.cases.selectors import CaseFilter
from nahtlos.core import clock
from nahtlos.organisations.actor import AccessDenied, Actor

#: Nobody finds anything among more.
MOST = 50
NAME_LENGTH = 60


class NoSuchName(Exception):
    """The name cannot be used; the text is a sentence for the user."""


@transaction.atomic
def save_view(*, by: Actor, name: str, chosen: CaseFilter, is_shared: bool) -> SavedView:
    """The list narrowed like this, under this name; her own view of the same name is replaced. Raises NoSuchName."""
    by.require(Permission.CASE_LIST)
    mine = SavedView.objects.filter(account=by.account_id, organisation=by.organisation_id)
    name = _usable(name)
    if mine.exclude(name=name).count() >= MOST:
        raise NoSuchName("You keep fifty views already; please delete one first.")
    view = mine.filter(name=name).first() or SavedView(
        account_id=by.account_id, organisation_id=by.organisation_id, name=name
    )
    view.filter, view.changed_at = as_stored(chosen), clock.now()
    _share(view, is_shared)
    view.save()
    return view


@transaction.atomic
def change_view(*, by: Actor, view_id: UUID, name: str, is_shared: bool) -> SavedView:
    """Another name, shared or not; what somebody else has shared stays shared.

    Raises NoSuchName, AccessDenied, SavedView.DoesNotExist.
    """
    view = _changeable(by, view_id)
    view.name, view.changed_at = _usable(name), clock.now()
    if SavedView.objects.filter(account=view.account_id, name=view.name).exclude(id=view.id).exists():
        raise NoSuchName("There is a view of this name already.")
    _share(view, is_shared or view.account_id != by.account_id)
    view.save()
    return view


@transaction.atomic
def delete_view(*, by: Actor, view_id: UUID) -> SavedView:
    """It is gone, also as a default; returns what it was. Raises AccessDenied, SavedView.DoesNotExist."""
    view = _changeable(by, view_id)
    gone = SavedView(name=view.name, filter=view.filter, is_shared=view.is_shared, account_id=view.account_id)
    view.delete()
    return gone


@transaction.atomic
def open_with(*, by: Actor, view_id: UUID | None) -> None:
    """Her list opens with this view from now on, or (None) with all cases. Raises SavedView.DoesNotExist."""
    by.require(Permission.CASE_LIST)
    DefaultView.objects.filter(account=by.account_id, organisation=by.organisation_id).delete()
    if view_id is not None:
        view = SavedView.objects.get(id=view_id)
        DefaultView.objects.create(account_id=by.account_id, organisation_id=by.organisation_id, view=view)


def _share(view: SavedView, is_shared: bool) -> None:
    if view.is_shared and not is_shared:
        # Nobody's list opens with what she cannot see any more.
        DefaultView.objects.filter(view=view).exclude(account=view.account_id).delete()
    view.is_shared = is_shared


def _changeable(by: Actor, view_id: UUID) -> SavedView:
    by.require(Permission.CASE_LIST)
    view = SavedView.objects.select_for_update().get(id=view_id)
    if not may_change(by, view):
        raise AccessDenied("Only whoever shared this view can change it.")
    return view


def _usable(name: str) -> str:
    name = " ".join(name.split())[:NAME_LENGTH]
    if not name:
        raise NoSuchName("Please give the view a name.")
    return name
