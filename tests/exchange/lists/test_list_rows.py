"""Every row is accounted for: who is on it, or why nobody is."""

import io
from collections.abc import Callable
from datetime import date

from nahtlos.exchange.lists.listed import ListedPerson
from nahtlos.exchange.lists.problems import message
from nahtlos.exchange.lists.read import ListFile, read_list

Make = Callable[..., io.BytesIO]

SOZIALAMT = """Kreisverwaltung - Zahlliste AsylbLG 03/2025;;;;;;
;;;;;;
Fallnummer;lfd.;Name;geb.;Stellung;Leistungsart;seit;bis
A-1;1;Ali, Omar;03.04.89;HV;§ 2 AsylbLG;01.01.23;
;2;Ali, Nur;01.05.12;Kind;§3;01.01.23;28.02.25
;;Übertrag;;;;;
;3;Ali, Sami;01.05.14;Kind;§ 3 AsylbLG;01.01.23;
A-2;1;Total, Maria;03.04.89;HV;§ 1a AsylbLG;31.02.23;
;1;Hamidi, Reza;03.04.89;HV;Sonstiges;01.01.23;
;;;;;;;
;;Summe;;;;;123,45
Moselbrück, den 31.03.2025   gez. Zender   sachlich und rechnerisch richtig
"""


def read(text: str, profile: str, make: Make, **options: object) -> ListFile:
    return read_list(make(text), "liste.csv", profile, **options)  # type: ignore[arg-type]


def people(listed: ListFile) -> list[ListedPerson]:
    return [row.person for row in listed.people if row.person]


def test_rows_that_are_no_person_say_why(text_table: Make) -> None:
    listed = read(SOZIALAMT, "sozialamt", text_table)
    assert {row.number: row.why for row in listed.rows if row.why} == {
        1: "title", 2: "empty", 3: "header", 6: "carry_over", 10: "empty", 11: "total", 12: "signature",
    }  # fmt: skip
    assert [row.number for row in listed.rows] == list(range(1, 13))


def test_the_case_goes_on_below_its_first_line_and_across_a_carry_over(text_table: Make) -> None:
    listed = read(SOZIALAMT, "sozialamt", text_table)
    keys = [person.household.key for person in people(listed) if person.household]
    assert keys[:3] == ["A-1"] * 3
    assert keys[3] == "A-2"
    assert keys[4] not in ("A-1", "A-2")
    assert [problem.code for problem in listed.rows[8].problems if problem.field == "case_number"] == [
        "case_number_missing"
    ]


def test_benefits_have_half_open_periods_and_their_words(text_table: Make) -> None:
    listed = read(SOZIALAMT, "sozialamt", text_table)
    assert listed.as_of == date(2025, 3, 31)
    facts = [fact for person in people(listed) for fact in person.facts if fact.kind == "benefits_received"]
    assert [fact.value["kind"] for fact in facts] == ["asylblg_2", "asylblg_3", "asylblg_3", "asylblg_1a", None]
    assert facts[1].valid_until == date(2025, 3, 1)
    assert facts[3].valid_from is None
    assert facts[4].as_written == "Sonstiges"


def test_somebody_called_total_is_a_person(text_table: Make) -> None:
    assert people(read(SOZIALAMT, "sozialamt", text_table))[3].spellings[0].family == "Total"


def test_a_row_is_refused_only_if_nobody_could_say_who_it_is(text_table: Make) -> None:
    text = "AZR-Nummer,Familienname,Vornamen,Geburtsdatum\n,,,1.1.1990\n151209437754,,,\n,-,-,2.2.1990\n,Ali,,31.02.1990\n,12345,,3.3.1990\n"
    listed = read(text, "auslaenderbehoerde", text_table)
    assert [row.number for row in listed.rows if row.refused] == [2, 4, 6]
    problem = listed.rows[1].problems[0]
    assert (problem.column, problem.severity, message(problem)) == (
        "B",
        "refuse",
        "The row has neither a name nor a number of the person.",
    )


def test_a_repeated_header_and_a_section_are_no_people(text_table: Make) -> None:
    text = "Familienname,Vornamen,Geburtsdatum,Ort\nAli,Omar,1.1.1990,X\nTeil 2: Familien,,,\nFamilienname,Vornamen ,Geburtsdatum,Ort\nNur,Sami,2.2.1990,Y\n"
    listed = read(text, "auslaenderbehoerde", text_table)
    assert [row.why for row in listed.rows] == ["header", None, "section", "header", None]


