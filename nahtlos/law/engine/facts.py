"""The facts about one person, read once into days and periods.

A fact is either known or MISSING; what is missing is never taken for "no". Findings about facts are remembered
for as long as they hold, so that a timeline asks each condition only when its answer may have changed.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, TypeVar

from nahtlos.law.engine.days import FAR, day_of
from nahtlos.law.engine.tables import RULE_BOOK, Rules
from nahtlos.law.engine.view import View

T = TypeVar("T")

#: The value of a fact nobody has stated. Not None: None says "known, and there is none".
MISSING: Any = type("Missing", (), {"__repr__": lambda self: "MISSING", "__bool__": lambda self: False})()


class Period(NamedTuple):
    """One row of a list of periods: it holds on days `start <= day < end`."""

    start: int
    end: int
    number: int
    row: Mapping[str, Any]


class Facts:
    """Read access to the facts of one person, or of one member of her household (`prefix`).

    What is worked out about her is kept here; it holds under `rules`, and under no others.
    """

    __slots__ = (
        "_days",
        "_flags",
        "_members",
        "_periods",
        "derived",
        "explored",
        "findings",
        "found",
        "prefix",
        "raw",
        "rules",
    )

    #: Whether somebody will read reasons; see Case.aside.
    explains: ClassVar[bool] = True

    def __init__(self, raw: Mapping[str, Any], prefix: str = "", rules: Rules = RULE_BOOK) -> None:
        self.raw = raw
        self.rules = rules
        self.prefix = prefix
        #: The latest finding of each condition, and all of them; see finding.py.
        self.found: dict[Any, Any] = {}
        self.findings: dict[Any, Any] = {}
        #: Explored questions by code; see exploration.py.
        self.explored: dict[str, Any] = {}
        #: Structures computed from the facts once, by name.
        self.derived: dict[Any, Any] = {}
        self._periods: dict[str, tuple[Period, ...] | None] = {}
        self._flags: dict[str, Any] = {}
        self._days: dict[str, Any] = {}
        self._members: tuple[Facts, ...] | None | bool = False

    def under(self, rules: Rules) -> "Facts":
        """The same person under other rules: findings about facts stay true, what tables concluded is left behind."""
        other = Facts(self.raw, self.prefix, rules)
        for shared in ("found", "findings", "derived", "_periods", "_flags", "_days", "_members"):
            setattr(other, shared, getattr(self, shared))
        return other

    def get(self, path: str) -> Any:
        """The value at a dotted path, None if known to be none, MISSING if not stated.

        Below something known to be none everything is none: without a decision there is no date of service.
        """
        value: Any = self.raw
        for key in path.split("."):
            if value is None:
                return None
            if not isinstance(value, Mapping) or key not in value:
                return MISSING
            value = value[key]
        return value

    def day(self, path: str) -> Any:
        """The day at a dotted path: a number, None, or MISSING."""
        if path not in self._days:
            value = self.get(path)
            self._days[path] = day_of(value) if isinstance(value, str) else value
        return self._days[path]

    def periods(self, key: str) -> tuple[Period, ...] | None:
        """The rows of a list of periods, earliest first; None if the list is missing."""
        if key not in self._periods:
            rows = self.raw.get(key, MISSING)
            self._periods[key] = None if rows is MISSING else _read_periods(rows)
        return self._periods[key]

    def flag(self, key: str, day: int) -> tuple[Any, str, int]:
        """What a flag says on a day: value or MISSING, the path it stands at, and the next day it may say otherwise."""
        value = self._flags.get(key, self)
        if value is self:
            value = self.raw.get(key, MISSING)
            if isinstance(value, list):
                value = _read_periods(value)
            self._flags[key] = value
        if not isinstance(value, tuple):
            return value, key, FAR
        return _flag_on(value, key, day)

    def show(self, view: View[T], day: int, args: tuple[Any, ...]) -> T:
        """What a view shows on a day."""
        return view.look(self, day, *args)

    def noted_until(self, day: int) -> int:
        """The day until which something stands, as far as that is of interest."""
        return day

    def looking_ahead(self, up_to: int) -> None:
        """A rule is about to ask when something may change, up to a day. Of no interest here."""

    def looked_ahead(self, up_to: int) -> None:
        """A rule has asked so."""

    @property
    def members(self) -> "tuple[Facts, ...] | None":
        """The other persons of the household, each with her own facts; None if nothing is known."""
        if self._members is False:
            rows = self.raw.get("household", MISSING)
            self._members = (
                None
                if rows is MISSING
                else tuple(Facts(row, f"{self.prefix}household[{i}].") for i, row in enumerate(rows))
            )
        return self._members  # type: ignore[return-value]


def _read_periods(rows: list[Mapping[str, Any]]) -> tuple[Period, ...]:
    read = [
        Period(day_of(row["from"]), day_of(row["until"]) if row.get("until") else FAR, index, row)
        for index, row in enumerate(rows)
    ]
    read.sort(key=lambda period: (period.start, period.number))
    return tuple(read)


def _flag_on(periods: tuple[Period, ...], key: str, day: int) -> tuple[Any, str, int]:
    """Of several rows that cover the day the latest begun counts; without any the value is unknown on that day."""
    value, path, until = MISSING, key, FAR
    for period in periods:
        if period.start > day:
            until = min(until, period.start)
        elif day < period.end:
            value, path = period.row["value"], f"{key}[{period.number}].value"
            until = min(until, period.end)
    return value, path, until


def covering(periods: tuple[Period, ...], day: int) -> tuple[Period | None, int]:
    """The latest begun row that holds on a day, and the next day on which that may be another one."""
    found, until = None, FAR
    for period in periods:
        if period.start > day:
            until = min(until, period.start)
            break
        if day < period.end:
            found = period
            until = min(until, period.end)
    return found, until
