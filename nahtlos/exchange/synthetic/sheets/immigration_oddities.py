"""What makes the stock list of the immigration office odd: alias and copied rows, a formula, a merged cell."""

from nahtlos.exchange.synthetic.mess.record import Formula, Line
from nahtlos.exchange.synthetic.model import Person
from nahtlos.exchange.synthetic.sheets.office import Office

COLUMNS = (
    "AZR-Nummer", "Familienname", "Vornamen ", "Geburtsname/Alias", "Geburtsdatum", "Geburtsort", "Geschlecht",
    "StA-Schl.", "Staatsangehörigkeit", "Ersteinreise", "Asylgesuch", "Asylantrag", "Bescheid vom", "zugestellt am",
    "bestandskräftig seit", "Entscheidung", "Aufenthaltsstatus", "gültig von", "gültig bis", "Unterkunft", "Straße",
    "PLZ", "Ort", "Zuzug", "Telefon", "Bemerkung",
)  # fmt: skip
INDEX = {name.strip(): position for position, name in enumerate(COLUMNS)}
#: Headings stand in this row.
FIRST = 6


class OddStock(Office):
    """The immigration office with its oddities."""

    def copy_of_a_row(self) -> None:
        """One row stands there twice."""
        people = [line for line in self.content.lines if line.person_id]
        if self.strength <= 0 or len(people) < 50:
            return
        original = self.dice.choice(people)
        copy = Line(list(original.cells), person_id=original.person_id)
        self.content.lines.insert(self.content.lines.index(original) + 1, copy)
        self.defect(copy, "*", "duplicate_row", None)

    def formula(self, people: list[Line]) -> None:
        """One postcode is a formula."""
        index = INDEX["PLZ"]
        found = next((line for line in reversed(people) if line.cells[index] == "54901"), None)
        if self.strength > 0 and found is not None and len(people) > 50:
            found.cells[index] = Formula("=54900+1", 54901)
            self.defect(found, "PLZ", "formula_cell", "54901", "54901")

    def merged_cell(self) -> None:
        """Three rows below each other with one street: merged, only the first keeps the value."""
        index, lines = INDEX["Straße"], self.content.lines
        if self.strength <= 0:
            return
        for row in range(FIRST, len(lines) - 2):
            three = lines[row : row + 3]
            if all(line.person_id for line in three) and len({line.cells[index] for line in three}) == 1:
                self.content.merged.append((row + 1, index + 1, row + 3, index + 1))
                for line in three[1:]:
                    self.defect(line, "Straße", "merged_cell", line.cells[index], str(line.cells[index]))
                    line.cells[index] = None
                return

    def alias(self, person: Person, line: Line) -> Line:
        """The same person once more: other AZR number, other spelling, sometimes another birth date."""
        other = Line(list(line.cells), person_id=person.person_id)
        spelled = person.culture.spell(person.name, person.culture.clerk_habit(self.dice, person.paper))
        number = (person.azr_number or "")[:6] + f"{self.dice.randrange(10**6):06d}"
        other.cells[:4] = [number, spelled.family, spelled.given, f"alias {person.spelled.comma}"]
        self.defect(other, "AZR-Nummer", "alias_row", number, person.azr_number or "")
        if self.dice.chance(0.35):
            day = person.birth_date.replace(month=1, day=1)
            day = day.replace(year=day.year + self.dice.choice((-2, -1, 1)))
            if day <= self.as_of:
                other.cells[INDEX["Geburtsdatum"]] = day
                self.defect(other, "Geburtsdatum", "alias_birth_date", day, person.birth_date.isoformat())
        return other
