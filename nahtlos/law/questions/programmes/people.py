"""The residence status as the programmes see it, and the rules many of them share."""

from datetime import date

from nahtlos.law.conditions.status_time import PERMITTED_FOR_ASYLUM
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, Rule, determined, not_applicable, rule
from nahtlos.law.parameters import statuses
from nahtlos.law.questions.labour_market.status import GERMAN_OR_EU, status_of

#: A title, or what stands for one: recognised without a card yet, the Fiktion for temporary protection.
TITLED = statuses.TITLES | {"erlaubt_nach_anerkennung", "fiktion_24"}

#: No waiting period at all: § 8 Abs. 1 Nr. 2, Abs. 2 Nr. 1 BAföG.
SETTLED = frozenset({"ne_26_3", "ne_26_4", "ne_9"})
WITHOUT_WAIT = SETTLED | {
    *("ae_25_1", "ae_25_2_alt1", "ae_25_2_alt2", "erlaubt_nach_anerkennung"),
    *("ae_22", "ae_23_1", "ae_23_1_krieg", "ae_23_2", "ae_23_4", "ae_23a"),
    *("ae_25a", "ae_25b", "ae_104a", "ae_104c", "ae_28"),
}

#: A waiting period: § 8 Abs. 2 Nr. 2 BAföG. Families count as those of holders of an Aufenthaltserlaubnis.
WITH_WAIT = frozenset({"ae_25_3", "ae_25_4_s2", "ae_25_5", "ae_30", "ae_32", "ae_33", "ae_34", "ae_36", "ae_36a"})


def gestattet(case: Case) -> bool:
    """Whether the stay is permitted for the asylum procedure."""
    return status_of(case) in PERMITTED_FOR_ASYLUM


def titled(case: Case) -> bool:
    """Whether the person has a title, or what stands for one."""
    return status_of(case) in TITLED


def without_wait(case: Case) -> bool:
    """Whether the title opens training support at once."""
    return status_of(case) in WITHOUT_WAIT


def with_wait(case: Case) -> bool:
    """Whether the title opens training support after a time of stay."""
    return status_of(case) in WITH_WAIT


@rule("36_2_azrg_left", cites=[Norm("§ 36 Abs. 2 AZRG")])
def left_the_case_load(case: Case) -> Outcome | None:
    """Germans and EU citizens are no longer part of the case load."""
    return not_applicable() if status_of(case) in GERMAN_OR_EU else None


def not_yet(rule_id: str, first: date, *cites: Norm) -> Rule:
    """A rule for the days before a programme began: it is closed to everybody."""
    return rule(rule_id, cites=cites, valid_until=date.fromordinal(first.toordinal() - 1))(_closed)


def no_longer(rule_id: str, last: date, *cites: Norm, confidence: str = "V") -> Rule:
    """A rule for the days after a programme ended: it is closed to everybody."""
    first = date.fromordinal(last.toordinal() + 1)
    return rule(rule_id, cites=cites, valid_from=first, confidence=confidence)(_closed)


def open_with_title(rule_id: str, *cites: Norm) -> Rule:
    """A rule that opens a programme with every title."""
    return rule(rule_id, cites=cites)(_open_with_title)


def closed_otherwise(rule_id: str, *cites: Norm, confidence: str = "M") -> Rule:
    """The last rule of a table: nobody else."""
    return rule(rule_id, cites=cites, confidence=confidence)(_closed)


def _closed(case: Case) -> Outcome:
    """Closed."""
    return determined(False)


def _open_with_title(case: Case) -> Outcome | None:
    """Open with every title."""
    return determined(True) if titled(case) else None
