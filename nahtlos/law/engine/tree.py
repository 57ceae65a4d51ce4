"""What the branches of a question amount to: leaves, and the forks between them that matter.

A fork whose branches agree did not decide and vanishes. What remains says which facts are missing, which answers are
possible, and whether only an anniversary is in doubt.
"""

from typing import Any

from nahtlos.law.engine.run import Fork, Run, Table


class Leaf:
    """The end of one run, or of several that went on like it (`ways`)."""

    __slots__ = ("identity", "run", "table", "ways")

    def __init__(self, table: Table, run: Run, ways: tuple[Run, ...] = ()) -> None:
        self.table = table
        self.run = run
        self.ways = ways
        status, answer, discretion, _acts, candidates, _reason, missing, _norms = table.outcome
        possible = candidates if status == "manual_check" else ()
        self.identity: tuple[Any, ...] = (status, answer, discretion, missing, possible)


class Node:
    """A fork that matters."""

    __slots__ = ("children", "fork", "identity")

    def __init__(self, fork: Fork, children: list["Tree"]) -> None:
        self.fork = fork
        self.children = children
        self.identity: tuple[Any, ...] = (fork.key, *(child.identity for child in children))


Tree = Leaf | Node


def fold(fork: Fork, children: list[Tree]) -> Tree:
    """The fork with its branches, or the first branch alone if all are the same."""
    first = children[0].identity
    for child in children:
        if child.identity != first:
            return Node(fork, children)
    return children[0]


def leaves_of(tree: Tree) -> list[Leaf]:
    """The leaves, first branch first."""
    return [part for part in _parts(tree) if isinstance(part, Leaf)]


def nodes_of(tree: Tree) -> list[Node]:
    """The forks that matter, in the order in which they were met."""
    return [part for part in _parts(tree) if isinstance(part, Node)]


def _parts(tree: Tree) -> list[Tree]:
    parts, ahead = list[Tree](), [tree]
    while ahead:
        part = ahead.pop()
        parts.append(part)
        if isinstance(part, Node):
            ahead += reversed(part.children)
    return parts


def extreme_leaf(tree: Tree, last: bool) -> Leaf:
    """The leaf reached by always taking the first (or the last) branch."""
    while isinstance(tree, Node):
        tree = tree.children[-1 if last else 0]
    return tree


def going_on_like(tree: Tree, run: Run) -> Tree:
    """What follows for a run that ends where another one has been, and has chosen at some of the forks already."""
    if isinstance(tree, Leaf):
        return Leaf(tree.table, tree.run, (*tree.ways, run))
    fork = tree.fork
    if fork.key in run.chosen:
        branch = fork.values.index(run.chosen[fork.key])
        return going_on_like(tree.children[min(branch, len(tree.children) - 1)], run)
    return fold(fork, [going_on_like(child, run) for child in tree.children])
