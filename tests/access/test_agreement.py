"""The agreement of a district narrows the policy and never widens it; what is struck from it is gone everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nahtlos.access import agreement, matrix
from nahtlos.access.evaluation import Consent, Who, judge
from nahtlos.access.vocabulary import DataClass, Relation, Verb
from nahtlos.rights.kit.build import documents

DAY = date(2026, 3, 2)
(WHOLE,) = agreement.read()
STRUCK = "volunteer_support"
NARROW = replace(
    WHOLE,
    parties=tuple(
        replace(
            one, purposes={code: all_ for code, all_ in one.purposes.items() if code != STRUCK} or {"x": frozenset()}
        )
        for one in WHOLE.parties
        if set(one.purposes) != {STRUCK}
    ),
    purposes={code: one for code, one in WHOLE.purposes.items() if code != STRUCK},
)


def words_of(which: agreement.Agreement) -> dict[str, str]:
    return {name: str(document.as_data()) for name, document in documents(which, DAY)}


def test_the_shipped_agreement_narrows_nothing() -> None:
    before = matrix.as_csv()
    with agreement.in_force_for_a_while(WHOLE):
        assert matrix.as_csv() == before


def test_a_struck_purpose_is_gone_from_the_policy_the_matrix_and_every_paper() -> None:
    title, before = WHOLE.purposes[STRUCK].title, words_of(WHOLE)
    assert sum(title in text for text in before.values()) == len(before), "every paper names every purpose"
    after = words_of(NARROW)
    assert [name for name, text in after.items() if title in text] == []
    consent = Consent("hers", frozenset(DataClass), frozenset({STRUCK}), DAY)
    asking = Who("volunteer", "verein", "hers", STRUCK, Relation.PARTICIPANT, DAY)
    assert judge(asking, Verb.READ, DataClass.CONTACT, [consent]).allowed
    with agreement.in_force_for_a_while(NARROW):
        assert not judge(asking, Verb.READ, DataClass.CONTACT, [consent]).allowed
        assert STRUCK not in matrix.as_csv()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == set(before), "each paper names the version of the policy it was made from"


def test_a_struck_class_is_refused_by_statute_and_by_consent() -> None:
    def narrowed(one: agreement.Party) -> agreement.Party:
        kept = {code: classes - {DataClass.HEALTH, DataClass.ASYLUM} for code, classes in one.purposes.items()}
        return replace(one, purposes=kept)

    less = replace(WHOLE, parties=tuple(narrowed(one) for one in WHOLE.parties))
    asking = Who("clerk", "sozialamt", "hers", "asylblg_task", Relation.LEAD, DAY)
    consent = Consent("hers", frozenset(DataClass), frozenset({"asylblg_task"}), DAY)
    with agreement.in_force_for_a_while(less):
        found = {data: judge(asking, Verb.READ, data, [consent]).allowed for data in DataClass}
    assert [data for data, allowed in found.items() if not allowed] == [DataClass.ASYLUM, DataClass.HEALTH]


def test_no_agreement_opens_what_the_policy_denies() -> None:
    everything = replace(
        WHOLE,
        parties=tuple(
            replace(one, purposes={code: frozenset(DataClass) for code in agreement.PURPOSES}) for one in WHOLE.parties
        ),
    )
    before = matrix.as_csv()
    with agreement.in_force_for_a_while(everything):
        assert matrix.as_csv() == before


def test_the_agreement_of_one_district_does_not_bind_another() -> None:
    with agreement.in_force_for_a_while(NARROW):
        assert not agreement.agreed("verein", STRUCK, district=WHOLE.ags)
        assert not agreement.agreed("verein", STRUCK), "who does not say where has to keep to all"
        assert agreement.agreed("verein", STRUCK, district="06999")


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("months: 12\n", "months: soon\n", "districts.hochmosel.purposes.case_conference.keep.months"),
        ("in_force_from: 2016-01-01", "in_force_from: soon", "districts.hochmosel.in_force_from"),
        (
            "aufenthg_task: all",
            "aufenthg_task: [identity, health]",
            "districts.hochmosel.parties[0].purposes.aufenthg_task[1]",
        ),
        ("volunteer_support: all", "curiosity: all", "districts.hochmosel.parties[7].purposes.curiosity"),
        ("kind: jobcenter", "kind: police", "districts.hochmosel.parties[3].kind"),
        ("districts:", "districts: [", "line 8"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence_with_its_place(old: str, new: str, path: str) -> None:
    with pytest.raises(agreement.InvalidAgreement) as wrong:
        agreement.parse(agreement.shipped().replace(old, new, 1))
    assert [one.path for one in wrong.value.problems][0].startswith(path.split()[0])
    assert path in [one.path for one in wrong.value.problems] or path.startswith("line")
    assert all(one.sentence.endswith(".") for one in wrong.value.problems)
