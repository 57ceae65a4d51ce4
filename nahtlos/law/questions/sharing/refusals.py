"""What no consent helps with: training of models, what nobody needs, and purposes that are nobody's task."""

from datetime import date

from nahtlos.law.conditions.flow import necessary
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, rule
from nahtlos.law.questions.sharing.bodies import AUTHORITIES, flow_of
from nahtlos.law.questions.sharing.consented import PROHIBITED, cite_gdpr

SECRECY = Norm("§ 35 Abs. 1 SGB I")


def _model_training(case: Case) -> Outcome | None:
    """Data of people are no material for training models."""
    if flow_of(case).purpose == "model_training":
        return determined(PROHIBITED, reason="Models are not trained on data of people; match by rules instead.")
    return None


#: The text of 2026-04-07 names AI models; the one of 2025-04-02 does not.
model_training_before_the_ai_clause = rule(
    "67c_model_training",
    cites=[Norm("§ 67c Abs. 3 SGB X"), SECRECY],
    valid_until=date(2025, 4, 2),
)(_model_training)
model_training = rule(
    "67c_model_training",
    cites=[Norm("§ 67c Abs. 3 SGB X"), Norm("§ 69 Abs. 1 Nr. 4 SGB X"), SECRECY],
    valid_from=date(2025, 4, 3),
)(_model_training)


@rule("35_not_necessary", cites=[SECRECY, Norm("§ 67d SGB X")])
def not_necessary(case: Case) -> Outcome | None:
    """What is not necessary for the task is not shared, consent or not."""
    if case.met(necessary):
        return None
    cite_gdpr(case, "Art. 5 Abs. 1 DSGVO")
    return determined(PROHIBITED)


@rule("67c_task_of_neither_side", cites=[Norm("§ 67c SGB X"), SECRECY])
def task_of_neither_side(case: Case) -> Outcome | None:
    """Authorities share for a task of their own or of the recipient; nobody may give them another one's."""
    flow = flow_of(case)
    if flow.is_task_of_one or "person" in flow.ends or not flow.ends & AUTHORITIES:
        return None
    cite_gdpr(case, "Art. 5 Abs. 1 DSGVO")
    return determined(PROHIBITED, reason="The purpose is a task of neither side.")


RULES = (model_training_before_the_ai_clause, model_training, not_necessary)
