"""The residence statuses: group, strength and norm of each, from statuses.yaml."""

from typing import Any

from nahtlos.law.parameters.reading import load

_TABLE: dict[str, dict[str, Any]] = load("statuses")["statuses"]
_RANK = {name: rank for rank, names in enumerate(load("statuses")["strength"]) for name in names}
_TITLES = frozenset(code for code, row in _TABLE.items() if row.get("title"))

ALL = frozenset(_TABLE)
TITLES = _TITLES
DULDUNG = frozenset(code for code in _TABLE if code.startswith("duldung_"))


def is_title(status: str) -> bool:
    """Whether the status is a residence title."""
    return status in _TITLES


def rank(status: str) -> int:
    """Its strength: of several statuses held at once the one with the lowest number decides."""
    return _RANK["title"] if status in _TITLES else _RANK[status]


def group(status: str) -> str | None:
    """The group of persons; None where it depends on somebody or something else."""
    value: str | None = _TABLE[status].get("group")
    return value


def norm(status: str) -> str:
    """The provision the status rests on."""
    return str(_TABLE[status]["norm"])
