"""Small lists made by hand, as an office would export them."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from openpyxl import Workbook

Make = Callable[..., io.BytesIO]


@pytest.fixture
def workbook() -> Make:
    """`workbook(rows, merge=["A1:A3"], title="Bestand")` -> an .xlsx to read; rows are lists of cell values."""

    def make(rows: Sequence[Sequence[Any]], *, merge: Sequence[str] = (), title: str = "Liste") -> io.BytesIO:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = title
        for row in rows:
            sheet.append(list(row))
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
        for cells_range in merge:
            sheet.merge_cells(cells_range)
        stream = io.BytesIO()
        book.save(stream)
        stream.seek(0)
        return stream

    return make


@pytest.fixture
def text_table() -> Make:
    """`text_table(text, encoding="cp1252")` -> a CSV file to read."""

    def make(text: str, encoding: str = "utf-8") -> io.BytesIO:
        return io.BytesIO(text.encode(encoding))

    return make
