"""Further training (`fbw_81`) and the integration subsidy (`egz_88`): both follow work."""

from nahtlos.law.engine.rule import Norm, question
from nahtlos.law.questions.programmes import work
from nahtlos.law.questions.programmes.people import left_the_case_load, open_with_title

TRAINING = Norm("§ 81 SGB III")

question(
    "programme.fbw_81",
    left_the_case_load,
    open_with_title("81_title", TRAINING),
    *work.work_of_any_kind(TRAINING),
)
question("programme.egz_88", left_the_case_load, *work.job_offered(Norm("§ 88 SGB III")))
