"""An answer in words: what holds until when, why, what comes then, what is missing, who has to act."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from nahtlos import law
from nahtlos.law.catalogue import texts, words
from nahtlos.law.wording.provisions import url
from nahtlos.law.wording.values import value
from tests.law.lives import lives

#: In a reception centre, asked for asylum on 14 September 2025.
PERSON: dict[str, Any] = {
    "nationality": "SY",
    "date_of_birth": "1994-03-01",
    "entry_on": "2025-08-01",
    "stay_interruptions": [],
    "residence": [{"status": "aufenthaltsgestattung", "from": "2025-09-14", "until": None}],
    "asylum": {"application_on": "2025-09-14", "application_kind": "first", "decision": None},
    "accommodation": [{"from": "2025-08-01", "until": None, "kind": "reception_centre_obliged"}],
    "in_need": True,
    "work_ban_reasons": [],
    "removal_measures_imminent": False,
    "work_permits": [],
    "unaccompanied_minor": False,
}


def explained(on: str, question: str, language: str = "de", **other: Any) -> law.Explanation:
    facts = PERSON | other
    (answer,) = law.answer(facts, on=date.fromisoformat(on), questions=[question])
    return law.explain(answer, language, then=law.afterwards(facts, answer))


def test_the_answer_is_one_sentence_with_its_last_day() -> None:
    assert explained("2025-11-01", "employment").headline == "Bis 13.03.2026: Beschäftigung nicht erlaubt."
    assert explained("2025-11-01", "employment", "en").headline == "Until 13 March 2026: Employment not allowed."
    plain = explained("2025-11-01", "employment", "de-x-leicht").headline
    assert plain == "Sie dürfen nicht arbeiten. Das gilt bis zum 13. März 2026."


def test_discretion_is_said() -> None:
    tolerated = [{"status": "duldung_60a_2_s1", "from": "2025-01-01", "until": None}]
    flat = [{"from": "2025-01-01", "until": None, "kind": "private"}]
    told = explained("2026-02-01", "employment", residence=tolerated, accommodation=flat, entry_on="2024-12-01")
    assert told.headline.endswith("Zustimmung der Bundesagentur (in der Regel: soll).")
    assert [act.sentence for act in told.acts] == [
        "Noch nötig: Beschäftigungserlaubnis (Ausländerbehörde).",
        "Noch nötig: Zustimmung der Bundesagentur für Arbeit (Agentur für Arbeit).",
    ]


def test_what_comes_next_is_said_with_its_reason_and_passes_over_the_disputed_day() -> None:
    told = explained("2025-11-01", "employment")
    assert told.change
    assert told.change.on == "2026-03-15"
    assert told.change.sentence == (
        "Am 14.03.2026 ist die Praxis uneinheitlich. Ab 15.03.2026: Anspruch auf die Erlaubnis zur Beschäftigung mit "
        "Zustimmung der Bundesagentur (gebunden: muss), weil dann gilt: Asylantrag vor mehr als 6 Monaten gestellt."
    )


def test_conditions_name_fact_value_and_place() -> None:
    told = {one.key: one for one in explained("2025-11-01", "employment").conditions}
    months = told["months_since > 6"]
    assert (months.met, months.fact, months.value) == (False, "asylum.application_on", "14.09.2025")
    assert (
        months.sentence
        == "Nicht erfüllt: Asylantrag vor mehr als 6 Monaten gestellt (Tag des Asylantrags: 14.09.2025)."
    )
    assert told["status_held"].value == "Aufenthaltsgestattung (§ 55 AsylG)"


def test_on_the_disputed_day_both_readings_are_told() -> None:
    told = explained("2026-03-14", "employment", "en")
    assert [reading.answer for reading in told.readings] == ["prohibited", "entitled_with_ba_approval"]
    assert told.readings[0].sentence.startswith("Reading 1, the time is not over yet: not allowed")


@pytest.mark.parametrize(
    ("path", "given", "said"),
    [
        ("course_duty_requests", ["asylblg_authority"], "Sozialamt"),
        ("courses", ["integration_course"], "Integrationskurs"),
        ("work_permits", ["apprenticeship"], "betriebliche Ausbildung"),
        ("benefits_received[1].kind", "sgb_ii", "SGB II"),
        ("household[0].residence[1].status", "ohne", "noch kein eigener Status"),
        ("title_obstacles", [], "keine"),
    ],
)
def test_codes_are_said_in_words_wherever_they_stand(path: str, given: Any, said: str) -> None:
    assert value(path, given, "de") == said


def test_what_is_missing_is_named_with_who_knows_it_and_what_is_possible() -> None:
    told = explained("2025-11-01", "benefit.asylblg_level")
    assert told.status == "undetermined"
    assert [(one.fact, one.known_by) for one in told.missing] == [("benefit_reduction_grounds", ("sozialamt",))]
    assert told.candidates == ("Grundleistungen (§ 3)", "eingeschränkt (§ 1a)")
    assert "Es fehlt: Gründe für eine Kürzung. Auskunft geben: Sozialamt." in told.sentences


def test_unsettled_law_is_named() -> None:
    told = explained("2026-07-01", "employment")
    assert told.status == "manual_check"
    assert "AsylG" in told.unsettled
    assert told.reason.startswith("Das GEAS-Anpassungsgesetz")
    assert explained("2026-07-01", "employment", "de-x-leicht").reason == ""


def test_plain_german_explains_the_offices() -> None:
    told = explained("2026-04-01", "employment", "de-x-leicht")
    assert "Die Ausländer-Behörde ist ein Amt." in told.about
    assert "Die Agentur für Arbeit ist ein Amt." in told.about


def test_a_change_of_the_law_alone_is_named_as_the_reason() -> None:
    told = explained("2026-04-01", "employment")
    assert told.change
    assert told.change.status == "manual_check"
    assert "weil sich das Recht ändert" in told.change.sentence


@pytest.mark.parametrize(
    ("cite", "address"),
    [
        ("§ 61 Abs. 1 S. 2 Nr. 1 AsylG", "https://www.gesetze-im-internet.de/asylvfg_1992/__61.html"),
        ("§ 12a Abs. 1 AufenthG", "https://www.gesetze-im-internet.de/aufenthg_2004/__12a.html"),
        ("§§ 7, 9 SGB II", "https://www.gesetze-im-internet.de/sgb_2/__7.html"),
        ("§ 10 SGB XII", "https://www.gesetze-im-internet.de/sgb_12/__10.html"),
        ("Art. 7 Abs. 3 DSGVO", ""),
        ("Förderrichtlinie", ""),
    ],
)
def test_a_provision_leads_to_its_present_wording(cite: str, address: str) -> None:
    assert url(cite) == address


def test_a_past_wording_has_no_link() -> None:
    since = {
        "residence": [{"status": "aufenthaltsgestattung", "from": "2020-01-20", "until": None}],
        "entry_on": "2020-01-10",
    }
    asylum = {"application_on": "2020-01-20", "application_kind": "first", "decision": None}
    centre = [{"from": "2020-01-10", "until": None, "kind": "reception_centre_obliged"}]
    told = explained("2020-11-05", "employment", **since, asylum=asylum, accommodation=centre)
    past = [norm for norm in told.law if norm.valid_until]
    assert past
    assert {norm.url for norm in past} == {""}


def test_a_question_nobody_has_put_into_words_is_still_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(words.answers(), "employment", {"name": {"de": "Beschäftigung"}})
    monkeypatch.setitem(texts.conditions_in("de"), "unheard_of", "unerhört")
    (answer,) = law.answer(PERSON, on=date(2025, 11, 1), questions=["employment"])
    for language in words.LANGUAGES:
        told = law.explain(answer, language)
        assert "verboten" in told.headline or "prohibited" in told.headline
        assert told.change is None


@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(lives(), st.dates(date(2015, 1, 1), date(2027, 12, 31)))
def test_every_answer_of_every_life_is_explained_without_a_bare_key(life: dict[str, Any], on: date) -> None:
    person = law.read(life, check=False)
    for answer in law.answer(person, on=on):
        then = law.afterwards(person, answer)
        assert then is None or then["status"] != "borderline"
        for language in words.LANGUAGES:
            told = law.explain(answer, language, then=then)
            text = " ".join(told.sentences)
            assert "{" not in text
            assert "_" not in text, (answer["question"], text)
            assert told.sentences[0] == told.headline
            if told.change:
                assert told.change.on >= answer["next_change"] > (on - timedelta(days=1)).isoformat()
