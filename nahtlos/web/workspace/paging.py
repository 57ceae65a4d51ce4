"""Which page numbers are offered below a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Pages:
    """The page at hand among `last` ones; `numbers` leaves gaps as None."""

    number: int
    last: int
    size: int
    total: int

    @classmethod
    def of(cls, asked: str, size: int, total: int) -> Self:
        """The page somebody asked for in an address, or the nearest there is."""
        last = max(1, -(-total // size))
        wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
        return cls(min(max(wanted, 1), last), last, size, total)

    @property
    def numbers(self) -> list[int | None]:
        """First, last, the neighbours of the present one."""
        wanted = sorted({1, self.last, *range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)})
        shown: list[int | None] = []
        for number in wanted:
            if shown and shown[-1] is not None and number - shown[-1] > 1:
                shown.append(None)
            shown.append(number)
        return shown

    @property
    def first_row(self) -> int:
        """Number of the first row on this page."""
        return (self.number - 1) * self.size + 1

    @property
    def last_row(self) -> int:
        """Number of the last row on this page."""
        return min(self.number * self.size, self.total)
