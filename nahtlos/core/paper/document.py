"""What a document is made of: plain data, so that two writers make the same of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

RIGHT_TO_LEFT = frozenset({"ar", "fa", "ps"})


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is below the title."""

    text: str
    level: int = 1
    type: ClassVar[str] = "heading"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    type: ClassVar[str] = "text"


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph set apart: what has to be known before the rest is relied on."""

    text: str
    type: ClassVar[str] = "note"


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    items: Sequence[str]
    type: ClassVar[str] = "points"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the names of their columns; the first column names the row. `widths` are shares."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int] = ()
    type: ClassVar[str] = "table"


@dataclass(frozen=True, slots=True)
class Tongue:
    """What follows is in this language, until another is named."""

    language: str
    type: ClassVar[str] = "tongue"


Block = Heading | Text | Note | Points | Table | Tongue


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; in one language, unless a block says otherwise. `footer` names what it was made from."""

    title: str
    language: str
    subtitle: str
    footer: str
    blocks: Sequence[Block]
    is_wide: bool = False  #: tables with many columns are printed across

    @property
    def is_right_to_left(self) -> bool:
        """Whether its script runs from right to left."""
        return self.language.split("-")[0] in RIGHT_TO_LEFT

    def as_data(self) -> dict[str, Any]:
        """For the typesetter; languages by the codes it knows."""
        return {
            "title": self.title,
            "language": self.language.split("-")[0],
            "rtl": self.is_right_to_left,
            "subtitle": self.subtitle,
            "footer": self.footer,
            "wide": self.is_wide,
            "blocks": [{"type": block.type, **spoken, **asdict(block)} for block, spoken in self._spoken()],
        }

    def _spoken(self) -> Iterator[tuple[Block, dict[str, Any]]]:
        """Each block that says something, with the language it is in."""
        now = self.language
        for block in self.blocks:
            if isinstance(block, Tongue):
                now = block.language
            else:
                code = now.split("-")[0]
                yield block, {"lang": code, "rtl": code in RIGHT_TO_LEFT}
