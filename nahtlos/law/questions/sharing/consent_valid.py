"""`data_sharing.consent_valid`: whether a consent carries the sharing (Art. 7 DSGVO, § 67b Abs. 2 SGB X)."""

from datetime import date

from nahtlos.law.conditions import consent
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, not_applicable, question, rule

CODE = "data_sharing.consent_valid"


def _valid(case: Case) -> Outcome:
    """A consent is valid if everything holds together; whoever cannot withdraw it has not consented.

    Without a consent nobody asks whether it is valid.
    """
    if not case.met(consent.exists):
        return not_applicable()
    return determined(all(case.met(condition) for condition in consent.CONDITIONS))


valid_before_the_gdpr = rule(
    "67b_2_consent",
    cites=[Norm("§ 67b Abs. 2 SGB X", None, "2018-05-24")],
    valid_until=date(2018, 5, 24),
    confidence="D",
)(_valid)
valid = rule(
    "67b_2_consent",
    cites=[
        Norm("§ 67b Abs. 2 SGB X", "2018-05-25"),
        Norm("Art. 7 Abs. 3 DSGVO", "2018-05-25"),
        Norm("Art. 7 DSGVO", "2018-05-25"),
    ],
    valid_from=date(2018, 5, 25),
)(_valid)

question(CODE, valid_before_the_gdpr, valid)
