"""What is known about one person in one source: names, births, numbers, household.

Values only; how they are compared is told in `compare` and `score`, who is who in `decide`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth as far as it is known; `vague` is 1 January, a year only, or an estimate."""

    year: int | None
    month: int | None
    day: int | None
    vague: bool

    @classmethod
    def of(cls, born: date) -> "Birth":
        """The birth on a calendar day; 1 January is what offices write for people who do not know the day."""
        return cls(born.year, born.month, born.day, vague=(born.month, born.day) == (1, 1))

    @classmethod
    def in_year(cls, year: int) -> "Birth":
        """A birth of which only the year is known."""
        return cls(year, None, None, vague=True)


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way a name is written; kind: document, spoken, alias, maiden or original_script."""

    family: str
    given: str
    kind: str = "document"


@dataclass(frozen=True, slots=True)
class Identity:
    """One record: a row of a list, or a person with all that is known about her.

    `numbers` are (kind, number) pairs, `phones` E.164, `nationalities` ISO 3166 two-letter codes,
    `household` opaque keys of cases and needs units (the issuer is part of the key), `origin` the list or organisation.
    """

    key: str
    spellings: tuple[Spelling, ...] = ()
    births: tuple[Birth, ...] = ()
    sex: str | None = None
    nationalities: frozenset[str] = frozenset()
    numbers: frozenset[tuple[str, str]] = frozenset()
    phones: frozenset[str] = frozenset()
    postcode: str | None = None
    town: str | None = None
    street: str | None = None
    entry_on: date | None = None
    household: frozenset[str] = frozenset()
    origin: str = ""


def merged(key: str, records: Iterable[Identity]) -> Identity:
    """All that several records say about one person, the same whatever their order.

    Single values (sex, address, entry) are kept only from the record that sorts first among those that have one.
    """
    ordered = sorted(records, key=lambda record: (record.origin, record.key))

    def first(field: str) -> object:
        return next((value for record in ordered if (value := getattr(record, field)) is not None), None)

    lived = next((record for record in ordered if record.street), None) or next(
        (record for record in ordered if record.postcode or record.town), None
    )
    sexes = {record.sex for record in ordered if record.sex}
    entry = first("entry_on")
    return Identity(
        key=key,
        spellings=tuple(dict.fromkeys(spelling for record in ordered for spelling in record.spellings)),
        births=tuple(dict.fromkeys(birth for record in ordered for birth in record.births)),
        sex=sexes.pop() if len(sexes) == 1 else None,
        nationalities=frozenset().union(*(record.nationalities for record in ordered)),
        numbers=frozenset().union(*(record.numbers for record in ordered)),
        phones=frozenset().union(*(record.phones for record in ordered)),
        postcode=lived.postcode if lived else None,
        town=lived.town if lived else None,
        street=lived.street if lived else None,
        entry_on=entry if isinstance(entry, date) else None,
        household=frozenset().union(*(record.household for record in ordered)),
        origin=",".join(sorted({record.origin for record in ordered if record.origin})),
    )
