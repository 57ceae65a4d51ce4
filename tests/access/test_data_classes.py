"""The policy by class of data: default deny, hard denials that nothing opens, statute and consent on one path."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nahtlos.access import matrix
from nahtlos.access.evaluation import EMERGENCY_CLASSES, READERS, Consent, Who, judge
from nahtlos.access.statutes import HARD_DENIALS, STATUTES
from nahtlos.access.vocabulary import LABELS, Basis, DataClass, Relation, Scope, Verb
from nahtlos.organisations.actor import PURPOSES
from nahtlos.organisations.enums import OrganisationKind, Role

DAY = date(2026, 3, 2)
GOLDEN = Path(__file__).resolve().parents[2] / "docs" / "access-matrix.csv"


def who(
    kind: str, purpose: str, *, role: str = "clerk", relation: Relation = Relation.PARTICIPANT, on: date = DAY
) -> Who:
    return Who(role, kind, "hers", purpose, relation, on)


def consent(*classes: DataClass, purpose: str = "volunteer_support", **more: date | None) -> Consent:
    return Consent("hers", frozenset(classes), frozenset({purpose}), DAY - timedelta(days=10), **more)


def test_the_matrix_is_the_one_in_the_repository() -> None:
    """A changed right changes docs/access-matrix.csv: `nahtlos access matrix > docs/access-matrix.csv`."""
    assert matrix.as_csv() == GOLDEN.read_text(encoding="utf-8")


def test_every_kind_of_organisation_its_task_and_every_role_is_in_the_policy() -> None:
    assert set(STATUTES) == set(OrganisationKind)
    assert all(purpose in STATUTES[kind] for kind, purpose in PURPOSES.items())
    assert set(Role) >= READERS
    assert set(LABELS) == set(DataClass)
    assert {name for name, _may in matrix.roles()} == set(Role)


@given(
    role=st.sampled_from(sorted(Role)),
    purpose=st.sampled_from(["aufenthg_task", "asylg_task", "case_conference", "volunteer_support", "statistics"]),
    relation=st.sampled_from(list(Relation)),
    verb=st.sampled_from(list(Verb)),
    data=st.sampled_from(sorted(HARD_DENIALS["auslaenderbehoerde"])),
    protected=st.booleans(),
)
def test_nothing_opens_to_immigration_enforcement_what_is_denied_to_it(
    role: str, purpose: str, relation: Relation, verb: Verb, data: DataClass, protected: bool
) -> None:
    everything = Consent("hers", frozenset(DataClass), frozenset({purpose}), DAY)
    asking = who("auslaenderbehoerde", purpose, role=role, relation=relation)
    assert not judge(asking, verb, data, [everything], protected=protected).allowed


@given(relation=st.sampled_from(list(Relation)), verb=st.sampled_from(list(Verb)))
def test_protected_whereabouts_are_closed_to_the_immigration_office_and_to_everybody_but_the_lead(
    relation: Relation, verb: Verb
) -> None:
    everything = Consent("hers", frozenset(DataClass), frozenset({"aufenthg_task", "sgb_ii_task"}), DAY)
    enforcement = who("auslaenderbehoerde", "aufenthg_task", relation=relation)
    assert not judge(enforcement, verb, DataClass.WHEREABOUTS, [everything], protected=True).allowed
    found = judge(
        who("jobcenter", "sgb_ii_task", relation=relation), verb, DataClass.WHEREABOUTS, [everything], protected=True
    )
    assert found.allowed is (relation is Relation.LEAD and verb is not Verb.EXPORT)


@given(
    kind=st.sampled_from(sorted(OrganisationKind)),
    role=st.sampled_from([*sorted(Role), "emperor"]),
    purpose=st.sampled_from([*sorted(set(PURPOSES.values())), "curiosity"]),
    relation=st.sampled_from(list(Relation)),
    verb=st.sampled_from(list(Verb)),
    data=st.sampled_from(list(DataClass)),
)
def test_what_is_allowed_names_its_basis_and_what_is_refused_its_reason(
    kind: str, role: str, purpose: str, relation: Relation, verb: Verb, data: DataClass
) -> None:
    found = judge(who(kind, purpose, role=role, relation=relation), verb, data)
    assert found.allowed is (found.basis is not None)
    assert bool(found.cites) is found.allowed
    assert bool(found.reason) is not found.allowed
    if (
        relation is Relation.NONE
        or role == "emperor"
        or purpose == "curiosity"
        and relation is not Relation.BREAK_GLASS
    ):
        assert not found.allowed


@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("data", list(DataClass))
def test_an_emergency_opens_reading_of_what_helps_and_nothing_else(data: DataClass, verb: Verb) -> None:
    found = judge(who("jobcenter", "sgb_ii_task", relation=Relation.BREAK_GLASS), verb, data)
    assert found.allowed is (verb is Verb.READ and data in EMERGENCY_CLASSES)


def test_the_jobcenter_needs_consent_for_the_asylum_procedure_of_others_and_reads_the_residence_status_by_law() -> None:
    office = who("jobcenter", "sgb_ii_task")
    status = judge(office, Verb.READ, DataClass.RESIDENCE)
    assert (status.basis, status.scope) == (Basis.STATUTE, Scope.ALL)
    assert judge(office, Verb.READ, DataClass.ASYLUM).scope is Scope.OWN


def test_consent_widens_what_the_law_limits_to_ones_own_and_only_for_reading() -> None:
    office, hers = who("jobcenter", "sgb_ii_task"), [consent(DataClass.ASYLUM, purpose="sgb_ii_task")]
    assert judge(office, Verb.READ, DataClass.ASYLUM, hers).scope is Scope.ALL
    assert judge(office, Verb.WRITE, DataClass.ASYLUM, hers).scope is Scope.OWN


def test_consent_opens_reading_for_its_purpose_recipient_class_and_time_only() -> None:
    helper = who("verein", "volunteer_support", role="volunteer")
    given_ = consent(DataClass.CONTACT, valid_until=DAY)
    found = judge(helper, Verb.READ, DataClass.CONTACT, [given_])
    assert (found.allowed, found.basis) == (True, Basis.CONSENT)
    assert not judge(helper, Verb.WRITE, DataClass.CONTACT, [given_]).allowed
    assert not judge(helper, Verb.READ, DataClass.LEARNING, [given_]).allowed
    assert not judge(
        who("verein", "volunteer_support", on=DAY + timedelta(days=1)), Verb.READ, DataClass.CONTACT, [given_]
    ).allowed
    assert not judge(helper, Verb.READ, DataClass.CONTACT, [consent(DataClass.CONTACT, withdrawn_on=DAY)]).allowed
    assert not judge(helper, Verb.READ, DataClass.CONTACT, [consent(DataClass.CONTACT, purpose="statistics")]).allowed
    other = Consent("another office", frozenset(DataClass), frozenset({"volunteer_support"}), DAY)
    assert not judge(helper, Verb.READ, DataClass.CONTACT, [other]).allowed


@pytest.mark.parametrize("data", [DataClass.HEALTH, DataClass.ASYLUM, DataClass.WHEREABOUTS, DataClass.YOUTH])
def test_consent_does_not_open_to_a_volunteer_what_accompanying_does_not_need(data: DataClass) -> None:
    found = judge(who("verein", "volunteer_support", role="volunteer"), Verb.READ, data, [consent(data)])
    assert not found.allowed


def test_the_page_of_the_matrix_has_every_row_in_both_languages() -> None:
    for language in ("de", "en"):
        page = matrix.as_html(language)
        assert page.count('scope="row"') == len(matrix.rows())
        assert f'lang="{language}"' in page
