"""Internal table `asylblg.ground`: does a condition of § 1 Abs. 1 AsylbLG hold on the day (`fact_day`) itself?

The answer is True or False. The run-out month and what follows from it are left to asylblg_entitlement.py.
"""

from datetime import date

from nahtlos.law.conditions.age import years_completed
from nahtlos.law.conditions.asylum import (
    recognised_16a_by,
    recognition_final,
    recognition_month_unsettled,
    rejected_as_inadmissible,
)
from nahtlos.law.conditions.household import family_of_entitled
from nahtlos.law.conditions.protection import (
    biometrics_taken,
    parent_left_after_18_months,
    suspension_is_young,
    suspension_never_decided,
)
from nahtlos.law.conditions.residence import holding, holdings
from nahtlos.law.conditions.standing import Holding
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.days import add_months, day_of
from nahtlos.law.engine.rule import Norm, Outcome, determined, manual_check, question, rule
from nahtlos.law.parameters import statuses

#: From these days on asylum requests are named in Nr. 1a, and § 24 AufenthG no longer in Nr. 3.
NR_1A = day_of("2019-08-21")
WITHOUT_24 = day_of("2022-06-01")
ASYLUM_PROCEDURE = frozenset({"asylgesuch", "ankunftsnachweis", "aufenthaltsgestattung"})
NEW_PROCEDURE = frozenset({"folgeantrag", "zweitantrag"})
MUST_LEAVE = frozenset({"ausreisepflichtig_ohne_papier"})
SUSPENDED = statuses.DULDUNG | {"fiktion_81_3_s2"}
#: Titles that § 1 Abs. 1 Nr. 3 AsylbLG has named at any time.
NAMED_TITLES = frozenset({"ae_23_1_krieg", "ae_24", "ae_25_4_s1", "ae_25_4a", "ae_25_4b", "ae_25_5"})


def deciding(case: Case) -> Holding:
    """The status § 1 looks at: a title of at most six months leaves a weaker status in place (§ 1 Abs. 2 AsylbLG)."""
    decisive: Holding | None = case.kept.get("deciding")
    if decisive is None:
        decisive = case.kept["deciding"] = _deciding(holdings(case))
    return decisive


def _deciding(held: tuple[Holding, ...]) -> Holding:
    for candidate, weaker in zip(held, held[1:], strict=False):
        if candidate.basis not in statuses.TITLES or candidate.basis in NAMED_TITLES or not _short(candidate):
            return candidate
        if weaker is held[-1]:
            return weaker
    return held[0]


def _short(held: Holding) -> bool:
    months = held.row.get("validity_months")
    if months is not None:
        return bool(months <= 6)
    last = held.row.get("valid_until")
    return bool(last and day_of(last) <= add_months(held.start, 6))


@rule(
    "1_4_dublin",
    cites=[Norm("§ 1 Abs. 4 AsylbLG", "2024-10-31")],
    valid_from=date(2024, 10, 31),
    confidence="D",
)
def dublin_case(case: Case) -> Outcome | None:
    """Whoever another member state is responsible for may be excluded; the conditions are not worked out."""
    if deciding(case).basis not in ASYLUM_PROCEDURE | NEW_PROCEDURE | MUST_LEAVE | SUSPENDED:
        return None
    if not case.met(rejected_as_inadmissible):
        return None
    return manual_check("§ 1 Abs. 4 AsylbLG may exclude persons whose application is inadmissible (Dublin cases).")


@rule("1_3_s1_nr_2_recognition_16a", cites=[Norm("§ 1 Abs. 3 AsylbLG"), Norm("§ 1 Abs. 3 S. 1 Nr. 2 AsylbLG")])
def recognised_as_entitled_to_asylum(case: Case) -> Outcome | None:
    """Until July 2017 recognition as entitled to asylum ended the claim with its service, final or not."""
    if deciding(case).basis not in ASYLUM_PROCEDURE:
        return None
    return determined(False) if case.met(recognised_16a_by, "2017-07-31") else None


