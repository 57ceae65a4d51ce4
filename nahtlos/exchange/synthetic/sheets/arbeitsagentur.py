"""The evaluation of the employment agency: cover sheet, then people registered with languages, school and occupation."""

from pathlib import Path

from nahtlos.exchange.synthetic import places
from nahtlos.exchange.synthetic.mess.names import without_diacritics
from nahtlos.exchange.synthetic.mess.record import Cell, Line, ListContent
from nahtlos.exchange.synthetic.model import Person, Population
from nahtlos.exchange.synthetic.names.culture import Spelled
from nahtlos.exchange.synthetic.sheets.office import Office, country, plain_number, words
from nahtlos.exchange.synthetic.sheets.workbook import Book

NAME = "arbeitsagentur"
COLUMNS = (
    "Kundennummer", "Name", "Vorname", "geb. am", "Geschlecht", "Staat", "Sprachen", "Deutschniveau", "Schulabschluss",
    "letzter Beruf", "KldB", "Führerschein", "gemeldet seit", "Beratungsfachkraft", "PLZ/Ort", "Telefon", "E-Mail",
)  # fmt: skip
_NAME_COLUMN = "Name/Vorname"
_LICENCES = (None, None, "Kl. B ausl.", "ja", "nein", "B (nicht umgeschr.)", "Klasse B")
_LEVEL_WORDS = {"A0": ("A0", "A0", "A0", "keine", "0"), "A1": ("A1", "A1", "A1", "A 1"), "A2": ("A2", "A2", "A2 (mündl.)"),
                "B1": ("B1", "B1", "B1 (DTZ)"), "B2": ("B2", "B2", "ca. B2"), "C1": ("C1",)}  # fmt: skip


def _both(spelled: Spelled) -> str:
    return f"{spelled.family} | {spelled.given}"


