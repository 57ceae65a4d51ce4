"""To the Ausländerbehörde: § 87 AufenthG obliges public bodies, § 71 Abs. 2 SGB X limits those of social law."""

from nahtlos.law.conditions.flow import on_request
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, rule
from nahtlos.law.questions.sharing.bodies import SOCIAL, Flow, flow_of
from nahtlos.law.questions.sharing.consented import PERMITTED, by_consent

REQUEST = Norm("§ 87 Abs. 1 AufenthG")
UNASKED = Norm("§ 87 Abs. 2 AufenthG")
SOCIAL_LIMIT = Norm("§ 71 Abs. 2 SGB X")

#: Public bodies outside social law and education that § 87 AufenthG binds. The register has a law of its own.
PUBLIC = frozenset({"asylum_authority", "bamf", "asylblg_authority", "auslaenderbehoerde"})

#: What can tell of a ground of § 87 Abs. 2: no title and not tolerated, spatial restriction breached, benefits drawn.
TELLS_OF_A_GROUND = frozenset({"identity", "address", "status_and_procedure", "benefits"})
#: What § 71 Abs. 2 S. 1 Nr. 1 SGB X lets social bodies answer: § 68 (who, where, employer), benefits, approval of work.
ANSWERABLE = TELLS_OF_A_GROUND | {"job_history"}

GROUNDS = "Only where the sender learns of a ground of § 87 Abs. 2: no title, a breach of the restriction, benefits, expulsion."


def concerns_residence(flow: Flow) -> bool:
    """Whether the Ausländerbehörde is told something for its own task."""
    return flow.recipient == "auslaenderbehoerde" and flow.purpose == "aufenthg_task"


def _answered(flow: Flow) -> bool:
    """Whether the sender answers a request for these data."""
    if flow.sender in SOCIAL:
        return flow.data in ANSWERABLE
    return flow.sender in PUBLIC and not flow.protected


def _told_unasked(flow: Flow) -> bool:
    return flow.sender in SOCIAL | PUBLIC and flow.data in TELLS_OF_A_GROUND


def obliges(case: Case) -> tuple[Norm, ...]:
    """The norms that oblige the sender to tell the Ausländerbehörde these data; none if nothing does."""
    flow = flow_of(case)
    if not concerns_residence(flow) or not (_answered(flow) or _told_unasked(flow)):
        return ()
    limit = (SOCIAL_LIMIT,) if flow.sender in SOCIAL else ()
    if case.met(on_request):
        return (REQUEST, *limit) if _answered(flow) else ()
    return (UNASKED, *limit) if _told_unasked(flow) else ()


@rule("87_duty", cites=[Norm("§ 87 AufenthG"), Norm("§ 88 AufenthG")])
def by_duty(case: Case) -> Outcome | None:
    """What a norm obliges the sender to tell, it may tell."""
    norms = obliges(case)
    if not norms:
        return None
    return determined(PERMITTED, *norms, reason=GROUNDS if UNASKED in norms else None)


@rule("71_2_only", cites=[SOCIAL_LIMIT, Norm("§ 87 AufenthG")])
def social_bodies_only_so(case: Case) -> Outcome | None:
    """Bodies of social law tell the Ausländerbehörde more than § 71 Abs. 2 SGB X names with consent only."""
    flow = flow_of(case)
    if flow.sender in SOCIAL and concerns_residence(flow):
        return by_consent(case)
    return None


@rule("87_education_exempt", cites=[REQUEST])
def schools_are_exempt(case: Case) -> Outcome | None:
    """Schools owe the Ausländerbehörde nothing; what they tell rests on consent."""
    flow = flow_of(case)
    return by_consent(case) if flow.sender == "school" and concerns_residence(flow) else None


RULES = (by_duty, social_bodies_only_so, schools_are_exempt)
