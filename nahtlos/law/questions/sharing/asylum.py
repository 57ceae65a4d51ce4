"""Data collected under the AsylG: to whom § 8 AsylG opens them, and to whom not."""

from collections.abc import Callable
from datetime import date

from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, Rule, determined, manual_check, rule
from nahtlos.law.questions.sharing.bodies import ASYLUM, Flow, flow_of
from nahtlos.law.questions.sharing.consented import PERMITTED, PROHIBITED

Body = Callable[[Case], Outcome | None]
RENAMED = date(2015, 10, 24)


def under_asylg(rule_id: str, provision: str, *more: Norm) -> Callable[[Body], tuple[Rule, Rule]]:
    """The same rule under the name the act had on the day: AsylVfG until 2015-10-23, AsylG since."""

    def declare(body: Body) -> tuple[Rule, Rule]:
        before = [Norm(f"{provision} AsylVfG", None, "2015-10-23"), *more]
        return (
            rule(rule_id, cites=before, valid_until=date(2015, 10, 23))(body),
            rule(rule_id, cites=[Norm(f"{provision} AsylG"), *more], valid_from=RENAMED)(body),
        )

    return declare


#: Tasks of SGB III for which the Agentur may learn early who has come.
AGENTUR_TASKS = frozenset({"sgb_iii_task", "placement_with_employer"})


@rule("8_3_s3_agentur", cites=[Norm("§ 8 Abs. 3 S. 3 AsylG", "2015-10-24")], valid_from=RENAMED)
def to_the_agentur(case: Case) -> Outcome | None:
    """The Agentur gets data of the asylum procedure for its tasks under SGB III, without consent."""
    flow = flow_of(case)
    if flow.sender in ASYLUM and flow.recipient == "arbeitsagentur" and flow.purpose in AGENTUR_TASKS:
        return determined(PERMITTED)
    return None


#: To the other payers the way is open for a suspicion only, and that is a purpose of its own (misuse.py).
PAYERS_TASKS = {
    "arbeitsagentur": AGENTUR_TASKS,
    "jobcenter": frozenset({"sgb_ii_task", "placement_with_employer"}),
    "sozialamt_sgb_xii": frozenset({"sgb_xii_task"}),
}


@under_asylg("8_3_s2_only_misuse", "§ 8 Abs. 3 S. 2")
def only_for_misuse(case: Case) -> Outcome | None:
    """Those who pay other benefits get data of the asylum procedure where misuse is suspected, not for their tasks."""
    flow = flow_of(case)
    if flow.sender in ASYLUM and flow.purpose in PAYERS_TASKS.get(flow.recipient, ()):
        return determined(
            PROHIBITED, reason="Data of the asylum procedure go to this body on suspicion of misuse only."
        )
    return None


@under_asylg("8_2a_asylblg", "§ 8 Abs. 2a", Norm("§ 90 Abs. 3 AufenthG"))
def to_asylblg(case: Case) -> Outcome | None:
    """The office that pays AsylbLG is told what it must know for that."""
    flow = flow_of(case)
    if flow.sender in ASYLUM and flow.recipient == "asylblg_authority" and flow.purpose == "asylblg_task":
        return determined(PERMITTED)
    return None


@under_asylg("8_3_s1_aufenthg", "§ 8 Abs. 3 S. 1", Norm("§ 87 AufenthG"))
def for_the_residence_act(case: Case) -> Outcome | None:
    """Data of the asylum procedure serve the execution of the AufenthG; medical ones within § 88 AufenthG."""
    flow = flow_of(case)
    to_office = flow.recipient == "auslaenderbehoerde" and flow.purpose == "aufenthg_task"
    if flow.sender in {"asylum_authority", "bamf"} and to_office and not flow.protected:
        return determined(PERMITTED)
    return None


LIMITS_OPEN = "By § 8 Abs. 1 AsylG public bodies answer requests; its limits have not been worked out."


def asked_for_asylum(flow: Flow) -> bool:
    """Whether a public body outside social law shares with those who execute the AsylG, for that task."""
    public = flow.sender in ASYLUM | {"asylblg_authority", "school"}
    return public and flow.recipient in ASYLUM and flow.purpose == "asylg_task"


@under_asylg("8_1_on_request", "§ 8 Abs. 1")
def to_the_asylum_authorities(case: Case) -> Outcome | None:
    """Public bodies answer requests of those who execute the AsylG; how far has not been worked out."""
    return manual_check(LIMITS_OPEN) if asked_for_asylum(flow_of(case)) else None


RULES = (to_the_agentur, *only_for_misuse, *to_asylblg, *for_the_residence_act, *to_the_asylum_authorities)