def test_a_merged_cell_counts_for_every_row_it_covers(workbook: Make) -> None:
    rows = [
        ["Familienname", "Vornamen", "Straße", "Ort"],
        ["Ali", "Omar", "Weg 1", "X"],
        ["Ali", "Nur", None, "X"],
        ["Ali", "Sami", None, "X"],
        ["Bah", "Awa", None, "Y"],
    ]
    listed = read_list(workbook(rows, merge=["C2:C4"]), "x.xlsx", "auslaenderbehoerde")
    assert [person.address.street if person.address else "" for person in people(listed)] == ["Weg 1"] * 3 + [""]


def test_the_immigration_office_tells_the_whole_procedure(workbook: Make) -> None:
    rows = [
        ["Bestandsliste, Stand 30.09.2016"],
        ["AZR-Nummer", "Familienname", "Vornamen", "StA-Schl.", "Staatsangehörigkeit", "Ersteinreise", "Asylgesuch", "Asylantrag", "Bescheid vom",
         "zugestellt am", "bestandskräftig seit", "Entscheidung", "Aufenthaltsstatus", "gültig von", "gültig bis", "Unterkunft", "Zuzug", "Bemerkung"],
        [150316912894, "Ali", "Omar", 475, "syrisch", date(2015, 3, 10), "16.03.2015", "03.04.2015", "13.11.2015", "23.11.2015", None,
         "unbegründet (Klage VG)", "AG § 55 AsylG", date(2016, 4, 3), date(2016, 10, 2), "Erstaufnahme", 42138, "=1+1"],
        [50316912894, "Bah", "Awa", 261, "syrisch", "in D geb.", None, "01.01.2015", "13.11.2014", None, None, "s. Akte", "s. Akte", "?", "31.02.2016", "Schloss", None, "@x"],
    ]  # fmt: skip
    listed = read_list(workbook(rows), "x.xlsx", "auslaenderbehoerde")
    first, second = people(listed)
    facts = {fact.kind: fact for fact in first.facts}
    assert facts["asylum.request_on"].value == {"on": "2015-03-16"}
    assert facts["asylum.decision"].value == {"kind": "rejected", "served_on": "2015-11-23", "final_on": None}
    assert facts["asylum.suit_pending"].value == {"value": True}
    assert facts["residence"].value == {
        "status": "aufenthaltsgestattung",
        "issued_on": "2016-04-03",
        "valid_until": "2016-10-02",
    }
    assert facts["accommodation"].value == {"kind": "reception_centre_obliged"}
    assert (first.moved_in_on, first.remark, first.numbers[0].value) == (date(2015, 5, 14), "=1+1", "150316912894")
    assert (second.numbers[0].value, second.nationalities) == ("050316912894", ("SY", "GN"))
    codes = {(problem.field, problem.code) for problem in listed.rows[3].problems}
    assert codes >= {
        ("azr", "leading_zero_restored"), ("nationality_key", "nationality_contradiction"), ("decided_on", "dates_out_of_order"),
        ("decision", "decision_unreadable"), ("status", "status_unreadable"), ("valid_until", "date_impossible"),
    }  # fmt: skip
    residence = next(fact for fact in second.facts if fact.kind == "residence")
    assert (residence.value["status"], residence.as_written) == (None, "s. Akte")
    assert any(fact.kind == "born_in_germany" for fact in second.facts)


def test_a_printed_end_in_the_past_does_not_end_a_permit(text_table: Make) -> None:
    text = "Familienname;Vornamen;Aufenthaltsstatus;gültig von;gültig bis\nA;B;AE § 24 AufenthG;01.06.2022;04.03.2024\nC;D;AG § 55 AsylG;01.06.2022;01.03.2024\nE;F;NE § 26 Abs. 3;01.06.2022;unbefristet\n"
    listed = read(text, "auslaenderbehoerde", text_table, as_of=date(2025, 3, 31))
    facts = [next(fact for fact in person.facts if fact.kind == "residence") for person in people(listed)]
    assert [fact.valid_until for fact in facts] == [None] * 3
    assert [fact.legal_hint for fact in facts] == ["UkraineAufenthFGV", "", ""]
    assert facts[2].value["valid_until"] is None
    assert [[problem.code for problem in row.problems] for row in listed.people] == [
        ["document_prolonged"],
        ["document_expired"],
        [],
    ]


