"""`spatial_restriction`: may somebody leave the district, or the Land? During the asylum procedure and while tolerated."""

from datetime import date

from nahtlos.law.conditions.status_time import months_of_status_with_60b
from nahtlos.law.conditions.subsistence import obliged_to_live_in_reception_centre
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, Rule, determined, question, rule
from nahtlos.law.questions.labour_market.norms import waited
from nahtlos.law.questions.labour_market.status import holds_60b, in_asylum_procedure, status_of, tolerated

LAST_DAY_OF_2014 = date(2014, 12, 31)
RELAXED = date(2015, 1, 1)
LAST_DAY_OF_ASYLVFG = date(2015, 10, 23)
ASYLPAKET_I = date(2015, 10, 24)

IN_DISTRICT = (Norm("§ 56 AsylVfG", None, "2015-10-23"), Norm("§ 56 AsylG"))
LAPSE_OF_2015 = Norm("§ 59a Abs. 1 AsylVfG", "2015-01-01", "2015-10-23")
LAPSE = Norm("§ 59a Abs. 1 S. 1 AsylG", "2015-10-24")
NOT_IN_CENTRE = Norm("§ 59a Abs. 1 S. 2 AsylG", "2015-10-24")
STAYS_IN_FORCE = Norm("§ 59a Abs. 2 AsylG", "2015-10-24")
IN_LAND = Norm("§ 61 Abs. 1 AufenthG")
LAPSE_IN_LAND = Norm("§ 61 Abs. 1b AufenthG", "2015-01-01")
UNCLEAR_IDENTITY = Norm("§ 61 Abs. 1c S. 2 AufenthG", "2019-08-21")


def _suspended(case: Case) -> bool:
    """Whether the person is obliged to leave, with or without a Duldung."""
    return tolerated(case) or status_of(case) == "ausreisepflichtig_ohne_papier"


def _three_months(case: Case) -> bool:
    return waited(case, months_of_status_with_60b, 3)


@rule("61_1_nobody_else", cites=[IN_DISTRICT[1], IN_LAND])
def nobody_else(case: Case) -> Outcome | None:
    """Titles, lawful stay and whoever has neither are not restricted."""
    return None if in_asylum_procedure(case) or _suspended(case) else determined(False)


@rule("56_always", cites=[IN_DISTRICT[0]], valid_until=LAST_DAY_OF_2014, confidence="D")
def always_in_district(case: Case) -> Outcome | None:
    """Until the end of 2014 the restriction lasted as long as the asylum procedure."""
    return determined(True) if in_asylum_procedure(case) else None


@rule("61_1_always", cites=[IN_LAND], valid_until=LAST_DAY_OF_2014, confidence="D")
def always_in_land(case: Case) -> Outcome:
    """Until the end of 2014 the restriction lasted until a title."""
    return determined(True)


@rule(
    "61_1c_unclear_identity",
    cites=[UNCLEAR_IDENTITY, Norm("§ 61 Abs. 1d AufenthG"), Norm("§ 60b Abs. 5 S. 3 AufenthG", "2019-08-21")],
    valid_from=date(2019, 8, 21),
)
def unclear_identity(case: Case) -> Outcome | None:
    """Whoever does not clarify identity stays restricted."""
    return determined(True) if tolerated(case) and holds_60b(case) else None


@rule("59a_1_s2_reception_centre", cites=[NOT_IN_CENTRE, IN_DISTRICT[1]], valid_from=ASYLPAKET_I)
def in_reception_centre(case: Case) -> Outcome | None:
    """The restriction does not lapse while the person has to live in a reception centre, also after a rejection."""
    if not case.met(obliged_to_live_in_reception_centre):
        return None
    if not in_asylum_procedure(case):
        case.cite(STAYS_IN_FORCE)
    return determined(True)


def _in_procedure(rule_id: str, lapse: Norm, district: Norm, first: date, last: date | None) -> Rule:
    @rule(rule_id, cites=[lapse, district], valid_from=first, valid_until=last, confidence="D")
    def restricted_for_three_months(case: Case) -> Outcome | None:
        """Restricted to the district for three months of lawful, tolerated or permitted stay."""
        return determined(not _three_months(case)) if in_asylum_procedure(case) else None

    return restricted_for_three_months


district_in_2015 = _in_procedure("59a_1_three_months", LAPSE_OF_2015, IN_DISTRICT[0], RELAXED, LAST_DAY_OF_ASYLVFG)
district = _in_procedure("59a_1_three_months", LAPSE, IN_DISTRICT[1], ASYLPAKET_I, None)


@rule("61_1b_three_months", cites=[LAPSE_IN_LAND, IN_LAND], valid_from=RELAXED, confidence="D")
def in_land(case: Case) -> Outcome:
    """Obliged to leave: restricted to the Land for three months of such stay."""
    return determined(not _three_months(case))


question(
    "spatial_restriction",
    nobody_else,
    always_in_district,
    always_in_land,
    unclear_identity,
    in_reception_centre,
    district_in_2015,
    district,
    in_land,
)
