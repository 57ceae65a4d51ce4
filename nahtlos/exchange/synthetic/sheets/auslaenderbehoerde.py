"""The stock list of the immigration office: one row a person, procedure, status and address side by side."""

from datetime import date
from pathlib import Path

from nahtlos.exchange.synthetic.lives.asylum import CERTIFICATE_SINCE
from nahtlos.exchange.synthetic.mess.record import Cell, Line, ListContent, Unformatted
from nahtlos.exchange.synthetic.model import Person, Population
from nahtlos.exchange.synthetic.names.culture import Spelled
from nahtlos.exchange.synthetic.sheets.immigration_oddities import COLUMNS, FIRST, INDEX, OddStock
from nahtlos.exchange.synthetic.sheets.office import country, plain_number, words
from nahtlos.exchange.synthetic.sheets.workbook import Book

NAME = "auslaenderbehoerde"
_GROUPS = (("Person", 1, 9), ("Asylverfahren", 10, 16), ("Aufenthalt", 17, 19), ("Anschrift", 20, 24))
_NAME_COLUMN = "Familienname/Vornamen"
_DATE_COLUMNS = ("Ersteinreise", "Asylgesuch", "Asylantrag", "Bescheid vom", "zugestellt am", "bestandskräftig seit",
                 "gültig von", "gültig bis")  # fmt: skip
_SEX = {"m": ("m",) * 16 + ("männl.", "M"), "f": ("w",) * 16 + ("weibl.", "W")}


def _both(spelled: Spelled) -> str:
    return f"{spelled.family} | {spelled.given}"


