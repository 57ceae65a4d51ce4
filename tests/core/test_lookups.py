"""A list of values is one parameter: the same statement for few and for many, also for more than PostgreSQL counts."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nahtlos.cases.models import AnswerPeriod, Case, Fact
from nahtlos.core.ids import new_id
from nahtlos.people.models import Person
from tests.cases.files import asylum_seeker, open_file
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    with acting_as(hochmosel.soz):
        return open_file(hochmosel.soz, asylum_seeker("Zzyxcanary", "Amira"))


@pytest.mark.parametrize("others", [0, 2, 70_000])
def test_she_is_found_among_any_number_of_values_with_one_parameter(
    others: int, hochmosel: Personas, hers: UUID
) -> None:
    wanted = {hers, *(new_id() for _ in range(others))}
    with acting_as(hochmosel.soz):
        assert [person.pk for person in Person.objects.filter(pk__in=wanted)] == [hers]
        assert [case.person_id for case in Case.objects.filter(person__in=wanted)] == [hers]
        query = str(Case.objects.filter(person__in=wanted).values("id").query)
        assert (query.count("ANY("), query.count(" IN (")) == (1, 0)


def test_values_of_every_kind_are_looked_for_whole(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        person = Person.objects.get(pk=hers)
        assert Person.objects.filter(birth_on__in=[person.birth_on, None]).get() == person
        assert Person.objects.filter(sort_key__in=iter([person.sort_key])).get() == person
        assert Case.objects.filter(person__in=[person]).exists(), "an object stands for its key"
        assert Person.objects.filter(pk__in=[str(hers)]).exists()
        assert not Fact.objects.filter(kind__in=[f"birth{'x' * 40}"]).exists(), "longer than the column, not cut to fit"
        assert not AnswerPeriod.objects.filter(id__in=[-1]).exists()
        assert not Person.objects.filter(pk__in=[]).exists()
        assert Person.objects.exclude(pk__in=[None]).filter(pk=hers).exists()


def test_a_query_as_the_list_stays_one_statement(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz), CaptureQueriesContext(connection) as captured:
        assert Person.objects.filter(pk__in=Case.objects.values("person")).get().pk == hers
    assert len([query for query in captured if query["sql"].startswith('SELECT "people')]) == 1
