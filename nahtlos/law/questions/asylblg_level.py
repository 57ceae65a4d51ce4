"""`benefit.asylblg_level`: which benefits the AsylbLG gives. Order of levels: rule book, section 3.2."""

from datetime import date

from nahtlos.law.conditions.age import years_completed
from nahtlos.law.conditions.household import parent_receives_section_2
from nahtlos.law.conditions.residence import holding
from nahtlos.law.conditions.stay import fifteen_months_complete_in_2019, months_of_section_3, months_of_stay
from nahtlos.law.conditions.subsistence import benefit_reduced, received_section_2_up_to, stay_duration_abused
from nahtlos.law.engine.case import Case
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

GEAS = "The wording of {} AsylbLG since the GEAS-Anpassungsgesetz (2026-06-12) has not been verified."
MONTHS_48 = Norm("§ 2 Abs. 1 AsylbLG", None, "2015-02-28")
MONTHS_15 = Norm("§ 2 Abs. 1 AsylbLG", "2015-03-01", "2019-08-20")
MONTHS_18 = Norm("§ 2 Abs. 1 AsylbLG", "2019-08-21", "2024-02-26")
MONTHS_36 = Norm("§ 2 Abs. 1 AsylbLG", "2024-02-27")


@rule("level_only_under_asylblg", cites=[Norm("§ 1 AsylbLG")])
def not_under_asylblg(case: Case) -> Outcome | None:
    """The question arises only for somebody under the AsylbLG."""
    found = case.decide("benefit_law")
    if found.status == "manual_check":
        return manual_check(found.reason or "")
    if found.status == "undetermined":
        return undetermined(*found.missing)
    return None if found.answer == "asylblg" else not_applicable()


def _without_certificate(case: Case) -> bool:
    return holding(case).basis == "asylgesuch"


@rule(
    "11_2a_without_certificate", cites=[Norm("§ 11 Abs. 2a AsylbLG", None, "2026-06-11")], valid_until=date(2026, 6, 11)
)
def before_the_arrival_certificate(case: Case) -> Outcome | None:
    """Until the Ankunftsnachweis only reduced benefits are due."""
    return determined("asylblg_11_2a") if _without_certificate(case) else None


@rule("11_2a_since_geas", cites=[Norm("§ 11 AsylbLG", "2026-06-12")], valid_from=date(2026, 6, 12), confidence="?")
def before_the_arrival_certificate_since_geas(case: Case) -> Outcome | None:
    """The new wording of § 11 is not verified."""
    return manual_check(GEAS.format("§ 11")) if _without_certificate(case) else None


@rule("1a_reduced", cites=[Norm("§ 1a AsylbLG", None, "2026-06-11")], valid_until=date(2026, 6, 11))
def reduced(case: Case) -> Outcome | None:
    """A reduction in force goes before every other level."""
    return determined("asylblg_1a") if case.met(benefit_reduced) else None


@rule("1a_since_geas", cites=[Norm("§ 1a AsylbLG", "2026-06-12")], valid_from=date(2026, 6, 12), confidence="?")
def reduced_since_geas(case: Case) -> Outcome | None:
    """The new wording of § 1a is not verified."""
    if not case.met(benefit_reduced):
        return None
    return manual_check(GEAS.format("§ 1a"), candidates=("asylblg_3", "asylblg_2", "asylblg_1a"))


@rule("2_3_minor_with_parent", cites=[Norm("§ 2 Abs. 3 AsylbLG")])
def minor_with_a_parent_on_section_2(case: Case) -> Outcome | None:
    """Minors get § 2 if at least one parent in the household does."""
    if not case.met(parent_receives_section_2) or case.met(years_completed, 18):
        return None
    return determined("asylblg_2")


def _unless_abused(case: Case, *norms: Norm) -> Outcome:
    """Somebody who influenced the duration of stay by abuse of rights stays on basic benefits."""
    return determined("asylblg_3" if case.met(stay_duration_abused) else "asylblg_2", *norms)


