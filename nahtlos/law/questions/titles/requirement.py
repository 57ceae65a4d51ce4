"""A condition of a route to a title. It is written once, answers its own question and is demanded by the whole route."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from nahtlos.law.conditions.age import born_on_29_february
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Body, Norm, Outcome, Rule, Whom, determined, not_applicable, rule, sentence_of

LEAP_DAY = Norm("§ 188 Abs. 3 BGB")

#: Open by law, still to be done: the application and the decision of the immigration office.
ACTS = (("application", "person"), ("title_issue", "auslaenderbehoerde"))

#: How the rule book begins the sentence of a condition that closes the route if it is not met.
REQUIRED = "Required: "

Test = Callable[[Case], bool]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition in one period of the law."""

    declare: Callable[[Body], Rule]
    test: Test

    def answered(self) -> Rule:
        """The rule that answers the question about this condition alone."""
        return replace(self.declare(lambda case: determined(self.test(case))), sentence=sentence_of(self.test))

    def demanded(self) -> Rule:
        """The rule of the whole route: without this condition it is closed."""
        declared = self.declare(lambda case: None if self.test(case) else determined(False))
        return replace(declared, sentence=f"{REQUIRED}{sentence_of(self.test)}")


def requirement(
    rule_id: str,
    *,
    cites: list[Norm],
    valid_from: date | None = None,
    valid_until: date | None = None,
    confidence: str = "V",
) -> Callable[[Test], Requirement]:
    """Declare a condition of a route; otherwise like `rule`."""
    declare = rule(rule_id, cites=cites, valid_from=valid_from, valid_until=valid_until, confidence=confidence)
    return lambda test: Requirement(declare, test)


def answered(*requirements: Requirement) -> tuple[Rule, ...]:
    """The rules that answer each condition alone."""
    return tuple(entry.answered() for entry in requirements)


def demanded(*requirements: Requirement) -> tuple[Rule, ...]:
    """The rules that demand the conditions, in the order in which they rule most people out."""
    return tuple(entry.demanded() for entry in requirements)


def concerning(whom: Whom, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules none of which applies to anybody else: for the others they are skipped together."""
    return tuple(replace(entry, concerns=whom) for entry in rules)


def open_route(rule_id: str, *cites: Norm, confidence: str = "V") -> Rule:
    """The last rule of a route: nothing is missing but the acts."""

    def body(case: Case) -> Outcome:
        """Nothing more is required; the application and the decision are still to come."""
        return determined(True, acts=ACTS)

    return rule(rule_id, cites=list(cites), confidence=confidence)(body)


def closed(rule_id: str, norm: Norm, *, until: date | None = None, since: date | None = None, mark: str = "V") -> Rule:
    """The route on days on which it does not exist: nobody gets it."""

    def body(case: Case) -> Outcome:
        """On these days the norm does not exist."""
        return determined(False)

    return rule(rule_id, cites=[norm], valid_from=since, valid_until=until, confidence=mark)(body)


def not_asked(
    rule_id: str, norm: Norm, *, until: date | None = None, since: date | None = None, mark: str = "V"
) -> Rule:
    """A condition of a route on days on which the route does not exist."""

    def body(case: Case) -> Outcome:
        """On these days the norm does not exist, and nobody asks for its conditions."""
        return not_applicable()

    return rule(rule_id, cites=[norm], valid_from=since, valid_until=until, confidence=mark)(body)


def cite_leap_day(case: Case) -> None:
    """Name the rule for birthdays on 29 February where one decides."""
    case.aside(lambda: case.cite(LEAP_DAY) if born_on_29_february(case.facts) else None)
