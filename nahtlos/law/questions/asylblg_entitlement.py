"""Internal table `asylblg.entitled`: is somebody entitled under the AsylbLG on a day, run-out month included?

The answer says how: `ground` (a condition of § 1 Abs. 1 holds), `run_out` (it ceased in this month), `bridging`
(§ 18), or None (not entitled).
"""

from datetime import date

from nahtlos.law.conditions.protection import biometrics_taken, issued, protected_before
from nahtlos.law.conditions.residence import holding
from nahtlos.law.conditions.standing import HISTORY, standings
from nahtlos.law.conditions.subsistence import receives_asylblg
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.days import FAR, day_of, month_end, month_start
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.rule import Norm, Outcome, determined, question, rule
from nahtlos.law.engine.view import a_day, all_of_it, view

RUN_OUT = Norm("§ 1 Abs. 3 AsylbLG")
JUNE_2022 = day_of("2022-06-01")

#: A hole between entry and the first document that the law overlooks.
A_FEW_DAYS = 14


@rule("1_1_ground", cites=[Norm("§ 1 AsylbLG")])
def a_condition_holds(case: Case) -> Outcome | None:
    """A condition of § 1 Abs. 1 holds on the day; unsettled law about it stays unsettled."""
    found = case.decide("asylblg.ground")
    if found.status != "determined":
        return found
    case.cite(*case.rule_of("asylblg.ground").cites)
    return determined("ground") if found.answer else None


@rule(
    "1_3a_month_of_fiktion",
    cites=[Norm("§ 1 Abs. 3a AsylbLG", "2022-06-01")],
    valid_from=date(2022, 6, 1),
)
def month_of_the_fiktion(case: Case) -> Outcome | None:
    """The AsylbLG is excluded only after the month in which the Fiktion for § 24 was issued and biometrics taken."""
    held = holding(case)
    if held.basis != "fiktion_24":
        return None
    taken = case.facts.day("biometrics_taken_on") or 0
    begins = max(issued(held), taken)
    case.cite(Norm("§ 1 Abs. 3a AsylbLG", "2022-06-01"), Norm("§ 74 Abs. 1 SGB II", "2022-06-01"))
    if begins < JUNE_2022 or case.fact_day > month_end(begins):
        return None
    case.met(biometrics_taken)
    case.until(month_end(begins) + 1)
    return determined("run_out")


@rule(
    "18_bridging",
    cites=[Norm("§ 18 AsylbLG", "2022-06-01"), Norm("§ 74 Abs. 5 SGB II", "2022-06-01")],
    valid_from=date(2022, 6, 1),
    valid_until=date(2022, 8, 31),
)
def bridging_summer_2022(case: Case) -> Outcome | None:
    """From June to August 2022 whoever had § 24 before June goes on under the AsylbLG until SGB II is paid."""
    if holding(case).basis not in {"ae_24", "fiktion_24"}:
        return None
    if not case.look(protected_before, JUNE_2022):
        return None
    return determined("bridging") if case.met(receives_asylblg) else None


@rule("1_3_s1_run_out_month", cites=[RUN_OUT])
def ceased_in_this_month(case: Case) -> Outcome | None:
    """The claim ends with the end of the month in which its condition ceased."""
    day = month_start(case.fact_day) - 1
    while day < case.fact_day:
        earlier = case.at(day)
        if earlier.look(before_anything_counts):
            day = case.look(first_recorded)
            continue
        found, day = earlier.hop(lambda case: case.decide("asylblg.ground"), up_to=case.fact_day)
        if day <= case.fact_day:
            case.until(case.next_month())  # what this month has seen is no longer looked at in the next
        if found.status == "manual_check" and earlier.fact_day < month_start(case.fact_day):
            day = month_start(case.fact_day)  # what was unsettled last month matters only if it still is
            continue
        if found.status != "determined":
            case.until(case.next_month())
            return found
        if found.answer:
            case.cite(*earlier.rule_of("asylblg.ground").cites)
            case.until(case.next_month())
            return determined("run_out")
    return None


@view(a_day, order=HISTORY)
def first_recorded(facts: Facts, day: int) -> int:
    """The first day with a recorded status, or the day asked about if that is earlier."""
    history = standings(facts) or ()
    return min(next((standing.start for standing in history if standing.holdings), 0), day)


@view(all_of_it)
def before_anything_counts(facts: Facts, day: int) -> bool:
    """Before birth or entry, or in the few days between entry and the first document, nothing can have ceased."""
    arrived = max(facts.day("entry_on") or 0, facts.day("date_of_birth") or 0)
    first = facts.show(first_recorded, FAR, ())
    if day >= first:
        return False
    return day < arrived or arrived <= first <= arrived + A_FEW_DAYS


@rule("1_2_not_entitled", cites=[Norm("§ 1 AsylbLG")])
def not_entitled(case: Case) -> Outcome:
    """No condition holds, and none ceased in this month."""
    return determined(None)


question(
    "asylblg.entitled",
    a_condition_holds,
    month_of_the_fiktion,
    bridging_summer_2022,
    ceased_in_this_month,
    not_entitled,
    internal=True,
)
