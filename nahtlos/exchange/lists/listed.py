"""What a row of a list says about a person, in the words of the code but with every cell also as it was written."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from functools import lru_cache
from typing import Any, Literal

Severity = Literal["refuse", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one cell that a human should know; only ``refuse`` keeps the row from being used."""

    field: str
    column: str  #: letter as Excel shows it, "" if the column is missing
    value: str  #: the cell as shown
    code: str  #: key of `problems.MESSAGES`
    params: Mapping[str, str | int] = dataclass_field(default_factory=dict)
    severity: Severity = "note"


@dataclass(frozen=True, slots=True)
class ListedName:
    """One way the name is written. A ``?`` inside a word stands for a letter that was lost."""

    kind: Literal["main", "alias", "spelling", "birth_name", "order_unknown", "one_name"]
    family: str
    given: str
    as_written: str


@dataclass(frozen=True, slots=True)
class ListedBirth:
    """`vague` is "" for a full date; otherwise why day, month or year are only half to be believed."""

    year: int | None
    month: int | None
    day: int | None
    vague: Literal["", "year_only", "month_only", "about", "impossible", "two_digit_year", "unknown"]
    as_written: str


@dataclass(frozen=True, slots=True)
class ListedNumber:
    kind: Literal["azr", "kundennummer", "bg", "aktenzeichen"]
    value: str
    issued_by: str  #: key of the profile whose agency issued the number


@dataclass(frozen=True, slots=True)
class ListedPhone:
    e164: str  #: "" if the number could not be understood
    as_written: str


@dataclass(frozen=True, slots=True)
class ListedAddress:
    """`kind` is "" where the list does not say how the person lives."""

    kind: Literal["", "gu", "private", "reception", "youth_welfare", "other"]
    name: str
    street: str
    postcode: str
    town: str
    as_written: str


@dataclass(frozen=True, slots=True)
class ListedHousehold:
    """`key` is the same for all members of one case; it means nothing outside this list."""

    key: str
    position: Literal["", "head", "spouse", "child", "other", "elb", "nef"]
    as_written: str
    assumed: bool = False  #: the list gave no case number; the key stands for this row alone


@dataclass(frozen=True, slots=True)
class ListedFact:
    """A fact in the shape of the law engine's facts, dates as ISO days. `valid_until` is the first day without it.

    Equal facts of different people may be one object: never change `value`, copy it.
    """

    kind: str
    value: Mapping[str, Any]
    valid_from: date | None = None
    valid_until: date | None = None
    as_written: str = ""
    legal_hint: str = ""


@lru_cache(maxsize=32_768)
def fact(
    kind: str,
    *entries: tuple[str, str | bool | None],
    valid_from: date | None = None,
    valid_until: date | None = None,
    as_written: str = "",
    legal_hint: str = "",
) -> ListedFact:
    """A fact whose value has these entries. A list repeats few facts many times, so equal ones share one object."""
    return ListedFact(kind, dict(entries), valid_from, valid_until, as_written, legal_hint)


@dataclass(slots=True)
class ListedPerson:
    """Everything one row says about one person. Nothing in here was checked against any other row or file."""

    spellings: tuple[ListedName, ...] = ()
    births: tuple[ListedBirth, ...] = ()
    sex: Literal["", "f", "m", "d"] = ""
    #: ISO 3166-1 alpha-2, XK Kosovo, XA stateless, XX unclear; two if key and text contradict each other
    nationalities: tuple[str, ...] = ()
    numbers: tuple[ListedNumber, ...] = ()
    birth_place: str = ""
    phones: tuple[ListedPhone, ...] = ()
    email: str = ""
    address: ListedAddress | None = None
    moved_in_on: date | None = None
    entry_on: date | None = None
    household: ListedHousehold | None = None
    facts: tuple[ListedFact, ...] = ()
    remark: str = ""


RowKind = Literal["person", "not_a_person"]
NotAPerson = Literal[
    "title", "group_heading", "header", "empty", "total", "subtotal", "carry_over", "signature", "section"
]
