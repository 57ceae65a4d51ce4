"""`seed_group`: to which group of persons somebody belongs, by her own residence status."""

from nahtlos.law.conditions.residence import holding, known_status
from nahtlos.law.conditions.standing import Holding
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.rule import Norm, Outcome, determined, question, rule, undetermined
from nahtlos.law.parameters import statuses


@rule("seed_group_of_parents", cites=[Norm("§ 1 Abs. 1 Nr. 6 AsylbLG")], confidence="M")
def newborn_follows_the_parents(case: Case) -> Outcome | None:
    """A child without a status of its own belongs to the group of its parents."""
    if holding(case).status != "ohne":
        return None
    parents = [member for member in case.facts.members or () if member.raw["relation"] == "parent"]
    groups = {_group(held) for parent in parents if (held := known_status(case, parent))} - {None}
    if len(groups) != 1:
        return undetermined("residence")
    return determined(groups.pop())


@rule("seed_group_by_status", cites=[Norm("§ 4 Abs. 1 AufenthG")])
def own_status_decides(case: Case) -> Outcome:
    """Everybody else is judged by the strongest status of her own."""
    held = holding(case)
    return determined(_group(held) or "other", Norm(statuses.norm(held.status)))


def _group(held: Holding) -> str | None:
    """A Fiktion inherits the group of the status before it."""
    group = statuses.group(held.basis)
    if group is None and held.before:
        group = statuses.group(held.before)
    return group


question("seed_group", newborn_follows_the_parents, own_status_decides)
