"""`benefit_law`: which law secures somebody's subsistence. Decision table of the rule book, section 3.2."""

from datetime import date

from nahtlos.law.conditions.protection import TEMPORARY_PROTECTION, protected_before
from nahtlos.law.conditions.residence import holding
from nahtlos.law.conditions.subsistence import in_need, in_youth_welfare
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.days import day_of
from nahtlos.law.engine.rule import (
    Norm,
    Outcome,
    determined,
    manual_check,
    not_applicable,
    question,
    rule,
    undetermined,
)

LEFT = frozenset({"deutsch", "eu"})
#: The pending bill concerns persons whose first title or Fiktion under § 24 was issued after this day.
BILL_CUT_OFF = day_of("2025-03-31")


@rule("9_not_in_need", cites=[Norm("§ 9 SGB II")])
def not_in_need(case: Case) -> Outcome | None:
    """Whoever is not in need gets nothing from anybody."""
    return None if case.met(in_need) else determined("none")


@rule("36_2_azrg_left", cites=[Norm("§ 36 Abs. 2 AZRG")])
def left_the_case_load(case: Case) -> Outcome | None:
    """Germans and EU citizens are no longer part of the case load."""
    return not_applicable() if holding(case).status in LEFT else None


@rule("42_youth_welfare", cites=[Norm("§ 42 SGB VIII")])
def youth_welfare_secures_subsistence(case: Case) -> Outcome | None:
    """An unaccompanied minor in care: subsistence is part of the youth welfare. Asked before the AsylbLG."""
    return determined("sgb_viii") if case.met(in_youth_welfare) else None


@rule("1_1_asylblg", cites=[Norm("§ 1 AsylbLG")])
def under_asylblg(case: Case) -> Outcome | None:
    """Entitled under the AsylbLG, to the end of the month in which the condition ceases."""
    found = case.decide("asylblg.entitled")
    if found.status == "manual_check":
        return manual_check(found.reason or "", candidates=found.candidates)
    if found.status == "undetermined":
        return undetermined(*found.missing)
    if found.answer is None:
        return None
    if found.answer != "ground":
        case.cite(Norm("§ 7 Abs. 1 S. 2 Nr. 3 SGB II"))
    return determined("asylblg", *case.rule_of("asylblg.entitled").cites)


def protected_after_march_2025(case: Case) -> bool:
    """Whether § 24 AufenthG protects the person now, and no title or Fiktion for it was issued before April 2025."""
    if holding(case).basis not in TEMPORARY_PROTECTION:
        return False
    return case.look(protected_before, BILL_CUT_OFF + 1) is False


@rule(
    "leistungsrechtsanpassungsgesetz",
    cites=[Norm("§ 1 Abs. 1 Nr. 3 lit. a AsylbLG"), Norm("§ 74 SGB II")],
    valid_from=date(2026, 7, 20),
    confidence="?",
)
def pending_bill(case: Case) -> Outcome | None:
    """The bill that returns § 24 persons admitted after March 2025 to the AsylbLG was still pending on 2026-07-19."""
    if not protected_after_march_2025(case):
        return None
    otherwise = case.decide("benefit.without_asylblg")
    possible = (otherwise.answer,) if otherwise.answer else otherwise.candidates
    reason = "The bill returning persons with a first title under § 24 after 2025-03-31 to the AsylbLG may be law."
    return manual_check(reason, candidates=("asylblg", *possible))


@rule(
    "bill_not_yet_law",
    cites=[Norm("§ 74 Abs. 1 SGB II", "2022-06-01")],
    valid_from=date(2026, 7, 1),
    valid_until=date(2026, 7, 19),
    confidence="P",
)
def bill_was_not_law(case: Case) -> Outcome | None:
    """On its planned first day, 2026-07-01, the bill was not law."""
    return case.decide("benefit.without_asylblg") if protected_after_march_2025(case) else None


@rule("temporary_protection_2022", cites=[Norm("§ 74 Abs. 1 SGB II", "2022-06-01")], valid_from=date(2022, 6, 1))
def temporary_protection_since_june_2022(case: Case) -> Outcome | None:
    """With a title under § 24, or a Fiktion after biometrics, SGB II and SGB XII apply as to everybody."""
    if holding(case).basis not in TEMPORARY_PROTECTION:
        return None
    return case.decide("benefit.without_asylblg")


@rule("not_asylblg", cites=[Norm("§ 1 Abs. 2 AsylbLG")])
def outside_asylblg(case: Case) -> Outcome:
    """Everybody else: SGB II, SGB XII or training support."""
    return case.decide("benefit.without_asylblg")


question(
    "benefit_law",
    not_in_need,
    left_the_case_load,
    youth_welfare_secures_subsistence,
    under_asylblg,
    pending_bill,
    bill_was_not_law,
    temporary_protection_since_june_2022,
    outside_asylblg,
)
