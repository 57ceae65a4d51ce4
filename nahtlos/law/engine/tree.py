"""From a question to a verdict when facts may be missing: every branch is run, equal branches are folded.

A fork whose branches agree did not decide and vanishes. What remains says which facts are missing, which answers are
possible, and whether only an anniversary is in doubt.
"""

from collections.abc import Iterator
from typing import Any

from nahtlos.law.engine.case import Case, Fork, Run
from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.rule import Outcome, Rule

#: More branches than this are not explored: the answer is then `undetermined` with everything that was asked for.
MOST_BRANCHES = 400


class Leaf:
    """The end of one run."""

    __slots__ = ("identity", "outcome", "rule", "run")

    def __init__(self, outcome: Outcome, rule: Rule, run: Run) -> None:
        self.outcome = outcome
        self.rule = rule
        self.run = run
        possible = outcome.candidates if outcome.status == "manual_check" else ()
        self.identity: tuple[Any, ...] = (outcome.status, outcome.answer, outcome.discretion, outcome.missing, possible)


class Node:
    """A fork that matters."""

    __slots__ = ("children", "fork", "identity")

    def __init__(self, fork: Fork, children: list["Tree"]) -> None:
        self.fork = fork
        self.children = children
        self.identity: tuple[Any, ...] = (fork.key, *(child.identity for child in children))


Tree = Leaf | Node


class Exploration:
    """All branches of a question on one day. `horizon` is the first later day on which anything may differ."""

    __slots__ = ("_branches", "code", "cut_off", "day", "facts", "horizon", "leaves", "tree")

    def __init__(self, code: str, facts: Facts, day: int) -> None:
        self.code = code
        self.facts = facts
        self.day = day
        self.horizon = FAR
        self.cut_off = False
        self._branches = 0
        self.tree = self._grow(())
        self.leaves = [self.tree] if isinstance(self.tree, Leaf) else list(leaves_of(self.tree))

    def _grow(self, script: tuple[int, ...]) -> Tree:
        """Run once, taking the first branch at every new fork, then the other branches of each, last fork first."""
        self._branches += 1
        run = Run(script, self.day)
        case = Case(self.facts, self.day, run)
        outcome = case.decide(self.code)
        if run.horizon < self.horizon:
            self.horizon = run.horizon
        tree: Tree = Leaf(outcome, case.rule_of(self.code), run)
        taken = script + (0,) * (len(run.forks) - len(script))
        for number in range(len(run.forks) - 1, len(script) - 1, -1):
            fork = run.forks[number]
            children = [tree]
            for branch in range(1, len(fork.values)):
                if self._branches >= MOST_BRANCHES:
                    self.cut_off = True
                    break
                children.append(self._grow((*taken[:number], branch)))
            tree = fold(fork, children)
        return tree


def fold(fork: Fork, children: list[Tree]) -> Tree:
    """The fork with its branches, or the first branch alone if all are the same."""
    first = children[0].identity
    if all(child.identity == first for child in children):
        return children[0]
    return Node(fork, children)


def leaves_of(tree: Tree) -> Iterator[Leaf]:
    """The leaves, first branch first."""
    if isinstance(tree, Leaf):
        yield tree
        return
    for child in tree.children:
        yield from leaves_of(child)


def nodes_of(tree: Tree) -> Iterator[Node]:
    """The forks that matter, in the order in which they were met."""
    if isinstance(tree, Node):
        yield tree
        for child in tree.children:
            yield from nodes_of(child)


def extreme_leaf(tree: Tree, last: bool) -> Leaf:
    """The leaf reached by always taking the first (or the last) branch."""
    while isinstance(tree, Node):
        tree = tree.children[-1 if last else 0]
    return tree
