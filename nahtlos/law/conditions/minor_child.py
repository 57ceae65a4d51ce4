"""A minor child in the household (§ 25b Abs. 1 S. 2 Nr. 1 AufenthG)."""

from nahtlos.law.conditions.household import HOUSEHOLD, Fit, any_member, at_home, both
from nahtlos.law.engine.days import FAR, iso, years_completed_on
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Finding, condition

BIRTH = "date_of_birth"


def is_minor(member: Facts, day: int) -> Fit:
    """Whether a member has been born and is not of age."""
    born = member.day(BIRTH)
    if born is MISSING:
        return Fit(None, BIRTH, None, FAR, BIRTH)
    adult = years_completed_on(born, 18)
    until = min((change for change in (born, adult) if change > day), default=FAR)
    return Fit(born <= day < adult, BIRTH, iso(born), until)


@condition("minor_child_in_household", facts=(HOUSEHOLD,))
def minor_child_in_household(facts: Facts, day: int) -> Finding:
    """Whether the person lives together with a minor child of her own."""
    return any_member(facts, ("child",), lambda child: both(is_minor(child, day), lambda: at_home(child, day)))
