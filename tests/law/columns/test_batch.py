"""Whatever is asked of whomever, many at once are told what each would be told alone."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from nahtlos import law
from nahtlos.law import api, validation
from nahtlos.law.columns import evaluation, layout, parquet
from nahtlos.law.columns.batch import Batch, people_of
from nahtlos.law.columns.evaluation import Evaluation
from nahtlos.law.command import main
from nahtlos.law.conditions.age import years_completed
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.periods import verdict_on
from nahtlos.law.engine.rule import QUESTIONS, Norm, Outcome, determined, question, rule
from nahtlos.law.modules.in_force import rules_with
from nahtlos.law.questions import register
from tests.law.columns.population import population, some_lives
from tests.law.stories import stories

PROTECTED = next(case["facts"] for name, case in stories() if name.startswith("modules/lrag-"))

DAYS = [date(2015, 3, 1), date(2019, 8, 21), date(2022, 6, 30), date(2024, 3, 15), date(2026, 7, 20)]


@pytest.fixture(scope="module")
def stock() -> list[dict[str, Any]]:
    return some_lives(60, seed=7)


def alone(
    person: dict[str, Any], codes: list[str], on: date, rules: law.Rules | None = None
) -> dict[str, tuple[Any, ...]]:
    found = {}
    for code, said in api.verdicts(person, on=on, questions=codes, check=False, rules=rules).items():
        kept = json.dumps(said.answer) if isinstance(said.answer, list | dict) else said.answer
        found[code] = (said.status, kept, said.discretion, said.rule.id, said.missing)
    return found


def told(answers: dict[str, Any]) -> tuple[Any, ...]:
    value = answers["answer"]
    kept = value.isoformat() if isinstance(value, date) else value
    return answers["status"], kept, answers["discretion"], answers["rule"], answers["missing"]


def together(table: pa.Table, codes: list[str], on: date, sizes: tuple[int, ...]) -> list[dict[str, Any]]:
    """The answers to some columns, handed over in chunks of these sizes."""
    batch, begun, found = Batch(table.schema, codes, on), 0, []
    for size in (*sizes, len(table)):
        for chunk in table.slice(begun, size).combine_chunks().to_batches():
            answers, mistakes = batch.answer(chunk)
            assert not mistakes
            found += answers.to_pylist()
        begun += size
    return found


def check_all(
    people: list[dict[str, Any]],
    found: list[dict[str, Any]],
    codes: list[str],
    on: date,
    rules: law.Rules | None = None,
) -> None:
    assert len(found) == len(people)
    for person, answers in zip(people, found, strict=True):
        assert {code: told(answers[code]) for code in codes} == alone(person, codes, on, rules), (on, person)


@pytest.mark.parametrize("on", DAYS)
def test_many_are_told_what_each_is_told_alone(stock: list[dict[str, Any]], on: date) -> None:
    people = population(160, on.toordinal(), stock)
    codes = list(register.codes())
    found = together(layout.table(range(len(people)), people), codes, on, (40, 60))
    check_all(people, found, codes, on)


def test_json_and_columns_of_their_own_say_the_same(stock: list[dict[str, Any]]) -> None:
    people, on = population(100, 3, stock), date(2024, 3, 15)
    codes = [code for code in register.codes() if code != "deadlines"]
    texts = pa.table({"id": list(range(100)), "facts": [json.dumps(person) for person in people]})
    assert together(texts, codes, on, ()) == together(layout.table(range(100), people), codes, on, ())


def test_where_sharing_does_not_pay_everybody_is_asked_herself(
    stock: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluation, "_FEW", 20)
    monkeypatch.setattr(evaluation, "_WIDE", 0.0)
    people, codes, on = population(80, 5, stock), ["benefit_law", "employment"], date(2024, 3, 15)
    found = together(layout.table(range(len(people)), people), codes, on, (40,))
    check_all(people, found, codes, on)


def test_what_has_been_learned_may_be_forgotten(stock: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "_MOST", 10)
    people, codes, on = population(60, 6, stock), ["benefit_law", "employment"], date(2024, 3, 15)
    found = together(layout.table(range(len(people)), people), codes, on, (20, 20))
    check_all(people, found, codes, on)


@pytest.mark.parametrize("code", ["residence_rule_12a", "title.26_3", "title.25a.age", "programme.sgb_ii_16i"])
def test_days_alone_tell_nobody_apart(code: str) -> None:
    people = [_recognised_in(date(2021, 1, 1) + timedelta(days=7 * number)) for number in range(100)]
    columns = layout.table(range(len(people)), people)
    law_of_the_day = Evaluation(date(2026, 1, 1).toordinal(), [code])
    found = law_of_the_day.answers(people_of(columns.combine_chunks().to_batches()[0], []))[code]
    assert [found.said[kind].status for kind in found.codes.tolist()] == [
        alone(person, [code], date(2026, 1, 1))[code][0] for person in people
    ]
    assert law_of_the_day.asked < len(people) / 2


def _recognised_in(day: date) -> dict[str, Any]:
    """Somebody who was a year in the procedure before a day."""
    begun = day - timedelta(days=365)
    return {
        "nationality": "SY",
        "date_of_birth": (begun - timedelta(days=9_000)).isoformat(),
        "entry_on": begun.isoformat(),
        "stay_interruptions": [],
        "residence": [
            {"status": "aufenthaltsgestattung", "from": begun.isoformat(), "until": day.isoformat()},
            {"status": "ae_25_2_alt1", "from": day.isoformat(), "until": None, "valid_until": None},
        ],
        "asylum": {"application_on": begun.isoformat(), "decision": None},
        "in_need": True,
        "able_to_work": True,
        "household": [],
        "training": [],
        "employment": [],
        "courses": [],
        "applications": [],
    }


@pytest.fixture
def strange_question() -> Iterator[str]:
    """A question that reads the facts in every way a rule can, bypassing conditions and views."""

    @rule("test_reads_directly", cites=[Norm("§ 1 AsylbLG")])
    def reads_directly(case: Case) -> Outcome | None:
        raw, facts = case.facts.raw, case.facts
        if "household" not in raw:
            return determined("nobody is known")
        if len(facts.members or ()) > 1 and (facts.members or ())[0].get("date_of_birth"):
            return determined("several")
        if facts.get("asylum") and facts.get("asylum.decision"):
            return determined(f"decided {facts.get('asylum').get('decision')['kind']}")
        if case.need(years_completed, 18) and (facts.day("entry_on") or 0) % 2:
            return determined(sorted(facts.get("asylum") or ())[0] if facts.get("asylum") else "odd")
        return None

    @rule("test_last", cites=[Norm("§ 1 AsylbLG")])
    def last(case: Case) -> Outcome:
        return determined(f"{len(case.facts.periods('residence') or ())} rows")

    question("test.strange", reads_directly, last, internal=True)
    yield "test.strange"
    del QUESTIONS["test.strange"]


def test_rules_that_bypass_conditions_are_answered_all_the_same(
    stock: list[dict[str, Any]], strange_question: str
) -> None:
    people, on = population(300, 8, stock), date(2024, 3, 15)
    said = evaluation.Evaluation(on.toordinal(), [strange_question])
    begun = 0
    for chunk in layout.table(range(len(people)), people).to_batches(max_chunksize=100):
        found = said.answers(people_of(chunk, []))[strange_question]
        for code, person in zip(found.codes.tolist(), people[begun : begun + 100], strict=True):
            verdict = verdict_on(strange_question, Facts(person), on.toordinal())
            answer = found.said[code]
            assert (answer.status, answer.answer) == (verdict.status, verdict.answer)
            assert answer.missing == tuple(verdict.missing)
        begun += 100


# -- files ------------------------------------------------------------------------------------------------------------


def write(path: Path, **columns: Any) -> str:
    pq.write_table(pa.table(columns), path)
    return str(path)


def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["batch", *words])
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def test_a_file_of_people_becomes_a_file_of_answers(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, stock: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "FIRST", 20)
    monkeypatch.setattr(parquet, "CHUNK", 40)
    people, on = population(100, 9, stock), date(2024, 3, 15)
    pq.write_table(layout.table([f"p{number}" for number in range(100)], people), tmp_path / "people.parquet")
    target = tmp_path / "answers.parquet"
    words = ["--parquet", str(tmp_path / "people.parquet"), str(target), "--on", on.isoformat()]
    assert run(capfd, *words, "--question", "benefit_law", "--question", "integration_course*") == (0, "", "")
    answers = pq.read_table(target)
    codes = [name for name in answers.schema.names if name not in {"id", "on"}]
    assert codes[0] == "benefit_law"
    assert codes[1:] == [code for code in register.codes() if code.startswith("integration_course")]
    assert answers["id"].to_pylist() == [f"p{number}" for number in range(100)]
    assert answers.schema.metadata[b"nahtlos.rules_version"].decode() == law.RULES_VERSION
    check_all(people, answers.to_pylist(), codes, on)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.parquet", "people.parquet"]


def test_each_row_may_name_a_day_of_its_own(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    born = [date(2000, 5, 17)] * 3
    days = [date(2015, 5, 16), date(2015, 5, 17), None]
    source = write(tmp_path / "in.parquet", id=[1, 2, 3], on=days, date_of_birth=born)
    target = tmp_path / "out.parquet"
    words = ["--parquet", source, str(target), "--question", "benefit.sgb_ii_age_condition"]
    assert run(capfd, *words) == (2, "", "row 3: $.on: no day, neither in the row nor by --on\n")
    assert not target.exists()
    assert run(capfd, *words, "--on", "2020-01-01")[0] == 0
    rows = pq.read_table(target).to_pylist()
    assert [row["benefit.sgb_ii_age_condition"]["answer"] for row in rows] == [False, True, True]
    assert [row["on"] for row in rows] == [*days[:2], date(2020, 1, 1)]


def test_unknown_and_known_to_be_none_are_two_things(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source = write(
        tmp_path / "in.parquet",
        id=["unknown", "none", "never made"],
        nationality=["SY", "SY", "SY"],
        accommodation=pa.array([[]] * 3, layout.types()["accommodation"]),
        residence=pa.array(
            [[{"status": "aufenthaltsgestattung", "from": date(2023, 1, 1)}]] * 3, layout.types()["residence"]
        ),
        known_none=pa.array([None, ["asylum.application_on"], ["asylum.application_on", "asylum.decision"]]),
    )
    target = tmp_path / "out.parquet"
    words = ["--parquet", source, str(target), "--on", "2024-03-15", "--question", "employment"]
    assert run(capfd, *words) == (0, "", "")
    missing = [row["employment"]["missing"] for row in pq.read_table(target).to_pylist()]
    assert "asylum.application_on" in missing[0]
    assert "asylum.application_on" not in missing[1] + missing[2]


def test_mistakes_are_named_with_row_and_path_and_nothing_is_written(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = [
        [{"status": "king", "from": date(2023, 1, 1)}],
        [{"status": "ohne", "from": date(2023, 1, 1), "until": date(2022, 1, 1)}],
        [{"status": "ohne", "from": None}],
        None,
        None,
        None,
        [],
    ]
    source = write(
        tmp_path / "in.parquet",
        id=["a", "b", "c", None, "e", "f", "g"],
        residence=pa.array(rows, layout.types()["residence"]),
        facts=[None, None, None, '{"shoe_size": 42}', "{", '{"in_need": [{"value": true, "from": "2023-02-30"}]}', "7"],
        known_none=pa.array([None, None, None, None, None, ["residence[0].until"], None], pa.list_(pa.string())),
    )
    target = tmp_path / "out.parquet"
    target.write_text("as it was")
    code, out, err = run(capfd, "--parquet", source, str(target), "--on", "2024-03-15")
    assert (code, out) == (2, "")
    assert err.splitlines()[0] == "row 4: $.id: an id is required"
    assert err.splitlines()[1].startswith("row 5: $.facts: not JSON")
    repaired = pq.read_table(source)
    facts = [text if text != "{" else "{}" for text in repaired["facts"].to_pylist()]
    repaired = repaired.set_column(2, "facts", pa.array(facts))
    pq.write_table(repaired.drop_columns("known_none"), source)
    code, out, err = run(capfd, "--parquet", source, str(target), "--on", "2024-03-15")
    assert [line.partition(" is not one of")[0] for line in err.splitlines()] == [
        "row 1: $.residence[0].status: 'king'",
        "row 2: $.residence[0].until: the period ends on '2022-01-01' before it begins on '2023-01-01'; correct one of the two days",
        "row 3: $.residence[0]: 'from' is a required property",
        "row 4: $.facts: unknown key 'shoe_size'",
        "row 4: $.id: an id is required",
        "row 6: $.facts.in_need[0].from: '2023-02-30' is not a date",
        "row 7: $.facts: facts are an object",
    ]
    pq.write_table(repaired.select(["id", "residence", "known_none"]).slice(4), source)
    assert run(capfd, "--parquet", source, str(target), "--on", "2024-03-15")[2] == (
        "row 2: $.known_none: 'residence[0].until' is no place in the facts\n"
    )
    assert target.read_text() == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.parquet", "out.parquet"]


def test_what_contradicts_itself_is_refused_in_the_words_of_single_answers(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    held = {"status": "ohne", "from": "2023-01-01", "until": "2024-01-01"}
    people = [
        {"date_of_birth": "2001-02-03", "entry_on": "2001-02-02"},
        {"residence": [held, {"status": "ohne", "from": "2023-12-31"}]},
        {"residence": [held, {"status": "ae_25_5", "from": "2023-12-31"}], "date_of_birth": "2001-02-03"},
        {"accommodation": [{"kind": "shared", "from": "2023-01-01"}, {"kind": "private", "from": "2022-01-01"}]},
        {"accommodation": [{"kind": "shared", "from": "2023-01-01"}, {"kind": "shared", "from": "2022-01-01"}]},
        {"places": [{"land": "HE", "from": "2023-01-01"}, {"land": "BY", "from": "2022-01-01", "until": "2023-01-02"}]},
        {"places": [{"land": "HE", "from": "2023-01-01"}, {"land": "BY", "from": "2022-01-01", "until": "2023-01-01"}]},
        {"in_need": [{"value": True, "from": "2023-01-01"}, {"value": False, "from": "2024-01-01"}]},
        {"household": [{"relation": "spouse", "residence": [held, held]}]},
        {"residence": [held, held], "unaccompanied_minor": 3},
    ]
    alone = {number: list(validation.refusals_of(person)) for number, person in enumerate(people, start=1)}
    assert sorted(number for number, found in alone.items() if found) == [1, 2, 4, 6, 8, 9, 10]
    people.pop()  # no column can hold it
    table, source, target = layout.table(range(len(people)), people), tmp_path / "in.parquet", tmp_path / "out.parquet"
    texts = pa.table({"id": list(range(len(people))), "facts": [json.dumps(person) for person in people]})
    for columns in (table, texts):
        pq.write_table(columns, source)
        code, out, err = run(capfd, "--parquet", str(source), str(target), "--on", "2024-03-15")
        refused = [line.replace("$.facts.", "$.").split(": ", 2) for line in err.splitlines()]
        expected = [
            [f"row {number}", validation.path_of(path), what]
            for number in range(1, len(people) + 1)
            for path, what in alone[number]
        ]
        assert (code, out, refused) == (2, "", expected)
        assert not target.exists()


def test_a_planned_change_answers_many_as_it_answers_each(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, stock: list[dict[str, Any]]
) -> None:
    people, on = [PROTECTED, *population(60, 11, stock)], date(2026, 10, 1)
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(layout.table(range(len(people)), people), source)
    words = ["--parquet", str(source), str(target), "--on", on.isoformat(), "--question", "benefit_law"]
    assert run(capfd, *words, "--module", "lrag@2026-07-01") == (0, "", "")
    rules, book = rules_with({"lrag": date(2026, 7, 1)}), rules_with({})
    answers = pq.read_table(target)
    codes = [name for name in answers.schema.names if name not in {"id", "on"}]
    assert answers.schema.metadata[b"nahtlos.rules_version"].decode() == law.version_of(rules)
    found = answers.to_pylist()
    check_all(people, found, codes, on, rules)
    with_the_book = [alone(person, codes, on, book) for person in people]
    assert any(
        {code: told(one[code]) for code in codes} != before for one, before in zip(found, with_the_book, strict=True)
    )


def test_timelines_of_many_are_those_of_each(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, stock: list[dict[str, Any]]
) -> None:
    people = [*population(8, 12, stock)] * 2
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(layout.table(range(len(people)), people), source)
    words = ["--parquet", str(source), str(target), "--timeline"]
    for span, days in (
        ([], {}),
        (["--from", "2020-02-29", "--to", "2024-03-01"], {"start": date(2020, 2, 29), "end": date(2024, 3, 1)}),
    ):
        assert run(capfd, *words, *span) == (0, "", "")
        for person, row in zip(people, pq.read_table(target).to_pylist(), strict=True):
            expected = {
                entry["question"]: entry["periods"] for entry in law.timeline(person, check=False, **days)["timelines"]
            }
            assert list(row)[1:] == list(expected)
            for code, periods in expected.items():
                said = [(*told(part), part["from"].isoformat(), part["until"]) for part in row[code]]
                assert said == [(*as_a_column(part), part["from"], day_or_none(part["until"])) for part in periods]
    assert run(capfd, *words, "--on", "2024-03-15")[0] == 2
    assert run(capfd, *words, "--question", "deadlines")[2] == "--question: the question 'deadlines' has no timeline\n"


def as_a_column(part: dict[str, Any]) -> tuple[Any, ...]:
    value = part["answer"]
    kept = json.dumps(value) if isinstance(value, list | dict) else value
    return part["status"], kept, part["discretion"], part["rule"], part["missing"]


def day_or_none(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("columns", "error"),
    [
        ({"id": [1], "shoe_size": [42]}, "column 'shoe_size': there is no such fact"),
        ({"id": [1.5]}, "column 'id': a column of texts or whole numbers is required"),
        ({"nationality": ["SY"]}, "column 'id': a column of texts or whole numbers is required"),
        ({"id": [1], "facts": [42]}, "column 'facts': expected string, found int64"),
    ],
)
def test_columns_that_cannot_be_facts_are_refused(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, columns: dict[str, list[Any]], error: str
) -> None:
    source = write(tmp_path / "in.parquet", **columns)
    words = ["--parquet", source, str(tmp_path / "out.parquet"), "--on", "2024-03-15"]
    assert run(capfd, *words) == (2, "", f"{error}\n")


def test_what_is_no_file_of_people_is_one_sentence(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "no.parquet").write_text("hello")
    words = ["--on", "2024-03-15", "--parquet"]
    code, out, err = run(capfd, *words, str(tmp_path / "no.parquet"), str(tmp_path / "out.parquet"))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "not a Parquet file" in err
    code, out, err = run(capfd, *words, str(tmp_path / "nowhere.parquet"), str(tmp_path / "out.parquet"))
    assert (code, err.count("\n")) == (2, 1)
    assert "No such file" in err
    source = write(tmp_path / "in.parquet", id=[1])
    code, out, err = run(capfd, *words, source, str(tmp_path / "nowhere" / "out.parquet"))
    assert (code, err.count("\n")) == (2, 1)
    assert run(capfd)[2] == "nahtlos law batch: either FACTS.jsonl or --parquet IN OUT is required\n"
