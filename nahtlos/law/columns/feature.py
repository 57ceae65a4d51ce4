"""What people have or have not in common, as a code for each."""

from typing import Any, Protocol

import numpy as np

from nahtlos.law.columns.people import Codes, People


class Feature(Protocol):
    """Something two people have in common if their codes are equal."""

    def codes(self, people: People) -> Codes:
        """A code for each person, not negative."""

    def table(self, people: People) -> "Table":
        """The same as codes for the codes of something else, if they follow from it for all of these people."""

    @property
    def weight(self) -> int:
        """How much is remembered."""


#: A source, and our code for each of its codes; None where there is no such source.
Table = tuple[Feature, Codes] | None


class Tabled:
    """A feature that works out its table once for a chunk of people (`tabled`)."""

    def table(self, people: People) -> Table:
        """Our code for each code of a source, if it follows from it for all of these people."""
        if self not in people.tables:
            people.tables[self] = self.tabled(people)
        found: Table = people.tables[self]
        return found

    def tabled(self, people: People) -> Table:
        """The same, worked out."""
        raise NotImplementedError


def fitted(codes: Codes, size: int) -> Codes:
    """A table made at least `size` long; what is new is not known (-1)."""
    if len(codes) >= size:
        return codes
    more: Codes = np.full(max(size, 2 * len(codes)) - len(codes), -1, np.int32)
    return np.concatenate([codes, more])


def kinds_in(codes: Codes) -> Any:
    """The different codes, and an example of each."""
    most = int(codes.max(initial=-1)) + 1
    if most > 4 * len(codes) + 1024:
        return np.unique(codes, return_index=True)
    example = np.full(most, -1, np.int64)
    example[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    found = np.flatnonzero(example >= 0)
    return found, example[found]
