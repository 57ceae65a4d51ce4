"""`nahtlos doctor`"""

from __future__ import annotations

import json

from nahtlos.config import instance
from nahtlos.config.command import data_folder, parser_for, start_django


def main(argv: list[str]) -> int:
    """Check the invariants. Exit 0 when all hold, 1 with one line per violation."""
    parser = parser_for("doctor", "Check that nothing is lost and nobody falls between two agencies.", "nahtlos doctor")
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    options = parser.parse_args(argv)
    with instance.opened(data_folder(), existing=True):
        start_django()
        from nahtlos.config.checkup import INVARIANTS, violations  # noqa: PLC0415 -- needs settings

        found = violations()
    if options.json:
        print(json.dumps({"violations": found}, indent=1))
    else:
        for one in found:
            print(f"{one['invariant']}: {one['what']}")
        print(f"{len(INVARIANTS)} invariants checked, {len(found)} violations")
    return 1 if found else 0
