"""What the authorities of a district have agreed: a file of the installation that narrows the policy, never widens it.

`judge` asks `agreed` before anything else, so that a purpose struck from the agreement is gone everywhere: in what is
shown, in the printed matrix, and in the notices made from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from nahtlos.access.statutes import HARD_DENIALS, MOST_BY_CONSENT, STATUTES
from nahtlos.access.vocabulary import DataClass

#: Every purpose the policy knows. An office may be party for its own tasks and for what consent can open.
PURPOSES = frozenset(purpose for purposes in STATUTES.values() for purpose in purposes)


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why data are used, in the words of the notices, and how long they are kept after the case was closed."""

    code: str
    title: str
    basis: str
    keep_months: int
    keep_basis: str


@dataclass(frozen=True, slots=True)
class Party:
    """One authority or association, and the classes of data it uses for each of its purposes."""

    kind: str
    name: str
    address: str
    officer: str  #: how its data protection officer is reached
    purposes: Mapping[str, frozenset[DataClass]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of one district."""

    key: str
    ags: str
    name: str
    version: str
    in_force_from: date
    contact: str  #: where a person turns with her rights (Art. 26 Abs. 1 S. 3 DSGVO)
    supervisor: str
    parties: tuple[Party, ...]
    purposes: Mapping[str, Purpose]

    def allows(self, kind: str, purpose: str, data: DataClass | None = None) -> bool:
        """Whether some party of this kind uses this class (or any, with None) for this purpose."""
        return any(
            purpose in party.purposes and (data is None or data in party.purposes[purpose])
            for party in self.parties
            if party.kind == kind
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, and a sentence."""

    path: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence}"


