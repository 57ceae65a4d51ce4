"""The programme finder in words: open now, soon, unclear, not; what excludes each other is one choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from nahtlos import law as engine
from nahtlos.law.finder import Finding, Found, Proposal
from nahtlos.law.wording import Missing, Provision, phrases
from nahtlos.law.wording.programmes import why_not
from nahtlos.law.wording.provisions import provision
from nahtlos.web.workspace.words import reasons
from nahtlos.web.workspace.words.spoken import language

#: Said instead of a condition about a fact the reader may not see.
VEILED = _("Based on data you may not see.")


@dataclass(frozen=True, slots=True)
class Option:
    """One programme in words."""

    code: str
    name: str
    law: tuple[Provision, ...]
    decides: str
    applicant: str  #: person, employer, nobody
    apply: str
    since: date
    missing: tuple[Missing, ...]
    note: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One programme, or alternatives of which only one can be had, with the provision that says so."""

    alternatives: tuple[tuple[Option, ...], ...]
    exclusions: tuple[str, ...]

    @property
    def is_choice(self) -> bool:
        """Whether something has to be chosen."""
        return len(self.alternatives) > 1


@dataclass(frozen=True, slots=True)
class Board:
    """All programmes for one person on one day."""

    on: date
    now: list[Choice]
    soon: list[Choice]
    unclear: list[Option]
    closed: list[Option]

    @property
    def names(self) -> list[str]:
        """What is open now, by name; alternatives are joined by `or`."""
        return [_either(choice) for choice in self.now]


def board_of(finding: Finding, may_tell: Callable[[str], bool] = lambda _path: True) -> Board:
    """The finding of the law in the language of the page. `may_tell`: whether a fact of the law may be spoken of."""
    return Board(
        on=finding.on,
        now=[_choice(one, may_tell) for one in finding.now],
        soon=[_choice(one, may_tell) for one in finding.soon],
        unclear=[_option(one, may_tell) for one in finding.unclear],
        closed=[_option(one, may_tell) for one in finding.closed],
    )


def _choice(proposal: Proposal, may_tell: Callable[[str], bool]) -> Choice:
    members = {one.programme["code"]: one for several in proposal.alternatives for one in several}
    said = {
        f"{row[language()]} ({row['norm']})": None
        for one in members.values()
        for row in one.programme["excludes"]
        if row["programme"] in members
    }
    alternatives = tuple(tuple(_option(one, may_tell) for one in several) for several in proposal.alternatives)
    return Choice(alternatives, tuple(said))


def _option(found: Found, may_tell: Callable[[str], bool]) -> Option:
    shown = found.then or found.answer
    told = engine.explain(shown, language())
    named = found.programme["norm"]
    own = Provision(named, provision({"cite": named}).url, None, None)
    others = tuple(norm for norm in told.law if norm.cite != named)
    return Option(
        code=found.programme["code"],
        name=phrases.name(found.programme["question"], language()),
        law=(own, *others[:1]),
        decides=reasons.who(found.decides),
        applicant=found.programme["applicant"],
        apply=found.programme["apply"][language()],
        since=date.fromisoformat(found.since),
        missing=tuple(one for one in told.missing if may_tell(one.fact)),
        note=told.reason if all(may_tell(one["fact"]) for one in shown["because"]) else gettext(VEILED),
        why_not=_why_not(found, may_tell),
    )


def _why_not(found: Found, may_tell: Callable[[str], bool]) -> str:
    fact = (found.nearest or {}).get("fact")
    return why_not(found, language()) if fact is None or may_tell(fact) else gettext(VEILED)


def _either(choice: Choice) -> str:
    return " / ".join(", ".join(option.name for option in several) for several in choice.alternatives)
