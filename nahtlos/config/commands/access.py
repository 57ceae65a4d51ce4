"""`nahtlos access`"""

from __future__ import annotations

from pathlib import Path

from nahtlos.access import agreement, matrix
from nahtlos.config.command import Refused, parser_for
from nahtlos.config.commands.agreement import readable


def main(argv: list[str]) -> int:
    """Print who may do what with which class of data, computed from the running policy and agreement."""
    parser = parser_for(
        "access",
        "matrix: every kind of organisation, purpose and class of data, with the provision. CSV on the terminal.",
        "nahtlos access matrix --xlsx matrix.xlsx",
    )
    parser.add_argument("what", choices=["matrix"])
    parser.add_argument("--html", type=Path, metavar="FILE", help="as a page to print")
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="as a spreadsheet")
    parser.add_argument("--language", choices=["de", "en"], default="de", help="of the page")
    options = parser.parse_args(argv)
    agreement.put_in_force(*readable(None))
    try:
        if options.html:
            options.html.write_text(matrix.as_html(options.language), encoding="utf-8")
        if options.xlsx:
            _xlsx(options.xlsx)
    except OSError as problem:
        raise Refused(f"The matrix cannot be written: {problem.strerror}.", 2) from None
    if not options.html and not options.xlsx:
        print(matrix.as_csv(), end="")
    return 0


def _xlsx(path: Path) -> None:
    from dataclasses import astuple  # noqa: PLC0415 -- only for this form

    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 -- a new workbook has a sheet
    sheet.title = "access"
    sheet.append(matrix.header())
    for row in matrix.rows():
        sheet.append(astuple(row))
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    roles = book.create_sheet("roles")
    roles.append(["role", "may"])
    for role in matrix.roles():
        roles.append(role)
    book.save(path)
