"""Facts on which a question is run, so that it is known on what its answer rests: findings and views are noted as a whole."""

from typing import Any

from nahtlos.law.columns.looks import Found, Look, Read, Shape, Until, Value, itself
from nahtlos.law.columns.observed import Observed
from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.finding import Condition, Finding


class Individually(Exception):
    """The answer rests on more than classes of people can share, for instance on every change to come."""


class Traced(Observed):
    """Facts on which a question is run: findings and views are noted as a whole, not by what they rest on."""

    __slots__ = ("_asked", "trace")

    def __init__(self, plain: Facts, *, watch: bool = True) -> None:
        #: Everything looked at, once, in the order in which it was first looked at.
        self.trace: dict[Look, None] = {}
        super().__init__(plain, self._remember, watch=watch)
        self._asked: dict[Found, _Noted] = {}
        self.found = _Never()
        self.findings = _Findings(self)  # type: ignore[assignment]
        self.explored = _Explored()

    def _remember(self, look: Look) -> None:
        """Note a look. A rule that reads a list itself is answered for each person alone."""
        if isinstance(look, Read):
            look = Shape(look.path)
            self.trace[look] = None
            if look.path.endswith("*") or (isinstance(value := self._plain.get(look.path), list) and value):
                raise Individually
        self.trace[look] = None

    def finding(self, look: Found) -> Finding:
        """What a condition finds; noted."""
        self.trace[look] = None
        known = self._asked.get(look)
        if known is None:
            finding = look.condition.look(self._plain, look.day, look.args)
            known = self._asked[look] = _Noted(finding, look, self.trace)
        return known

    def looking_ahead(self, up_to: int) -> None:
        if up_to >= FAR:
            raise Individually

    def looked_ahead(self, up_to: int) -> None:
        for look in [look for look in self.trace if isinstance(look, Found) and look.day < up_to]:
            self.trace[Until(look, up_to)] = None


class _Noted(Finding):
    """A finding of which it is noted if its value is used."""

    __slots__ = ("_look", "_trace", "_value")

    def __init__(self, finding: Finding, look: Found, trace: dict[Look, None]) -> None:
        self._look, self._trace = look, trace
        super().__init__(
            finding.met,
            finding.fact,
            finding.value,
            until=finding.until,
            missing=finding.missing,
            borderline=finding.borderline,
        )
        self.condition, self.day = finding.condition, finding.day

    @property
    def value(self) -> Any:
        self._trace[Value(self._look)] = None
        return self._value

    @value.setter
    def value(self, value: Any) -> None:
        self._value = value


class _Never(dict[Any, Any]):
    """Remembers nothing, so that everything is asked where it is noted."""

    def get(self, key: Any, default: Any = None) -> Any:
        return None

    def __setitem__(self, key: Any, value: Any) -> None:
        pass


class _Findings:
    """Stands where a person's findings are kept, and notes which are asked for."""

    __slots__ = ("_facts",)

    def __init__(self, facts: Traced) -> None:
        self._facts = facts

    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: Any) -> "_Asked":
        condition, args = key if isinstance(key, tuple) else (key, ())
        return _Asked(self._facts, condition, args)


class _Asked:
    """One condition, about to be asked about a day."""

    __slots__ = ("_args", "_condition", "_facts")

    def __init__(self, facts: Traced, condition: Condition, args: tuple[Any, ...]) -> None:
        self._facts, self._condition, self._args = facts, condition, args

    def on(self, day: int) -> Finding:
        """The finding of the day."""
        return self._facts.finding(Found(self._condition, itself(self._args), itself((day,))[0]))


class _Explored(dict[str, Any]):
    """Explored questions, used again on the same day only: until when they stand is not noted."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> "_SameDay":
        self[key] = _SameDay()
        return self[key]  # type: ignore[no-any-return]


class _SameDay:
    """Entries by their day."""

    __slots__ = ("_entries",)

    def __init__(self) -> None:
        self._entries: dict[int, Any] = {}

    def on(self, day: int) -> Any:
        """What was worked out on the day."""
        return self._entries.get(day)

    def keep(self, day: int, entry: Any) -> None:
        """Remember what was worked out on the day."""
        self._entries[day] = entry
