"""The social welfare office's payment list (AsylbLG): benefit, period, and the case as a household."""

from dataclasses import dataclass
from datetime import timedelta

from nahtlos.exchange.lists.benefits import read_benefit, read_position
from nahtlos.exchange.lists.listed import ListedFact, ListedHousehold, ListedNumber, ListedPerson, fact
from nahtlos.exchange.lists.rows import RowReader


@dataclass(slots=True)
class CaseReader:
    """Remembers the case from line to line: its number often stands on the first line only."""

    case: str = ""
    member: int = 0

    def add_facts(self, person: ListedPerson, reader: RowReader, row_number: int) -> None:
        """Put benefit and household onto the person."""
        case = self._case_of(reader, row_number)
        position = read_position(reader.text("position"))
        if position is None:
            reader.problem("position", "position_unreadable")
        person.household = ListedHousehold(
            case, position or "other" if reader.text("position") else "", reader.text("position")
        )
        if self.case:
            person.numbers += (ListedNumber("aktenzeichen", self.case, reader.layout.profile.key),)
        person.facts += tuple(_benefit(reader))

    def _case_of(self, reader: RowReader, row_number: int) -> str:
        number = reader.said("case_number")
        member = _member(reader)
        first = member == 1 or (member is not None and member <= self.member)
        if number:
            self.case = number
        elif (first or not self.case) and "case_number" in reader.layout.columns:
            self.case = ""
            reader.problem("case_number", "case_number_missing")
        self.member = member if member is not None else self.member
        return self.case or f"row {row_number}"


def _member(reader: RowReader) -> int | None:
    text = reader.text("member_number").rstrip(".")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


def _benefit(reader: RowReader) -> list[ListedFact]:
    written = reader.said("benefit")
    begin = reader.day("benefit_from", may_be_ahead=True)
    end = reader.read_day("benefit_until", may_be_ahead=True)
    if not written:
        return []
    kind = read_benefit(written)
    if kind is None:
        reader.problem("benefit", "benefit_unreadable")
    until = end.on + timedelta(days=1) if end.on else None
    return [fact("benefits_received", ("kind", kind), valid_from=begin, valid_until=until, as_written=written)]
