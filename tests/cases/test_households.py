"""What the members of one household are to each other, as the law is asked."""

from __future__ import annotations

import pytest

from nahtlos.cases.answers import lawfacts_of, recompute
from nahtlos.cases.models import AnswerPeriod, Case
from nahtlos.core.context import as_system
from nahtlos.people.models import HouseholdMember
from tests.cases.files import asylum_seeker, open_file
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("mine", "theirs", "relation"),
    [
        ("head", "spouse", "spouse"),
        ("spouse", "head", "spouse"),
        ("head", "child", "child"),
        ("elb", "nef", "child"),
        ("child", "head", "parent"),
        ("nef", "elb", "parent"),
        ("child", "child", "sibling"),
        ("child", "nef", "sibling"),
        ("child", "other", "other"),
        ("other", "child", "other"),
        ("head", "other", "other"),
        ("", "", "other"),
    ],
)
def test_the_other_one_is_to_me_what_our_places_say(hochmosel: Personas, mine: str, theirs: str, relation: str) -> None:
    with acting_as(hochmosel.soz):
        me = open_file(hochmosel.soz, asylum_seeker("Ich", household="H", position=mine))
        open_file(hochmosel.soz, asylum_seeker("Andere", household="H", position=theirs))
        with as_system("recompute"):
            known = lawfacts_of(Case.objects.filter(person=me).select_related("district"))
        (other,) = known[me].facts["household"]
        assert (other["relation"], other["lives_in_household"]) == (relation, True)


def test_who_has_left_the_household_is_asked_about_no_longer(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        me = open_file(hochmosel.soz, asylum_seeker("Ich", household="H", position="head"))
        other = open_file(hochmosel.soz, asylum_seeker("Andere", household="H", position="spouse"))
        HouseholdMember.objects.filter(person=other).update(is_current=False)
        with as_system("recompute"):
            known = lawfacts_of(Case.objects.filter(person__in=[me, other]).select_related("district"))
        assert known[me].facts["household"] == []
        assert "household" not in known[other].facts, "unknown, not alone"


def test_nobody_to_recompute_is_no_work(hochmosel: Personas, django_assert_num_queries: pytest.FixtureRequest) -> None:
    with acting_as(hochmosel.soz), django_assert_num_queries(0):  # type: ignore[operator]
        recompute([])
    with acting_as(hochmosel.soz):
        assert AnswerPeriod.objects.count() == 0
