"""`benefit_authority` and `employment_service`: who pays, and who places and funds. Both follow the benefit law."""

from nahtlos.law.conditions.age import years_completed
from nahtlos.law.conditions.residence import holding
from nahtlos.law.conditions.subsistence import BAB, in_fundable_training, obliged_to_live_in_reception_centre
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
from nahtlos.law.questions.benefit_law import LEFT

AUTHORITY = {
    "sgb_ii": "jobcenter",
    "sgb_xii_ch3": "sozialamt_sgb_xii",
    "sgb_xii_ch4": "sozialamt_sgb_xii",
    "sgb_viii": "jugendamt",
    "none": "none",
}


@rule("10_asylblg_authority", cites=[Norm("§ 10 AsylbLG")])
def pays_asylblg(case: Case) -> Outcome | None:
    """The Land as long as somebody has to live in a reception centre, the district otherwise and in the run-out month."""
    if case.decide("benefit_law").answer != "asylblg":
        return None
    if case.decide("asylblg.entitled").answer == "ground" and case.met(obliged_to_live_in_reception_centre):
        return determined("land_asylblg")
    return determined("sozialamt_asylblg", Norm("§ 10a AsylbLG"))


@rule("40_56_training_support_authority", cites=[Norm("§ 7 Abs. 5 SGB II")])
def pays_training_support(case: Case) -> Outcome | None:
    """BAB comes from the employment agency, BAföG from the student support office."""
    if case.decide("benefit_law").answer != "training_support":
        return None
    finding = case.find(in_fundable_training)
    if finding.met is None:
        return undetermined(*finding.missing, candidates=("ausbildungsfoerderung", "arbeitsagentur"))
    if finding.value in BAB:
        return determined("arbeitsagentur", Norm("§ 56 SGB III"))
    return determined("ausbildungsfoerderung", Norm("§ 40 BAföG"))


@rule("36_sgb_ii_authority", cites=[Norm("§ 36 SGB II")])
def pays_sgb_ii(case: Case) -> Outcome | None:
    """SGB II is paid by the Jobcenter of the district."""
    return _paid_by(case, "jobcenter")


@rule("98_sgb_xii_authority", cites=[Norm("§ 98 SGB XII")])
def pays_sgb_xii(case: Case) -> Outcome | None:
    """SGB XII is paid by the social welfare office of the district."""
    return _paid_by(case, "sozialamt_sgb_xii")


@rule("42_sgb_viii_authority", cites=[Norm("§ 42 SGB VIII")])
def pays_sgb_viii(case: Case) -> Outcome | None:
    """The youth welfare office secures the subsistence of those it takes care of."""
    return _paid_by(case, "jugendamt")


@rule("9_nobody_pays", cites=[Norm("§ 9 SGB II")])
def nobody_pays(case: Case) -> Outcome | None:
    """Who is not in need is paid by nobody."""
    return _paid_by(case, "none")


def _paid_by(case: Case, authority: str) -> Outcome | None:
    found = case.decide("benefit_law")
    return determined(authority) if found.status == "determined" and AUTHORITY[found.answer] == authority else None


@rule("authority_follows_the_law", cites=[Norm("§ 12 SGB I")])
def open_with_the_law(case: Case) -> Outcome:
    """As long as the law is open, so is the authority."""
    found = case.decide("benefit_law")
    if found.status == "manual_check":
        return manual_check(found.reason or "", candidates=_authorities(found.candidates))
    return not_applicable() if found.status == "not_applicable" else undetermined(*found.missing)


def _authorities(laws: tuple[str, ...]) -> tuple[str, ...]:
    names = [AUTHORITY.get(law, "sozialamt_asylblg") for law in laws if law != "training_support"]
    return tuple(dict.fromkeys(names))


@rule("employment_service_out", cites=[Norm("§ 36 Abs. 2 AZRG")])
def out_of_the_case_load(case: Case) -> Outcome | None:
    """Germans and EU citizens are no longer part of the case load."""
    return not_applicable() if holding(case).status in LEFT else None


@rule("employment_service_too_young", cites=[Norm("§ 7 Abs. 1 S. 1 Nr. 1 SGB II")])
def below_fifteen(case: Case) -> Outcome | None:
    """Children below fifteen are placed by nobody."""
    return None if case.met(years_completed, 15) else determined("none")


@rule("22_4_jobcenter", cites=[Norm("§ 16 SGB II"), Norm("§ 22 Abs. 4 SGB III")])
def sgb_ii_is_served_by_the_jobcenter(case: Case) -> Outcome | None:
    """Whoever is under SGB II is placed and funded by the Jobcenter."""
    found = case.decide("benefit_law")
    if found.status == "manual_check":
        services = tuple(
            dict.fromkeys("jobcenter" if law == "sgb_ii" else "arbeitsagentur" for law in found.candidates)
        )
        if len(services) == 1 and found.candidates and "sgb_ii" not in found.candidates:
            return None
        return manual_check(found.reason or "", candidates=services or ("arbeitsagentur", "jobcenter"))
    if found.status == "undetermined":
        return undetermined(*found.missing)
    return determined("jobcenter") if found.answer == "sgb_ii" else None


@rule("22_35_arbeitsagentur", cites=[Norm("§ 35 SGB III"), Norm("§ 22 SGB III")])
def everybody_else_by_the_agency(case: Case) -> Outcome:
    """Counselling and placement are open to all who may work; under the AsylbLG the agency funds everything."""
    return determined("arbeitsagentur")


question(
    "benefit_authority",
    pays_asylblg,
    pays_training_support,
    pays_sgb_ii,
    pays_sgb_xii,
    pays_sgb_viii,
    nobody_pays,
    open_with_the_law,
)
question(
    "employment_service",
    out_of_the_case_load,
    below_fifteen,
    sgb_ii_is_served_by_the_jobcenter,
    everybody_else_by_the_agency,
)
