"""Opens old and foreign workbooks (.xls, .xlsb, .ods) in a process of its own with little memory and little time.

Their weight cannot be told before they are parsed, so a hostile one may only break that process.
"""

import json
import resource
import subprocess
import sys
from datetime import date, datetime
from typing import Any, Final

from nahtlos.exchange.lists import limits
from nahtlos.exchange.lists.grid import Cell, Sheet
from nahtlos.exchange.lists.native import open_sheets
from nahtlos.exchange.lists.unreadable import UnreadableFile

_MEMORY: Final = 1024 * 1024 * 1024
_SECONDS: Final = 30
_TEXT: Final = 100 * 1024 * 1024


def open_restricted(data: bytes) -> list[Sheet]:
    """All sheets of the workbook. Raises `UnreadableFile`, also if it needs more than it is granted."""
    command = [sys.executable, "-m", "nahtlos.exchange.lists.restricted"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=2 * _SECONDS, check=True)  # noqa: S603 -- own module
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError, OSError):
        raise UnreadableFile("old_format") from None
    if "code" in answer:
        code = "old_format" if answer["code"] == "damaged" else answer["code"]  # what helps is another format
        raise UnreadableFile(code, **answer["params"])
    return [
        Sheet(entry["name"], [tuple(map(_decode, row)) for row in entry["rows"]], tuple(map(tuple, entry["merged"])))
        for entry in answer["sheets"]
    ]


def _encode(cell: Cell) -> Any:
    if isinstance(cell, date):
        return {"datetime" if isinstance(cell, datetime) else "date": cell.isoformat()}
    return cell


def _decode(value: Any) -> Cell:
    if not isinstance(value, dict):
        plain: Cell = value
        return plain
    return datetime.fromisoformat(value["datetime"]) if "datetime" in value else date.fromisoformat(value["date"])


def _answer(data: bytes) -> dict[str, Any]:
    try:
        sheets = open_sheets(data)
        if sum(len(cell) for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str)) > _TEXT:
            raise UnreadableFile("too_large_inside", limit=_TEXT // limits.MEGABYTE)
    except UnreadableFile as error:
        return {"code": error.code, "params": error.params}
    return {
        "sheets": [
            {"name": sheet.name, "rows": [list(map(_encode, row)) for row in sheet.rows], "merged": sheet.merged}
            for sheet in sheets
        ]
    }


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(_answer(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    _main()
