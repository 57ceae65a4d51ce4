"""What the commands read from the terminal and write to it: days, files, JSON."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from nahtlos.law.reading import InvalidInput


def day(text: str) -> date:
    """A day as YYYY-MM-DD. Raises ArgumentTypeError."""
    if len(text) != len("2026-01-01"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a date")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date") from None


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
