"""Every combination of sender, recipient, purpose and kind of data gets an answer that nobody can talk open."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from typing import Any, get_args

import pytest

from nahtlos import law
from nahtlos.law import data_sharing
from nahtlos.law.catalogue.texts import value_order
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.periods import verdict_on
from nahtlos.law.questions.sharing.bodies import PROTECTED
from nahtlos.law.validation import InvalidFacts, schema

CODES = schema("facts")["properties"]["sharing"]["properties"]
BODIES, PURPOSES, CLASSES = (CODES[key]["enum"] for key in ("from", "purpose", "data_class"))
ON = date(2025, 3, 1)
VALID = {
    "given_on": "2025-03-01",
    "withdrawn_on": None,
    "informed": True,
    "specific": True,
    "freely_given": True,
    "written_or_electronic": True,
    "withdrawable": True,
    "consequences_of_refusal_told": True,
    "covers": CLASSES,
}
STATED = {"necessary": True, "released_by_professional": False, "assessment_context": False, "consent": None}
Said = tuple[str, Any]


def verdict(code: str, cell: dict[str, Any], **stated: Any) -> Any:
    return verdict_on(code, Facts({"sharing": cell | stated}), ON.toordinal(), value_order(code))


def said(code: str, cell: dict[str, Any], **stated: Any) -> Said:
    found = verdict(code, cell, **stated)
    return found.status, found.answer


def cells(
    sender: str, purposes: Sequence[str] = PURPOSES, classes: Sequence[str] = CLASSES
) -> Iterator[dict[str, Any]]:
    for recipient, purpose, data in product(BODIES, purposes, classes):
        yield {"from": sender, "to": recipient, "purpose": purpose, "data_class": data}


@pytest.mark.parametrize("sender", BODIES)
def test_a_hard_no_stays_no_and_a_consent_opens_exactly_what_needs_one(sender: str) -> None:
    for cell in cells(sender):
        for trigger in CODES["trigger"]["enum"] if cell["purpose"] == "aufenthg_task" else ["on_request"]:
            without = said("data_sharing", cell, **STATED, trigger=trigger)
            consented = said("data_sharing", cell, **(STATED | {"consent": VALID}), trigger=trigger)
            expected = ("determined", "permitted") if without[1] == "needs_consent" else without
            assert consented == expected, (cell, trigger)
            assert without in [
                ("determined", "permitted"),
                ("determined", "needs_consent"),
                ("determined", "prohibited"),
                ("manual_check", None),
            ], cell


@pytest.mark.parametrize("sender", BODIES)
def test_whoever_must_share_may_share_without_consent(sender: str) -> None:
    tasks = [purpose for purpose in PURPOSES if purpose.startswith("as") or purpose == "aufenthg_task"]
    for cell, trigger in product(cells(sender, tasks), CODES["trigger"]["enum"]):
        duty = said("data_sharing.duty", cell, **STATED, trigger=trigger)
        assert duty in [("determined", True), ("determined", False), ("manual_check", None)], cell
        if duty[1]:
            assert cell["data_class"] not in PROTECTED
            assert said("data_sharing", cell, **STATED, trigger=trigger) == ("determined", "permitted"), cell


@pytest.mark.parametrize("sender", BODIES)
def test_where_nothing_more_is_known_only_what_decides_is_asked_for(sender: str) -> None:
    keys = {"necessary", "trigger", "released_by_professional", "assessment_context", "consent"}
    for cell in cells(sender, classes=["benefits", "course_participation", *PROTECTED]):
        found = verdict("data_sharing", cell)
        assert (found.status == "undetermined") == bool(found.missing) or found.status == "manual_check", cell
        assert set(found.missing) <= {f"sharing.{key}" for key in keys}, cell
        if found.status == "undetermined" and found.candidates:
            known = said("data_sharing", cell, **STATED, trigger="on_request")
            assert known[1] in found.candidates or known[0] == "manual_check", cell


@pytest.mark.parametrize("sender", BODIES)
def test_what_is_not_necessary_or_trains_a_model_is_never_shared(sender: str) -> None:
    for recipient, data in product(BODIES, CLASSES):
        cell = {"from": sender, "to": recipient, "purpose": "model_training", "data_class": data}
        assert said("data_sharing", cell, **(STATED | {"consent": VALID})) == ("determined", "prohibited")
        cell["purpose"] = "sgb_iii_task"
        unnecessary = STATED | {"consent": VALID, "necessary": False}
        assert said("data_sharing", cell, **unnecessary) == ("determined", "prohibited")


def test_the_function_asks_with_typed_arguments() -> None:
    answers = law.sharing(
        "jobcenter", "employer", "placement_with_employer", "job_history", on=ON, necessary=True, consent=None
    )
    assert answers.sharing["answer"] == "needs_consent"
    assert answers.consent_valid["status"] == "not_applicable"
    assert (answers.permitted, answers.consent_would_help, answers.duty["answer"]) == (False, True, False)
    agreed = law.sharing(
        "jobcenter", "employer", "placement_with_employer", "job_history", on=ON, necessary=True, consent=VALID
    )
    assert agreed.permitted


def test_what_is_left_out_is_unknown_and_permits_nothing() -> None:
    answers = law.sharing("jobcenter", "volunteer", "volunteer_support", "identity", on=ON)
    assert answers.sharing["missing"] == ["sharing.necessary", "sharing.consent"]
    assert not answers.permitted
    assert answers.consent_would_help


def test_a_register_never_talks_itself_open() -> None:
    answers = law.sharing("azr", "association", "volunteer_support", "identity", on=ON, necessary=True, consent=VALID)
    assert (answers.permitted, answers.consent_would_help) == (False, False)


def test_unknown_codes_are_refused() -> None:
    with pytest.raises(InvalidFacts, match="sharing.to: 'neighbour' is not one of"):
        law.sharing("jobcenter", "neighbour", "volunteer_support", "identity", on=ON)  # type: ignore[arg-type]


def test_the_typed_codes_are_those_of_the_facts() -> None:
    assert list(get_args(data_sharing.Body)) == BODIES == CODES["to"]["enum"]
    assert list(get_args(data_sharing.Purpose)) == PURPOSES
    assert list(get_args(data_sharing.DataClass)) == CLASSES
    assert list(get_args(data_sharing.Trigger)) == CODES["trigger"]["enum"]


def test_a_consent_ends_on_the_day_of_its_withdrawal() -> None:
    consent = VALID | {"withdrawn_on": "2025-06-01"}
    asked = {"necessary": True, "consent": consent}
    cell = {"from": "jobcenter", "to": "volunteer", "purpose": "volunteer_support", "data_class": "identity"}
    facts = {"sharing": cell | asked}
    for day, answer in [("2025-02-28", "needs_consent"), ("2025-05-31", "permitted"), ("2025-06-01", "needs_consent")]:
        [found] = law.answer(facts, on=date.fromisoformat(day), questions=["data_sharing"])
        assert found["answer"] == answer, day
    [before] = law.answer(facts, on=date(2025, 3, 1), questions=["data_sharing"])
    assert before["next_change"] == "2025-06-01"


def test_sharing_is_answered_only_when_asked_for_and_has_no_timeline() -> None:
    facts = {"sharing": {"from": "azr", "to": "bamf", "purpose": "statistics", "data_class": "identity"}}
    assert not [answer for answer in law.answer(facts, on=ON) if answer["question"].startswith("data_sharing")]
    assert len(law.answer(facts, on=ON, questions=["data_sharing*"])) == 3
    with pytest.raises(law.UnknownQuestion, match="has no timeline"):
        law.timeline(facts, questions=["data_sharing"])


def test_without_a_sharing_the_question_names_it() -> None:
    for answer in law.answer({}, on=ON, questions=["data_sharing*"]):
        assert answer["status"] == "undetermined"
        assert answer["missing"][0].startswith("sharing")
