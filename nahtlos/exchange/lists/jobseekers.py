"""The lists of the employment agency and the Jobcenter: registration, languages, occupation, SGB II benefits."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from nahtlos.exchange.lists.benefits import read_position
from nahtlos.exchange.lists.languages import (
    read_course,
    read_driving_licence,
    read_languages,
    read_level,
    read_schooling,
)
from nahtlos.exchange.lists.listed import ListedFact, ListedHousehold, ListedPerson, fact
from nahtlos.exchange.lists.numbers import read_kldb
from nahtlos.exchange.lists.rows import RowReader, values
from nahtlos.exchange.lists.text import fold

_REGISTERED_AS: Final = (
    ("ausbildungsuchend", re.compile(r"\bausbildung\w*|\bbewerber ausb")),
    ("arbeitslos", re.compile(r"\b(?:arbeitslos\w*|alo)\b")),
    ("arbeitsuchend", re.compile(r"\b(?:arbeitss?uchend\w*|asu)\b")),
)
_MONTH: Final = re.compile(r"\b(0?[1-9]|1[0-2])\s?[/.]\s?((?:19|20)\d{2})\b")


def add_agency_facts(person: ListedPerson, reader: RowReader) -> None:
    """Employment agency: registration, German, all languages, schooling, last occupation, driving licence."""
    person.facts += tuple(_registration(reader))
    person.facts += tuple(_german(reader))
    person.facts += tuple(_skills(reader))


def add_jobcenter_facts(person: ListedPerson, reader: RowReader) -> None:
    """Jobcenter: application, approval, able to work or not, German, integration course, household (BG)."""
    position = read_position(reader.text("position"))
    if position is None:
        reader.problem("position", "position_unreadable")
    key = next((number.value for number in person.numbers if number.kind == "bg"), reader.said("bg_number"))
    if key:
        person.household = ListedHousehold(key, position or "", reader.text("position"))
    person.facts += tuple(_benefit(reader))
    if position in ("elb", "nef"):
        person.facts += (
            ListedFact(
                "able_to_work",
                {"value": position == "elb"},
                valid_from=reader.as_of,
                as_written=reader.text("position"),
            ),
        )
    person.facts += tuple(_german(reader))
    person.facts += tuple(_course(reader))


def _registration(reader: RowReader) -> Iterator[ListedFact]:
    since = reader.day("registered_on")
    folded = fold(reader.said("registered_as"))
    kind = next((kind for kind, pattern in _REGISTERED_AS if pattern.search(folded)), None)
    value = {"at": "arbeitsagentur", **({"kind": kind} if kind else {})}
    yield fact("registered_as_jobseeker", *value.items(), valid_from=since, as_written=reader.text("registered_on"))


def _german(reader: RowReader) -> Iterator[ListedFact]:
    written = reader.text("german")
    read = read_level(written)
    if read.level is None:
        reader.problem("german", "level_unreadable")
    if read.level:
        value: dict[str, str | bool] = {"level": read.level}
        if read.certified:
            value["certified"] = True
        hint = "estimated" if read.estimated else ""
        yield fact("language_levels", *value.items(), valid_from=reader.as_of, as_written=written, legal_hint=hint)


def _skills(reader: RowReader) -> Iterator[ListedFact]:
    if languages := read_languages(reader.text("languages")):
        yield ListedFact(
            "languages", {"languages": list(languages)}, valid_from=reader.as_of, as_written=reader.text("languages")
        )
    if schooling := reader.said("schooling"):
        yield fact("schooling", *values(level=read_schooling(schooling), text=schooling).items(), as_written=schooling)
    key = read_kldb(reader.cell("kldb"))
    if key.value is None:
        reader.problem("kldb", "occupation_key_unreadable")
    title = reader.said("occupation")
    if title or key.value:
        yield fact("occupation", *values(title=title, kldb=key.value).items(), as_written=title)
    if written := reader.said("driving_licence"):
        licence = read_driving_licence(written)
        if licence is None:
            reader.problem("driving_licence", "value_unreadable")
        else:
            yield ListedFact("driving_licence", licence, valid_from=reader.as_of, as_written=written)


def _benefit(reader: RowReader) -> Iterator[ListedFact]:
    if applied := reader.day("applied_on"):
        value = {"kind": "sgb_ii", "on": applied.isoformat()}
        yield fact("applications", *value.items(), valid_from=applied, as_written=reader.text("applied_on"))
    begin = reader.day("approved_from", may_be_ahead=True)
    end = reader.read_day("approved_until", may_be_ahead=True)
    if end.state == "no_end":
        reader.problem("approved_until", "open_end")
    if begin or end.on:
        value = {"kind": "sgb_ii"} | ({"approved_until": end.on.isoformat()} if end.on else {})
        written = f"{reader.text('approved_from')} - {reader.text('approved_until')}"
        yield fact("benefits_received", *value.items(), valid_from=begin, as_written=written)


def _course(reader: RowReader) -> Iterator[ListedFact]:
    written = reader.said("integration_course")
    if not written:
        return
    state = read_course(written)
    if state is None:
        reader.problem("integration_course", "value_unreadable")
        return
    month = _MONTH.search(written)
    since = date(int(month[2]), int(month[1]), 1) if month else None
    yield fact("integration_course", ("state", state), valid_from=since, as_written=written)
    if state == "attending" and since:
        yield fact("courses", ("kind", "integration_course"), valid_from=since, as_written=written)
    level = read_level(written)
    if state == "completed" and level.level and level.certified:
        yield ListedFact(
            "language_levels", {"level": level.level, "certified": True}, valid_from=since, as_written=written
        )
