"""From a question to all its branches when facts may be missing: each is run, equal ones are folded (tree.py).

Two ways through the first rules of a table that differ only in what no later rule asks about go on alike. So what
followed on the first way is used again on the second, and the effort grows with the number of unknown facts instead
of doubling with each of them.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from nahtlos.law.engine.case import Case
from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.remembered import Remembered, horizon
from nahtlos.law.engine.rule import undetermined
from nahtlos.law.engine.run import Fork, Passed, Run, Table
from nahtlos.law.engine.tree import Leaf, Node, Tree, fold, going_on_like, leaves_of

#: More branches than this are not explored: the answer is then `undetermined` with everything that was asked for.
MOST_BRANCHES = 400

_NEVER_CHOSEN: Any = object()


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


class Continuation(NamedTuple):
    """What followed after a rule had not applied: it rests on these earlier choices, and asked about these forks."""

    choices: dict[Any, Any]
    asked: set[Any]
    tree: Tree


class GoesOnAlike(Exception):
    """All that follows in this run is known."""

    def __init__(self, continuation: Continuation) -> None:
        super().__init__()
        self.continuation = continuation


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
        self.tree = _Growth(self, facts).grown()
        if self.cut_off:
            self.tree = _nothing_settled(leaves_of(self.tree))
        self.leaves = [self.tree] if isinstance(self.tree, Leaf) else leaves_of(self.tree)
        self.until = horizon(self.until, day, code)

    def leaf_for(self, choose: Callable[[Fork], Any]) -> Leaf:
        """The branch somebody takes who chooses like this at the forks that matter."""
        tree = self.tree
        while isinstance(tree, Node):
            tree = tree.children[tree.fork.values.index(choose(tree.fork))]
        return tree


class _Growth:
    """The work of an exploration; forgotten when it is done."""

    __slots__ = ("_continuations", "_facts", "_of")

    def __init__(self, of: Exploration, facts: Facts) -> None:
        self._of = of
        self._facts = facts
        self._continuations: dict[int, list[Continuation]] = {}

    def grown(self) -> Tree:
        """The whole tree."""
        run = Run((), self._of.day, None)  # nothing is known yet that this run could go on like
        tree, asked = self._run(run)
        return self._branch_off(run, tree, asked)[0] if run.forks else tree

    def grow(self, script: tuple[int, ...]) -> tuple[Tree, set[Any]]:
        """Run once, taking the first branch at every new fork, then the other branches of each, last fork first.

        With the tree goes every fork that was asked about since the last choice of the script.
        """
        run = Run(script, self._of.day, self._known)
        tree, asked = self._run(run)
        return self._branch_off(run, tree, asked) if run.forks else (tree, asked)

    def _branch_off(self, run: Run, tree: Tree, asked: set[Any]) -> tuple[Tree, set[Any]]:
        script = run.script
        taken = script + (0,) * (len(run.forks) - len(script))
        for number in range(len(run.forks) - 1, len(script) - 1, -1):
            if run.passed:
                self._keep_continuations(run, number + 1, tree, asked)
            fork = run.forks[number]
            children = [tree]
            for branch in range(1, len(fork.values)):
                if self._of.branches >= MOST_BRANCHES:
                    self._of.cut_off = True
                    break
                child, also_asked = self.grow((*taken[:number], branch))
                children.append(child)
                asked |= also_asked
            tree = fold(fork, children)
        self._keep_continuations(run, len(script), tree, asked)
        return tree, asked.union(run.asked[run.forks[len(script) - 1].place if script else 0 :])

    def _run(self, run: Run) -> tuple[Tree, set[Any]]:
        self._of.branches += 1
        case = Case(self._facts, self._of.day, run)
        try:
            found: tuple[Tree, set[Any]] = Leaf(case.ask(self._of.code, outermost=True), run), set()
        except GoesOnAlike as known:
            found = going_on_like(known.continuation.tree, run), set(known.continuation.asked)
        run.known = None  # the run outlives the growth, and must not keep it
        if run.until < self._of.until:
            self._of.until = run.until
        return found

    def _keep_continuations(self, run: Run, forks: int, tree: Tree, asked: Iterable[Any]) -> None:
        """All branches behind the run's first `forks` forks are known: so is what follows on rules passed after them."""
        while run.passed and run.passed[-1].forks >= forks:
            passed = run.passed.pop()
            since = set(asked).union(run.asked[passed.place :])
            before = {fork.key for fork in run.forks[: passed.forks]}
            choices = {key: run.chosen[key] for key in since & before}
            self._continuations.setdefault(passed.rule, []).append(Continuation(choices, since, tree))

    def _known(self, run: Run, passed: Passed) -> None:
        """Stop a run here if another one has gone on from here with the same choices, as far as they count."""
        for known in self._continuations.get(passed.rule, ()):
            if all(run.chosen.get(key, _NEVER_CHOSEN) == value for key, value in known.choices.items()):
                raise GoesOnAlike(known)


Run.explore = explored


def _nothing_settled(leaves: list[Leaf]) -> Leaf:
    """Too many branches to look at: which facts decide is not known, so everything that was asked for is missing."""
    runs = [run for leaf in leaves for run in (leaf.run, *leaf.ways)]
    asked = [path for run in runs for finding in run.findings for path in finding.missing]
    asked += [path for leaf in leaves for path in leaf.table.outcome.missing]
    first = leaves[0]
    return Leaf(Table(undetermined(*dict.fromkeys(asked)), first.table.rule), first.run)