class _Customers(Office):
    """The employment agency at work."""

    def write(self) -> ListContent:
        lines = [line for person in self.population.people for line in self._lines_of(person)]
        lines.sort(key=lambda line: words()["staff"][NAME].index(line.cells[13]))
        self.add("title", f"Abfrage vom {self.as_of:%d.%m.%Y}; Filter: Fluchtkontext = ja")
        self.add("empty")
        self.add("header", *COLUMNS)
        self.content.lines += lines
        self.insert_odd_lines(Line([], "header"), 3)
        people = [line for line in self.content.lines if line.person_id]
        self.record_formula_like(COLUMNS, 15, plain_number)
        self.strange_texts("letzter Beruf", 9, people)
        self._line_break(people)
        return self.content

    def _lines_of(self, person: Person) -> list[Line]:
        if person.job_seeker_at != NAME and not person.still_at_agency:
            return []
        line = self._line(person)
        if not self.slips(0.02):
            return [line]
        again = self._line(person)
        self.defect(again, "Kundennummer", "registered_twice", again.cells[0], str(line.cells[0]))
        return [line, again]

    def _line(self, person: Person) -> Line:
        line = Line([None] * len(COLUMNS), person_id=person.person_id)
        spelled = self.name(line, person, _NAME_COLUMN, _both)
        nation = self.nation(line, person, "Staat")
        home = self.home(person)
        address, old = self.address(home, 0.15)
        if old and address.plz != home.address.plz:
            now = f"{home.address.plz} {home.address.town}"
            self.defect(line, "PLZ/Ort", "old_address", f"{address.plz} {address.town}", now)
        line.cells[:] = [
            f"543D{self.dice.randrange(10**6):06d}", spelled.family, spelled.given,
            self.born(line, person, "geb. am", lambda day: day), "männlich" if person.sex == "m" else "weiblich",
            country(nation, self._state(nation.code, nation.short, nation.adjective), self.as_of), self._languages(person),
            self._level(person), person.schooling, person.occupation, self._kldb(person.kldb), self.dice.choice(_LICENCES),
            self._registered(line, person), self.dice.choice(words()["staff"][NAME]), f"{address.plz} {address.town}",
            self.phone(person, 0.75),
            self._mail(person),
        ]  # fmt: skip
        return line

    def _state(self, code: str, short: str, adjective: str) -> str:
        if self.strength <= 0:
            return short
        return self.dice.choices((short, short.lower(), adjective, code), (0.86, 0.04, 0.06, 0.04))[0]

    def _languages(self, person: Person) -> str:
        separator = self.dice.choice((", ", ", ", " / ", "; "))
        plain = self.dice.chance(0.12)
        entries = [
            language if plain else f"{language} (Muttersprache)" if level == "Muttersprache" else f"{language} {level}"
            for language, level in person.languages.items()
        ]
        if not plain and person.german_level not in {None, "A0"}:
            entries.append(f"Deutsch {person.german_level}")
        return separator.join(entries)

    def _level(self, person: Person) -> str | None:
        if person.german_level is None or self.slips(0.03):
            return None
        return self.dice.choice(_LEVEL_WORDS[person.german_level]) if self.strength > 0 else person.german_level

    def _kldb(self, code: str | None) -> Cell:
        if code is None or self.dice.chance(0.4):
            return None
        if self.slips(0.2):
            return int(code)
        return f"B {code[:2]}-{code[2:]}" if self.slips(0.1) else code

    def _registered(self, line: Line, person: Person) -> Cell:
        day = person.registered_on
        if day is None:
            return None
        if self.slips(0.005):
            broken = self.dice.choice((f"31.06.{day.year}", "s.o.", f"{day:%m/%Y}"))
            self.defect(line, "gemeldet seit", "broken_date", broken, day.isoformat())
            return broken
        return f"{day:%d.%m.%Y}" if self.slips(0.06) else day

    def _mail(self, person: Person) -> str | None:
        if not self.dice.chance(0.4):
            return None
        letters = without_diacritics(f"{person.spelled.given}.{person.spelled.family}").lower()
        local = "".join(letter for letter in letters if letter.isascii() and (letter.isalnum() or letter == "."))
        suffix = self.dice.choice(("", str(person.birth_date.year)[2:], str(self.dice.randint(1, 999))))
        return f"{local[:24].strip('.')}{suffix}@{self.dice.choice(places.MAIL_DOMAINS)}"

    def _line_break(self, people: list[Line]) -> None:
        if self.strength > 0 and len(people) > 20:
            line = self.dice.choice(people)
            line.cells[9] = "Schneider\n(2 J. Türkei)"
            self.defect(line, "letzter Beruf", "newline_in_cell", line.cells[9])


def compile_list(population: Population, strength: float) -> ListContent:
    """The evaluation of this population."""
    return _Customers(NAME, population, strength).write()


def save(content: ListContent, population: Population, path: Path) -> None:
    """Write the Excel file: cover sheet first, the list on the second sheet with headings in row 3."""
    book = Book()
    seat = places.district(population.district).seat
    cover = book.sheet("Deckblatt")
    number = sum(line.person_id is not None for line in content.lines)
    rows: tuple[tuple[Cell, ...], ...] = (
        (), (None, f"Agentur für Arbeit - Geschäftsstelle {seat}"), (),
        (None, f"Auswertung: Personen im Kontext von Fluchtmigration, Stand {population.as_of:%d.%m.%Y}"),
        (None, "Sozialdaten - § 35 SGB I beachten"), (), (None, "Anzahl Datensätze:", number),
    )  # fmt: skip
    book.write(cover, [Line(list(row), "title") for row in rows], "dd.mm.yyyy")
    sheet = book.sheet("Kunden", 16.7, len(COLUMNS))
    sheet.auto_filter.ref = f"A3:Q{len(content.lines)}"
    book.write(sheet, content.lines, "dd.mm.yy", bold_rows=(3,))
    book.save(path)
