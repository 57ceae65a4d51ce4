"""Which page numbers are offered below a list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pages:
    """The page at hand among `last` ones; `numbers` leaves gaps as None."""

    number: int
    last: int
    size: int
    total: int

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
