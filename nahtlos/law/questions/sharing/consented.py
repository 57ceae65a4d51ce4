"""Sharing that rests on consent: permitted with a valid one, otherwise it needs one."""

from collections.abc import Callable
from datetime import date

from nahtlos.law.engine.case import Case
from nahtlos.law.engine.days import day_of
from nahtlos.law.engine.rule import Norm, Outcome, Rule, determined, rule
from nahtlos.law.questions.sharing.consent_valid import CODE

GDPR = "2018-05-25"
_GDPR_DAY = day_of(GDPR)

PERMITTED, NEEDS_CONSENT, PROHIBITED = "permitted", "needs_consent", "prohibited"

Body = Callable[[Case], Outcome | None]


def has_consent(case: Case) -> bool:
    """Whether a valid consent carries the sharing."""
    return case.decide(CODE).answer is True


def by_consent(case: Case, *norms: Norm, reason: str | None = None) -> Outcome:
    """Permitted with valid consent, otherwise consent is needed; `norms` and `reason` say why the law is not enough."""
    if has_consent(case):
        return determined(PERMITTED, *norms)
    return determined(NEEDS_CONSENT, *norms, reason=reason)


def under_consent_law(rule_id: str, *more: Norm) -> Callable[[Body], tuple[Rule, Rule]]:
    """The same rule resting on consent before and since the DSGVO."""

    def declare(body: Body) -> tuple[Rule, Rule]:
        before = [Norm("§ 67b Abs. 2 SGB X", None, "2018-05-24"), *more]
        since = [Norm(cite, GDPR) for cite in ("§ 67b Abs. 2 SGB X", "Art. 6 Abs. 1 lit. a DSGVO", "Art. 7 DSGVO")]
        return (
            rule(rule_id, cites=before, valid_until=date(2018, 5, 24), confidence="D")(body),
            rule(rule_id, cites=[*since, *more], valid_from=date(2018, 5, 25))(body),
        )

    return declare


def cite_gdpr(case: Case, *cites: str) -> None:
    """Name articles of the DSGVO on days on which it applies."""
    if case.law_since(_GDPR_DAY):
        case.cite(*(Norm(cite, GDPR) for cite in cites))