class _Stock(OddStock):
    """The immigration office at work."""

    def write(self) -> ListContent:
        lines = [line for person in self.population.people for line in self._lines_of(person)]
        lines.sort(key=lambda line: (str(line.cells[1]), str(line.cells[2])))
        header = self._head()
        self.content.lines += lines
        self.insert_odd_lines(header, FIRST)
        self.copy_of_a_row()
        people = [line for line in self.content.lines if line.person_id]
        self.record_formula_like(COLUMNS, INDEX["Telefon"], plain_number)
        self.strange_texts("Bemerkung", INDEX["Bemerkung"], people)
        self.formula(people)
        self.merged_cell()
        self.add("empty")
        self.add("total", f"Summe: {sum(line.kind == 'person' for line in self.content.lines)} Personen")
        return self.content

    def _head(self) -> Line:
        self.add("title", f"{self.population.district} - Ausländerbehörde (FB 33)")
        self.add("title", f"Bestandsliste Flüchtlinge und Asylbegehrende, Stand {self.as_of:%d.%m.%Y}")
        self.add(
            "title",
            "Nur für den Dienstgebrauch! Alle Angaben ohne Gewähr.",
            *[None] * 15,
            "erstellt: Hoffmann, Zi. 112",
        )
        self.add("title")
        groups: list[Cell] = [None] * len(COLUMNS)
        for title, first, last in _GROUPS:
            groups[first - 1] = title
            self.content.merged.append((5, first, 5, last))
        self.add("title", *groups)
        self.content.merged.append((1, 1, 1, 9))
        return self.add("header", *COLUMNS)

    def _lines_of(self, person: Person) -> list[Line]:
        if person.azr_number is None or self.slips(0.01):
            return []
        line = self._line(person)
        if person.born_in_germany or not self.slips(0.011):
            return [line]
        return [line, self.alias(person, line)]

    def _line(self, person: Person) -> Line:
        line = Line([None] * len(COLUMNS), person_id=person.person_id)
        spelled = self.name(line, person, _NAME_COLUMN, _both)
        nation, procedure = person.nation, person.procedure
        line.cells[:9] = [
            self._azr(person.azr_number or ""), spelled.family, spelled.given, self._alias_text(person),
            self.born(line, person, "Geburtsdatum", lambda day: day), self._birth_place(person), self._sex(line, person),
            self._key(line, person), country(nation, nation.adjective if self._lazy() else nation.official, self.as_of),
        ]  # fmt: skip
        line.cells[9:16] = [
            person.entry, procedure.request, procedure.application, procedure.decision_date, procedure.served,
            procedure.final, self._decision(person),
        ]  # fmt: skip
        line.cells[16:19] = self._status(person)
        line.cells[19:25] = self._address(line, person)
        if self.dice.chance(0.14):
            line.cells[25] = self.dice.choice(words()["remarks"][NAME])
        self._dates(line)
        if person.entry is None and self.slips(0.35):
            line.cells[9] = "in D geb."
            self.defect(line, "Ersteinreise", "text_instead_of_date", "in D geb.")
        return line

    def _lazy(self) -> bool:
        return self.slips(0.12)

    def _azr(self, number: str) -> Cell:
        if self.slips(0.12):
            return int(number)  # a number in Excel: a zero in front is gone
        return f"{number[:6]} {number[6:]}" if self.slips(0.04) else number

    def _alias_text(self, person: Person) -> str | None:
        maiden, culture = person.name.maiden, person.culture
        if maiden and self.dice.chance(0.7):
            return "geb. " + culture.spell_family(maiden, "f", person.paper)
        if not self.slips(0.05):
            return None
        other = culture.spell(person.name, culture.clerk_habit(self.dice, person.paper)).comma
        if other == person.spelled.comma:
            return None
        return self.dice.choice(("alias ", "a. Schreibw.: ", "")) + other

    def _birth_place(self, person: Person) -> str:
        spellings = next((city for city in person.nation.cities if city[0] == person.birth_place), [person.birth_place])
        return self.dice.choice(spellings) if self.strength > 0 else spellings[0]

    def _sex(self, line: Line, person: Person) -> str | None:
        true = "w" if person.sex == "f" else "m"
        if self.slips(0.01):
            self.defect(line, "Geschlecht", "missing", None, person.sex)
            return None
        if self.slips(0.005):
            wrong = "m" if true == "w" else "w"
            self.defect(line, "Geschlecht", "wrong_sex", wrong, person.sex)
            return wrong
        return self.dice.choice(_SEX[person.sex]) if self.strength > 0 else true

    def _key(self, line: Line, person: Person) -> Cell:
        key = person.nation.destatis
        if self.slips(0.012):
            self.defect(line, "StA-Schl.", "missing", None, key)
            return None
        if self.slips(0.002) and key != "423":
            self.defect(line, "StA-Schl.", "key_contradicts_text", "423", key)
            return "423"
        return int(key) if self.slips(0.38) else key

    def _decision(self, person: Person) -> str | None:
        procedure = person.procedure
        if procedure.decision is None:
            return None
        text: str = self.dice.choice(words()["decisions"][procedure.decision])
        if procedure.decided_by_court:
            return f"VG-Urteil: {text}"
        if not person.appeal_pending:
            return text
        if procedure.decision == "ae_25_2_alt2":
            return "§ 4 AsylG, Upgrade-Klage anhängig"
        return text + self.dice.choice((" (Klage VG)", "; Klage anhängig", ", Klage"))

    def _status(self, person: Person) -> list[Cell]:
        variants = words()["statuses"][person.status]
        if person.status == "asylgesuch" and self.as_of >= CERTIFICATE_SINCE:
            variants = ["BüMA § 63a AsylG", "Asylgesuch, AKN ausstehend"]
        text: str = self.dice.choice(variants)
        if self.slips(0.03):
            text += " "
        if person.document is None:
            return [text, person.statuses[-1][1], None]
        issued, end = person.document
        return [text, issued, end if end is not None else "unbefristet"]

    def _address(self, line: Line, person: Person) -> list[Cell]:
        home = self.home(person)
        address, old = self.address(home, 0.08)
        if old:
            self.defect(line, "Straße", "old_address", address.street, str(home.address))
        kind: str = {"Erstaufnahme": "Erstaufnahme "}.get(address.kind, "") + (address.name or address.kind)
        if address.kind == "GU" and self.slips(0.4):
            kind = "GU"
        elif address.kind == "privat" and self.slips(0.06):
            kind = "Wohnung"
        phone = self.phone(person, 0.8)
        plz: Cell = int(address.plz) if self.slips(0.25) else address.plz
        return [kind, address.street, plz, address.town, Unformatted(home.moved_in), phone]

    def _dates(self, line: Line) -> None:
        for column in _DATE_COLUMNS:
            index = INDEX[column]
            day = line.cells[index]
            if not isinstance(day, date):
                continue
            if self.slips(0.0007):
                broken = self.dice.choice((f"31.02.{day.year}", f"Sommer {day.year}", f"{day:%m.%Y}", "unbekannt", "?"))
                line.cells[index] = broken
                self.defect(line, column, "broken_date", broken, day.isoformat())
            elif self.slips(0.025):
                line.cells[index] = f"{day:%d.%m.%Y}"


def compile_list(population: Population, strength: float) -> ListContent:
    """The stock list of this population."""
    return _Stock(NAME, population, strength).write()


def save(content: ListContent, population: Population, path: Path) -> None:
    """Write the Excel file: one sheet, headings in row 6."""
    book = Book()
    sheet = book.sheet(f"Bestand {population.as_of:%m-%Y}", 15.7, len(COLUMNS))
    sheet.freeze_panes = "A7"
    for first_row, first, last_row, last in content.merged:
        sheet.merged_cells.add(f"{_letters(first)}{first_row}:{_letters(last)}{last_row}")
    book.write(sheet, content.lines, "dd.mm.yyyy", bold_rows=(1, 5, 6))
    book.save(path)


def _letters(column: int) -> str:
    return chr(ord("A") + column - 1)
