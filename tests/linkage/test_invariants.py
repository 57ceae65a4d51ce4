"""Whatever stands in a cell, linkage neither fails nor depends on who is compared with whom."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from nahtlos.linkage.decide import decide, resolve, search_score
from nahtlos.linkage.identity import Birth, Identity, Spelling, merged
from nahtlos.linkage.keys import blocking_keys, fold, search_keys, sort_key
from nahtlos.linkage.score import score

NAMES = st.sampled_from(
    [
        "Mohammed",
        "محمد",
        "Muhamad",
        "al-Halabi",
        "Alhalabi",
        "El-Halabi",
        "Haddad",
        "Hadad",
        "Omar",
        "Cumar",
        "Olena",
        "Олена",
        "Elena",
        "Шевченко",
        "Schewtschenko",
        "Abd",
        "al-Rahman",
        "Abdulrahman",
        "Nur",
        "Ullah",
        "Nurullah",
        "-",
        "XXX",
        "ohne",
        "Tesfay",
        "ተስፋይ",
        "Gül",
        "Guel",
        "Ate?",
        "Ateş",
        "Zada",
    ]
)
TEXT = st.one_of(st.text(max_size=24), st.lists(NAMES, max_size=3).map(" ".join))
BIRTHS = st.one_of(
    st.dates(date(1930, 1, 1), date(2026, 1, 1)).map(Birth.of),
    st.integers(0, 2030).map(Birth.in_year),
    st.builds(
        Birth,
        st.none() | st.integers(0, 9999),
        st.none() | st.integers(0, 40),
        st.none() | st.integers(0, 40),
        st.booleans(),
    ),
)
IDENTITIES = st.builds(
    Identity,
    key=st.uuids().map(str),
    spellings=st.lists(st.builds(Spelling, TEXT, TEXT), max_size=3).map(tuple),
    births=st.lists(BIRTHS, max_size=2).map(tuple),
    sex=st.sampled_from(["m", "f", "x", None]),
    nationalities=st.frozensets(st.sampled_from(["SY", "UA", "XX"]), max_size=2),
    numbers=st.frozensets(
        st.tuples(st.sampled_from(["azr", "customer_number"]), st.sampled_from(["1", "2"])), max_size=2
    ),
    phones=st.frozensets(st.sampled_from(["+493023125001", "+493023125002"]), max_size=1),
    postcode=st.sampled_from([None, "54901", "4901"]),
    town=st.none() | TEXT,
    street=st.none() | TEXT,
    entry_on=st.none() | st.dates(date(2010, 1, 1), date(2026, 1, 1)),
    household=st.frozensets(st.sampled_from(["case:1", "bg:1"]), max_size=1),
    origin=st.sampled_from(["a", "b"]),
)


@given(TEXT)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=30))
def test_folded_text_is_plain(text):
    assert fold(text).isascii()
    assert fold(text) == fold(text).lower().strip()


@given(st.lists(NAMES.filter(str.isascii), min_size=1, max_size=3).map(" ".join))
def test_keys_do_not_depend_on_case_or_blanks(text):
    assert search_keys(text) == search_keys(text.upper()) == search_keys(f" {text}\u00a0 ")


@given(TEXT)
def test_search_keys_are_few_and_never_fail(text):
    assert len(search_keys(text)) <= 8 * 8


@settings(max_examples=60, deadline=None)
@given(IDENTITIES, IDENTITIES)
def test_scores_are_symmetric_and_probabilities(one, other):
    there, back = score(one, other), score(other, one)
    assert there.probability == back.probability
    assert 0.0 <= there.probability <= 1.0
    assert there.comparison.levels() == back.comparison.levels()


@settings(max_examples=40, deadline=None)
@given(IDENTITIES, IDENTITIES)
def test_reasons_are_sentences_in_both_languages(one, other):
    for reason in score(one, other).reasons:
        assert reason.text("de")
        assert reason.text("en")


@settings(max_examples=30, deadline=None)
@given(st.lists(IDENTITIES, max_size=4), st.lists(IDENTITIES, max_size=4), st.randoms())
def test_decisions_do_not_depend_on_the_order_of_rows_or_people(rows, people, chance):
    mixed_rows, mixed_people = list(rows), list(people)
    chance.shuffle(mixed_rows)
    chance.shuffle(mixed_people)
    decided = {decision.record: (decision.kind, decision.to) for decision in resolve(rows, people)}
    assert {decision.record: (decision.kind, decision.to) for decision in resolve(mixed_rows, mixed_people)} == decided
    assert set(decided) == {row.key for row in rows}


@settings(max_examples=30, deadline=None)
@given(IDENTITIES, st.lists(IDENTITIES, max_size=3))
def test_a_link_goes_to_a_candidate(record, people):
    decision = decide(record, people)
    assert decision.to is None or decision.to in {person.key for person in people}


@settings(max_examples=40, deadline=None)
@given(st.lists(IDENTITIES, min_size=1, max_size=4), st.randoms())
def test_what_is_known_of_a_person_does_not_depend_on_the_order_of_lists(records, chance):
    mixed = list(records)
    chance.shuffle(mixed)
    assert merged("p", mixed) == merged("p", records)


@settings(max_examples=40, deadline=None)
@given(IDENTITIES)
def test_blocking_keys_are_bounded(identity):
    assert len(blocking_keys(identity)) <= 256


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), IDENTITIES)
def test_a_search_never_fails(query, identity):
    found, why = search_score(query, identity)
    assert 0.0 <= found <= 1.0
    assert all(reason.text("de") and reason.text("en") for reason in why)


@given(TEXT, TEXT)
def test_sort_keys_are_comparable(family, given_names):
    assert sort_key(family, given_names) == sort_key(family.upper(), given_names) or not family.isascii()
