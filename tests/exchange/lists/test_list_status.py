"""Status and decision by the grammar of provisions: any usual way to write a norm, and no code where it stays open."""

from datetime import date
from itertools import product

import pytest

from nahtlos.exchange.lists.decisions import read_decision
from nahtlos.exchange.lists.provisions import provisions
from nahtlos.exchange.lists.status import read_status

_SECTION = ("§ {}", "§{}", "{}")
_PARAGRAPH = {
    "2": ("Abs. 2", "Abs.2", "Absatz 2", "(2)", "II", "Abs. II"),
    "3": ("Abs. 3", "(3)", "III"),
    "5": ("Abs. 5", "(5)", "V", "/5"),
}
_ALTERNATIVE = (
    "S. 1 Alt. {}",
    "Satz 1 Alt. {}",
    "S. 1, {}. Alt.",
    "{}. Alt.",
    "Satz 1, {}. Alternative",
    "{}",
    "Alt. {}",
)
_PAPERS = ("AE", "Aufenthaltserlaubnis", "Aufenthaltserlaubnis nach", "AE gem.")


@pytest.mark.parametrize("alternative", [1, 2])
def test_section_25_2_in_every_spelling(alternative: int) -> None:
    for paper, section, paragraph, rest in product(_PAPERS, _SECTION, _PARAGRAPH["2"], _ALTERNATIVE):
        text = f"{paper} {section.format(25)} {paragraph} {rest.format(alternative)} AufenthG"
        assert read_status(text).code == f"ae_25_2_alt{alternative}", text


@pytest.mark.parametrize("number", ["3", "5"])
def test_other_paragraphs_in_every_spelling(number: str) -> None:
    for paper, section, paragraph in product(_PAPERS, _SECTION, _PARAGRAPH[number]):
        text = f"{paper} {section.format(25)} {paragraph}"
        assert read_status(text).code == f"ae_25_{number}", text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AE § 22 S. 2 AufenthG", "ae_22"),
        ("AE § 23 Abs. 1 AufenthG", "ae_23_1"),
        ("AE § 23 I (wegen des Krieges)", "ae_23_1_krieg"),
        ("AE § 23a", "ae_23a"),
        ("AE § 24 AufenthG (vorüberg. Schutz)", "ae_24"),
        ("AE § 25 Abs. 4 S. 2", "ae_25_4_s2"),
        ("AE 25 IVa", "ae_25_4a"),
        ("AE § 25 a AufenthG", "ae_25a"),
        ("AE § 25b Abs. 1", "ae_25b"),
        ("Chancen-Aufenthaltsrecht § 104c", "ae_104c"),
        ("§ 25 Abs. 3 AufenthG i.V.m. § 60 Abs. 5", "ae_25_3"),
        ("AE § 25 II i.V.m. § 4 AsylG", "ae_25_2_alt2"),
        ("AE § 25 Abs. 2 (GFK)", "ae_25_2_alt1"),
        ("NE § 26 III", "ne_26_3"),
        ("Niederlassungserlaubnis § 9", "ne_9"),
        ("AG § 55 AsylG", "aufenthaltsgestattung"),
        ("Aufenthaltsgestattung", "aufenthaltsgestattung"),
        ("§ 55 AsylVfG", "aufenthaltsgestattung"),
        ("Ankunftsnachweis § 63a AsylG", "ankunftsnachweis"),
        ("BÜMA", "asylgesuch"),
        ("Duldung (Passlosigkeit) § 60a Abs. 2 S. 1", "duldung_60a_2_s1"),
        ("Duldung § 60a II 3", "duldung_60a_2_s3"),
        ("Ermessensduldung", "duldung_60a_2_s3"),
        ("Duldung", "duldung_60a"),
        ("§ 60b AufenthG", "duldung_60b"),
        ("Duldung § 60c (Ausbildung)", "duldung_60c"),
        ("Duldung § 60a Abs. 2 S. 1 (Folgeantrag § 71 AsylG)", "folgeantrag"),
        ("Duldung (AE § 25 Abs. 5 beantragt)", "duldung_60a"),
        ("AE § 25 Abs. 5 (früher Duldung § 60a)", "ae_25_5"),
        ("vollz. ausreisepflichtig (GÜB)", "ausreisepflichtig_ohne_papier"),
        ("Fiktionsb. § 24", "fiktion_24"),
        ("Fiktionsbescheinigung § 81 Abs. 5 i.V.m. Abs. 3 (§ 24 beantragt)", "fiktion_24"),
        ("Fiktion § 81 IV (Verl. beantragt)", "fiktion_81_4"),
        ("Fiktionsbescheinigung § 81 Abs. 3 S. 2", "fiktion_81_3_s2"),
        ("Erlaubnisfiktion § 25 Abs. 2 S. 2 AufenthG", "erlaubt_nach_anerkennung"),
        ("anerkannt, eAT in Bestellung", "erlaubt_nach_anerkennung"),
    ],
)
def test_the_words_of_the_trade(text: str, code: str) -> None:
    assert read_status(text).code == code
    assert read_status(f" {text.replace(' ', chr(160))} ".strip()).code == code


