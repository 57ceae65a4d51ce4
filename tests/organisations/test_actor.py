"""Who is at work: an account in one of its organisations, as long as the membership holds."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import ProgrammingError, transaction

from nahtlos.access.policy import Permission
from nahtlos.organisations.actor import (
    PURPOSE_LABELS,
    PURPOSES,
    AccessDenied,
    NobodyToActFor,
    actor_for,
    memberships_of,
)
from nahtlos.organisations.enums import OrganisationKind, Role
from nahtlos.organisations.models import Account, District, Membership, Organisation, Unit
from tests.organisations.staff import also_works_at, switched_off
from tests.personas import PASSWORD, Personas, acting_as

pytestmark = pytest.mark.django_db


def account(username: str = "jc") -> Account:
    return Account.objects.get_by_natural_key(username)


def test_the_actor_tells_the_database_account_office_district_and_purpose(hochmosel: Personas) -> None:
    actor = hochmosel.jc
    told = actor.acting()
    assert (told.account, told.organisation, told.district) == (
        actor.account_id,
        actor.organisation_id,
        actor.membership.organisation.district_id,
    )
    assert (told.purpose, told.system) == ("sgb_ii_task", "")
    assert actor.kind == "jobcenter"


def test_another_purpose_may_be_named(hochmosel: Personas) -> None:
    assert actor_for(account(), purpose="case_conference").acting().purpose == "case_conference"


def test_the_purpose_of_every_kind_of_office_has_a_name() -> None:
    assert set(PURPOSES) == set(OrganisationKind)
    assert set(PURPOSES.values()) <= set(PURPOSE_LABELS)


def test_what_the_policy_refuses_is_refused_with_its_sentence(hochmosel: Personas) -> None:
    assert hochmosel.jc.may(Permission.FACT_RECORD)
    hochmosel.jc.require(Permission.FACT_RECORD)
    assert not hochmosel.verein.may(Permission.CASE_READ)
    with pytest.raises(AccessDenied, match="Your role does not include this"):
        hochmosel.verein.require(Permission.CASE_READ)
    with pytest.raises(AccessDenied, match="keeps no list"):
        hochmosel.ja.require(Permission.LIST_IMPORT)


def test_who_works_in_two_offices_chooses_and_is_never_both(hochmosel: Personas) -> None:
    first = str(hochmosel.jc.membership.id)
    with also_works_at("jc", "arbeitsagentur", date(2016, 1, 1)) as second:
        assert [m.organisation.kind for m in memberships_of(account())] == ["arbeitsagentur", "jobcenter"]
        assert actor_for(account(), membership_id=second).acting().purpose == "sgb_iii_task"
        assert actor_for(account(), membership_id=first).kind == "jobcenter"
        assert actor_for(account(), membership_id="somebody elses").kind == "arbeitsagentur", "the first by name"


@pytest.mark.parametrize(
    ("start", "end"),
    [(date(2016, 10, 1), None), (date(2015, 1, 1), date(2016, 9, 30)), (date(2015, 1, 1), date(2016, 1, 1))],
)
def test_who_has_left_or_not_yet_begun_does_not_act_there(hochmosel: Personas, start: date, end: date | None) -> None:
    with also_works_at("jc", "arbeitsagentur", start, end) as other:
        assert actor_for(account(), membership_id=other).kind == "jobcenter"


def test_the_last_day_still_counts(hochmosel: Personas) -> None:
    with also_works_at("jc", "arbeitsagentur", date(2016, 9, 30), date(2016, 10, 1)) as today_only:
        assert actor_for(account(), membership_id=today_only).kind == "arbeitsagentur"


def test_an_account_that_was_switched_off_acts_nowhere(hochmosel: Personas) -> None:
    with switched_off("jc"), pytest.raises(NobodyToActFor, match="jc"):
        actor_for(account())


def test_the_user_name_is_found_whatever_its_case_and_the_password_is_checked() -> None:
    found = account("JC")
    assert found.username == "jc"
    assert found.check_password(PASSWORD)
    assert not found.check_password(PASSWORD.upper())
    assert found.password.startswith("argon2$")


def test_rights_and_accounts_come_only_from_somebody_else_of_the_same_organisation(hochmosel: Personas) -> None:
    admin, clerk = hochmosel.admin, hochmosel.soz.membership

    def role_of(member: Membership, role: Role) -> int:
        with transaction.atomic():
            return Membership.objects.filter(pk=member.pk).update(role=role)

    denied = pytest.raises(ProgrammingError, match="row-level security|insufficient|own role|does not belong")
    assert role_of(clerk, Role.ADMINISTRATOR) == 0, "nobody acts"
    with denied, transaction.atomic():
        Account.objects.create(username="new", name="New")
    with acting_as(hochmosel.soz), denied:
        role_of(clerk, Role.ADMINISTRATOR)
    with acting_as(admin):
        assert role_of(hochmosel.jc.membership, Role.ADMINISTRATOR) == 0
        with denied, transaction.atomic():
            Account.objects.filter(username="jc").update(is_active=False)
        assert role_of(clerk, Role.TEAM_LEAD) == 1
    assert Account.objects.filter(username="jc").update(language="en") == 1


def test_names_are_shown_as_people_know_them(hochmosel: Personas) -> None:
    member = hochmosel.jc.membership
    assert str(member) == "Jana Custers, jobcenter"
    assert str(member.account) == "Jana Custers"
    assert (str(member.organisation), str(member.organisation.district)) == (
        "Jobcenter Hochmosel",
        "Landkreis Hochmosel",
    )
    assert str(Unit(organisation=Organisation(district=District()), name="Team Asyl")) == "Team Asyl"
