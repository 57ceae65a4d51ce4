"""Years that count for the settlement permit of recognised refugees (§ 26 Abs. 3 AufenthG).

The time of the asylum procedure before the title counts: since the arrival certificate, else since the application.
"""

from typing import NamedTuple

from nahtlos.law.conditions.standing import HISTORY, chain_start, standing_on
from nahtlos.law.conditions.status_time import PERMITTED_FOR_ASYLUM
from nahtlos.law.engine.days import add_months, iso
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Finding, condition, since, unknown
from nahtlos.law.engine.view import all_of_it, view

#: Titles that lead to it; those admitted under § 23 Abs. 4 have had no asylum procedure.
RECOGNISED = frozenset({"ae_25_1", "ae_25_2_alt1"})
RESETTLED = "ae_23_4"
LEADING = RECOGNISED | {RESETTLED}

#: Stay before the title that counts with it.
_PROCEDURE = RECOGNISED | PERMITTED_FOR_ASYLUM | {"erlaubt_nach_anerkennung", "folgeantrag", "zweitantrag"}

CERTIFICATE = "asylum.arrival_certificate_on"
APPLICATION = "asylum.application_on"


class Counted(NamedTuple):
    """The first day that counts, and where it stands. `missing`: an earlier day may count."""

    start: int
    fact: str
    missing: str = ""


def counted_since(facts: Facts, day: int) -> Counted | None:
    """Since when time counts for the title held on the day; None if none that leads to the permit is held."""
    standing = standing_on(facts, day)
    if standing is None or not standing.holdings or standing.holdings[0].basis not in LEADING:
        return None
    recognised = standing.holdings[0].basis in RECOGNISED
    kinds = _PROCEDURE if recognised else frozenset({RESETTLED})
    start, first = chain_start(facts, day, kinds), facts.show(_first_of_chain, day, (kinds,))
    if start is None or first is None:
        return None
    number, status = first
    own = Counted(start, f"residence[{number}].from")
    if not recognised or status in PERMITTED_FOR_ASYLUM:
        return own
    return _with_the_procedure(facts, own)


@view(all_of_it, order=HISTORY)
def _first_of_chain(facts: Facts, day: int, kinds: frozenset[str]) -> tuple[int, str] | None:
    """Where the unbroken time begins: the place in `residence` and the status held on its first day."""
    start = chain_start(facts, day, kinds)
    first = standing_on(facts, start) if start is not None else None
    return (first.holdings[0].number, first.holdings[0].status) if first else None


def _with_the_procedure(facts: Facts, own: Counted) -> Counted:
    """The same where the recorded statuses begin after the asylum procedure."""
    known = [(facts.day(path), path) for path in (CERTIFICATE, APPLICATION)]
    dated = [(day, path) for day, path in known if day is not MISSING and day is not None and day < own.start]
    if dated:
        return Counted(*min(dated))
    return own._replace(missing=APPLICATION) if facts.day(APPLICATION) is MISSING else own


@condition("months_with_title_and_asylum_procedure >= {0}", facts=("residence", "asylum"))
def months_counted(facts: Facts, day: int, months: int) -> Finding:
    """Whether the title has been held for so many months, the asylum procedure before it included."""
    counted = counted_since(facts, day)
    standing = standing_on(facts, day)
    assert standing is not None  # noqa: S101 -- asked for a holder of such a title
    if counted is None:
        return Finding(False, "residence", None, until=standing.end)
    finding = since(counted.fact, iso(counted.start), add_months(counted.start, months), day)
    finding.until = min(finding.until, standing.end)
    return unknown(counted.missing, until=finding.until) if counted.missing and not finding.met else finding
