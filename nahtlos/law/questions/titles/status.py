"""The residence status as the right to stay sees it."""

from nahtlos.law.engine.case import Case
from nahtlos.law.questions.labour_market.status import status_of, tolerated


def holds_104c(case: Case) -> bool:
    """Whether the person holds the right to stay on probation."""
    return status_of(case) == "ae_104c"


def tolerated_or_104c(case: Case) -> bool:
    """Whether the person is tolerated, or holds the right to stay on probation."""
    return tolerated(case) or holds_104c(case)
