"""Random histories of consents, withdrawals, participations and emergencies against a small model of who sees what.

A hundred steps by default; NAHTLOS_STEPS=10000 asks for more.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nahtlos.access.evaluation import EMERGENCY_CLASSES
from nahtlos.access.vocabulary import DataClass
from nahtlos.cases.models import Case, Participation
from nahtlos.core import clock
from nahtlos.grants.consents import withdraw_consent
from nahtlos.grants.emergencies import open_emergency
from nahtlos.grants.models import Grant
from nahtlos.people.models import Name
from tests.cases.files import asylum_seeker, listed
from tests.cases.full import allow
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db
LENGTH = 40
STEPS = int(os.environ.get("NAHTLOS_STEPS", "120"))
WHO = ("ja", "jc", "jc2", "verein", "fremd")
OFFICE = {"jc2": "jc"}
CLASSES = {"ja": DataClass.COUNSELLING, "jc": DataClass.COUNSELLING, "verein": DataClass.WORK}


@dataclass
class Model:
    """Who takes part, which consents live, and for whom there is an emergency."""

    parts: set[str] = field(default_factory=set)
    living: dict[UUID, str] = field(default_factory=dict)
    emergencies: set[str] = field(default_factory=set)

    def sees(self, who: str) -> bool:
        office = OFFICE.get(who, who)
        return office in self.parts or office in self.living.values() or who in self.emergencies

    def writes(self, who: str) -> bool:
        office = OFFICE.get(who, who)
        return office in self.parts

    def names(self, who: str) -> bool:
        """Identity is open by statute to who takes part, and in an emergency; these consents do not speak of it."""
        return self.writes(who) or "identity" in self.open_to(who)

    def open_to(self, who: str) -> set[str]:
        office = OFFICE.get(who, who)
        by_consent = {CLASSES[office].value} if office in self.living.values() else set()
        return by_consent | ({one.value for one in EMERGENCY_CLASSES} if who in self.emergencies else set())


step = st.tuples(
    st.sampled_from(("give", "withdraw", "join", "leave", "emergency", "read", "read", "write")),
    st.sampled_from(WHO),
    st.integers(0, 3),
)


@settings(
    max_examples=max(1, STEPS // LENGTH),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(steps=st.lists(step, min_size=LENGTH, max_size=LENGTH))
def test_everybody_sees_what_the_model_says(hochmosel: Personas, steps: list[tuple[str, str, int]]) -> None:
    with transaction.atomic():
        with acting_as(hochmosel.soz):
            hers = listed(hochmosel.soz, asylum_seeker()).person_id
        model = Model()
        for verb, who, number in steps:
            _do(hochmosel, model, hers, verb, who, number)
            _compare(hochmosel, model, hers, who)
        transaction.set_rollback(True)


def _do(people: Personas, model: Model, hers: UUID, verb: str, who: str, number: int) -> None:
    office = OFFICE.get(who, who)
    if verb in ("give", "withdraw", "join", "leave") and who != "fremd":
        with acting_as(people.soz):
            _change(people, model, hers, verb, office, number)
    elif verb == "emergency" and who not in ("fremd", "verein") and who not in model.emergencies:
        with acting_as(getattr(people, who)):
            open_emergency(by=getattr(people, who), person_id=hers, category="life", reason="she is in danger, we hear")
        model.emergencies.add(who)
    elif verb == "write" and model.sees(who):
        with acting_as(getattr(people, who)):
            if model.writes(who):
                assert Name.objects.filter(person=hers).update(given="Amira") >= (who != "verein")
            else:
                with pytest.raises(Exception, match="row-level security"), transaction.atomic():
                    Name.objects.create(person_id=hers, kind="alias", given="planted")


def _change(people: Personas, model: Model, hers: UUID, verb: str, office: str, number: int) -> None:
    to = getattr(people, office)
    mine = Participation.objects.filter(case__person=hers, organisation=to.organisation_id)
    if verb == "give":
        consent = allow(people.soz, hers, to, classes={CLASSES[office]})
        model.living[consent.id] = office
    elif verb == "withdraw" and model.living:
        gone = sorted(model.living)[number % len(model.living)]
        withdraw_consent(by=people.soz, consent_id=gone)
        del model.living[gone]
    elif verb == "join" and not mine.update(valid_until=None):
        case = Case.objects.get(person=hers)
        Participation.objects.create(
            case=case, organisation_id=to.organisation_id, legal_basis="§ 69 SGB X", valid_from=clock.today()
        )
    elif verb == "leave":
        mine.update(valid_until=clock.today().replace(year=2017))
    if verb == "join":
        model.parts.add(office)
    if verb == "leave":
        model.parts.discard(office)


def _compare(people: Personas, model: Model, hers: UUID, who: str) -> None:
    with acting_as(getattr(people, who)):
        assert Case.objects.filter(person=hers).exists() is model.sees(who), who
        assert Name.objects.filter(person=hers).exists() is (who != "verein" and model.names(who)), who
        assert set(Grant.objects.values_list("data_class", flat=True)) == model.open_to(who), who
