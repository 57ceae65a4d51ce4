"""Family reunification: spouse and children follow somebody with a permit (§§ 30, 32, 36a AufenthG)."""

from dataclasses import dataclass
from datetime import date

from nahtlos.exchange.synthetic.calendar import workday
from nahtlos.exchange.synthetic.dice import Dice
from nahtlos.exchange.synthetic.lives.asylum import outcome
from nahtlos.exchange.synthetic.model import Procedure

#: To people with subsidiary protection: never from 2016-03-17 on, by § 36a since then, suspended (§ 104 Abs. 13, 14).
SUBSIDIARY_CLOSED = date(2016, 3, 17)
SECTION_36A = (date(2018, 8, 1), date(2025, 7, 23))


@dataclass(frozen=True, slots=True)
class Joining:
    """The day the family comes and whether it comes to somebody with subsidiary protection."""

    day: date
    subsidiary: bool

    def code(self, role: str) -> str:
        """The permit of a member."""
        if self.subsidiary and self.day >= SECTION_36A[0]:
            return "ae_36a"
        return "ae_30" if role == "spouse" else "ae_32"


def joining(dice: Dice, found: Procedure) -> Joining | None:
    """When the family of this man joins him, or None if the law keeps it apart."""
    code = outcome(found)
    if code not in {"ae_25_1", "ae_25_2_alt1", "ae_25_2_alt2"} or found.final is None:
        return None
    day = workday(found.final + dice.days(200, 900))
    subsidiary = code == "ae_25_2_alt2"
    if subsidiary and not (day < SUBSIDIARY_CLOSED or SECTION_36A[0] <= day <= SECTION_36A[1]):
        return None
    return Joining(day, subsidiary)
