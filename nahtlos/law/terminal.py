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

#: The last day the commands answer about. Nobody's foreseeable change lies later; whoever asks has mistyped the year.
#: Days before 2014-11-06 are answered: nothing is asserted about them. There is no clock here, so equal input gives
#: equal output on every day.
LAST_DAY = date(2100, 12, 31)
_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(text: str) -> date:
    """A day as YYYY-MM-DD. Raises ArgumentTypeError with a sentence."""
    try:
        asked = date.fromisoformat(text) if _WRITTEN.fullmatch(text) else None
    except ValueError:
        asked = None
    if asked is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it as YYYY-MM-DD")
    if asked > LAST_DAY:
        raise argparse.ArgumentTypeError(
            f"{text!r} lies after {LAST_DAY}, the last day that is answered; check the year"
        )
    return asked


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
