"""The case a rule is asked about: facts, a day, and a way to ask conditions that also works when facts are missing.

Rules are plain functions with `if`. Where a finding is unknown or borderline the run takes one branch and notes the
fork; the engine (exploration.py) runs the question again for the other branch. The rule never notices.
"""

from collections.abc import Callable, Sequence
from operator import index
from typing import Any, TypeVar

from nahtlos.law.engine.days import FAR, month_start
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.finding import Condition, Finding
from nahtlos.law.engine.remembered import horizon
from nahtlos.law.engine.rule import Norm, Outcome, Rule, Whom, undetermined
from nahtlos.law.engine.run import Decided, FactNeeded, Run, Table
from nahtlos.law.engine.view import View

__all__ = ["Case", "FactNeeded"]

T = TypeVar("T")


class Case:
    """The facts of one person on one day.

    `day` is the day whose law applies. `fact_day` is the day the facts are looked at: the same one, except behind
    `at`, which asks today's law about another day ("did the condition hold at the beginning of this month?").
    """

    __slots__ = ("day", "fact_day", "facts", "kept", "run")

    def __init__(self, facts: Facts, day: int, run: Run, fact_day: int | None = None) -> None:
        self.facts = facts
        self.day = day
        self.fact_day = day if fact_day is None else fact_day
        self.run = run
        #: What nearly every rule asks, noted the first time; see conditions/residence.py.
        self.kept: dict[Any, Any] = {}

    def at(self, day: int) -> "Case":
        """The same case under the same law, with the facts of another day."""
        return Case(self.facts, self.day, self.run, index(day))

    def on(self, day: int) -> "Case":
        """The same facts under the law and the facts of another day."""
        return Case(self.facts, index(day), self.run, index(day))

    def law_since(self, first: int) -> bool:
        """Whether a wording in force since `first` is the law of the case. Prefer a rule of its own."""
        if self.day < first:
            self.run.bound(first)
        return self.day >= first

    def hop(self, ask: Callable[["Case"], T], *, up_to: int = FAR) -> tuple[T, int]:
        """What this case answers, and the next day on which that may change. For looking ahead or back.

        What lies after `up_to` counts as never. Name it where the rule does not look further: a whole population is
        answered faster if fewer days count.
        """
        self.facts.looking_ahead(up_to)
        answer, days = self._watched(ask)
        self.facts.looked_ahead(up_to)
        return answer, min((day for day in days if self.fact_day < day <= up_to), default=FAR)

    def look(self, view: View[T], *args: Any) -> T:
        """What a view shows of the facts on the day; see engine/view.py."""
        return self.facts.show(view, self.fact_day, args)

    def aside(self, remark: Callable[[], None]) -> None:
        """Something that may name norms or the day on which they change, but never decides anything.

        It may look at a fact more closely than the answer does. It is left out where nobody reads reasons.
        """
        if self.facts.explains:
            remark()

    def _watched(self, ask: Callable[["Case"], T]) -> tuple[T, list[int]]:
        """What this case answers, and every day on which something consulted for it may change."""
        run = self.run
        outer, run.watch = run.watch, []
        try:
            answer = ask(Case(self.facts, self.day, run, self.fact_day))
        finally:
            days, run.watch = run.watch, outer
            if outer is not None:
                outer += days
        return answer, days

    def find(self, condition: Condition, *args: Any, of: Facts | None = None) -> Finding:
        """The finding of a condition, remembered while it stands. Prefer `met`; this one never forks."""
        facts, day = of or self.facts, self.fact_day
        finding: Finding | None = facts.found.get((condition, args) if args else condition)
        if finding is None or not finding.day <= day < finding.until:
            finding = condition.find(facts, day, args)
        self.run.note(finding)
        return finding

    def met(self, condition: Condition, *args: Any, of: Facts | None = None) -> bool:
        """Whether a condition holds. If the facts do not say, each branch of the rule is explored.

        `of` asks about another member of the household.
        """
        facts, day = of or self.facts, self.fact_day
        finding: Finding | None = facts.found.get((condition, args) if args else condition)
        if finding is None or not finding.day <= day < finding.until:
            finding = condition.find(facts, day, args)
        self.run.note(finding)
        if finding.met is not None:
            return finding.met
        key = (condition.key, args, (of or self.facts).prefix)
        if finding.borderline is not None:
            return bool(self.run.choose((*key, self.fact_day), finding, finding.borderline))
        return bool(self.run.choose(key, finding, (False, True)))

    def choose(self, finding: Finding, values: Sequence[Any]) -> Any:
        """One of finitely many values of a fact that is not recorded; every one of them is explored."""
        self.run.note(finding)
        return self.run.choose((finding.condition, finding.missing), finding, values)

    def need(self, condition: Condition, *args: Any, of: Facts | None = None) -> Any:
        """The value a condition found; without it this branch is undetermined."""
        finding = self.find(condition, *args, of=of)
        if finding.missing:
            raise FactNeeded(finding)
        return finding.value

    def cite(self, *norms: Norm) -> None:
        """Name a norm that decided along the way, for instance one that did not apply."""
        self.run.norms += norms

    def until(self, day: int) -> None:
        """Say that the answer may change on a day although no finding does. The day must lie ahead."""
        self.run.bound(horizon(day, self.fact_day, "a rule"))

    def next_month(self) -> int:
        """The first day of the next month."""
        return month_start(month_start(self.day) + 40)

    def decide(self, code: str) -> Outcome:
        """The outcome of another question on the same day, within the same run."""
        run, key = self.run, (code, self.day, self.fact_day)
        known = run.decided.get(key)
        if known is not None:
            for day in known.days:
                run.bound(day)
            run.asked += known.asked
            return known.table.outcome
        days: Sequence[int]
        begin = len(run.asked)
        if self.day == self.fact_day:
            explored = Run.explore(code, self.facts, self.day)
            table, days = run.follow(explored), (explored.until,)
        else:
            table, days = self._watched(lambda case: case.ask(code))
        run.decided[key] = Decided(table, days, run.asked[begin:])
        return table.outcome

    def rule_of(self, code: str) -> Rule:
        """The rule that decided a question asked before."""
        return self.run.decided[(code, self.day, self.fact_day)].table.rule

    def ask(self, code: str, *, outermost: bool = False) -> Table:
        """Try the rules of a table in their order; the first that applies answers."""
        run, kept, forks = self.run, self.kept, 0
        for whom, group in self.facts.rules.tables[code].rules_on(self.day):
            concerned = True if whom is None else kept.get(whom)
            if concerned is False:
                continue
            for number, rule, changes in group:
                try:
                    if not concerned and whom and not self._concerned(whom):
                        if kept.get(whom) is False:
                            break
                        continue
                    outcome = rule.body(self)
                except FactNeeded as missing:
                    outcome = undetermined(*missing.finding.missing)
                if outcome is not None:
                    return self._decided(rule, outcome, changes)
                if outermost and len(run.forks) > forks:
                    forks = len(run.forks)
                    run.pass_by(number)
        raise LookupError(f"no rule of {code!r} applies: the last rule of a table must always answer")

    def _decided(self, rule: Rule, outcome: Outcome, changes: tuple[tuple[Whom | None, int], ...]) -> Table:
        """The answer of a rule, and the days on which a change of the law may end it."""
        run = self.run
        for concerned, change in changes:
            if self.kept.get(concerned) is not False:
                run.bound(change)
        run.confidence += rule.confidence
        table = Table(outcome, self._author(outcome, rule))
        run.tables += (table,)
        return table

    def _concerned(self, whom: Whom) -> bool:
        """Whether a rule can apply to this case at all; asked once."""
        known: bool | None = self.kept.get(whom)
        if known is not None:
            return known
        begin = len(self.run.asked)
        answer = whom(self)
        if len(self.run.asked) == begin:  # what rests on a fork is asked again, so that the fork is seen to count
            self.kept[whom] = answer
        return answer

    def _author(self, outcome: Outcome, rule: Rule) -> Rule:
        """The rule that made an outcome: a rule that hands on another table's outcome is only named beside it."""
        for made, author in self.run.tables:
            if made is outcome:
                self.cite(*rule.cites)
                return author
        return rule