@rule("15_fifteen_months_go_on", cites=[Norm("§ 15 AsylbLG", "2019-08-21")], valid_from=date(2019, 8, 21))
def fifteen_months_go_on(case: Case) -> Outcome | None:
    """To whom § 2 applied by 21 August 2019, its version of fifteen months goes on to apply."""
    if not case.met(fifteen_months_complete_in_2019) or not case.met(months_of_stay, 15):
        return None
    return _unless_abused(case, MONTHS_15)


@rule("2_1_eighteen_months", cites=[MONTHS_18], valid_from=date(2019, 8, 21), valid_until=date(2024, 2, 26))
def after_eighteen_months(case: Case) -> Outcome | None:
    """Eighteen months of stay without substantial interruption."""
    return _unless_abused(case) if case.met(months_of_stay, 18) else None


@rule("20_eighteen_months_go_on", cites=[Norm("§ 20 AsylbLG", "2024-02-27")], valid_from=date(2024, 2, 27))
def eighteen_months_go_on(case: Case) -> Outcome | None:
    """Who received § 2 by 26 February 2024 keeps its version of eighteen months."""
    if not case.met(months_of_stay, 18) or not case.met(received_section_2_up_to, "2024-02-26"):
        return None
    return _unless_abused(case, MONTHS_18)


@rule("2_1_forty_eight_months", cites=[MONTHS_48], valid_until=date(2015, 2, 28), confidence="D")
def after_forty_eight_months_of_section_3(case: Case) -> Outcome | None:
    """Forty-eight months of receipt of § 3 in all."""
    return _unless_abused(case) if case.met(months_of_section_3, 48) else None


@rule(
    "2_1_fifteen_months", cites=[MONTHS_15], valid_from=date(2015, 3, 1), valid_until=date(2019, 8, 20), confidence="D"
)
def after_fifteen_months(case: Case) -> Outcome | None:
    """Fifteen months of stay without substantial interruption."""
    return _unless_abused(case) if case.met(months_of_stay, 15) else None


@rule("2_1_thirty_six_months", cites=[MONTHS_36], valid_from=date(2024, 2, 27))
def after_thirty_six_months(case: Case) -> Outcome | None:
    """Thirty-six months of stay without substantial interruption."""
    return _unless_abused(case) if case.met(months_of_stay, 36) else None


@rule("3_until_february_2015", cites=[Norm("§ 3 AsylbLG"), MONTHS_48], valid_until=date(2015, 2, 28), confidence="D")
def basic_until_february_2015(case: Case) -> Outcome:
    """The waiting period of the day has not passed."""
    return determined("asylblg_3")


@rule(
    "3_until_august_2019",
    cites=[Norm("§ 3 AsylbLG"), MONTHS_15],
    valid_from=date(2015, 3, 1),
    valid_until=date(2019, 8, 20),
    confidence="D",
)
def basic_until_august_2019(case: Case) -> Outcome:
    """The waiting period of the day has not passed."""
    return determined("asylblg_3")


@rule(
    "3_until_february_2024",
    cites=[Norm("§ 3 AsylbLG"), MONTHS_18],
    valid_from=date(2019, 8, 21),
    valid_until=date(2024, 2, 26),
)
def basic_until_february_2024(case: Case) -> Outcome:
    """The waiting period of the day has not passed."""
    return determined("asylblg_3")


@rule("3_since_february_2024", cites=[Norm("§ 3 AsylbLG"), MONTHS_36])
def basic_since_february_2024(case: Case) -> Outcome:
    """The waiting period of the day has not passed."""
    return determined("asylblg_3")


question(
    "benefit.asylblg_level",
    not_under_asylblg,
    before_the_arrival_certificate,
    before_the_arrival_certificate_since_geas,
    reduced,
    reduced_since_geas,
    minor_with_a_parent_on_section_2,
    fifteen_months_go_on,
    eighteen_months_go_on,
    after_forty_eight_months_of_section_3,
    after_fifteen_months,
    after_eighteen_months,
    after_thirty_six_months,
    basic_until_february_2015,
    basic_until_august_2019,
    basic_until_february_2024,
    basic_since_february_2024,
)
