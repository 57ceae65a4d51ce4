"""Planned law is tried without touching anybody: off it changes nothing, on it begins on its day and says so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from nahtlos import law
from nahtlos.law import api
from nahtlos.law.conditions import origin
from nahtlos.law.engine.days import FAR, day_of
from nahtlos.law.engine.rule import QUESTIONS, Question
from nahtlos.law.engine.tables import RULE_BOOK
from nahtlos.law.modules.in_force import rules_with, shipped
from nahtlos.law.modules.module import Change, DoesNotFit, Module
from nahtlos.law.modules.register import MODULES
from tests.law.stories import stories

DAY = date(2026, 10, 1)
PROTECTED = next(case["facts"] for name, case in stories() if name.startswith("modules/lrag-"))
IN_CENTRE = next(case["facts"] for name, case in stories() if name.startswith("modules/geas_centre"))


def benefit_law(rules: law.Rules | None, on: date = DAY, facts: Any = PROTECTED) -> dict[str, Any]:
    return law.answer(facts, on=on, questions=["benefit_law"], rules=rules)[0]


def test_this_version_ships_every_module_switched_off() -> None:
    assert shipped() == {}
    assert rules_with({}) is RULE_BOOK
    assert api.version_of() == law.RULES_VERSION


def test_a_module_says_in_both_languages_what_it_is_and_what_it_leaves_out() -> None:
    for module in MODULES:
        for text in (module.title, module.source, module.leaves_out, *module.labels.values()):
            assert set(text) == {"de", "en"}
            assert all(text.values())


def test_switching_on_one_for_me_does_nothing_for_you() -> None:
    person, mine = law.read(PROTECTED), rules_with({"lrag": DAY})
    before = benefit_law(None, facts=person)
    assert benefit_law(mine, facts=person)["answer"] == "asylblg"
    assert benefit_law(None, facts=person) == before
    assert before["status"] == "manual_check"


def test_two_threads_with_different_law_do_not_meet() -> None:
    choices = [rules_with({}), rules_with({"lrag": DAY}), rules_with({"lrag": date(2027, 1, 1)})]
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda number: benefit_law(choices[number % 3])["answer"], range(60)))
    assert found == [None, "asylblg", "sgb_ii"] * 20


def test_every_output_names_the_modules_it_was_made_with() -> None:
    rules = rules_with({"lrag": date(2026, 7, 1), "geas": date(2026, 6, 12)})
    version = f"{law.RULES_VERSION}+geas@2026-06-12+lrag@2026-07-01"
    assert law.version_of(rules) == version
    assert law.timeline(PROTECTED, questions=["benefit_law"], rules=rules)["rules_version"] == version
    assert law.outline(law.read(PROTECTED, rules=rules), questions=["benefit_law"])["rules_version"] == version


def test_the_day_the_module_begins_is_the_next_change_of_the_day_before() -> None:
    rules = rules_with({"lrag": DAY})
    assert benefit_law(rules, date(2026, 9, 30))["next_change"] == "2026-10-01"
    assert benefit_law(rules)["rule"] == "1_1_asylblg"
    assert any("Leistungsrechtsanpassungsgesetz" in norm["cite"] for norm in benefit_law(rules)["law"])


def test_what_is_known_about_the_person_is_not_worked_out_twice() -> None:
    person = law.read(PROTECTED)
    benefit_law(None, facts=person)
    other = law.read(person, rules=rules_with({"lrag": DAY}))
    assert other.findings is person.findings
    assert other.explored == {}
    assert law.read(person) is person


def test_where_no_module_reaches_the_tables_are_the_same_ones() -> None:
    rules = rules_with({"lrag": DAY})
    changed = {code for code in QUESTIONS if rules.tables[code] is not QUESTIONS[code]}
    assert changed == {"asylblg.ground", "benefit_law", "programme.agh_asylblg_5"}


def test_a_name_nobody_has_given_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(law.UnknownModule, match="there is no module 'lrga'; there are lrag, "):
        rules_with({"lrga": DAY})


def test_a_module_that_names_a_rule_the_book_no_longer_has_does_not_go_unnoticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = {"de": "x", "en": "x"}
    stale = Module("stale", text, text, text, changes=(Change("benefit_law", ends=("gone",)),))
    monkeypatch.setattr("nahtlos.law.modules.register.MODULES", (*MODULES, stale))
    with pytest.raises(DoesNotFit, match="'benefit_law' has no rule gone"):
        rules_with({"stale": date(2031, 1, 1)})


@pytest.mark.parametrize("module", [module.id for module in MODULES])
def test_every_shipped_module_fits_the_rule_book(module: str) -> None:
    rules = rules_with({module: DAY})
    assert law.version_of(rules).endswith(f"+{module}@2026-10-01")


@pytest.mark.parametrize("module", [module.id for module in MODULES])
@pytest.mark.parametrize("facts", [PROTECTED, IN_CENTRE], ids=["protected", "in_centre"])
def test_before_its_day_a_module_changes_nothing_but_what_was_unsettled(module: str, facts: dict[str, Any]) -> None:
    later = rules_with({module: date(2027, 1, 1)})
    for on in (date(2025, 5, 1), date(2026, 6, 30), date(2026, 7, 21), date(2026, 12, 31)):
        for now, then in zip(law.answer(facts, on=on), law.answer(facts, on=on, rules=later), strict=True):
            same = all(now[key] == then[key] for key in ("status", "answer", "discretion"))
            assert same or now["status"] == "manual_check", (on, now, then)


def test_a_change_of_the_rules_on_work_reaches_every_programme_that_follows_work() -> None:
    unsettled = {code for code, table in QUESTIONS.items() if "61_unsettled_since_2026_06_12" in _ids(table)}
    rules = rules_with({"geas": date(2026, 6, 12)})
    assert {"employment", "apprenticeship", "programme.eq_54a", "programme.mag_45"} <= unsettled
    for code in unsettled:
        assert "61_unsettled_since_2026_06_12" not in _ids(rules.tables[code])
        assert "geas_61_dublin" in _ids(rules.tables[code])
    asked = ["employment", "programme.fbw_81", "programme.egz_88"]
    [work, training, subsidy] = law.answer(IN_CENTRE, on=date(2026, 9, 21), questions=asked, rules=rules)
    assert work["answer"] == "permit_with_ba_approval"
    assert (training["answer"], subsidy["answer"]) == (True, True)
    assert training["law"][0]["cite"] == "§ 81 SGB III"
    assert [one["status"] for one in law.answer(IN_CENTRE, on=date(2026, 9, 21), questions=asked)] == [
        "manual_check"
    ] * 3


def _ids(table: Question) -> set[str]:
    return {rule.id for rule in table.rules}


def test_the_new_name_of_the_benefit_changes_words_and_nothing_else() -> None:
    rules = rules_with({"grundsicherungsgeld": date(2026, 7, 1)})
    assert rules.tables == QUESTIONS
    assert rules.label("benefit_law", "sgb_ii", date(2026, 6, 30), "de") is None
    assert rules.label("benefit_law", "sgb_ii", date(2026, 7, 1), "de") == "SGB II (Grundsicherungsgeld)"
    assert rules.label("benefit_law", "asylblg", date(2026, 7, 1), "de") is None
    assert rules.label("deadlines", [], date(2026, 7, 1), "de") is None


def test_an_ordinance_closes_work_in_the_procedure_and_leaves_the_rest_open(monkeypatch: pytest.MonkeyPatch) -> None:
    by_law = origin.listed

    def listed(code: str, source: str) -> tuple[tuple[int, int], ...]:
        if source == "vo_29b":
            return ((day_of("2026-03-01"), FAR),) if code == "TN" else ()
        return by_law(code, source)

    monkeypatch.setattr(origin, "any_ordinance", lambda: True)
    monkeypatch.setattr(origin, "listed", listed)
    private = [{"kind": "private", "from": "2025-06-01", "until": None}]
    applied = {"application_on": "2025-06-20", "decision": None}
    seeker = {**IN_CENTRE, "nationality": "TN", "accommodation": private, "asylum": applied, "entry_on": "2025-06-01"}
    seeker["residence"] = [{"status": "aufenthaltsgestattung", "from": "2025-06-01", "until": None}]
    tolerated = {**seeker, "residence": [{"status": "duldung_60a_2_s1", "from": "2025-06-01", "until": None}]}
    rules = rules_with({"ordinance_29b": date(2026, 4, 1)})

    def work(facts: dict[str, Any], on: str, under: law.Rules | None = rules) -> str:
        [found] = law.answer(facts, on=date.fromisoformat(on), questions=["employment"], rules=under)
        return str(found["answer"] or found["status"])

    assert work(seeker, "2026-03-31") == "manual_check"
    assert work(seeker, "2026-04-01") == "prohibited"
    assert work(seeker, "2026-04-01", None) == "manual_check"
    assert work(tolerated, "2026-04-01") == "manual_check"
    assert work({**seeker, "nationality": "NG"}, "2026-04-01").startswith("entitled")
