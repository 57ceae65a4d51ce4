"""What all four offices have in common: their dice, their hands, their addresses, their strange remarks."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from nahtlos.exchange.synthetic import places
from nahtlos.exchange.synthetic.dice import Dice
from nahtlos.exchange.synthetic.mess import names
from nahtlos.exchange.synthetic.mess.dates import birth_date
from nahtlos.exchange.synthetic.mess.record import Cell, Defect, Line, LineKind, ListContent, is_formula_like, shown
from nahtlos.exchange.synthetic.model import Address, Household, Person, Population
from nahtlos.exchange.synthetic.names.culture import Spelled
from nahtlos.exchange.synthetic.nations import Nation, nations

#: The state that calls itself Nordmazedonien since then.
NORTH_MACEDONIA_SINCE = date(2019, 2, 12)


@cache
def words() -> dict[str, Any]:
    """The vocabulary of the offices."""
    data: dict[str, Any] = yaml.safe_load(files(__package__).joinpath("words.yaml").read_text(encoding="utf-8"))
    return data


def country(nation: Nation, text: str, on: date) -> str:
    """A country's name as it was on the day."""
    return text.replace("Nordmazedonien", "Mazedonien") if on < NORTH_MACEDONIA_SINCE else text


class Office:
    """One office that writes one list of a population."""

    def __init__(self, name: str, population: Population, strength: float) -> None:
        self.key, self.population, self.strength = name, population, strength
        self.as_of = population.as_of
        self.dice = Dice(population.seed, f"list {name}")
        self.writer = names.Writer(self.dice, names.RATES[name], strength)
        self.content = ListContent(name)
        self.households: dict[str, Household] = {home.household_id: home for home in population.households}

    def slips(self, probability: float) -> bool:
        """True in `probability` of the cases, scaled by the strength of the mess."""
        return self.strength > 0 and self.dice.chance(min(0.95, probability * self.strength))

    def defect(self, line: Line, column: str, kind: str, raw: Cell, true_value: str = "") -> None:
        """Write down what was made wrong."""
        self.content.defects.append(Defect(line, column, kind, shown(raw), true_value))

    def name(self, line: Line, person: Person, column: str, show: Callable[[Spelled], str]) -> Spelled:
        """The name as this office has it; what happened to it goes into the record."""
        spelled, kinds = self.writer.write(person)
        for kind in kinds:
            self.defect(line, column, kind, show(spelled), show(person.spelled))
        return spelled

    def born(self, line: Line, person: Person, column: str, write: Callable[[date], Cell]) -> Cell:
        """The birth date in the way of the list."""
        cell = birth_date(self.dice, person, self.key, self.strength, self.as_of)
        value = write(cell.value) if isinstance(cell.value, date) else cell.value
        for kind in cell.kinds:
            self.defect(line, column, kind, value, person.birth_date.isoformat())
        return value

    def home(self, person: Person) -> Household:
        """The household of a person."""
        return self.households[person.household_id]

    def address(self, home: Household, share: float) -> tuple[Address, bool]:
        """The address, and whether it is the former one because this office has not heard of the move."""
        former = home.previous_address
        if former is not None and str(former) != str(home.address) and self.slips(share):
            return former, True
        return home.address, False

    def phone(self, person: Person, known: float) -> str | None:
        """The number, if this office knows it, as somebody typed it."""
        if person.phone is None or not self.dice.chance(known):
            return None
        return places.phone_as_written(self.dice, person.phone) if self.strength > 0 else person.phone

    def nation(self, line: Line, person: Person, column: str) -> Nation:
        """The nationality; somebody "unclear" is Syrian to some offices."""
        if person.nation.code == "XX" and self.slips(0.3):
            syria = nations()["SY"]
            self.defect(line, column, "other_nationality", syria.adjective, "XX")
            return syria
        return person.nation

    def strange_texts(self, column: str, index: int, candidates: Sequence[Line]) -> None:
        """Put texts that look like formulas into a few cells."""
        if self.strength <= 0:
            return
        texts = words()["formula_like"][self.key]
        chosen = self.dice.sample(candidates, min(len(texts), len(candidates) // 8))
        for line, text in zip(chosen, texts, strict=False):
            line.cells[index] = text
            self.defect(line, column, "formula_like_text", text)

    def record_formula_like(self, columns: Sequence[str], index: int, true_value: Callable[[str], str]) -> None:
        """Telephone numbers with +49 look like formulas, too."""
        for line in self.content.lines:
            cell = line.cells[index] if line.person_id is not None and len(line.cells) > index else None
            if is_formula_like(cell):
                self.defect(line, columns[index], "formula_like_text", cell, true_value(str(cell)))

    def add(self, kind: LineKind, *cells: Cell) -> Line:
        """A line that is no person."""
        line = Line(list(cells), kind)
        self.content.lines.append(line)
        return line

    def insert_odd_lines(self, header: Line, first: int) -> None:
        """An empty row and the headings once more, somewhere among the people."""
        if self.strength <= 0 or len(self.content.lines) - first < 30:
            return
        at = self.dice.randrange(first + 10, len(self.content.lines) - 5)
        self.content.lines.insert(at, Line([], "empty"))
        if header.cells:
            at = self.dice.randrange(first + 10, len(self.content.lines) - 5)
            self.content.lines.insert(at, Line(list(header.cells), "repeated_header"))


def plain_number(text: str) -> str:
    """ "+49 30 23125498" -> "030 23125498"."""
    return "0" + text.removeprefix("+49 ") if text.startswith("+49 ") else text
