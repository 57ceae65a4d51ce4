"""`nahtlos arrivals figures --as USER [--json]`"""

from __future__ import annotations

import json

from nahtlos.config import instance
from nahtlos.config.command import Refused, data_folder, parser_for, start_django


def main(argv: list[str]) -> int:
    """How soon newcomers hear of the employment agency's offer, for a team lead or coordinator of the district."""
    parser = parser_for(
        "arrivals",
        "Newcomers of a year: how many were reached, and after how many days. Small numbers are not shown.",
        "nahtlos arrivals figures --as kora --json",
    )
    parser.add_argument("action", choices=["figures"])
    parser.add_argument("--as", dest="user", required=True, metavar="USER")
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    options = parser.parse_args(argv)
    with instance.opened(data_folder(), existing=True):
        start_django()
        shown = _figures(options.user)
    if options.json:
        print(json.dumps(shown, ensure_ascii=False))
        return 0
    for name, value in shown.items():
        print(f"{name:16} {'fewer than ' + str(shown['small_below']) if value is None else value}")
    return 0


def _figures(user: str) -> dict[str, object]:
    from django.db import transaction  # noqa: PLC0415 -- needs settings

    from nahtlos.config.commands.actors import actor_named  # noqa: PLC0415
    from nahtlos.core.context import acting  # noqa: PLC0415
    from nahtlos.inbox.newcomers import figures  # noqa: PLC0415
    from nahtlos.organisations.actor import AccessDenied  # noqa: PLC0415

    by = actor_named(user)
    try:
        with transaction.atomic(), acting(by.acting()):
            return figures(by).as_json()
    except AccessDenied as denied:
        raise Refused(str(denied)) from None
