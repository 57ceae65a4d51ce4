"""What the commands read from the terminal and write to it: days, files, JSON."""

import argparse
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

from nahtlos.law.engine.tables import Rules
from nahtlos.law.modules.in_force import rules_with, shipped
from nahtlos.law.modules.module import UnknownModule
from nahtlos.law.reading import InvalidInput

#: The first day a single question may be about, and how many years ahead: nobody's case needs more, whoever asks has
#: mistyped the year. Python answers about any day, and so does a batch about earlier ones (before 2014-11-06 with a
#: manual check), lest one old line refuse a whole file.
FIRST_DAY = date(2015, 1, 1)
YEARS_AHEAD = 5
_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(text: str) -> date:
    """A day as YYYY-MM-DD that may be asked about. Raises ArgumentTypeError with a sentence."""
    asked = day_of_a_batch(text)
    if asked < FIRST_DAY:
        raise argparse.ArgumentTypeError(f"{text!r} lies before {FIRST_DAY}, the first day that is answered")
    return asked


def day_of_a_batch(text: str) -> date:
    """A day as YYYY-MM-DD that a line of a batch may be about. Raises ArgumentTypeError with a sentence."""
    try:
        asked = date.fromisoformat(text) if _WRITTEN.fullmatch(text) else None
    except ValueError:
        asked = None
    if asked is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it as YYYY-MM-DD")
    last = last_day()
    if asked > last:
        raise argparse.ArgumentTypeError(f"{text!r} lies after {last}, the last day that is answered; check the year")
    return asked


def last_day() -> date:
    """The day five years from today; the only thing a command asks a clock, and no answer depends on it."""
    today = date.today()  # noqa: TID251, DTZ011 -- the edge of the pure package
    return date(today.year + YEARS_AHEAD, today.month, min(today.day, 28))


def switched_on(text: str) -> tuple[str, date]:
    """A module and its first day as `lrag@2026-07-01`. Raises ArgumentTypeError with a sentence."""
    module, _, first = text.partition("@")
    return module, day(first)


def rules_of(modules: list[tuple[str, date]] | None) -> Rules:
    """The rules as shipped, with these modules besides. Raises InvalidInput."""
    try:
        return rules_with({**shipped(), **dict(modules or ())})
    except UnknownModule as error:
        raise InvalidInput([f"--module: {error}"]) from None


def text(name: str) -> str:
    """The content of a file; `-` is stdin. Raises InvalidInput."""
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise InvalidInput([f"{name}: {error.strerror}"]) from None
    except UnicodeDecodeError:
        raise InvalidInput([f"{name}: not UTF-8"]) from None


def as_json(value: Any) -> str:
    """One line of JSON, letters as they are."""
    return json.dumps(value, ensure_ascii=False)
