"""Questions for a chunk of people on one day."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

import numpy as np

from nahtlos.law.catalogue.texts import value_order
from nahtlos.law.columns.byorder import ByOrder
from nahtlos.law.columns.cuts import AtLeastCut, BeforeCut, Dated, DayTable, Shifted, StateCut
from nahtlos.law.columns.feature import Feature, Table, Tabled
from nahtlos.law.columns.learned import Learned, Unnoted
from nahtlos.law.columns.looks import Look, Read, Shape, Until, days_of, frozen, order_of
from nahtlos.law.columns.observed import Observed
from nahtlos.law.columns.order import Lists, Order
from nahtlos.law.columns.people import Codes, People
from nahtlos.law.columns.traced import Individually, Traced
from nahtlos.law.columns.values import Values
from nahtlos.law.columns.watched import AtLeast, Before, DayOf, State
from nahtlos.law.engine import remembered
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.periods import verdict_on

#: Where more than this share of a chunk (of a few people at least) are of a kind of their own, sharing does not pay:
#: from then on everybody is asked herself.
_WIDE, _FEW = 0.3, 10_000

#: What has been learned is forgotten when it is more than this; it takes memory.
_MOST = 400_000


class Said(NamedTuple):
    """What a question answers, without reasons."""

    status: str
    answer: Any
    discretion: str | None
    rule: str
    missing: tuple[str, ...]


@dataclass(slots=True)
class Answers:
    """The answers to one question: what was said, and which of it to whom."""

    said: Sequence[Said]
    codes: Codes


class _Path(Tabled):
    """The value of a path in the facts."""

    def __init__(self, path: str, *, whole: bool) -> None:
        self.values = Values()
        self._path = path
        self._whole = whole

    @property
    def weight(self) -> int:
        return len(self.values)

    def codes(self, people: People) -> Codes:
        if self not in people.memory:
            people.memory[self] = people.codes(self._path, self.values, whole=self._whole)
        return people.memory[self]

    def tabled(self, people: People) -> Table:
        codes = self.codes(people)
        return self, np.arange(int(codes.max(initial=0)) + 1, dtype=np.int32)

    def days_since(self, code: int) -> list[Any]:
        return self.values.days_since(code)


#: What a look shows to whom it makes no sense for: the row of a status somebody does not hold.
_NOWHERE = ("nowhere",)


class _Looked(Learned):
    """What a look shows: learned from the values it rests on."""

    def __init__(self, look: Any, evaluation: "Evaluation") -> None:
        super().__init__()
        self._look = look
        self._evaluation = evaluation
        #: Whether days are looked at as far as they are compared, or as they are.
        self._watch = True

    def __repr__(self) -> str:
        return repr(self._look)

    def ask(self, people: People, row: int) -> tuple[Hashable, Sequence[Feature]]:
        outcome, features = self._seen(people, row, watch=self._watch)
        if outcome == _NOWHERE and self._watch and self._seen(people, row, watch=False)[0] != _NOWHERE:
            self._watch = False  # a day was used as only a number can be
            self.start_again()
        return outcome, features

    def _seen(self, people: People, row: int, *, watch: bool) -> tuple[Hashable, Sequence[Feature]]:
        reads: dict[Look, None] = {}
        up_to = self._look.up_to if isinstance(self._look, Until) else None
        facts = Observed(people.facts(row), lambda look: reads.setdefault(look), up_to=up_to, watch=watch)
        try:
            outcome = self._look.of(facts)
        except Exception:  # no rule looks here for such people; if one does, the question itself fails
            outcome = _NOWHERE
        return outcome, [self._evaluation.feature(look) for look in reads]

    def days_since(self, code: int) -> list[Any]:
        return [seen if isinstance(seen, int) or seen is None else "other" for seen in self.outcomes[code:]]


#: The outcome of who cannot share an answer with others.
_ALONE = Said("", None, None, "", ())


class _Question(Learned):
    """A question: learned from what its rules look at."""

    def __init__(self, code: str, evaluation: "Evaluation") -> None:
        super().__init__()
        self.code = code
        self._wide = False
        self._watch = True
        self._evaluation = evaluation

    def __repr__(self) -> str:
        return self.code

    def ask(self, people: People, row: int) -> tuple[Hashable, Sequence[Feature]]:
        try:
            return self._traced(people, row, watch=self._watch)
        except Exception:
            found = self._traced(people, row, watch=False)
            if not self._watch:
                raise
            self._watch = False
            self.start_again()
            return found

    def _traced(self, people: People, row: int, *, watch: bool) -> tuple[Said, Sequence[Feature]]:
        traced = Traced(people.facts(row), watch=watch)
        try:
            outcome = self.said(traced)
        except Individually:
            outcome = _ALONE
        return outcome, [self._evaluation.feature(look) for look in traced.trace]

    def said(self, facts: Facts) -> Said:
        """The answer about one person."""
        verdict = verdict_on(self.code, facts, self._evaluation.day, value_order(self.code))
        return Said(verdict.status, frozen(verdict.answer), verdict.discretion, verdict.rule.id, tuple(verdict.missing))

    def answers(self, people: People) -> Answers:
        """What is said to each of the people."""
        if self._wide:
            return self._one_by_one(people, np.full(people.size, -1, np.int32))
        before = self.asked
        try:
            codes = self.codes(people)
        except Unnoted:  # a rule looks at something in a way that cannot be noted: right answers, one by one
            if remembered.strict:
                raise
            self._wide = True
            return self.answers(people)
        self._wide = people.size >= _FEW and self.asked - before > people.size * _WIDE
        alone = self.code_of(_ALONE)
        return self._one_by_one(people, np.where(codes == alone, -1, codes).astype(np.int32))

    def _one_by_one(self, people: People, codes: Codes) -> Answers:
        """Whoever has no code yet is asked herself; what is said to them is not remembered."""
        rows = np.flatnonzero(codes < 0).tolist()
        if not rows:
            return Answers(self.outcomes, codes)
        said, places = list(self.outcomes), dict[Said, int]()
        people.read(rows)
        for row in rows:
            own = self.said(people.facts(row))
            codes[row] = places.setdefault(own, len(said))
            if codes[row] == len(said):
                said.append(own)
        return Answers(said, codes)


class Evaluation:
    """The law of one day. What it has learned from one chunk serves the next."""

    def __init__(self, day: int, codes: Iterable[str]) -> None:
        self.day = day
        self._codes = list(codes)
        self._forget()

    def _forget(self) -> None:
        self._features: dict[Look, Feature] = {}
        self._lists = Lists()
        self._orders: dict[tuple[tuple[str, ...], tuple[int, ...]], Order] = {}
        self._tables: dict[Any, DayTable] = {}
        self._questions = {code: _Question(code, self) for code in self._codes}

    def feature(self, look: Look) -> Feature:
        """What tells people apart who differ in a look."""
        if look not in self._features:
            self._features[look] = self._new(look)
        return self._features[look]

    def _new(self, look: Look) -> Feature:
        if isinstance(look, Read | Shape):
            return _Path(look.path, whole=isinstance(look, Read))
        if isinstance(look, State):
            return StateCut(self._table(look.source))
        if isinstance(look, AtLeast):
            return AtLeastCut(self._table(look.source), look.day)
        if isinstance(look, Before):
            return BeforeCut(self._shifted(look.one), self._shifted(look.other))
        names = order_of(look)
        if not names:
            return _Looked(look, self)
        key = names, days_of(look)
        if key not in self._orders:
            self._orders[key] = Order(*key, self._lists)
        return ByOrder(look, self._orders[key])

    def _table(self, source: Any) -> DayTable:
        if source not in self._tables:
            self._tables[source] = DayTable(cast(Dated, self.feature(source)))
        return self._tables[source]

    def _shifted(self, day: DayOf) -> Shifted:
        return Shifted(self._table(day.source), day.moves)

    def answers(self, people: People) -> dict[str, Answers]:
        """The answers to every question, by its code."""
        found = {code: question.answers(people) for code, question in self._questions.items()}
        if self._weight() > _MOST:
            self._forget()
        return found

    @property
    def asked(self) -> int:
        """How often a question or a condition has had to be asked about somebody, so that others share the outcome."""
        learned = [each for each in (*self._features.values(), *self._questions.values()) if isinstance(each, Learned)]
        return sum(each.asked for each in learned)

    def _weight(self) -> int:
        features = [*self._features.values(), *self._orders.values()]
        return sum(each.weight for each in (*features, *self._questions.values()))
