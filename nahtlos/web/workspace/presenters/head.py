"""The head of the case file: who is this, who is responsible, since when, whom do I call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nahtlos.cases.answers import SINCE
from nahtlos.cases.models import AnswerPeriod, Fact, Participation, Responsibility
from nahtlos.cases.selectors import CaseFile
from nahtlos.people.models import Contact, Identifier, Name
from nahtlos.web.workspace.forms.numbers import e164
from nahtlos.web.workspace.presenters.wishes import Wishes, wishes_of
from nahtlos.web.workspace.words import facts, law


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another way her name is written, and who writes it so."""

    name: str
    kind: str
    lang: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """Who is this."""

    name: str
    spellings: tuple[Spelling, ...]
    age: int | None
    nationality: str
    languages: tuple[str, ...]
    german: str
    status: str
    status_until: str
    group: str
    numbers: tuple[Identifier, ...]
    address: str
    contacts: tuple[Contact, ...]
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class Stretch:
    """How long the law has given its present answer, and until when it will."""

    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Desk:
    """An organisation in the case and the colleague to call."""

    part: Participation
    leads: bool


def head_of(file: CaseFile, on: date) -> Head:
    """The head as of a day."""
    person = file.person
    holding = [fact for fact in file.facts if holds(fact, on)]
    status = _best(holding, "residence")
    group = answer_on(file.answers.get("seed_group", ()), on)
    german = _best(holding, "language_level")
    home = _best(holding, "place")
    return Head(
        name=str(person),
        spellings=_spellings(file.names, str(person)),
        age=_age(person.birth_on, person.birth_year, on),
        nationality=facts.country(person.nationality) if person.nationality else "",
        languages=_languages(holding),
        german=facts.describe("language_level", german.value) if german else "",
        status=facts.describe("residence", status.value, status.source_note) if status else "",
        status_until=str(status.value.get("valid_until") or "") if status else "",
        group=law.answer("seed_group", group.status, group.answer) if group else "",
        numbers=_once(file.identifiers),
        address=facts.describe("place", home.value) if home else "",
        contacts=_reached(file.contacts),
        wishes=wishes_of(file.wish),
    )


def lead_on(file: CaseFile, on: date) -> Responsibility | None:
    """The lead authority of a day."""
    return next(
        (
            one
            for one in file.responsibilities
            if one.valid_from <= on and (not one.valid_until or on < one.valid_until)
        ),
        None,
    )


def stretch_of(file: CaseFile, question: str, on: date) -> Stretch | None:
    """The stretch of time around the day on which the law answers the question as it does."""
    period = answer_on(file.answers.get(question, ()), on)
    if period is None or period.status != "determined":
        return None
    return Stretch(period.valid_from if period.valid_from > SINCE else None, period.next_change)


def desks_of(file: CaseFile, lead: Responsibility | None) -> list[Desk]:
    """Everybody who takes part, the lead first."""
    desks = [Desk(part, bool(lead and part.organisation_id == lead.organisation_id)) for part in file.participations]
    return sorted(desks, key=lambda desk: not desk.leads)


def answer_on(periods: Sequence[AnswerPeriod], on: date) -> AnswerPeriod | None:
    """The period of a question that covers the day."""
    return next((p for p in periods if p.valid_from <= on and (p.next_change is None or on < p.next_change)), None)


def holds(fact: Fact, on: date) -> bool:
    """Whether the fact speaks of this day."""
    return (fact.valid_from is None or fact.valid_from <= on) and (fact.valid_until is None or on < fact.valid_until)


def _best(holding: Sequence[Fact], kind: str) -> Fact | None:
    """The statement to show: the newest beginning; papers and decisions before hearsay."""
    found = [fact for fact in holding if fact.kind == kind and fact.value]
    return max(
        found, key=lambda fact: (fact.source != "told", fact.valid_from or date.min, fact.recorded_at), default=None
    )


def _languages(holding: Sequence[Fact]) -> tuple[str, ...]:
    spoken = [fact for fact in holding if fact.kind == "language" and fact.value.get("code") != "de"]
    named = [facts.describe("language", fact.value) for fact in spoken]
    return tuple(dict.fromkeys(name for name in named if name != "–"))


def _age(born: date | None, year: int | None, on: date) -> int | None:
    if born:
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return on.year - year if year else None


def _spellings(names: Sequence[Name], shown: str) -> tuple[Spelling, ...]:
    found: dict[tuple[str, str], list[str]] = {}
    for name in names:
        if str(name) and str(name) != shown:
            source = name.record.organisation.short_name if name.record else ""
            found.setdefault((str(name), name.kind), []).append(source)
    labels = {str(name): name.get_kind_display() for name in names}
    return tuple(
        Spelling(text, labels[text], _script(text), tuple(dict.fromkeys(source for source in sources if source)))
        for (text, _kind), sources in found.items()
    )


#: First letter of a block → a language by which a browser chooses the right letters.
_SCRIPTS = ((0x0600, 0x06FF, "ar"), (0x0750, 0x08FF, "ar"), (0x1200, 0x139F, "ti"), (0x0400, 0x052F, "uk"))


def _script(text: str) -> str:
    for sign in text:
        for first, last, lang in _SCRIPTS:
            if first <= ord(sign) <= last:
                return lang
    return ""


def _reached(contacts: Sequence[Contact]) -> tuple[Contact, ...]:
    """Every number and address once, however often and in whatever writing offices noted it."""
    found: dict[str, Contact] = {}
    for one in contacts:
        same = one.value or e164(one.as_written) or "".join(one.as_written.casefold().split())
        if one.is_current and same:
            found.setdefault(same.casefold(), one)
    return tuple(found.values())


def _once(identifiers: Sequence[Identifier]) -> tuple[Identifier, ...]:
    seen: dict[tuple[str, str], Identifier] = {}
    for one in identifiers:
        seen.setdefault((one.kind, one.value), one)
    return tuple(seen.values())