@pytest.mark.parametrize(
    "text",
    ["AE", "AE § 25", "AE § 25 Abs. 2", "AE § 25 Abs. 2 S. 1", "AE § 23", "AE § 25 Abs. 4", "AE § 25 Abs. 2 S. 2", "NE", "NE § 26",
     "Fiktionsbescheinigung", "Fiktion § 81 Abs. 3", "Visum", "s. Akte", "Duldung, AE § 25 Abs. 5", "AE § 99 Abs. 7", "25.03.2016", "§ 25 SGB II"],
)  # fmt: skip
def test_what_stays_open_gets_no_code(text: str) -> None:
    assert read_status(text).code is None


def test_old_and_new_training_tolerations_are_told_apart_by_their_day() -> None:
    assert read_status("Ausbildungsduldung", date(2018, 9, 1)).code == "duldung_60a_2_s4"
    assert read_status("Ausbildungsduldung", date(2021, 9, 1)).code == "duldung_60c"
    assert read_status("Ausbildungsduldung").code is None
    assert read_status("Duldung § 60a Abs. 2 S. 4", date(2017, 1, 1)).code == "duldung_60a_2_s4"


def test_the_decision_of_the_row_helps_only_where_the_status_is_silent() -> None:
    read = read_status("AE § 25 Abs. 2", None, "subsidiary")
    assert (read.code, read.inferred) == ("ae_25_2_alt2", True)
    assert read_status("AE § 25 Abs. 2 Alt. 1", None, "subsidiary").code == "ae_25_2_alt1"
    assert read_status("Fiktionsbescheinigung (eAT bestellt)", None, "refugee").code == "erlaubt_nach_anerkennung"
    assert read_status("Fiktionsbescheinigung (eAT bestellt)", None, "rejected").code is None
    assert read_status("anerkannt, eAT in Bestellung", None, "rejected").code is None


@pytest.mark.parametrize(
    ("text", "kind", "marks"),
    [
        ("Flüchtlingseigenschaft zuerkannt (§ 3 AsylG)", "refugee", set()),
        ("§ 4 I AsylG", "subsidiary", set()),
        ("§ 4 AsylG, Upgrade-Klage anhängig", "subsidiary", {"suit_pending"}),
        ("Asylberechtigung Art. 16a GG", "asylum_16a", set()),
        ("§ 60 VII S. 1 AufenthG", "removal_ban", set()),
        ("o.u.", "rejected", {"manifestly_unfounded"}),
        ("offensichtlich unbegründet § 29a AsylG (Klage VG)", "rejected", {"manifestly_unfounded", "suit_pending"}),
        ("Ablehnung, einf. unbegr.; Klage anhängig", "rejected", {"suit_pending"}),
        ("VG-Urteil: subs. Schutz", "subsidiary", {"by_court"}),
        ("Klage abgewiesen", "rejected", {"by_court"}),
        ("unzulässig (Dublin)", "rejected", {"inadmissible"}),
        ("eingestellt nach Rücknahme", "withdrawn_discontinued", set()),
        ("abgelehnt, aber Abschiebungsverbot § 60 Abs. 7", "removal_ban", set()),
        ("§ 3 (-), § 4 (+)", "subsidiary", set()),
        ("Flüchtlingseigenschaft nicht zuerkannt", "rejected", set()),
        ("§§ 3, 4 AsylG abgelehnt", "rejected", set()),
        ("abgelehnt, § 3 AsylG", None, set()),
        ("anerkannt", None, set()),
        ("s. Akte", None, set()),
    ],
)
def test_decisions(text: str, kind: str | None, marks: set[str]) -> None:
    read = read_decision(text)
    assert read.kind == kind
    assert {
        mark for mark in ("manifestly_unfounded", "inadmissible", "by_court", "suit_pending") if getattr(read, mark)
    } == marks


def test_a_date_is_no_provision() -> None:
    assert provisions("gültig bis 25.02.2018") == ()
