"""The payment list of the social welfare office (AsylbLG): one line a person below its case."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

from nahtlos.exchange.synthetic.calendar import DAY, add_months, years_between
from nahtlos.exchange.synthetic.mess.record import Line, ListContent, shown
from nahtlos.exchange.synthetic.model import Address, Household, Person, Population
from nahtlos.exchange.synthetic.sheets.office import Office, country, words

NAME = "sozialamt"
COLUMNS = (
    "Fallnummer", "lfd.", "Name", "geb.", "Staatsang.", "Stellung", "Leistungsart", "seit", "bis", "Betrag mtl.",
    "Anschrift", "SB", "Bemerkung",
)  # fmt: skip
_LINES_PER_PAGE = 400
_SLOPPY = {"§ 3 AsylbLG": ("§ 3", "§3 AsylbLG"), "§ 2 AsylbLG": ("§ 2", "§2 AsylbLG")}


class _Payments(Office):
    """The welfare office at work."""

    def write(self) -> ListContent:
        self.add("title", f"Kreisverwaltung {self._short()} FB 50 - Zahlliste AsylbLG {self.as_of:%m/%Y}", *[""] * 12)
        self.add("empty", *[""] * 13)
        self.add("header", *COLUMNS)
        cases = sorted(self._cases(), key=lambda case: case[0])
        lines = [line for number, home, people in cases for line in self._case(number, home, people)]
        self._copy_of_a_row(lines)
        total = self._paged(lines)
        self.strange_texts("Bemerkung", 12, [line for line in self.content.lines if line.person_id])
        self._line_break()
        self.add("total", "", "", "Summe", *[""] * 6, _euro(total), "", "", "")
        self.add("empty", *[""] * 13)
        clerk = words()["staff"][NAME][0]
        town = self.population.households[0].address.town if self.population.households else ""
        self.add("signature", f"{town}, den {self.as_of:%d.%m.%Y}   gez. {clerk}   sachlich und rechnerisch richtig")
        return self.content

    def _short(self) -> str:
        return self.population.district.removeprefix("Landkreis ").removeprefix("Kreis ")

    def _cases(self) -> list[tuple[str, Household, list[Person]]]:
        digits = 4 if len(self.population.households) < 5000 else 6
        taken: set[str] = set()
        cases = []
        for home in self.population.households:
            lagging = self.slips(0.5)
            people = [member for member in home.members if self._on_list(member, lagging)]
            if not people:
                continue
            begun = min(period[1] for member in people for period in member.benefits)
            number = ""
            while not number or number in taken:
                number = f"50.3-{begun.year}/{self.dice.randrange(10**digits):0{digits}d}"
            taken.add(number)
            cases.append((number, home, people))
        return cases

    def _on_list(self, person: Person, lagging: bool) -> bool:
        if not person.benefits or self.slips(0.004):
            return False
        if (person.benefit or "").startswith("AsylbLG"):
            return True
        return lagging and self._ended(person) is not None

    def _ended(self, person: Person) -> date | None:
        """Last day of AsylbLG that ended in the last three months."""
        ends = [end for law, _, end in person.benefits if law.startswith("AsylbLG") and end is not None]
        return ends[-1] - DAY if ends and ends[-1] > add_months(self.as_of.replace(day=1), -3) else None

    def _case(self, number: str, home: Household, people: list[Person]) -> list[Line]:
        every_line = self.dice.chance(0.25)
        clerk = self.dice.choice(words()["staff"][NAME])
        lines = [
            self._line(number if every_line or position == 1 else "", position, home, person, people, clerk)
            for position, person in enumerate(people, 1)
        ]
        if len(people) == 1 and self.slips(0.012):
            lines.append(self._second_case(number, lines[0]))
        return lines

    def _line(
        self, number: str, position: int, home: Household, person: Person, people: list[Person], clerk: str
    ) -> Line:
        line = Line([""] * len(COLUMNS), person_id=person.person_id)
        name = self._name(line, person)
        nation = self.nation(line, person, "Staatsang.")
        address, old = self.address(home, 0.2)
        written = self._address(address)
        if old:
            self.defect(line, "Anschrift", "old_address", written, str(home.address))
        law, since, until = self._benefit(line, person)
        line.cells[:] = [
            number, str(position), name, self.born(line, person, "geb.", self._born),
            country(nation, self._nationality(nation.adjective, nation.short), self.as_of),
            self._position(position, person, people), law, f"{since:%d.%m.%y}", f"{until:%d.%m.%y}" if until else "",
            _euro(self._amount(person)), written, clerk, self._remark(until),
        ]  # fmt: skip
        return line

    def _name(self, line: Line, person: Person) -> str:
        spelled = self.name(line, person, "Name", lambda written: written.comma)
        text = spelled.comma
        if self.slips(0.015):
            text = f"{spelled.given} {spelled.family}".replace("  ", " ")
            self.defect(line, "Name", "no_comma", text, person.spelled.comma)
        elif self.slips(0.012):
            text += self.dice.choice((" *", " (UMA)", " Frau" if person.sex == "f" else " Herr", " (neu)"))
            self.defect(line, "Name", "extra_words", text, person.spelled.comma)
        readable = _windows(text)
        if readable != text:
            self.defect(line, "Name", "letters_lost_by_encoding", readable, text)
        return readable

    def _born(self, day: date) -> str:
        return f"{day:%d.%m.%Y}" if self.slips(0.05) or day.year < 1940 else f"{day:%d.%m.%y}"

    def _nationality(self, adjective: str, short: str) -> str:
        if self.slips(0.08):
            return short
        if self.slips(0.03):
            return adjective[:4] + "."
        return adjective.capitalize() if self.slips(0.03) else adjective

    def _position(self, position: int, person: Person, people: list[Person]) -> str:
        if position == 1:
            return "HV"
        if person.role in {"spouse", "head"}:
            wed = "Ehefrau" if person.sex == "f" else "Ehemann"
            return self.dice.choice((wed, "Ehegatte"))
        return {"child": "Kind", "grandmother": "Mutter", "sibling": "Geschw."}.get(person.role, "sonst.")

    def _benefit(self, line: Line, person: Person) -> tuple[str, date, date | None]:
        until = None if (person.benefit or "").startswith("AsylbLG") else self._ended(person)
        periods = [period for period in person.benefits if period[0].startswith("AsylbLG")]
        law, since, _ = periods[-1]
        text = "§ 2 AsylbLG" if law == "AsylbLG_2" else "§ 3 AsylbLG"
        if law == "AsylbLG_2" and len(periods) > 1 and self.slips(0.08):
            text = "§ 3 AsylbLG"
            self.defect(line, "Leistungsart", "not_switched", text, f"AsylbLG_2 seit {since.isoformat()}")
            since = periods[-2][1]
        return (self.dice.choice(_SLOPPY[text]) if self.slips(0.065) else text), since, until

    def _amount(self, person: Person) -> int:
        """Cents; only to look real."""
        child = years_between(person.birth_date, self.as_of) < 18
        base = 25_000 if child else 33_000
        return round(base * self.dice.uniform(0.75, 1.35))

    def _address(self, address: Address) -> str:
        if address.kind == "GU" and self.slips(0.5):
            return f"{address.name}, {address.town}"
        return str(address)

    def _remark(self, until: date | None) -> str:
        if until is not None:
            return self.dice.choice(("Anerk., JC zuständig", "eingestellt - Wechsel SGB II", "beendet"))
        return self.dice.choice(words()["remarks"][NAME]) if self.dice.chance(0.04) else ""

    def _second_case(self, number: str, line: Line) -> Line:
        other = Line(list(line.cells), person_id=line.person_id)
        other.cells[0] = f"{number[:-2]}{self.dice.randrange(100):02d}"
        self.defect(other, "Fallnummer", "second_case", other.cells[0], number)
        return other

    def _copy_of_a_row(self, lines: list[Line]) -> None:
        if self.strength > 0 and len(lines) > 40:
            at = self.dice.randrange(len(lines))
            copy = Line(list(lines[at].cells), person_id=lines[at].person_id)
            lines.insert(at + 1, copy)
            self.defect(copy, "*", "duplicate_row", None)

    def _paged(self, lines: list[Line]) -> int:
        """The lines with a carry-over after each page; returns the sum in cents."""
        total = 0
        for position, line in enumerate(lines, 1):
            self.content.lines.append(line)
            total += _cents(str(line.cells[9]))
            if position % _LINES_PER_PAGE == 0 and position < len(lines):
                self.add("subtotal", "", "", "Übertrag", *[""] * 6, _euro(total), "", "", "")
        return total

    def _line_break(self) -> None:
        people = [line for line in self.content.lines if line.person_id and not line.cells[12]]
        if self.strength > 0 and len(people) > 20:
            line = self.dice.choice(people)
            line.cells[12] = f'Nachzahlung {add_months(self.as_of, -1):%m/%y};\nsiehe "Vermerk" Akte'
            self.defect(line, "Bemerkung", "newline_in_cell", line.cells[12])


def _windows(text: str) -> str:
    """What Windows-1252 leaves of a text; letters it lacks become a question mark."""
    return text.encode("cp1252", errors="replace").decode("cp1252")


def _euro(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", ".") + f",{rest:02d}"


def _cents(amount: str) -> int:
    return int(amount.replace(".", "").replace(",", ""))


def compile_list(population: Population, strength: float) -> ListContent:
    """The payment list of this population."""
    return _Payments(NAME, population, strength).write()


def save(content: ListContent, population: Population, path: Path) -> None:
    """Write the file: Windows-1252, semicolons, CRLF."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([shown(cell) for cell in line.cells] for line in content.lines)
    path.write_bytes(text.getvalue().encode("cp1252", errors="replace"))
