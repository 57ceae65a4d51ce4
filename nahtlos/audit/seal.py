"""Sealing the journal, publishing the head of the chain, and proving that nobody rewrote it (security.md 2.5).

A chain inside the database proves nothing to somebody who owns the database: she could compute it anew, or cut off its
end. So the head (number, hash, time) is published outside, and a proof compares the chain with what was published.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from nahtlos.core import clock
from nahtlos.core.context import Acting, acting

SEALER = Acting(account=None, organisation=None, district=None, purpose="audit", system="seal")
DOCTOR = Acting(account=None, organisation=None, district=None, purpose="audit", system="doctor")

_AT_ONCE = 10_000
_READ_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain at some time. `hash` is hexadecimal."""

    seq: int
    hash: str
    at: str

    def line(self) -> str:
        """One line of a file of heads."""
        return json.dumps({"seq": self.seq, "hash": self.hash, "at": self.at})


@dataclass(frozen=True, slots=True)
class Break:
    """A place at which the journal is not what was sealed; `what` is a sentence."""

    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What the check of the whole chain found. `breaks` is empty when nothing was rewritten."""

    sealed: int
    unsealed: int
    oldest_unsealed: datetime | None
    head: Head | None
    heads_compared: int
    breaks: tuple[Break, ...]


def seal() -> int:
    """Every entry that is committed has its place in the chain; returns how many were sealed now."""
    sealed = 0
    while True:
        with acting(SEALER), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select nt.seal_journal(%s)", [_AT_ONCE])
            now = int(cursor.fetchone()[0])
        sealed += now
        if now < _AT_ONCE:
            return sealed


def head() -> Head | None:
    """The end of the chain; None while nothing is sealed."""
    with acting(DOCTOR), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select seq, hash from audit_journalseal order by seq desc limit 1")
        row = cursor.fetchone()
    return Head(row[0], bytes(row[1]).hex(), clock.now().isoformat(timespec="seconds")) if row else None


def publish(path: Path) -> Head | None:
    """Append the head to a file outside the database unless it stands there already; returns what was appended.

    Raises OSError when the file cannot be written.
    """
    end = head()
    if end is None:
        return None
    known = _last_line(path)
    if known and json.loads(known)["seq"] == end.seq:
        return None
    with path.open("a", encoding="utf-8") as file:
        file.write(end.line() + "\n")
    return end


def read_heads(path: Path) -> list[Head]:
    """The heads published in a file, in their order. Raises ValueError with the line that is none, and OSError."""
    heads = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            read = json.loads(line)
            heads.append(Head(int(read["seq"]), str(read["hash"]), str(read.get("at", ""))))
        except (ValueError, KeyError, TypeError):
            raise ValueError(f"line {number} of {path} is not a published head") from None
    return heads


def verify(heads: list[Head], *, shown: int = 20) -> Proof:
    """Compute the whole chain anew and compare it with itself, with the entries, and with the published heads."""
    expected = {published.seq: published for published in heads}
    breaks: list[Break] = []
    chain, last = b"", 0
    with acting(DOCTOR), transaction.atomic():
        for seq, sealed, text in _links():
            if seq != last + 1:
                breaks.append(Break(seq, f"the numbers {last + 1} to {seq - 1} are gone"))
            chain = hashlib.sha256(chain + text.encode()).digest() if text is not None else b""
            if text is None:
                breaks.append(Break(seq, "the entry with this number was deleted"))
            elif chain != sealed:
                breaks.append(Break(seq, "the entry with this number was changed, or one before it"))
            chain, last = sealed, seq  # one change is reported once, not for everything behind it
            published = expected.pop(seq, None)
            if published is not None and published.hash != sealed.hex():
                breaks.append(Break(seq, f"the chain is not the one published on {published.at or 'an earlier day'}"))
            if len(breaks) >= shown:
                break
        unsealed, oldest = _unsealed()
    if len(breaks) < shown:
        breaks += [
            Break(missing.seq, f"the chain ends at {last}, but number {missing.seq} was published on {missing.at}")
            for missing in expected.values()
        ]
    end = Head(last, chain.hex(), "") if last else None
    return Proof(last, unsealed, oldest, end, len(heads), tuple(breaks[:shown]))


def _links() -> Iterator[tuple[int, bytes, str | None]]:
    """Number, hash and text of every sealed entry, in their order; text None where the entry is gone."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            "select s.seq, s.hash, case when e.id is null then null else nt.journal_text(e) end"
            " from audit_journalseal s left join audit_journalentry e on e.id = s.entry_id order by s.seq"
        )
        while rows := cursor.fetchmany(_READ_AT_ONCE):
            for seq, sealed, text in rows:
                yield seq, bytes(sealed), text


def _unsealed() -> tuple[int, datetime | None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*), min(e.at) from audit_journalentry e"
            " where not exists (select 1 from audit_journalseal s where s.entry_id = e.id)"
        )
        count, oldest = cursor.fetchone()
    return int(count), oldest


def _last_line(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ""
    return lines[-1] if lines else ""
