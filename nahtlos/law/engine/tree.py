"""From a question to a verdict when facts may be missing: every branch is run, equal branches are folded.

A fork whose branches agree did not decide and vanishes. What remains says which facts are missing, which answers are
possible, and whether only an anniversary is in doubt.
"""

from collections.abc import Callable, Iterator
from typing import Any

from nahtlos.law.engine.case import Case
from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.remembered import Remembered, horizon
from nahtlos.law.engine.rule import undetermined
from nahtlos.law.engine.run import Fork, Run, Table

#: More branches than this are not explored: the answer is then `undetermined` with everything that was asked for.
MOST_BRANCHES = 400


class Leaf:
    """The end of one run."""

    __slots__ = ("identity", "run", "table")

    def __init__(self, table: Table, run: Run) -> None:
        self.table = table
        self.run = run
        outcome = table.outcome
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


def explored(code: str, facts: Facts, day: int) -> "Exploration":
    """All branches of a question on a day, worked out once for all the days on which they are the same."""
    if code not in facts.explored:
        facts.explored[code] = Remembered()
    memory: Remembered[Exploration] = facts.explored[code]
    known = memory.on(day)
    if known is None:
        known = Exploration(code, facts, day)
        memory.keep(day, known)
    return known


class Exploration:
    """All branches of a question on one day. `until` is the first later day on which anything may differ."""

    __slots__ = ("branches", "code", "cut_off", "day", "leaves", "tree", "until", "verdict")

    def __init__(self, code: str, facts: Facts, day: int) -> None:
        self.code = code
        self.day = day
        self.until = FAR
        self.cut_off = False
        self.branches = 0
        #: What the branches amount to, once somebody has weighed them; see periods.py.
        self.verdict: Any = None
        self.tree = self._grow(facts, ())
        if self.cut_off:
            self.tree = _nothing_settled(list(leaves_of(self.tree)))
        self.leaves = [self.tree] if isinstance(self.tree, Leaf) else list(leaves_of(self.tree))
        self.until = horizon(self.until, day, code)

    def leaf_for(self, choose: Callable[[Fork], Any]) -> Leaf:
        """The branch somebody takes who chooses like this at the forks that matter."""
        tree = self.tree
        while isinstance(tree, Node):
            tree = tree.children[tree.fork.values.index(choose(tree.fork))]
        return tree

    def _grow(self, facts: Facts, script: tuple[int, ...]) -> Tree:
        """Run once, taking the first branch at every new fork, then the other branches of each, last fork first."""
        self.branches += 1
        run = Run(script, self.day)
        table = Case(facts, self.day, run).ask(self.code)
        if run.until < self.until:
            self.until = run.until
        tree: Tree = Leaf(table, run)
        if not run.forks:
            return tree
        taken = script + (0,) * (len(run.forks) - len(script))
        for number in range(len(run.forks) - 1, len(script) - 1, -1):
            fork = run.forks[number]
            children = [tree]
            for branch in range(1, len(fork.values)):
                if self.branches >= MOST_BRANCHES:
                    self.cut_off = True
                    break
                children.append(self._grow(facts, (*taken[:number], branch)))
            tree = fold(fork, children)
        return tree


Run.explore = explored


def _nothing_settled(leaves: list[Leaf]) -> Leaf:
    """Too many branches to look at: which facts decide is not known, so everything that was asked for is missing."""
    asked = [path for leaf in leaves for finding in leaf.run.findings for path in finding.missing]
    asked += [path for leaf in leaves for path in leaf.table.outcome.missing]
    first = leaves[0]
    return Leaf(Table(undetermined(*dict.fromkeys(asked)), first.table.rule), first.run)


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
