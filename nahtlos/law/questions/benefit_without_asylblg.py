"""Internal table `benefit.without_asylblg`: rows 4 to 8 of the decision table, for persons outside the AsylbLG."""

from nahtlos.law.conditions.age import past_age_limit, years_completed
from nahtlos.law.conditions.household import in_needs_unit
from nahtlos.law.conditions.residence import holding
from nahtlos.law.conditions.subsistence import (
    able_to_work,
    habitual_residence,
    in_fundable_training,
    incapacity_is_permanent,
)
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, manual_check, question, rule

NEEDS_UNIT = Norm("§ 7 Abs. 2 SGB II")


@rule("7_2_child", cites=[NEEDS_UNIT, Norm("§ 7 Abs. 3 SGB II")])
def child_below_fifteen(case: Case) -> Outcome | None:
    """A child shares the law of the needs unit; without one it gets social assistance."""
    if case.met(years_completed, 15):
        return None
    return determined("sgb_ii") if case.met(in_needs_unit) else determined("sgb_xii_ch3", Norm("§ 27 SGB XII"))


@rule("41_age", cites=[Norm("§ 41 SGB XII"), Norm("§ 7a SGB II")])
def past_the_age_limit(case: Case) -> Outcome | None:
    """After the month in which the age limit is reached."""
    return determined("sgb_xii_ch4") if case.met(past_age_limit) else None


@rule("7_1_no_own_status", cites=[Norm("§ 7 Abs. 1 SGB II")], confidence="?")
def without_own_status(case: Case) -> Outcome | None:
    """A young person without any status and without a family that settles the question."""
    if holding(case).basis != "ohne":
        return None
    if case.met(in_needs_unit):
        return determined("sgb_ii", NEEDS_UNIT)
    return manual_check(
        "No row of the decision table fits a person without own status.", candidates=("asylblg", "sgb_ii")
    )


@rule("41_incapacity", cites=[Norm("§ 41 SGB XII")])
def permanently_incapable(case: Case) -> Outcome | None:
    """Permanent and full incapacity, from 18 on. It goes before the needs unit (§ 19 Abs. 1 S. 2 SGB II)."""
    if case.met(able_to_work) or not case.met(incapacity_is_permanent):
        return None
    return determined("sgb_xii_ch4") if case.met(years_completed, 18) else None


@rule("7_2_incapable_in_needs_unit", cites=[NEEDS_UNIT, Norm("§ 7 Abs. 3 SGB II")])
def incapable_in_a_needs_unit(case: Case) -> Outcome | None:
    """Not able to work for the time being, together with somebody who is."""
    if case.met(able_to_work):
        return None
    return determined("sgb_ii") if case.met(in_needs_unit) else None


@rule("27_incapable_alone", cites=[Norm("§ 27 SGB XII")])
def incapable_alone(case: Case) -> Outcome | None:
    """Not able to work for the time being, and nobody to share a needs unit with."""
    return None if case.met(able_to_work) else determined("sgb_xii_ch3")


@rule("7_1_s1_nr_4_residence", cites=[Norm("§ 7 Abs. 1 S. 1 Nr. 4 SGB II")], confidence="?")
def no_habitual_residence(case: Case) -> Outcome | None:
    """Able to work, but without habitual residence in Germany: no row of the decision table fits."""
    if case.met(habitual_residence):
        return None
    return manual_check("Without habitual residence in Germany no row of the decision table fits.")


@rule("7_5_training", cites=[Norm("§ 7 Abs. 5 SGB II")])
def training_with_priority(case: Case) -> Outcome | None:
    """BAföG or BAB go first for those who would otherwise get SGB II; a top-up under § 27 SGB II may remain."""
    return determined("training_support", Norm("§ 27 SGB II")) if case.met(in_fundable_training) else None


@rule("7_1_able_to_work", cites=[Norm("§ 7 Abs. 1 SGB II"), Norm("§ 8 SGB II")])
def able_and_in_need(case: Case) -> Outcome:
    """Fifteen, below the age limit, able to work, habitually resident, title or permitted stay."""
    return determined("sgb_ii")


question(
    "benefit.without_asylblg",
    child_below_fifteen,
    past_the_age_limit,
    without_own_status,
    permanently_incapable,
    incapable_in_a_needs_unit,
    incapable_alone,
    no_habitual_residence,
    training_with_priority,
    able_and_in_need,
    internal=True,
)
