"""Small invented lists of two offices: one person spelled differently, one pair of namesakes, one who is new."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook

_HEADINGS = [
    "AZR-Nummer", "Familienname", "Vornamen", "Geburtsdatum", "Geschlecht", "Staatsangehörigkeit", "Ersteinreise",
    "Asylgesuch", "Asylantrag", "Aufenthaltsstatus", "gültig von", "gültig bis", "Unterkunft", "Straße", "PLZ", "Ort",
    "Telefon",
]  # fmt: skip
_PEOPLE = [
    ["170101000011", "Muster-Haddad", "Mohammed", "14.03.1985", "m", "Syrien", "02.09.2015", "03.09.2015",
     "11.01.2016", "Aufenthaltsgestattung § 55 AsylG", "11.01.2016", "10.01.2017", "privat", "Lindenweg 4", "54901",
     "Moselbrück", "040 66969201"],
    ["170101000012", "Tesfay", "Selam", "01.01.1991", "w", "Eritrea", "05.10.2015", "06.10.2015",
     "20.02.2016", "Aufenthaltsgestattung § 55 AsylG", "20.02.2016", "19.02.2017", "privat", "Am Hang 2", "54901",
     "Moselbrück", ""],
    ["170101000013", "Tesfay", "Selam", "01.01.1991", "w", "Eritrea", "11.11.2015", "12.11.2015",
     "01.03.2016", "Aufenthaltsgestattung § 55 AsylG", "01.03.2016", "28.02.2017", "privat", "Bergstraße 9", "54905",
     "Kallenrath", "040 66969209"],
]  # fmt: skip


def immigration_office() -> bytes:
    """The workbook of the Ausländerbehörde."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Ausländerbehörde, Stand 30.09.2016"])
    sheet.append(_HEADINGS)
    for row in _PEOPLE:
        sheet.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def social_office() -> bytes:
    """The payment list of the Sozialamt, as its program exports it."""
    lines = [
        "Zahlliste AsylbLG Stand 30.09.2016",
        "Fallnummer;lfd.;Name;geb. am;Geschlecht;Staatsangehörigkeit;Straße;PLZ;Ort;Leistung;seit",
        "50.3-2016/0001;1;Muster Haddad, Muhamad;14.03.85;m;syrisch;Lindenweg 4;54901;Moselbrück;§ 3 AsylbLG;01.10.2015",
        "50.3-2016/0002;1;Tesfay, Selam;01.01.91;w;eritreisch;;;;§ 3 AsylbLG;01.11.2015",
    ]
    return "\r\n".join(lines).encode("cp1252")
