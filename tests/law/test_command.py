"""`nahtlos law` as another program sees it: stdout, stderr and the exit code."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from nahtlos import law
from nahtlos.law.command import main
from nahtlos.law.terminal import last_day
from nahtlos.law.validation import schema

DOCUMENT = Draft202012Validator(schema("answers"))
PERSON = {
    "date_of_birth": "1991-05-14",
    "residence": [{"status": "aufenthaltsgestattung", "from": "2021-01-05", "until": None}],
    "in_need": True,
    "youth_welfare": [],
    "asylum": {"application_on": "2021-01-20", "decision": None},
}


@pytest.fixture
def person(tmp_path: Path) -> str:
    path = tmp_path / "person.json"
    path.write_text(json.dumps(PERSON))
    return str(path)


def run(capfd: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(list(argv))
    out, err = capfd.readouterr()
    return code, out, err


def test_answer_is_one_document_with_a_newline(capfd: pytest.CaptureFixture[str], person: str) -> None:
    code, out, err = run(capfd, "answer", person, "--on", "2022-01-01", "--question", "benefit_law")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert out.endswith("}\n")
    assert out.count("\n") == 1
    DOCUMENT.validate(document)
    assert [answer["answer"] for answer in document["answers"]] == ["asylblg"]
    assert list(document["answers"][0])[:12] == [
        "question", "on", "status", "answer", "discretion", "because", "law", "missing", "acts_needed", "next_change", "rule",
        "confidence",
    ]  # fmt: skip


def test_an_answer_is_explained_on_demand(capfd: pytest.CaptureFixture[str], person: str) -> None:
    asked = ("answer", person, "--on", "2022-01-01", "--question", "benefit_law", "--question", "benefit.asylblg_level")
    _, plain, _ = run(capfd, *asked)
    code, out, err = run(capfd, *asked, "--explain", "de")
    explained = json.loads(out)
    assert (code, err) == (0, "")
    told = [answer.pop("explanation") for answer in explained["answers"]]
    assert explained == json.loads(plain), "nothing else changes"
    assert told[0]["headline"] == "Lebensunterhalt nach dem Asylbewerberleistungsgesetz (AsylbLG)."
    assert told[0]["language"] == "de"
    assert told[1]["missing"][0]["known_by"]


def test_the_sentences_alone_are_text(capfd: pytest.CaptureFixture[str], person: str) -> None:
    asked = ("answer", person, "--on", "2022-01-01", "--question", "benefit_law", "--explain", "de-x-leicht")
    code, out, _ = run(capfd, *asked, "--text")
    assert code == 0
    assert out.startswith("Geld zum Leben\n  Sie bekommen Geld zum Leben.")


def test_without_a_question_all_about_the_person_are_answered(capfd: pytest.CaptureFixture[str], person: str) -> None:
    _, out, _ = run(capfd, "answer", person, "--on", "2022-01-01")
    codes = [entry["code"] for entry in law.questions()["questions"] if not entry["code"].startswith("data_sharing")]
    assert [answer["question"] for answer in json.loads(out)["answers"]] == codes


def test_a_star_means_all_that_begin_so(capfd: pytest.CaptureFixture[str], person: str) -> None:
    _, out, _ = run(capfd, "answer", person, "--on", "2022-01-01", "--question", "benefit.*")
    assert {answer["question"].split(".")[0] for answer in json.loads(out)["answers"]} == {"benefit"}


def test_timeline_covers_from_to(capfd: pytest.CaptureFixture[str], person: str) -> None:
    code, out, _ = run(
        capfd, "timeline", person, "--from", "2021-02-01", "--to", "2021-12-31", "--question", "benefit_law"
    )
    document = json.loads(out)
    assert code == 0
    DOCUMENT.validate(document)
    assert (document["from"], document["to"]) == ("2021-02-01", "2021-12-31")
    assert document["timelines"][0]["periods"][0]["from"] == "2021-02-01"


def test_questions(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "questions")
    DOCUMENT.validate(json.loads(out))
    assert code == 0


def batch(capfd: pytest.CaptureFixture[str], tmp_path: Path, lines: list[Any], *more: str) -> tuple[int, str, str]:
    path = tmp_path / "persons.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    return run(capfd, "batch", str(path), *more)


def test_batch_answers_in_order_and_skips_empty_lines(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines = [
        {"id": "b", "on": "2022-01-01", "questions": ["seed_group"], "facts": PERSON},
        "",
        {"id": 1, "questions": ["seed_group"], "facts": {}},
    ]
    code, out, _ = batch(capfd, tmp_path, lines, "--on", "2023-01-01")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(line["id"], line["on"], line["answers"][0]["status"]) for line in found] == [
        ("b", "2022-01-01", "determined"),
        (1, "2023-01-01", "undetermined"),
    ]
    for line in found:
        DOCUMENT.validate(line)


def test_a_batch_with_one_bad_line_prints_nothing(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = {"residence": [{"status": "ohne", "from": "2023-02-30"}]}
    lines = [
        {"id": 1, "on": "2022-01-01", "questions": ["seed_group"], "facts": PERSON},
        {"id": 2, "on": "2022-01-01", "facts": bad},
        {"id": 3, "facts": {}},
        {"id": 4, "on": "2022-01-01", "questions": ["nonsense"], "facts": {}},
        "{",
    ]
    code, out, err = batch(capfd, tmp_path, lines)
    assert (code, out) == (2, "")
    assert err.splitlines()[:3] == [
        "line 2: $.facts.residence[0].from: '2023-02-30' is not a date",
        "line 3: $.on: no day, neither in the line nor by --on",
        "line 4: $.questions: there is no question 'nonsense'",
    ]
    assert err.splitlines()[3].startswith("line 5: $: not JSON")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('{\n "residence": [\n  {"status": "ohne", "from": "2023-02-30"}\n ]\n}', "line 3: $.residence[0].from: '2023-02-30' is not a date"),
        ('{"residence": [{"status": "king", "from": "2023-02-01"}]}', "line 1: $.residence[0].status: 'king' is not one of"),
        (
            '{"employment":\n[{"kind": "employment", "from": "2023-02-01", "until": "2023-01-01"}]}',
            "line 2: $.employment[0].until: the period ends on '2023-01-01' before it begins on '2023-02-01'",
        ),
        (
            '{"residence":\n[{"status": "duldung60a", "from": "2023-02-01"}]}',
            "line 2: $.residence[0].status: 'duldung60a' is not one of ohne, asylgesuch,",
        ),
        (
            '{"date_of_birth": "1991-05-14",\n "entry_on": "1991-05-13"}',
            "line 1: $.date_of_birth: '1991-05-14' lies after the entry on '1991-05-13'; correct one of the two days",
        ),
        (
            '{"in_need": [{"value": true, "from": "2023-01-01", "until": "2023-05-01"},\n {"value": false, "from": "2023-04-30"}]}',
            "line 2: $.in_need[1].from: '2023-04-30' lies within in_need[0] (from '2023-01-01', until '2023-05-01'),"
            " and both cannot hold; end that period where this one begins, or correct one of the two",
        ),
        (
            '{"accommodation": [{"kind": "private", "from": "2023-03-01"},\n {"kind": "shared", "from": "2023-01-01"}]}',
            "line 1: $.accommodation[0].from: '2023-03-01' lies within accommodation[1] (from '2023-01-01', without end)",
        ),
        (
            '{"places": [{"land": "RP", "from": "2023-01-01"}, {"land": "BY", "from": "2023-01-01"}]}',
            "line 1: $.places[1].from: '2023-01-01' lies within places[0] (from '2023-01-01', without end)",
        ),
        (
            '{"residence": [{"status": "ae_25_5", "from": "2023-01-01"}, {"status": "ae_25_5", "from": "2024-01-01"}]}',
            "line 1: $.residence[1].from: '2024-01-01' lies within residence[0]",
        ),
        (
            '{"household": [{"relation": "child", "lives_in_household": [{"value": true, "from": "2023-01-01"},\n{"value": false, "from": "2024-01-01"}]}]}',
            "line 2: $.household[0].lives_in_household[1].from: '2024-01-01' lies within lives_in_household[0]",
        ),
        ('{"shoe_size": 42}', "line 1: $: unknown key 'shoe_size'"),
        ('{"in_need": true,\n "in_need": false}', "line 1: $: the key 'in_need' stands twice in one object"),
        ('{"in_need": NaN}', "line 1: $: NaN is not JSON"),
        ("[]", "line 1: $: [] is not of type 'object'"),
        ('{"a":\n', "line 2: $: not JSON"),
        ("[" * 100_000, "line 1: $: nested too deeply"),
    ],
)  # fmt: skip
def test_invalid_facts_are_named_with_line_and_path(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str, error: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    code, out, err = run(capfd, "answer", "-", "--on", "2022-01-01")
    assert (code, out) == (2, "")
    assert err.startswith(error)
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("ae_25_2", "(did you mean 'ae_25_2_alt1' or 'ae_25_2_alt2'?)"),
        ("duldung60a", "(did you mean 'duldung_60a'?)"),
        ("Duldung-60a", "(did you mean 'duldung_60a'?)"),
        ("duldung_60e", "deutsch, eu"),
    ],
)
def test_a_code_is_suggested_only_where_it_is_the_same_provision(given: str, meant: str) -> None:
    with pytest.raises(law.InvalidFacts) as refused:
        law.read({"residence": [{"status": given, "from": "2023-02-01"}]})
    assert refused.value.errors[0].endswith(meant)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--on", "2022-01-32"], "'2022-01-32' is not a date"),
        (["--on", "20220101"], "'20220101' is not a date"),
        (["--on", "2022-W01-1"], "'2022-W01-1' is not a date; write it as YYYY-MM-DD"),
        (
            ["--on", "2205-03-01"],
            f"'2205-03-01' lies after {last_day()}, the last day that is answered; check the year",
        ),
        (["--on", "2014-12-31"], "'2014-12-31' lies before 2015-01-01, the first day that is answered"),
        ([], "--on"),
        (["--on", "2022-01-01", "--question", "nonsense"], "there is no question 'nonsense'"),
        (["--on", "2022-01-01", "--explain", "fr"], "invalid choice: 'fr'"),
        (["--on", "2022-01-01", "--text"], "only together with --explain"),
    ],
)
def test_wrong_arguments_are_one_sentence(
    capfd: pytest.CaptureFixture[str], person: str, arguments: list[str], error: str
) -> None:
    code, out, err = run(capfd, "answer", person, *arguments)
    assert (code, out) == (2, "")
    assert error in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"residence": [{"status": "duldung_60a", "from": "2023-01-01"}, {"status": "ae_25_5", "from": "2023-05-01"}]},
        {"residence": [{"status": "ae_24", "from": "2023-01-01", "until": "2024-01-01"}, {"status": "ae_24", "from": "2024-01-01"}]},
        {"in_need": [{"value": True, "from": "2023-01-01", "until": "2023-05-01"}, {"value": False, "from": "2023-05-01"}]},
        {"in_need": [{"value": True, "from": "2023-01-01"}, {"value": True, "from": "2023-05-01"}]},
        {"accommodation": [{"kind": "shared", "from": "2023-01-01"}, {"kind": "shared", "from": "2023-03-01"}]},
        {"places": [{"land": "RP", "from": "2023-01-01"}, {"agency_district": "Trier", "from": "2023-01-01"}]},
        {"employment": [{"kind": "employment", "from": "2023-01-01"}, {"kind": "marginal", "from": "2023-01-01"}]},
        {"date_of_birth": "2023-01-01", "entry_on": "2023-01-01"},
        {"youth_welfare": [{"kind": "inobhutnahme", "from": "2023-01-01", "until": "2023-01-01"}]},
    ],
)  # fmt: skip
def test_what_can_be_true_together_is_answered(facts: dict[str, Any]) -> None:
    law.read(facts)


def test_one_old_line_does_not_refuse_a_whole_batch(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines = [{"id": 1, "on": "2014-11-05", "questions": ["employment"], "facts": PERSON}]
    code, out, _err = batch(capfd, tmp_path, lines)
    assert (code, json.loads(out)["answers"][0]["status"]) == (0, "manual_check")


def test_a_batch_names_contradictions_by_line_and_path(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines = [
        {"id": 1, "on": "2022-01-01", "facts": PERSON},
        {"id": 2, "on": "2205-01-01", "facts": {"date_of_birth": "2000-01-01", "entry_on": "1999-01-01"}},
        {"id": 3, "on": 2022, "facts": {}},
    ]
    code, out, err = batch(capfd, tmp_path, lines)
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        f"line 2: $.on: '2205-01-01' lies after {last_day()}, the last day that is answered; check the year",
        "line 2: $.facts.date_of_birth: '2000-01-01' lies after the entry on '1999-01-01'; correct one of the two days",
        'line 3: $.on: 2022 is not a date; write it as "YYYY-MM-DD"',
    ]


def test_python_answers_about_days_before_the_rule_book() -> None:
    answers = law.answer(PERSON, on=date(1999, 1, 1))
    assert {answer["status"] for answer in answers} <= {"manual_check", "determined"}


def test_python_answers_about_any_day() -> None:
    [answer] = law.answer(PERSON, on=date(2205, 3, 1), questions=["seed_group"])
    assert answer["status"] == "determined"


def test_a_missing_file_is_one_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "answer", "nowhere.json", "--on", "2022-01-01")
    assert (code, out, err) == (2, "", "nowhere.json: No such file or directory\n")


CONSENT = {
    "given_on": "2024-05-02",
    "withdrawn_on": None,
    "informed": True,
    "specific": True,
    "freely_given": True,
    "written_or_electronic": True,
    "withdrawable": True,
    "consequences_of_refusal_told": True,
    "covers": ["identity"],
}
TO_A_VOLUNTEER = [
    *("sharing", "--from", "jobcenter", "--to", "volunteer", "--purpose", "volunteer_support"),
    *("--data-class", "identity", "--necessary", "yes", "--on", "2025-03-01"),
]


def answers_of(out: str) -> dict[str, Any]:
    DOCUMENT.validate(json.loads(out))
    return {answer["question"]: answer["answer"] for answer in json.loads(out)["answers"]}


def test_sharing_answers_three_questions(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, *TO_A_VOLUNTEER, "--consent", "none", "--trigger", "on_request")
    assert code == 0
    assert answers_of(out) == {
        "data_sharing": "needs_consent",
        "data_sharing.duty": False,
        "data_sharing.consent_valid": None,
    }


def test_sharing_reads_the_consent_from_a_file(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "consent.json"
    path.write_text(json.dumps(CONSENT))
    _, out, _ = run(capfd, *TO_A_VOLUNTEER, "--consent", str(path))
    assert answers_of(out) == {
        "data_sharing": "permitted",
        "data_sharing.duty": False,
        "data_sharing.consent_valid": True,
    }


def test_what_the_command_does_not_say_is_unknown(capfd: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capfd, *TO_A_VOLUNTEER)
    assert json.loads(out)["answers"][0]["missing"] == ["sharing.consent"]


def test_sharing_and_facts_with_sharing_say_the_same(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    flow = {"from": "jobcenter", "to": "volunteer", "purpose": "volunteer_support", "data_class": "identity"}
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"sharing": flow | {"necessary": True, "consent": None}}))
    _, by_facts, _ = run(capfd, "answer", str(path), "--on", "2025-03-01", "--question", "data_sharing*")
    _, by_arguments, _ = run(capfd, *TO_A_VOLUNTEER, "--consent", "none")
    assert by_facts == by_arguments


@pytest.mark.parametrize(
    ("consent", "error"),
    [
        ('{"given_on": "2024-05-02",\n "informed": 1}', "line 2: $.informed: 1 is not of type 'boolean'"),
        ('{"informed": true}', "line 1: $: 'given_on' is a required property"),
        ("yes", "line 1: $: not JSON"),
    ],
)
def test_a_consent_that_cannot_be_read_is_named_with_line_and_path(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, consent: str, error: str
) -> None:
    path = tmp_path / "consent.json"
    path.write_text(consent)
    code, out, err = run(capfd, *TO_A_VOLUNTEER, "--consent", str(path))
    assert (code, out) == (2, "")
    assert err.startswith(f"--consent {path}: {error}")
    assert err.count("\n") == 1


def test_an_unknown_body_is_one_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, *[word.replace("volunteer", "neighbour") for word in TO_A_VOLUNTEER])
    assert (code, out) == (2, "")
    assert "'neighbour' (choose from 'asylum_authority'" in err
    assert err.count("\n") == 1
