"""Four lists of one district: imported in two orders, they give the right people (skipped where the samples are absent)."""

import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "tools" / "linkage"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "lists"
pytestmark = pytest.mark.skipif(
    not SHARED.exists(), reason="The sample lists of the district are not beside the repository."
)


@pytest.fixture(scope="module")
def tools():
    sys.path.insert(0, str(TOOLS))
    import evaluate  # noqa: PLC0415 -- a script beside the repository's packages
    import lists  # noqa: PLC0415

    yield evaluate, lists
    sys.path.remove(str(TOOLS))


@pytest.mark.parametrize("year", ["2016", "2025"])
@pytest.mark.parametrize("reverse", [False, True])
def test_lists_of_four_offices_become_the_right_people(tools, year, reverse):
    from nahtlos.linkage.model import default_model  # noqa: PLC0415

    evaluate, lists = tools
    rows, person = lists.records(SHARED / year), lists.truth(SHARED / year)
    group, steps = evaluate.imported(rows, lists.LISTS[::-1] if reverse else lists.LISTS, default_model(), person)
    true, linked = evaluate.pairs(person), evaluate.pairs(group)
    assert set(group) == set(person), "a row was lost"
    assert len(true & linked) / len(linked) >= 0.995
    assert len(true & linked) / len(true) >= 0.91
    assert sum(step.decision.kind == "unclear" for step in steps) / len(person) <= 0.08
