"""Reads the dated parameters beside this file."""

from bisect import bisect_right
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from nahtlos.law.engine.days import FAR

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Value(NamedTuple):
    """A value with the first day it holds and the first day it no longer does."""

    value: Any
    start: int
    end: int


@cache
def load(name: str) -> dict[str, Any]:
    """The content of a parameter file."""
    text = files("nahtlos.law.parameters").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=Loader)  # noqa: S506 -- a safe loader, in C where there is one
    return content


@cache
def _steps(name: str) -> tuple[tuple[int, ...], tuple[Any, ...]]:
    rows = [(row["from"].toordinal() if row["from"] else 0, row["value"]) for row in load(name)["values"]]
    return tuple(start for start, _ in rows), tuple(value for _, value in rows)


def on(name: str, day: int) -> Value:
    """The value of a dated parameter on a day."""
    starts, values = _steps(name)
    step = bisect_right(starts, day) - 1
    return Value(values[step], starts[step], starts[step + 1] if step + 1 < len(starts) else FAR)
