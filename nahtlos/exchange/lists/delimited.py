"""Reads text tables (CSV): the encoding and the separator are found out, quotation marks that never close are refused."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from nahtlos.exchange.lists import limits
from nahtlos.exchange.lists.unreadable import UnreadableFile

_SEPARATORS: Final = ";,\t|"
_SAMPLE_RECORDS: Final = 60
#: A cell that swallows this many lines, each looking like a record, has lost its closing quotation mark.
_SWALLOWED_LINES: Final = 3
_END: Final = "\ue000end of file"
_UMLAUTS: Final = frozenset("äöüÄÖÜß§éèç")
#: Punctuation in the middle of a word: what umlauts of one code page look like in the other.
_INSIDE_WORD: Final = re.compile(r"(?<=[A-Za-z])[„”™šŽ\ufffdá\x80-\x9f](?=[A-Za-z])")


def read_delimited(data: bytes) -> list[tuple[str, ...]]:
    """The records of a CSV file; a record with line breaks inside quotation marks stays one row."""
    text = decode(data)
    separator, text = _announced(text)
    separator = separator or find_separator(text)
    rows = [tuple(record) for record in _records(text, separator)]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def decode(data: bytes) -> str:
    """Text of a file in UTF-8 or UTF-16 (with or without mark), else in the German Windows or DOS code page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf16(data, "utf-16")
    if b"\x00" in data:
        return _utf16(data, _endianness(data))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _code_page(data)


def _utf16(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableFile("encoding") from None
    if "\x00" in text:
        raise UnreadableFile("binary")
    return text.removeprefix("\ufeff")


def _endianness(data: bytes) -> str:
    """UTF-16 without a mark has its zero bytes nearly all on the same side; anything else is no text."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > len(sample) // 4 and min(even, odd) * 20 < max(even, odd) + 20:
        return "utf-16-be" if even > odd else "utf-16-le"
    raise UnreadableFile("binary")


def _code_page(data: bytes) -> str:
    """Line by line, because exports glued together mix UTF-8 and Windows; DOS only if it reads clearly better."""
    if _control_share(data) > 0.01:
        raise UnreadableFile("binary")
    windows = _line_by_line(data, "cp1252")
    dos = _line_by_line(data, "cp850")
    return dos if _oddness(dos) + 2 < _oddness(windows) and _umlauts(dos) > _umlauts(windows) else windows


def _line_by_line(data: bytes, fallback: str) -> str:
    lines = []
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode(fallback, errors="replace"))
    return "\n".join(lines).removeprefix("\ufeff")


def _oddness(text: str) -> int:
    return len(_INSIDE_WORD.findall(text))


def _umlauts(text: str) -> int:
    return sum(map(text.count, _UMLAUTS))


def _control_share(data: bytes) -> float:
    sample = data[:65536]
    return sum(byte < 9 or 13 < byte < 32 for byte in sample) / len(sample)


def _announced(text: str) -> tuple[str | None, str]:
    """Excel may write its separator into a line of its own (``sep=;``); the line stays, so that rows keep their number."""
    first, _, _ = text.partition("\n")
    match = re.fullmatch(r"\s*sep=(.)\s*", first)
    return (match[1], text) if match and match[1] in _SEPARATORS else (None, text)


def find_separator(text: str) -> str:
    """The sign that cuts most records of the beginning into the same number of cells."""
    scores = {separator: _consistency(text, separator) for separator in _SEPARATORS}
    return max(_SEPARATORS, key=lambda separator: scores[separator])


def _consistency(text: str, separator: str) -> float:
    widths: Counter[int] = Counter()
    try:
        reader = csv.reader(text[:200_000].splitlines(keepends=True), delimiter=separator)
        for record, _ in zip(reader, range(_SAMPLE_RECORDS), strict=False):
            if any(record):
                widths[len(record)] += 1
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    width, records = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    return records / widths.total() * min(width, 30) if width > 1 else 0.0


def _lines(text: str) -> Iterator[str]:
    """Lines as a spreadsheet program sees them: only CR and LF end a line (str.splitlines knows more)."""
    yield from re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+", text)
    yield "\n"
    yield _END


def _records(text: str, separator: str) -> Iterator[list[str]]:
    if "\x00" in text:
        raise UnreadableFile("binary")
    reader = csv.reader(_lines(text), delimiter=separator)
    number, last, blank_end = 0, [""], False
    pending: list[str] | None = None
    try:
        for record in reader:
            if pending is not None:
                yield pending
            number += 1
            last, blank_end = record, record == [_END]
            if not blank_end:
                _check_record(record, separator, number)
            pending = None if blank_end else record
    except csv.Error:
        raise UnreadableFile("long_cell", row=number + 1, limit=limits.MAX_CELL_CHARACTERS) from None
    if not blank_end:
        raise UnreadableFile("quotes", row=number) if last and last[-1].endswith(_END) else UnreadableFile("damaged")


def _check_record(record: list[str], separator: str, number: int) -> None:
    if number > limits.MAX_ROWS + 1:
        raise UnreadableFile("too_many_rows", limit=limits.MAX_ROWS)
    if len(record) > limits.MAX_COLUMNS:
        raise UnreadableFile("too_many_columns", limit=limits.MAX_COLUMNS)
    for cell in record:
        if len(cell) > 200 and cell.endswith(_END):
            raise UnreadableFile("quotes", row=number)
        if len(cell) > limits.MAX_CELL_CHARACTERS:
            raise UnreadableFile("long_cell", row=number, limit=limits.MAX_CELL_CHARACTERS)
        if "\n" in cell and _swallowed(cell, separator, len(record)):
            raise UnreadableFile("quotes", row=number)


def _swallowed(cell: str, separator: str, width: int) -> bool:
    lines = cell.splitlines()
    looks_like_records = sum(line.count(separator) >= 3 for line in lines)
    return looks_like_records >= _SWALLOWED_LINES and width > 1 or looks_like_records >= 10
