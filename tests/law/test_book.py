"""The book is the rules themselves in words: complete, in German, with the cases that try each rule."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from nahtlos import law
from nahtlos.law.book import stories as index
from nahtlos.law.book import words
from nahtlos.law.book.content import Book, anchors, book, german_is_missing, place_of
from nahtlos.law.book.pages import Pages
from nahtlos.law.book.reads import parameter_names, read_by
from nahtlos.law.catalogue import texts
from nahtlos.law.command import main
from nahtlos.law.engine.rule import CONFIDENCE, QUESTIONS, Norm, Question, determined, rule
from nahtlos.law.engine.tables import RULE_BOOK, Rules
from nahtlos.law.modules.in_force import rules_with
from nahtlos.law.questions.titles.requirement import REQUIRED
from tests.law.stories import stories, whole_stories

#: Sentences without a German one. May only go down.
UNTRANSLATED = 0


@pytest.fixture(params=words.LANGUAGES)
def whole(request: pytest.FixtureRequest) -> Book:
    return book(RULE_BOOK, request.param)


def test_no_sentence_waits_for_its_german() -> None:
    missing = german_is_missing()
    assert len(missing) <= UNTRANSLATED, "write their German in catalogue/sentences.yaml:\n" + "\n".join(missing)


def test_no_german_sentence_has_lost_its_rule() -> None:
    everything = book(RULE_BOOK, "en")
    said = {rule.sentence.removeprefix(REQUIRED) for question in everything.questions for rule in question.rules}
    said |= {rule.sentence for module in everything.modules for rule in module.rules}
    said |= {text for question in everything.questions for _code, text in question.deadlines}
    said |= {text for one in everything.parameters for text in (one.description, one.source)}
    assert set(texts.sentences()) - said == set()


def test_every_question_and_every_rule_stands_in_the_book_in_its_order(whole: Book) -> None:
    codes = [question.code for question in whole.questions]
    assert sorted(codes) == sorted(QUESTIONS)
    shown = [code for code in codes if not QUESTIONS[code].internal]
    assert shown == [entry["code"] for entry in law.questions()["questions"]]
    for question in whole.questions:
        assert [entry.id for entry in question.rules] == [one.id for one in QUESTIONS[question.code].rules]
        assert question.title != question.code
        assert all(entry.sentence and entry.norms and entry.valid and entry.certainty for entry in question.rules)


def test_every_rule_says_what_it_does() -> None:
    assert [one.id for table in QUESTIONS.values() for one in table.rules if not one.sentence] == []


def test_every_mark_has_words() -> None:
    assert set(words.CONFIDENCE) == set(CONFIDENCE)
    assert all(set(text) == {"de", "en"} for text in [*words.LABELS.values(), *words.CONFIDENCE.values()])


def test_validity_and_wording_are_told_with_their_last_day() -> None:
    ban = next(one for one in book(RULE_BOOK, "de").question("employment").rules if one.valid.endswith("20.08.2019"))  # type: ignore[union-attr]
    assert ban.valid == "24.10.2015 – 20.08.2019"
    assert ban.norms == ("§ 61 Abs. 1 AsylG (Fassung 24.10.2015 – 20.08.2019)",)
    assert words.span(0, 10**7, "de") == "durchgehend"
    assert words.norm(Norm("§ 1 X", None, "2020-01-31"), "en") == "§ 1 X (wording until 2020-01-31)"


def test_a_rule_names_the_conditions_parameters_and_questions_its_code_asks() -> None:
    by_id = {one.id: read_by(one) for table in QUESTIONS.values() for one in table.rules}
    assert "biometrics_taken" in by_id["1_1_nr_8_fiktion_without_biometrics"].conditions
    assert "agency_districts" in by_id["32_5_nr_3_agency_district"].parameters
    assert "safe_countries" in by_id["61_2_s4_safe_country"].parameters
    assert "sgb_ii_age_limit" in by_id["41_age"].parameters
    assert list(by_id["1_1_asylblg"].questions) == ["asylblg.entitled"]


def test_what_a_story_looked_at_is_among_what_the_rule_may_look_at() -> None:
    """The names are read off the code; where the code asks in a way nobody can read off, this says so."""
    unseen = set()
    for name, case in stories():
        if "modules" in name or case["question"] not in {"benefit_law", "employment", "integration_course"}:
            continue
        [answer] = law.answer(case["facts"], on=date.fromisoformat(case["on"]), questions=[case["question"]])
        reachable = _reachable(case["question"])
        keys = {because["condition"] for because in answer["because"]}
        unseen |= {key for key in keys if not any(_matches(key, known) for known in reachable)}
    # These two are no conditions but facts a rule has to choose among (`case.choose`).
    assert unseen <= {"basis_of_duldung", "title_continued_by_fiktion"}


def _reachable(code: str, seen: frozenset[str] = frozenset()) -> set[str]:
    found: set[str] = set()
    for one in QUESTIONS[code].rules:
        reads = read_by(one)
        found |= set(reads.conditions)
        for other in reads.questions:
            if other not in seen:
                found |= _reachable(other, seen | {code, other})
    return found


def _matches(key: str, known: str) -> bool:
    return re.fullmatch(re.sub(r"\\\{\d\\\}", ".+", re.escape(known)), key) is not None


def test_the_index_of_stories_is_what_the_stories_say() -> None:
    kept = Path(index.__file__).parents[1] / "catalogue" / index.FILE
    assert kept.read_text(encoding="utf-8") == index.index(whole_stories()), "run: python tools/law/stories.py"


def test_a_rule_lists_the_stories_in_which_it_decided() -> None:
    rules = {one.id: one for one in book(RULE_BOOK, "de").question("benefit_law").rules}  # type: ignore[union-attr]
    assert "benefit_law/not_in_need" in {story.name for story in rules["9_not_in_need"].stories}
    bill = next(story for story in rules["leistungsrechtsanpassungsgesetz"].stories)
    assert bill.name == "benefit_law/pending_bill"
    assert ("20.07.2026", "manual_check") in bill.days


def test_a_rule_of_another_table_that_was_handed_on_is_found_with_the_wording_of_the_day() -> None:
    assert place_of(RULE_BOOK, "benefit_law", "7_1_able_to_work", date(2022, 1, 1)) == (
        "benefit.without_asylblg", "rule-7_1_able_to_work",
    )  # fmt: skip
    old, new = (place_of(RULE_BOOK, "employment", "25_recognised", date(year, 1, 1)) for year in (2019, 2021))
    assert old != new
    assert place_of(RULE_BOOK, "employment", "nothing", date(2021, 1, 1)) is None
    for table in QUESTIONS.values():
        assert len(set(anchors(table).values())) == len(table.rules)


def test_a_question_nobody_has_translated_or_tested_yet_is_shown_all_the_same() -> None:
    @rule("new_rule", cites=[Norm("§ 1 NEU")], confidence="M")
    def new_rule(case: object) -> object:
        """Something <new> that nobody has translated."""
        return determined(True)

    rules = Rules({**QUESTIONS, "new.question": Question("new.question", (new_rule,), internal=True)})
    fresh = book(rules, "de")
    page = Pages(fresh, lambda name, anchor: name).content("new.question")
    assert "Something &lt;new&gt; that nobody has translated." in page
    assert "noch nicht übersetzt" in page
    assert "noch kein Prüffall" in page
    assert 'lang="en"' in page


def test_a_module_that_is_on_marks_its_rules_with_its_name() -> None:
    on = book(rules_with({"lrag": date(2026, 10, 1)}), "de")
    table = on.question("asylblg.ground")
    assert table is not None
    new = next(one for one in table.rules if one.id == "lrag_1_1_nr_3_lit_a_24")
    assert new.module.startswith("Leistungsrechtsanpassungsgesetz")
    assert new.valid == "seit 01.10.2026"
    assert [story.name for story in new.stories] == ["modules/lrag"]


def test_every_parameter_is_told_with_its_values(whole: Book) -> None:
    assert [one.name for one in whole.parameters] == list(parameter_names())
    assert all(one.source and any(grid.rows for grid in one.grids) for one in whole.parameters)
    prospects = next(one for one in whole.parameters if one.name == "good_prospects")
    assert any("SY, ER" in cell for row in prospects.grids[0].rows for cell in row)


def test_the_pages_in_a_folder_lead_to_each_other(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["book", "--html", str(tmp_path / "book")]) == 0
    made = {str(path.relative_to(tmp_path / "book")) for path in (tmp_path / "book").rglob("*.html")}
    assert {"index.html", "benefit_law.html", "en/index.html", "en/parameters.html"} <= made
    for name in made:
        path = tmp_path / "book" / name
        text = path.read_text(encoding="utf-8")
        for link in re.findall(r'(?:href|src)="([^"#]+)', text):
            assert (path.parent / link).resolve().exists(), (name, link)
    assert "<script" not in (tmp_path / "book" / "index.html").read_text(encoding="utf-8")


def test_the_pdf_is_tagged_for_readers_and_the_same_every_time(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    for path in files:
        assert main(["book", "--pdf", str(path)]) == 0
    content = files[0].read_bytes()
    assert content.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in content
    assert b"pdfuaid" in content
    assert content == files[1].read_bytes()


def test_the_book_on_the_terminal_and_a_place_where_it_cannot_be_written(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["book", "--language", "en", "--module", "lrag@2026-10-01"]) == 0
    out = capfd.readouterr().out
    assert f"Rule book {law.RULES_VERSION}+lrag@2026-10-01" in out
    assert "2. Whoever is not in need gets nothing from anybody." in out
    assert main(["book", "--pdf", str(tmp_path / "none" / "x.pdf")]) == 2
    assert capfd.readouterr().err.count("\n") == 1


def test_nobody_who_asks_the_law_pays_for_pdf_or_workbook() -> None:
    script = "import sys; from nahtlos.law.command import main; main(['questions']); sys.exit('typst' in sys.modules or 'openpyxl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=60)
    assert done.returncode == 0
