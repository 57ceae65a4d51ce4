"""The verdict of a day: status, answer and everything that explains it, read off the explored branches."""

from collections.abc import Iterable, Sequence
from typing import Any

from nahtlos.law.engine.exploration import Exploration
from nahtlos.law.engine.finding import Finding
from nahtlos.law.engine.rule import CONFIDENCE, Norm, Rule
from nahtlos.law.engine.tree import Leaf, Node, extreme_leaf, nodes_of

ANNIVERSARY = "The day is exactly the anniversary on which a minimum or maximum duration ends; practice differs on it."


class Verdict:
    """Status, answer and discretion at once; `explain` gives the rest when somebody wants to read it."""

    __slots__ = ("_leaves", "_nodes", "_order", "_tree", "answer", "discretion", "missing", "reason", "status")

    def __init__(self, exploration: Exploration, order: Sequence[Any]) -> None:
        self._order = order
        self._leaves = exploration.leaves
        self._nodes: list[Node] = []
        self._tree = tree = exploration.tree
        if isinstance(tree, Leaf):
            self._take(tree)
        else:
            self._nodes = nodes_of(tree)
            self._weigh()

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes two days the same: status, answer, discretion."""
        return self.status, self.answer, self.discretion

    @property
    def rule(self) -> Rule:
        """The rule that decided; where several branches remain, that of the first one."""
        return self._main().table.rule

    def _main(self) -> Leaf:
        return extreme_leaf(self._tree, last=self.status == "borderline")

    def _take(self, leaf: Leaf) -> None:
        outcome = leaf.table.outcome
        self.status = outcome.status
        self.answer = outcome.answer
        self.discretion = outcome.discretion
        self.missing = list(outcome.missing)
        self.reason = outcome.reason

    @property
    def candidates(self) -> list[Any]:
        """The answers that are possible where none is certain."""
        if not self._nodes:
            return list(self._main().table.outcome.candidates)
        if self.status == "borderline":
            ends = [extreme_leaf(self._tree, last=last).table.outcome for last in (False, True)]
            return [outcome.answer for outcome in ends if outcome.status == "determined"]
        endless = self.status == "undetermined" and self._endless()
        return [] if endless else _sorted(self._possible(), self._order)

    def _weigh(self) -> None:
        """Several branches remain: unsettled law first, then missing facts, then an anniversary."""
        leaves = self._leaves
        self.answer = self.discretion = self.reason = None
        self.missing = self._missing_facts()
        if all(leaf.table.outcome.status == "manual_check" for leaf in leaves):
            self.status = "manual_check"
            self.reason = leaves[0].table.outcome.reason
        elif self.missing:
            self.status = "undetermined"
        else:
            self.status = "borderline"
            self.reason = ANNIVERSARY

    def _missing_facts(self) -> list[str]:
        leaves = self._leaves
        asked = [path for node in self._nodes for path in node.fork.finding.missing]
        asked += [path for leaf in leaves for path in leaf.table.outcome.missing]
        return list(dict.fromkeys(asked))

    def _possible(self) -> list[Any]:
        answers: list[Any] = []
        for leaf in self._leaves:
            outcome = leaf.table.outcome
            answers += [outcome.answer] if outcome.status == "determined" else outcome.candidates
        return answers

    def _endless(self) -> bool:
        """Whether a branch ends in something that cannot be listed."""
        open_ended = {"undetermined", "manual_check"}
        outcomes = [leaf.table.outcome for leaf in self._leaves if leaf.table.outcome.status in open_ended]
        return any(not outcome.candidates for outcome in outcomes)

    def explain(self) -> dict[str, Any]:
        """The keys of an answer after `discretion`, without `next_change`."""
        leaves = self._leaves
        main = self._main()
        marks = (mark for leaf in leaves for run in (leaf.run, *leaf.ways) for mark in run.confidence)
        weakest = max(marks, key=CONFIDENCE.index)
        explained: dict[str, Any] = {
            "because": self._because(main),
            "law": [norm.as_dict() for norm in _laws([main, *leaves] if self._nodes else leaves)],
            "missing": self.missing,
            "acts_needed": [{"act": act, "by": by} for act, by in main.table.outcome.acts] if not self._nodes else [],
            "rule": main.table.rule.id,
        }
        candidates = self.candidates
        if candidates:
            explained["candidates"] = candidates
        if self.reason:
            explained["reason"] = self.reason
        explained["confidence"] = weakest
        return explained

    def _because(self, main: Leaf) -> list[dict[str, Any]]:
        open_findings = [node.fork.finding for node in self._nodes]
        named = [f for f in main.run.findings if f.met is not None or f in open_findings or self._leads_to(f)]
        reasons = [finding.as_reason() for finding in named]
        reasons += [finding.as_reason() for finding in open_findings]
        seen: dict[tuple[str, str, Any], dict[str, Any]] = {}
        for reason in reasons:
            seen.setdefault((reason["fact"], reason["condition"], reason["met"]), reason)
        return list(seen.values())

    def _leads_to(self, finding: Finding) -> bool:
        """Whether a finding without an answer is one of the facts reported as missing."""
        return bool(finding.missing) and all(path in self.missing for path in finding.missing)


def _laws(leaves: Iterable[Leaf]) -> list[Norm]:
    """The norms of the rule that decided, then those of the questions it rests on."""
    norms: list[Norm] = []
    for leaf in leaves:
        norms += leaf.table.rule.cites
        norms += leaf.table.outcome.norms
        for run in (leaf.run, *leaf.ways):
            norms += run.norms
            for outcome, rule in run.tables:
                norms += rule.cites
                norms += outcome.norms
    return list(dict.fromkeys(norms))


def _sorted(answers: list[Any], order: Sequence[Any]) -> list[Any]:
    """Each possible answer once, in the order of the table of values; days and amounts by size."""
    once: list[Any] = []
    for answer in answers:
        if answer not in once:
            once.append(answer)
    if all(answer in order for answer in once):
        return sorted(once, key=order.index)
    return sorted(once, key=lambda answer: (answer is None, str(answer)))