@rule("1_3_recognition_month", cites=[Norm("§ 1 Abs. 3 S. 1 Nr. 2 AsylbLG")], confidence="?")
def recognition_month_in_doubt(case: Case) -> Outcome | None:
    """On which day § 1 Abs. 3 S. 1 Nr. 2 was deleted is not known: service from August 2017 to 2019 stays open."""
    if deciding(case).basis not in ASYLUM_PROCEDURE | {"erlaubt_nach_anerkennung", "ae_25_1"}:
        return None
    if not case.met(recognition_month_unsettled):
        return None
    return manual_check("Whether service or finality of the recognition ended the claim is unsettled for 2017 to 2019.")


@rule("67_1_nr_6_recognition_final", cites=[Norm("§ 67 Abs. 1 Nr. 6 AsylG")])
def recognition_has_become_final(case: Case) -> Outcome | None:
    """The Gestattung ends when the decision is final; with recognition the claim ends too."""
    if deciding(case).basis not in ASYLUM_PROCEDURE or not case.met(recognition_final):
        return None
    return determined(False, Norm("§ 1 Abs. 3 AsylbLG"))


@rule("1_1_nr_1_asylum_procedure", cites=[Norm("§ 1 Abs. 1 Nr. 1 AsylbLG")])
def in_the_asylum_procedure(case: Case) -> Outcome | None:
    """Persons with a Gestattung; since 21 August 2019 those who have only asked for asylum are named in Nr. 1a."""
    basis = deciding(case).basis
    if basis == "asylgesuch" and case.law_since(NR_1A):
        return None
    return determined(True) if basis in ASYLUM_PROCEDURE else None


@rule(
    "1_1_nr_1a_asylum_request",
    cites=[Norm("§ 1 Abs. 1 Nr. 1a AsylbLG", "2019-08-21")],
    valid_from=date(2019, 8, 21),
    confidence="D",
)
def asked_for_asylum(case: Case) -> Outcome | None:
    """An asylum request without a certificate yet."""
    return determined(True) if deciding(case).basis == "asylgesuch" else None


@rule("1_1_nr_3_lit_a_war", cites=[Norm("§ 1 Abs. 1 Nr. 3 lit. a AsylbLG")])
def admitted_because_of_war(case: Case) -> Outcome | None:
    """§ 23 Abs. 1 AufenthG because of the war in the home country."""
    return determined(True) if deciding(case).basis == "ae_23_1_krieg" else None


@rule("1_1_nr_3_lit_b_temporary_stay", cites=[Norm("§ 1 Abs. 1 Nr. 3 lit. b AsylbLG")])
def temporary_stay(case: Case) -> Outcome | None:
    """§ 25 Abs. 4 S. 1 AufenthG."""
    return determined(True) if deciding(case).basis == "ae_25_4_s1" else None


@rule(
    "1_1_nr_3_old_version",
    cites=[Norm("§ 1 Abs. 1 Nr. 3 AsylbLG", None, "2015-02-28")],
    valid_until=date(2015, 2, 28),
    confidence="D",
)
def humanitarian_titles_until_february_2015(case: Case) -> Outcome | None:
    """§ 25 Abs. 4a, 4b and 5 AufenthG belonged to the AsylbLG without any limit in time."""
    return determined(True) if deciding(case).basis in {"ae_25_4a", "ae_25_4b", "ae_25_5"} else None


@rule(
    "1_1_nr_3_lit_c_25_5",
    cites=[Norm("§ 1 Abs. 1 Nr. 3 lit. c AsylbLG", "2015-03-01")],
    valid_from=date(2015, 3, 1),
)
def less_than_18_months_after_suspension(case: Case) -> Outcome | None:
    """§ 25 Abs. 5 AufenthG: as long as the decision to suspend deportation is less than 18 months old."""
    if deciding(case).basis != "ae_25_5":
        return None
    if case.met(suspension_never_decided):
        return manual_check("Without a decision to suspend deportation the 18 months have no beginning.")
    if not case.met(suspension_is_young):
        return determined(False)
    if case.met(parent_left_after_18_months) and not case.met(years_completed, 18):
        return determined(False, Norm("§ 1 Abs. 3 S. 2 AsylbLG", "2015-03-01"))
    return determined(True)


