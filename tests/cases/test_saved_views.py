"""Saved views: mine are mine, shared ones stay in the organisation, and no name of a person gets into one."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, transaction

from nahtlos.cases.models import DefaultView, SavedView
from nahtlos.cases.saved_views import list_views
from nahtlos.cases.selectors import CaseFilter
from nahtlos.cases.services.saved_views import MOST, NoSuchName, change_view, delete_view, open_with, save_view
from nahtlos.organisations.actor import AccessDenied, Actor
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db

SYRIANS = CaseFilter(nationality="SY", due="30")


def kept(by: Actor, name: str = "Syrien, bald", *, shared: bool = False) -> UUID:
    with acting_as(by):
        return save_view(by=by, name=name, chosen=SYRIANS, is_shared=shared).id


def seen(by: Actor) -> list[str]:
    with acting_as(by):
        return [view.name for view in list_views(by)]


def test_what_is_kept_is_found_again_with_what_it_narrows_to(hochmosel: Personas) -> None:
    kept(hochmosel.jc)
    with acting_as(hochmosel.jc):
        (view,) = list_views(hochmosel.jc)
    assert (view.name, view.chosen, view.owner, view.may_change) == ("Syrien, bald", SYRIANS, "", True)


@pytest.mark.parametrize("shared", [False, True])
def test_nobody_of_another_organisation_sees_it_not_even_in_the_database(hochmosel: Personas, shared: bool) -> None:
    view = kept(hochmosel.jc, shared=shared)
    with acting_as(hochmosel.jc):
        open_with(by=hochmosel.jc, view_id=view)
    assert seen(hochmosel.jc2) == (["Syrien, bald"] if shared else [])
    for stranger in (hochmosel.fremd, hochmosel.soz, hochmosel.abh):
        assert seen(stranger) == []
        with acting_as(stranger):
            assert not SavedView.objects.exists()
            assert not DefaultView.objects.exists()
            assert SavedView.objects.update(name="x") == 0
            assert SavedView.objects.all().delete()[0] == 0


def test_nobody_can_plant_a_view_elsewhere(hochmosel: Personas) -> None:
    by = hochmosel.jc
    for account, organisation in (
        (by.account_id, hochmosel.soz.organisation_id),
        (hochmosel.jc2.account_id, by.organisation_id),
    ):
        planted = SavedView(
            account_id=account, organisation_id=organisation, name="x", filter={}, changed_at="2016-09-30T12:00Z"
        )
        with acting_as(by), pytest.raises(ProgrammingError), transaction.atomic():
            planted.save(force_insert=True)


def test_the_same_name_replaces_my_own_view_and_nobody_elses(hochmosel: Personas) -> None:
    first = kept(hochmosel.jc2, shared=True)
    second = kept(hochmosel.jc)
    assert first != second
    with acting_as(hochmosel.jc):
        again = save_view(by=hochmosel.jc, name=" Syrien,  bald ", chosen=replace(SYRIANS, due="90"), is_shared=False)
        assert (again.id, again.filter) == (second, {"nationality": "SY", "due": "90"})
    assert seen(hochmosel.jc) == ["Syrien, bald"] * 2


def test_only_whoever_shared_it_or_the_team_lead_changes_a_shared_view(hochmosel: Personas) -> None:
    of_the_lead, of_the_clerk = kept(hochmosel.jc2, "A", shared=True), kept(hochmosel.jc, "B", shared=True)
    with acting_as(hochmosel.jc):
        assert [view.may_change for view in list_views(hochmosel.jc)] == [False, True]
        for change in (
            lambda: change_view(by=hochmosel.jc, view_id=of_the_lead, name="C", is_shared=True),
            lambda: delete_view(by=hochmosel.jc, view_id=of_the_lead),
        ):
            with pytest.raises(AccessDenied):
                change()
    with acting_as(hochmosel.jc2):
        changed = change_view(by=hochmosel.jc2, view_id=of_the_clerk, name="C", is_shared=False)
        assert (changed.name, changed.is_shared) == ("C", True)
        delete_view(by=hochmosel.jc2, view_id=of_the_clerk)
    assert seen(hochmosel.jc) == ["A"]


def test_a_list_opens_with_one_view_and_with_none_that_is_gone_or_private_again(hochmosel: Personas) -> None:
    shared, mine = kept(hochmosel.jc2, "A", shared=True), kept(hochmosel.jc, "B")
    with acting_as(hochmosel.jc):
        for view in (mine, shared):
            open_with(by=hochmosel.jc, view_id=view)
            assert [one.id for one in list_views(hochmosel.jc) if one.is_default] == [view]
    with acting_as(hochmosel.jc2):
        assert not any(one.is_default for one in list_views(hochmosel.jc2))
        change_view(by=hochmosel.jc2, view_id=shared, name="A", is_shared=False)
    with acting_as(hochmosel.jc):
        assert not DefaultView.objects.exists()
        open_with(by=hochmosel.jc, view_id=mine)
        delete_view(by=hochmosel.jc, view_id=mine)
        assert not DefaultView.objects.exists()
        with pytest.raises(SavedView.DoesNotExist):
            open_with(by=hochmosel.jc, view_id=uuid4())


def test_a_shared_view_with_which_a_colleagues_list_opens_can_be_deleted(hochmosel: Personas) -> None:
    shared = kept(hochmosel.jc2, shared=True)
    with acting_as(hochmosel.jc):
        open_with(by=hochmosel.jc, view_id=shared)
    with acting_as(hochmosel.jc2):
        delete_view(by=hochmosel.jc2, view_id=shared)
    assert seen(hochmosel.jc) == []


@pytest.mark.parametrize("name", ["", "   ", "\n\t"])
def test_a_view_needs_a_name(hochmosel: Personas, name: str) -> None:
    with acting_as(hochmosel.jc), pytest.raises(NoSuchName):
        save_view(by=hochmosel.jc, name=name, chosen=SYRIANS, is_shared=False)


def test_there_is_an_end_to_keeping(hochmosel: Personas) -> None:
    for number in range(MOST):
        kept(hochmosel.jc, f"{number}")
    with acting_as(hochmosel.jc), pytest.raises(NoSuchName):
        save_view(by=hochmosel.jc, name="one more", chosen=SYRIANS, is_shared=False)
    kept(hochmosel.jc, "7")


def test_two_views_of_mine_do_not_get_one_name(hochmosel: Personas) -> None:
    kept(hochmosel.jc, "A")
    second = kept(hochmosel.jc, "B")
    with acting_as(hochmosel.jc), pytest.raises(NoSuchName):
        change_view(by=hochmosel.jc, view_id=second, name="A", is_shared=False)
