"""The list of the Jobcenter: members of households on SGB II, able to work (ELB) or not (NEF)."""

import csv
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from nahtlos.exchange.synthetic.calendar import add_months, last_day, years_between
from nahtlos.exchange.synthetic.mess.record import Line, ListContent, shown
from nahtlos.exchange.synthetic.model import Household, Person, Population
from nahtlos.exchange.synthetic.names.culture import Spelled
from nahtlos.exchange.synthetic.sheets.office import Office, plain_number, words

NAME = "jobcenter"
COLUMNS = (
    "BG-Nummer", "Personen-Nr", "Familienname", "Rufname", "Geburtsdatum", "Geschlecht", "Staatsangehörigkeit",
    "Leistungsart", "SGB-II-Antrag am", "Bewilligung von", "Bewilligung bis", "Integrationskurs", "Sprachniveau",
    "Arbeitsvermittler", "PLZ", "Ort", "Telefon", "Bemerkung",
)  # fmt: skip
_NAME_COLUMN = "Familienname/Rufname"
_THREE_LETTERS = {"UA": "UKR", "SY": "SYR", "AF": "AFG", "IQ": "IRQ"}


def _both(spelled: Spelled) -> str:
    return f"{spelled.family} | {spelled.given}"


class _Households(Office):
    """The Jobcenter at work."""

    def write(self) -> ListContent:
        self.add("header", *COLUMNS)
        cases = []
        for home in self.population.households:
            people = [member for member in home.members if member.benefit == "SGB_II" and not self.slips(0.006)]
            if people:
                cases.append((min(member.benefits[-1][1] for member in people), home, people))
        cases.sort(key=lambda case: (case[0], case[1].household_id))
        number = 1200
        for _, home, people in cases:
            number += self.dice.randint(1, 8)
            self.content.lines += self._case(f"54302//{number:07d}", home, people)
        lines = [line for line in self.content.lines if line.person_id]
        self.record_formula_like(COLUMNS, 16, plain_number)
        self.strange_texts("Bemerkung", 17, lines)
        return self.content

    def _case(self, number: str, home: Household, people: list[Person]) -> list[Line]:
        since = min(member.benefits[-1][1] for member in people)
        applied = min(self.as_of, since + timedelta(days=self.dice.randint(-25, 12)))
        fiction = people[0].status == "fiktion_24"
        approved = self._approval(since, 6 if fiction else 12)
        clerk = self.dice.choice(words()["staff"][NAME])
        return [self._line(number, home, person, applied, approved, clerk) for person in people]

    def _approval(self, since: date, months: int) -> tuple[date, date]:
        begin = since.replace(day=1)
        while last_day(begin, months) < self.as_of:
            begin = add_months(begin, months)
        return begin, last_day(begin, months)

    def _line(
        self, number: str, home: Household, person: Person, applied: date, approved: tuple[date, date], clerk: str
    ) -> Line:
        line = Line([""] * len(COLUMNS), person_id=person.person_id)
        spelled = self.name(line, person, _NAME_COLUMN, _both)
        able = years_between(person.birth_date, self.as_of) >= 15
        address, old = self.address(home, 0.15)
        if old and address.plz != home.address.plz:
            self.defect(line, "Ort", "old_address", address.town, f"{home.address.plz} {home.address.town}")
        line.cells[:] = [
            number, f"543{self.dice.choice('ABCDE')}{self.dice.randrange(10**6):06d}", spelled.family, spelled.given,
            self.born(line, person, "Geburtsdatum", lambda day: day.isoformat()), "M" if person.sex == "m" else "W",
            self._nationality(line, person), "ELB" if able else "NEF", self._applied(line, applied),
            approved[0].isoformat(), self._end(line, approved[1]), self._course(person) if able else "",
            (person.german_level or "") if able and not self.slips(0.2) else "",
            clerk if able and self.dice.chance(0.9) else "", address.plz, address.town,
            self.phone(person, 0.65) or "",
            self.dice.choice(words()["remarks"][NAME]) if self.dice.chance(0.035) else "",
        ]  # fmt: skip
        return line

    def _nationality(self, line: Line, person: Person) -> str:
        code = self.nation(line, person, "Staatsangehörigkeit").code
        if code in {"XX", "XA"}:
            return self.dice.choice((code, "")) if self.strength > 0 else code
        return _THREE_LETTERS.get(code, code) if self.slips(0.015) else code

    def _applied(self, line: Line, applied: date) -> str:
        if self.slips(0.0015):
            self.defect(line, "SGB-II-Antrag am", "broken_date", "unbekannt", applied.isoformat())
            return "unbekannt"
        return applied.isoformat()

    def _end(self, line: Line, end: date) -> str:
        if self.slips(0.0015):
            self.defect(line, "Bewilligung bis", "broken_date", "9999-12-31", end.isoformat())
            return "9999-12-31"
        return end.isoformat()

    def _course(self, person: Person) -> str:
        running = f"läuft seit {add_months(self.as_of, -self.dice.randint(1, 7)):%m/%Y}"
        return self.dice.choices(
            ("", "ja", "nein", "Verpflichtung ausgest.", "abgeschlossen (DTZ B1)", "Warteliste", running),
            (0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1),
        )[0]


def compile_list(population: Population, strength: float) -> ListContent:
    """The list of this population."""
    return _Households(NAME, population, strength).write()


def save(content: ListContent, population: Population, path: Path) -> None:
    """Write the file: UTF-8 with byte order mark, commas, CRLF."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([shown(cell) for cell in line.cells] for line in content.lines)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))