@rule(
    "1_1_nr_3_lit_a_24",
    cites=[Norm("§ 1 Abs. 1 Nr. 3 lit. a AsylbLG", None, "2022-05-31")],
    valid_until=date(2022, 5, 31),
)
def temporary_protection_until_may_2022(case: Case) -> Outcome | None:
    """§ 24 AufenthG and the Fiktion on the way to it."""
    return determined(True) if deciding(case).basis in {"ae_24", "fiktion_24"} else None


@rule(
    "1_1_nr_8_fiktion_without_biometrics",
    cites=[Norm("§ 1 Abs. 1 Nr. 8 AsylbLG", "2022-06-01")],
    valid_from=date(2022, 6, 1),
)
def fiktion_without_biometrics(case: Case) -> Outcome | None:
    """A Fiktion for § 24 opens SGB II and SGB XII only after biometrics have been taken."""
    if deciding(case).basis != "fiktion_24":
        return None
    return determined(not case.met(biometrics_taken), Norm("§ 74 Abs. 1 SGB II", "2022-06-01"))


@rule(
    "1_1_nr_1a_before_24",
    cites=[Norm("§ 1 Abs. 1 Nr. 1a AsylbLG", "2019-08-21")],
    valid_from=date(2022, 2, 24),
    confidence="M",
)
def on_the_way_to_temporary_protection(case: Case) -> Outcome | None:
    """Lawful without a title since 24 February 2022 is the status of war refugees before their certificate."""
    return determined(True) if deciding(case).basis == "rechtmaessig_ohne_titel" else None


@rule("1_1_nr_4_suspended", cites=[Norm("§ 1 Abs. 1 Nr. 4 AsylbLG")])
def deportation_suspended(case: Case) -> Outcome | None:
    """Every Duldung, whatever its basis, and the Fiktion that only suspends deportation."""
    return determined(True) if deciding(case).basis in SUSPENDED else None


@rule("1_1_nr_5_must_leave", cites=[Norm("§ 1 Abs. 1 Nr. 5 AsylbLG")])
def obliged_to_leave(case: Case) -> Outcome | None:
    """Enforceably obliged to leave."""
    return determined(True) if deciding(case).basis in MUST_LEAVE else None


@rule("1_1_nr_6_family", cites=[Norm("§ 1 Abs. 1 Nr. 6 AsylbLG")])
def family_without_own_status(case: Case) -> Outcome | None:
    """Spouses and minor children of persons under Nr. 1 to 5 who have no status of their own."""
    if holding(case).basis != "ohne":
        return None
    while_24 = not case.law_since(WITHOUT_24)
    return determined(True) if case.met(family_of_entitled, while_24) else None


@rule("1_1_nr_5_no_status", cites=[Norm("§ 1 Abs. 1 Nr. 5 AsylbLG")], confidence="M")
def adult_without_any_status(case: Case) -> Outcome | None:
    """An adult without any status is obliged to leave."""
    if holding(case).basis != "ohne":
        return None
    return determined(True) if case.met(years_completed, 18) else None


@rule("1_1_nr_7_new_procedure", cites=[Norm("§ 1 Abs. 1 Nr. 7 AsylbLG")])
def subsequent_or_second_application(case: Case) -> Outcome | None:
    """A subsequent or second application."""
    return determined(True) if deciding(case).basis in NEW_PROCEDURE else None


@rule("1_2_other_title", cites=[Norm("§ 1 Abs. 2 AsylbLG")])
def no_ground(case: Case) -> Outcome:
    """Any other title or permitted stay."""
    return determined(False)


question(
    "asylblg.ground",
    dublin_case,
    recognition_month_in_doubt,
    recognised_as_entitled_to_asylum,
    recognition_has_become_final,
    in_the_asylum_procedure,
    asked_for_asylum,
    admitted_because_of_war,
    temporary_stay,
    humanitarian_titles_until_february_2015,
    less_than_18_months_after_suspension,
    temporary_protection_until_may_2022,
    fiktion_without_biometrics,
    on_the_way_to_temporary_protection,
    deportation_suspended,
    obliged_to_leave,
    family_without_own_status,
    adult_without_any_status,
    subsequent_or_second_application,
    no_ground,
    internal=True,
)
