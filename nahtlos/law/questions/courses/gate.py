"""Asylum seekers and tolerated persons: from when on courses were open to whom."""

from nahtlos.law.conditions.course_need import (
    cares_for_small_child,
    employed,
    entered_before,
    in_vocational_training,
    registered,
)
from nahtlos.law.conditions.origin import good_prospects, safe_country_of_origin
from nahtlos.law.conditions.residence import basis, holdings
from nahtlos.law.conditions.status_time import PERMITTED_FOR_ASYLUM, months_permitted
from nahtlos.law.engine.case import Case
from nahtlos.law.parameters import statuses
from nahtlos.law.questions.labour_market import norms
from nahtlos.law.questions.labour_market.status import tolerated

#: A Duldung at the discretion of the authority: § 60a Abs. 2 S. 3 AufenthG, with those that count as such.
DISCRETIONARY = frozenset({"duldung_60a_2_s3", "duldung_60a_2_s4", "duldung_60c", "duldung_60d"})

#: Neither a title nor a Gestattung nor a Duldung.
CLOSED = frozenset({"ohne", "asylgesuch", "ausreisepflichtig_ohne_papier"})


def permitted(case: Case) -> bool:
    """Whether the stay is permitted for the asylum procedure."""
    return basis(case) in PERMITTED_FOR_ASYLUM


def discretionary_duldung(case: Case) -> bool:
    """Whether one of the Duldungen held is one under § 60a Abs. 2 S. 3 AufenthG."""
    held = [holding.status for holding in holdings(case)]
    if DISCRETIONARY & set(held):
        return True
    if "duldung_60a" in held and tolerated(case):
        return basis(case) in DISCRETIONARY
    return False


def ordinary_duldung(case: Case) -> bool:
    """Whether a Duldung other than that for unclear identity is held."""
    return any(held.status in statuses.DULDUNG - {"duldung_60b"} for held in holdings(case))


def close_to_work(case: Case) -> bool:
    """Whether the person is registered with the agency, employed or in vocational training."""
    return case.met(registered) or case.met(employed) or case.met(in_vocational_training)


def entered_before_august_2019(case: Case, *, with_child_care: bool) -> bool:
    """The rule for asylum seekers who entered before 2019-08-01 (§ 44 Abs. 4 S. 2 Nr. 1 lit. b AufenthG)."""
    return (
        case.met(entered_before, "2019-08-01")
        and norms.waited(case, months_permitted, 3)
        and not case.met(safe_country_of_origin)
        and (close_to_work(case) or (with_child_care and case.met(cares_for_small_child)))
    )


def expected_to_stay(case: Case) -> bool:
    """Whether a lawful and lasting stay was expected (§ 44 Abs. 4 S. 2 Nr. 1 lit. a AufenthG)."""
    return case.met(good_prospects)
