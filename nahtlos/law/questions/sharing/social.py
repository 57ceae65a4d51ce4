"""Between the bodies of § 35 SGB I, from them to the AsylbLG office, and back."""

from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, rule
from nahtlos.law.questions.sharing.bodies import AGENTUR_AND_JOBCENTER, SOCIAL, SOCIAL_TASKS, flow_of
from nahtlos.law.questions.sharing.consented import PERMITTED, by_consent

OWN_TASK = Norm("§ 69 Abs. 1 Nr. 1 SGB X")
SECRECY = Norm("§ 35 Abs. 1 SGB I")


@rule(
    "50_agentur_and_jobcenter",
    cites=[Norm("§ 50 Abs. 1 SGB II"), Norm("§ 9a SGB III"), Norm("§ 51b SGB II"), OWN_TASK],
)
def agentur_and_jobcenter(case: Case) -> Outcome | None:
    """Agentur and Jobcenter tell each other what their tasks need, statistics and courses included."""
    flow = flow_of(case)
    if flow.ends == AGENTUR_AND_JOBCENTER and flow.purpose in SOCIAL_TASKS | {"statistics", "course_attendance"}:
        return determined(PERMITTED)
    return None


@rule("69_1_youth_welfare", cites=[OWN_TASK, Norm("§ 64 SGB VIII"), Norm("§ 65 SGB VIII")], confidence="M")
def youth_welfare(case: Case) -> Outcome | None:
    """The youth welfare office shares like the others what was not entrusted to it, unless that harms its help."""
    flow = flow_of(case)
    if "jugendamt" in flow.ends and flow.ends <= SOCIAL and flow.purpose in SOCIAL_TASKS:
        return determined(PERMITTED)
    return None


@rule("69_1_student_support", cites=[OWN_TASK, Norm("§ 18 Abs. 2 SGB I")], confidence="M")
def student_support(case: Case) -> Outcome | None:
    """The Amt für Ausbildungsförderung is a body of § 35 SGB I as well."""
    flow = flow_of(case)
    if "ausbildungsfoerderung" in flow.ends and flow.ends <= SOCIAL and flow.purpose in SOCIAL_TASKS:
        return determined(PERMITTED)
    return None


@rule("69_1_social_bodies", cites=[OWN_TASK, SECRECY])
def between_social_bodies(case: Case) -> Outcome | None:
    """Bodies of social law share what the sender's or the recipient's task under the SGB needs."""
    flow = flow_of(case)
    if flow.ends <= SOCIAL and flow.purpose in SOCIAL_TASKS:
        return determined(PERMITTED)
    return None


@rule("71_2a_asylblg", cites=[Norm("§ 71 Abs. 2a SGB X")])
def to_asylblg(case: Case) -> Outcome | None:
    """The AsylbLG office is no body of social law, but gets what carrying out the AsylbLG needs."""
    flow = flow_of(case)
    if flow.sender in SOCIAL and flow.recipient == "asylblg_authority" and flow.purpose == "asylblg_task":
        return determined(PERMITTED)
    return None


@rule("asylblg_land_law_or_consent", cites=[Norm("§ 9 AsylbLG"), Norm("§ 11 AsylbLG")])
def from_asylblg(case: Case) -> Outcome | None:
    """What the AsylbLG office passes on needs a rule of the Land, and as none is configured, consent."""
    if flow_of(case).sender == "asylblg_authority":
        return by_consent(case, reason="No data law of a Land is configured for the AsylbLG office.")
    return None


@rule("67d_social_secrecy", cites=[SECRECY, Norm("§ 67b SGB X"), Norm("§ 67d SGB X"), Norm("§ 78 SGB X")])
def social_secrecy(case: Case) -> Outcome | None:
    """Whatever no norm opens, bodies of social law keep to themselves unless the person consents."""
    return by_consent(case) if flow_of(case).sender in SOCIAL else None


RULES = (agentur_and_jobcenter, youth_welfare, student_support, between_social_bodies, to_asylblg)
#: Where no norm gave a power.
REST = (from_asylblg, social_secrecy)
