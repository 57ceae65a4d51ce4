"""Weighs an Excel workbook before anybody parses it: what is announced, and what really comes out when unpacked.

The parts are inflated piece by piece and thrown away, so that a bomb costs no memory; nothing is written to disk.
"""

import io
import re
import struct
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nahtlos.exchange.lists import limits
from nahtlos.exchange.lists.unreadable import UnreadableFile

_CHUNK: Final = 256 * 1024
_LOCAL_HEADER: Final = struct.Struct("<4s5H3I2H")
_TAG: Final = re.compile(rb"<(?:[\w.-]+:)?(row|c|mergeCell)(?=[\s/>])([^>]*)>")
_REFERENCE: Final = re.compile(rb"""\sr=["']([A-Za-z]{1,4})?(\d{1,9})["']""")
_SHARED_CELL: Final = re.compile(rb"""\st=["']s["'][^>]*>\s*<(?:[\w.-]+:)?v>\s*(\d+)""")
_SHARED_STRING: Final = re.compile(rb"<(?:[\w.-]+:)?si[\s>].*?</(?:[\w.-]+:)?si>", re.DOTALL)
_DEFINITION: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(slots=True)
class _Extent:
    """The rectangle a sheet part would fill, and how often it repeats shared texts."""

    rows: int = 0
    columns: int = 0
    shared: int = 0
    merged: int = 0
    _row: int = 0
    _column: int = 0

    def see_row(self, attributes: bytes) -> None:
        reference = _REFERENCE.search(attributes)
        self._row = int(reference[2]) if reference else self._row + 1
        self._column = 0

    def see_cell(self, attributes: bytes) -> None:
        reference = _REFERENCE.search(attributes)
        row = int(reference[2]) if reference else self._row
        self._column = column_number(reference[1]) if reference and reference[1] else self._column + 1
        if attributes.endswith(b"/"):  # formatted, but empty: takes no place
            return
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, self._column)
        self.shared += b't="s"' in attributes or b"t='s'" in attributes

    def check(self) -> None:
        if self.rows > limits.MAX_ROWS:
            raise UnreadableFile("too_many_rows", limit=limits.MAX_ROWS)
        if self.columns > limits.MAX_COLUMNS:
            raise UnreadableFile("too_many_columns", limit=limits.MAX_COLUMNS)
        if self.rows * self.columns > limits.MAX_CELLS:
            raise UnreadableFile("too_many_cells", limit=limits.MAX_CELLS)
        if self.merged > limits.MAX_MERGED_RANGES:
            raise UnreadableFile("suspicious")


def column_number(letters: bytes) -> int:
    """Column A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def check_workbook(data: bytes) -> None:
    """Raise `UnreadableFile` unless the workbook stays within `limits` when it is unpacked and parsed."""
    members = _directory(data)
    total = shared_cells = longest = 0
    for member in members:
        extent = _Extent()
        for piece in _pieces(_inflate(data, member)):
            total += len(piece)
            if total > limits.MAX_INFLATED:
                raise UnreadableFile("too_large_inside", limit=limits.MAX_INFLATED // limits.MEGABYTE)
            longest = max(longest, _scan(piece, extent))
        shared_cells += extent.shared
    if shared_cells * longest > limits.MAX_EXPANDED_TEXT:
        _check_expansion(data, members)


def _directory(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, struct.error, NotImplementedError, RuntimeError):
        raise UnreadableFile("damaged") from None
    if len(members) > limits.MAX_PARTS or sum(member.compress_size for member in members) > len(data):
        raise UnreadableFile("suspicious")  # parts that overlap unpack to more than the file can hold
    if sum(member.file_size for member in members) > limits.MAX_INFLATED:
        raise UnreadableFile("too_large_inside", limit=limits.MAX_INFLATED // limits.MEGABYTE)
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile("encrypted")
    return members


def _inflate(data: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The real content of a part, whatever size its directory entry claims."""
    header = data[member.header_offset : member.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size:
        raise UnreadableFile("damaged")
    *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    start = member.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    raw = memoryview(data)[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        yield bytes(raw)
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise UnreadableFile("damaged")
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    pending: bytes | memoryview = raw
    try:
        while pending and not inflater.eof:
            piece = inflater.decompress(pending, _CHUNK)
            yield piece
            pending = inflater.unconsumed_tail
    except zlib.error:
        raise UnreadableFile("damaged") from None


def _pieces(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, cut only before a tag, so that no tag is seen in two halves."""
    tail = b""
    for chunk in chunks:
        buffer = tail + chunk
        cut = buffer.rfind(b"<")
        if cut <= 0 or len(buffer) - cut > _CHUNK:
            cut = len(buffer)
        yield buffer[:cut]
        tail = buffer[cut:]
    yield tail


def _scan(piece: bytes, extent: _Extent) -> int:
    """Add a piece to the extent; the length of the longest text between two tags in it."""
    if _DEFINITION.search(piece):
        raise UnreadableFile("suspicious")
    for match in _TAG.finditer(piece):
        name = match[1]
        if name == b"c":
            extent.see_cell(match[2])
        elif name == b"row":
            extent.see_row(match[2])
        else:
            extent.merged += 1
    extent.check()
    return max(map(len, piece.split(b"<")))


def _check_expansion(data: bytes, members: list[zipfile.ZipInfo]) -> None:
    """Sum the texts as often as cells point at them: a long text that a million cells share is a bomb, too."""
    parts = [b"".join(_inflate(data, member)) for member in members]
    lengths = array("L", (len(text[0]) for part in parts for text in _SHARED_STRING.finditer(part)))
    expanded = 0
    for part in parts:
        for match in _SHARED_CELL.finditer(part):
            index = int(match[1])
            expanded += lengths[index] if index < len(lengths) else 0
            if expanded > limits.MAX_EXPANDED_TEXT:
                raise UnreadableFile("too_large_inside", limit=limits.MAX_INFLATED // limits.MEGABYTE)
