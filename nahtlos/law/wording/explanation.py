"""What an explanation is made of. Everything is text in one language, beside the codes it was made from."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition that was looked at. `met`: yes, no, None for unknown."""

    key: str
    met: bool | None
    text: str
    fact: str  #: path into the facts
    place: str  #: the fact in words
    value: str  #: empty where nothing is known
    sentence: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact nobody has stated, and who can supply it."""

    fact: str
    text: str
    known_by: tuple[str, ...]  #: codes
    who: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Act:
    """Something somebody still has to do although the law leaves the way open."""

    act: str
    text: str
    by: str
    who: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision applied. `url` leads to its present wording and is empty where another wording was applied."""

    cite: str
    url: str
    valid_from: str | None
    valid_until: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One of two readings on an anniversary."""

    answer: Any
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    """What the answer will be afterwards, from which day, and why."""

    on: str
    status: str
    answer: Any
    text: str
    why: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer explained. `headline` is the answer in one sentence, `sentences` is all of it in reading order."""

    question: str
    language: str
    name: str
    status: str
    short: str
    headline: str
    conditions: tuple[Condition, ...]
    change: Change | None
    missing: tuple[Missing, ...]
    acts: tuple[Act, ...]
    law: tuple[Provision, ...]
    unsettled: str  #: the norm, where the law itself is open
    reason: str
    readings: tuple[Reading, ...]
    candidates: tuple[str, ...]
    about: tuple[str, ...]  #: plain German: what the offices named are
    sentences: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return asdict(self)
