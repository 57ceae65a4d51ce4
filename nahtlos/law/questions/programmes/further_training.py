"""Further training (`fbw_81`) and the integration subsidy (`egz_88`): both follow work."""

from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, question, rule
from nahtlos.law.questions.programmes import work
from nahtlos.law.questions.programmes.people import left_the_case_load, open_with_title

TRAINING = Norm("§ 81 SGB III")

question(
    "programme.fbw_81",
    left_the_case_load,
    open_with_title("81_title", TRAINING),
    work.open_with_work("81_work", TRAINING),
)


@rule("88_employment", cites=[Norm("§ 88 SGB III")])
def subsidy_follows_employment(case: Case) -> Outcome:
    """The employer gets the subsidy for a job that is allowed or can be permitted."""
    return work.following(case, "employment")


question("programme.egz_88", left_the_case_load, subsidy_follows_employment)
