"""Why a file cannot be read at all, in one sentence that a case worker can act on."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: One sentence per reason. The keys are stable; the web translates the sentence and then fills in the parameters.
MESSAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "empty": "The file is empty.",
        "too_large": "The file is larger than {limit} MB; please export fewer rows or columns.",
        "too_large_inside": "The file unpacks to more than {limit} MB; please save it again without unused sheets.",
        "too_many_rows": "A sheet has more than {limit} rows; please split it into several files.",
        "too_many_columns": "A sheet has more than {limit} columns; please remove the columns that are not needed.",
        "too_many_cells": "A sheet spans more than {limit} cells; please remove what stands far away from the table.",
        "too_many_sheets": "The file has more than {limit} sheets; please upload only the sheet with the list.",
        "encrypted": "The file is protected with a password; please save it without one.",
        "pdf": "This is a PDF document; please export the list as Excel (.xlsx) or CSV.",
        "web_page": "This is a web page saved as a spreadsheet; please save it as Excel (.xlsx) or CSV.",
        "not_a_spreadsheet": "This is not a spreadsheet; please export the list as Excel (.xlsx) or CSV.",
        "old_format": "This spreadsheet format cannot be read; please save the list as Excel workbook (.xlsx) or CSV.",
        "damaged": "The spreadsheet is damaged and cannot be opened; please save it again and upload the new file.",
        "suspicious": "The spreadsheet contains definitions no office program writes; please save it again as .xlsx.",
        "binary": "The file contains characters that no text file has; please export the list again as CSV or .xlsx.",
        "encoding": "The letters of the file cannot be read; please export the list again as CSV in UTF-8.",
        "quotes": "A quotation mark opened in row {row} is not closed; please correct this row and upload again.",
        "long_cell": "A cell in row {row} holds more than {limit} characters; please correct it and upload again.",
        "no_table": "No table was found: the file has no row with column headings of a list.",
    }
)


class UnreadableFile(Exception):
    """The file was refused as a whole; ``str()`` is the one sentence for the person who uploaded it."""

    def __init__(self, code: str, **params: int | str) -> None:
        self.code = code
        self.params = params
        self.template = MESSAGES[code]
        super().__init__(self.template.format(**params))
