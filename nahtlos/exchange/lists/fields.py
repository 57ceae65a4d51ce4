"""What a list of an agency may contain: its fields, their names in two languages, and how districts head the columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import yaml

from nahtlos.exchange.lists.text import fold

_FILE: Final = Path(__file__).with_name("profiles.yaml")


@dataclass(frozen=True, slots=True)
class Field:
    """A column that can be recognised. `kind` says how its cells are read."""

    key: str
    kind: str
    label_de: str
    label_en: str
    required: bool
    #: folded headings, the usual one first
    headings: tuple[str, ...]
    #: folded words of a group heading that make "von" or "bis" this field
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """The list of one kind of agency."""

    key: str
    label_de: str
    label_en: str
    fields: Mapping[str, Field]
    #: of each group at least one column has to be there, or nobody on the list can be named
    one_of: tuple[tuple[str, ...], ...]
    #: folded words in titles and sheet names that speak for this list
    words: tuple[str, ...] = field(default=())


@cache
def load_profiles() -> Mapping[str, Profile]:
    """All profiles by key, in the order of the file."""
    data: dict[str, dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return MappingProxyType({key: _profile(key, entry) for key, entry in data.items()})


def _profile(key: str, entry: dict[str, Any]) -> Profile:
    return Profile(
        key=key,
        label_de=entry["label"]["de"],
        label_en=entry["label"]["en"],
        fields=MappingProxyType({name: _field(name, value) for name, value in entry["fields"].items()}),
        one_of=tuple(tuple(group) for group in entry["one_of"]),
        words=tuple(entry["words"]),
    )


def _field(key: str, entry: dict[str, Any]) -> Field:
    return Field(
        key=key,
        kind=entry["kind"],
        label_de=entry["de"],
        label_en=entry["en"],
        required=entry.get("required", False),
        headings=tuple(dict.fromkeys(fold(heading) for heading in entry["headings"])),
        under=tuple(entry.get("under", ())),
    )
