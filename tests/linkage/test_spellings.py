"""A clerk types a name as she hears it and finds the person, and two names that only look alike stay two."""

from itertools import combinations

import pytest

from nahtlos.linkage.compare import compare_parts
from nahtlos.linkage.keys import search_keys
from nahtlos.linkage.names import parts
from tests.linkage.spellings import DIFFERENT, SAME, SAME_WHOLE

MEETS = {"equal", "sound", "close"}
LINES = [line.split() for line in SAME.strip().splitlines()]
WHOLE = [[name.strip() for name in line.split("|")] for line in SAME_WHOLE.strip().splitlines()]
PAIRS = [line.split() for line in DIFFERENT.strip().splitlines()]


@pytest.mark.parametrize("names", [*LINES, *WHOLE], ids=lambda names: names[0])
def test_spellings_of_one_name_are_recognised(names):
    missed = [
        (one, other, level)
        for one, other in combinations(names, 2)
        if (level := compare_parts(parts(one), parts(other)).level) not in MEETS
    ]
    assert not missed


@pytest.mark.parametrize("names", [*LINES, *WHOLE], ids=lambda names: names[0])
def test_spellings_of_one_name_are_found_by_a_common_key(names):
    missed = [(one, other) for one, other in combinations(names, 2) if not search_keys(one) & search_keys(other)]
    assert not missed


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_different_names_are_not_taken_for_one(one, other):
    assert compare_parts(parts(one), parts(other)).level not in MEETS
