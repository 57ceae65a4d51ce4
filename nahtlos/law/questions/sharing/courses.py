"""Courses: who tells whom about access, registration and attendance (§ 88a AufenthG, § 8 IntV, § 5b Abs. 3 AsylbLG)."""

from nahtlos.law.conditions.flow import on_request
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, rule
from nahtlos.law.questions.sharing.bodies import OWNERS, Flow, flow_of
from nahtlos.law.questions.sharing.consented import PERMITTED

COURSES = (Norm("§ 88a AufenthG"), Norm("§ 8 IntV"))
#: They send people to courses and are told when somebody stays away.
SENDING = frozenset({"auslaenderbehoerde", "arbeitsagentur", "jobcenter", "asylblg_authority"})
DATA = frozenset({"identity", "address", "status_and_procedure", "education_and_language", "course_participation"})


def _about_a_course(flow: Flow) -> bool:
    """Course data for the course, or attendance for the task of the office that sent the person there."""
    if flow.purpose == "course_attendance":
        return flow.data in DATA
    return flow.data == "course_participation" and bool(OWNERS.get(flow.purpose, frozenset()) & flow.ends & SENDING)


def _with_asylblg(case: Case, flow: Flow) -> Outcome:
    """Permitted; where the AsylbLG office takes part, its own norm is named too."""
    if "asylblg_authority" in flow.ends:
        case.cite(Norm("§ 5b Abs. 3 AsylbLG"))
    return determined(PERMITTED)


@rule("88a_to_and_from_the_provider", cites=COURSES)
def with_the_provider(case: Case) -> Outcome | None:
    """The provider and those who sent the person, and the BAMF, tell each other about her course."""
    flow = flow_of(case)
    if "course_provider" in flow.ends and flow.ends & (SENDING | {"bamf"}) and _about_a_course(flow):
        return _with_asylblg(case, flow)
    return None


@rule("88a_to_the_bamf", cites=COURSES)
def to_the_bamf(case: Case) -> Outcome | None:
    """The BAMF is told what admission, attendance and settlement of the course need."""
    flow = flow_of(case)
    if flow.recipient == "bamf" and flow.sender in SENDING and _about_a_course(flow):
        return _with_asylblg(case, flow)
    return None


@rule("88a_from_the_bamf_on_request", cites=COURSES)
def from_the_bamf(case: Case) -> Outcome | None:
    """The BAMF passes that on to the offices when they ask."""
    flow = flow_of(case)
    told = flow.sender == "bamf" and flow.recipient in SENDING and _about_a_course(flow)
    return _with_asylblg(case, flow) if told and case.met(on_request) else None


RULES = (with_the_provider, to_the_bamf, from_the_bamf)
