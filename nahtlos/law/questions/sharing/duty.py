"""`data_sharing.duty`: whether a norm obliges the sender. Permission is not duty."""

from nahtlos.law.conditions.flow import necessary, on_request
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, manual_check, question, rule
from nahtlos.law.questions.sharing import asylum, immigration
from nahtlos.law.questions.sharing.bodies import ASYLUM, EDUCATION, PRIVATE, flow_of


@rule("87_education_exempt", cites=[immigration.REQUEST, immigration.UNASKED])
def education_is_exempt(case: Case) -> Outcome | None:
    """Schools and institutions of education owe the Ausländerbehörde nothing."""
    flow = flow_of(case)
    return determined(False) if flow.sender in EDUCATION and flow.recipient == "auslaenderbehoerde" else None


@rule("87_no_public_body", cites=[immigration.REQUEST])
def private_bodies_owe_nothing(case: Case) -> Outcome | None:
    """Who holds no public office, and the person herself, is obliged to nothing here."""
    return determined(False) if flow_of(case).sender in PRIVATE | {"person"} else None


@rule("35_not_necessary", cites=[Norm("§ 35 Abs. 1 SGB I")])
def nothing_unnecessary(case: Case) -> Outcome | None:
    """Nobody is obliged to pass on what is not necessary, or what trains a model."""
    if flow_of(case).purpose == "model_training" or not case.met(necessary):
        return determined(False)
    return None


@rule("8_2a_duty", cites=[Norm("§ 8 Abs. 2a AsylG"), Norm("§ 90 Abs. 3 AufenthG")])
def asylblg_is_told(case: Case) -> Outcome | None:
    """Those who execute AsylG and AufenthG have to tell the AsylbLG office what its benefits depend on."""
    flow = flow_of(case)
    told = flow.recipient == "asylblg_authority" and flow.purpose == "asylblg_task" and not flow.protected
    return determined(True) if told and flow.sender in ASYLUM else None


@rule("87_duty", cites=[Norm("§ 87 AufenthG"), Norm("§ 88 AufenthG")])
def immigration_office_is_told(case: Case) -> Outcome | None:
    """Public bodies answer the Ausländerbehörde, and tell it unasked of the grounds the law names."""
    norms = immigration.obliges(case)
    if not norms:
        return None
    return determined(True, *norms, reason=immigration.GROUNDS if immigration.UNASKED in norms else None)


@rule("8_1_on_request", cites=[Norm("§ 8 Abs. 1 AsylG")], confidence="?")
def asylum_authorities_ask(case: Case) -> Outcome | None:
    """What public bodies owe those who execute the AsylG on request has not been worked out."""
    flow = flow_of(case)
    if asylum.asked_for_asylum(flow) and not flow.protected and case.met(on_request):
        return manual_check(asylum.LIMITS_OPEN)
    return None


@rule("no_duty", cites=[Norm("§ 87 AufenthG"), Norm("§ 35 Abs. 1 SGB I")])
def no_duty(case: Case) -> Outcome:
    """Nothing else obliges anybody."""
    return determined(False)


question(
    "data_sharing.duty",
    education_is_exempt,
    private_bodies_owe_nothing,
    nothing_unnecessary,
    asylblg_is_told,
    immigration_office_is_told,
    asylum_authorities_ask,
    no_duty,
)