def test_the_employment_agency_tells_what_somebody_can(text_table: Make) -> None:
    text = 'Kundennummer,Name,Vorname,Sprachen,Deutschniveau,Schulabschluss,letzter Beruf,KldB,Führerschein,gemeldet seit,PLZ/Ort\n543A123456,Ali,Omar,"Arabisch (Muttersprache), Deutsch A2",A2 (mündl.),Mittlere Reife vergl.,"=HYPERLINK(""x"")",B 32-101,Kl. B ausl.,01.02.2016,54901 Moselbrück\n'
    (person,) = people(read(text, "arbeitsagentur", text_table, as_of=date(2016, 9, 30)))
    facts = {fact.kind: fact for fact in person.facts}
    assert facts["registered_as_jobseeker"].value == {"at": "arbeitsagentur"}
    assert facts["registered_as_jobseeker"].valid_from == date(2016, 2, 1)
    assert (facts["language_levels"].value, facts["language_levels"].valid_from) == ({"level": "A2"}, date(2016, 9, 30))
    assert facts["occupation"].value == {"title": '=HYPERLINK("x")', "kldb": "32101"}
    assert facts["schooling"].value["level"] == "lower_secondary"
    assert facts["driving_licence"].value == {"held": True, "classes": ["B"], "foreign": True}
    assert len(facts["languages"].value["languages"]) == 2
    assert person.address is not None
    assert (person.address.postcode, person.address.town) == ("54901", "Moselbrück")


def test_the_jobcenter_tells_who_lives_on_sgb_ii_together(text_table: Make) -> None:
    text = (
        "BG-Nummer,Personen-Nr,Familienname,Rufname,Leistungsart,SGB-II-Antrag am,Bewilligung von,Bewilligung bis,Integrationskurs,Sprachniveau\n"
        "54302//0001252,543A584653,Ali,Omar,ELB,2013-03-28,2015-10-01,9999-12-31,abgeschlossen (DTZ B1),\n"
        "54302//0001252,543A584654,Ali,Nur,NEF,unbekannt,2015-10-01,2016-09-30,läuft seit 08/2016,A0\n"
    )
    listed = read(text, "jobcenter", text_table)
    first, second = people(listed)
    assert first.household is not None
    assert second.household is not None
    assert first.household.key == second.household.key
    assert (first.household.position, second.household.position) == ("elb", "nef")
    facts = {fact.kind: fact.value for fact in first.facts}
    assert facts["applications"] == {"kind": "sgb_ii", "on": "2013-03-28"}
    assert facts["benefits_received"] == {"kind": "sgb_ii"}
    assert facts["language_levels"] == {"level": "B1", "certified": True}
    assert facts["able_to_work"] == {"value": True}
    courses = [fact for fact in second.facts if fact.kind == "courses"]
    assert [fact.valid_from for fact in courses] == [date(2016, 8, 1)]
    assert [problem.code for problem in listed.rows[1].problems] == ["open_end"]


def test_the_day_of_the_list_is_found_or_given(text_table: Make) -> None:
    table = "Name;Vorname;geb.\nAli;Omar;01.01.17\n"
    for title, expected in (
        ("Bestand, Stand: 30.09.2016", date(2016, 9, 30)),
        ("Stichtag 31.12.2023, gedruckt am 05.01.2024", date(2023, 12, 31)),
        ("Liste 02/2024", date(2024, 2, 29)),
        ("Liste ohne Tag", None),
    ):
        assert read(f"{title}\n{table}", "sozialamt", text_table).as_of == expected
    given = read(table, "sozialamt", text_table, as_of=date(2016, 1, 1))
    assert given.as_of == date(2016, 1, 1)
    assert people(given)[0].births[0].year == 1917


def test_equal_people_are_read_equally_wherever_they_stand(text_table: Make) -> None:
    row = "Ali;Omar;01.01.1990\n"
    first, second = people(read(f"Name;Vorname;geb.\n{row}{row}", "sozialamt", text_table))
    assert (first.spellings, first.births) == (second.spellings, second.births)


def test_a_cell_far_too_long_is_kept_and_not_taken_apart(text_table: Make) -> None:
    text = f"Name;Vorname;Anschrift;Leistungsart;Bemerkung\nAli;Omar;{'(' * 20_000};{'§ 25 Abs. 2 ' * 1500};{'lang ' * 500}\n"
    row = read(text, "sozialamt", text_table).rows[1]
    assert [(problem.field, problem.code) for problem in row.problems] == [
        ("address", "cell_too_long"),
        ("benefit", "cell_too_long"),
    ]
    assert len(row.raw["address"]) == 20_000
    assert row.person is not None
    assert len(row.person.remark) == 2499