class InvalidAgreement(ValueError):
    """The file cannot be used; `problems` names everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(str(one) for one in problems))
        self.problems = tuple(problems)


_in_force: tuple[Agreement, ...] = ()


def put_in_force(*agreements: Agreement) -> None:
    """From now on nothing beyond these agreements is allowed in their districts. Called once, when a process starts."""
    global _in_force
    _in_force = agreements


@contextmanager
def in_force_for_a_while(*agreements: Agreement) -> Iterator[None]:
    """The same for the time of a block."""
    before = _in_force
    put_in_force(*agreements)
    try:
        yield
    finally:
        put_in_force(*before)


def in_force() -> tuple[Agreement, ...]:
    """What has been put in force."""
    return _in_force


def agreed(kind: str, purpose: str, data: DataClass | None = None, district: str = "") -> bool:
    """Whether the agreement of the district (its AGS) lets this kind of office use the class for the purpose.

    Without a district every agreement in force has to. A district without an agreement is not narrowed: the statutes are
    all there is, and they have already been asked.
    """
    asked = [one for one in _in_force if not district or one.ags == district]
    return all(one.allows(kind, purpose, data) for one in asked)


def shipped() -> str:
    """The text of the agreement of the fictional district."""
    return files("nahtlos.access").joinpath("agreement.yaml").read_text(encoding="utf-8")


def read(path: Path | None = None) -> tuple[Agreement, ...]:
    """The agreements of a file; of the fictional district without one. Raises OSError and InvalidAgreement."""
    return parse(path.read_text(encoding="utf-8") if path else shipped())


def parse(text: str) -> tuple[Agreement, ...]:
    """The agreements of a text in YAML. Raises InvalidAgreement with everything that is wrong."""
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as problem:
        line = getattr(getattr(problem, "problem_mark", None), "line", 0) + 1
        raise InvalidAgreement([Problem(f"line {line}", "This is not YAML.")]) from None
    reader = _Reader()
    districts = reader.mapping(raw, "", "districts") if isinstance(raw, Mapping) else None
    if districts is None:
        raise InvalidAgreement(reader.problems or [Problem("districts", "The file has to name districts.")])
    found = [reader.agreement(str(key), entry) for key, entry in districts.items()]
    if reader.problems:
        raise InvalidAgreement(reader.problems)
    return tuple(found)


class _Reader:
    """Reads what can be read and keeps a sentence for everything else."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, path: str, sentence: str) -> None:
        self.problems.append(Problem(path, sentence))

    def mapping(self, raw: Any, path: str, key: str) -> Mapping[Any, Any] | None:
        value = raw.get(key) if isinstance(raw, Mapping) else None
        if isinstance(value, Mapping) and value:
            return value
        self.wrong(f"{path}.{key}".lstrip("."), "This has to be a list of entries with names.")
        return None

    def text(self, raw: Mapping[Any, Any], path: str, key: str) -> str:
        value = raw.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.wrong(f"{path}.{key}", "Some words are needed here.")
        return ""

    def agreement(self, key: str, raw: Any) -> Agreement:
        path = f"districts.{key}"
        raw = raw if isinstance(raw, Mapping) else {}
        since = raw.get("in_force_from")
        if not isinstance(since, date):
            self.wrong(f"{path}.in_force_from", "This has to be a day like 2016-01-01.")
            since = date.min
        purposes = {
            str(code): self.purpose(str(code), entry, f"{path}.purposes.{code}")
            for code, entry in (self.mapping(raw, path, "purposes") or {}).items()
        }
        parties = raw.get("parties")
        if not isinstance(parties, list) or not parties:
            self.wrong(f"{path}.parties", "An agreement needs parties.")
            parties = []
        return Agreement(
            key,
            self.text(raw, path, "ags"),
            self.text(raw, path, "name"),
            self.text(raw, path, "version"),
            since,
            self.text(raw, path, "contact"),
            self.text(raw, path, "supervisor"),
            tuple(self.party(one, f"{path}.parties[{place}]", purposes) for place, one in enumerate(parties)),
            purposes,
        )

    def purpose(self, code: str, raw: Any, path: str) -> Purpose:
        raw = raw if isinstance(raw, Mapping) else {}
        if code not in PURPOSES:
            self.wrong(path, f"The policy knows no purpose {code!r}; an agreement cannot add one.")
        keep = raw.get("keep")
        keep = keep if isinstance(keep, Mapping) else {}
        months = keep.get("months")
        if not isinstance(months, int) or isinstance(months, bool) or not 0 <= months <= 1200:
            self.wrong(f"{path}.keep.months", "This has to be a number of months between 0 and 1200.")
            months = 0
        basis = self.text(keep, f"{path}.keep", "basis")
        return Purpose(code, self.text(raw, path, "title"), self.text(raw, path, "basis"), months, basis)

    def party(self, raw: Any, path: str, known: Mapping[str, Purpose]) -> Party:
        raw = raw if isinstance(raw, Mapping) else {}
        kind = self.text(raw, path, "kind")
        if kind and kind not in STATUTES:
            self.wrong(f"{path}.kind", f"The policy knows no kind of organisation {kind!r}.")
        used: dict[str, frozenset[DataClass]] = {}
        for code, classes in (self.mapping(raw, path, "purposes") or {}).items():
            below = f"{path}.purposes.{code}"
            if code not in PURPOSES:
                self.wrong(below, f"The policy knows no purpose {code!r}; an agreement cannot add one.")
            elif code not in known:
                self.wrong(below, "This purpose is not among the purposes of the district.")
            used[str(code)] = self.classes(classes, below, kind)
        names = [self.text(raw, path, key) for key in ("name", "address", "officer")]
        return Party(kind, names[0], names[1], names[2], used)

    def classes(self, raw: Any, path: str, kind: str) -> frozenset[DataClass]:
        if raw == "all":
            return frozenset(DataClass)
        if not isinstance(raw, list):
            self.wrong(path, "This has to be `all` or a list of classes of data.")
            return frozenset()
        found = set()
        most = MOST_BY_CONSENT.get(kind, frozenset(DataClass))
        for place, one in enumerate(raw):
            if one not in list(DataClass):
                self.wrong(f"{path}[{place}]", f"The policy knows no class of data {one!r}.")
            elif one in HARD_DENIALS.get(kind, frozenset()) or one not in most:
                self.wrong(
                    f"{path}[{place}]", f"The policy never opens {one!r} to this office; nobody can agree to it."
                )
            else:
                found.add(DataClass(one))
        return frozenset(found)
