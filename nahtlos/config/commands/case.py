"""`nahtlos case show ID --as USER --purpose P --json`"""

from __future__ import annotations

import argparse
import json
from typing import Any
from uuid import UUID

from nahtlos.config import instance
from nahtlos.config.command import Refused, data_folder, parser_for, start_django


def main(argv: list[str]) -> int:
    """Show one case in the name of a member of a participating organisation. Exit 1 when there is none for her."""
    parser = parser_for(
        "case",
        "Show one case: who she is, who is responsible, what the law answers and why. Journalled like every look.",
        "nahtlos case show 0190… --as jana --purpose sgb_ii_task --json",
    )
    parser.add_argument("action", choices=["show"])
    parser.add_argument("id", help="id of the person")
    parser.add_argument("--as", dest="user", required=True, metavar="USER")
    parser.add_argument(
        "--purpose",
        required=True,
        metavar="P",
        help="for example sgb_ii_task, sgb_iii_task, asylblg_task, aufenthg_task, case_conference",
    )
    parser.add_argument("--on", metavar="DAY", help="answers for this day instead of today")
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    options = parser.parse_args(argv)
    with instance.opened(data_folder(), existing=True):
        start_django()
        shown = _show(options)
    if options.json:
        print(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        _print(shown)
    return 0


def _show(options: argparse.Namespace) -> dict[str, Any]:
    from datetime import date  # noqa: PLC0415 -- needed here only

    from django.db import transaction  # noqa: PLC0415 -- needs settings

    from nahtlos.cases.models import Case  # noqa: PLC0415
    from nahtlos.cases.show import as_json  # noqa: PLC0415
    from nahtlos.config.commands.actors import actor_named  # noqa: PLC0415
    from nahtlos.core.context import acting  # noqa: PLC0415
    from nahtlos.organisations.actor import AccessDenied  # noqa: PLC0415

    by = actor_named(options.user, options.purpose)
    try:
        on = date.fromisoformat(options.on) if options.on else None
    except ValueError:
        raise Refused(f"{options.on!r} is not a day like 2016-09-30.", 2) from None
    try:
        with transaction.atomic(), acting(by.acting()):
            return as_json(by, UUID(options.id), on)
    except ValueError:
        raise Refused(f"{options.id!r} is not the id of a person.", 2) from None
    except (Case.DoesNotExist, AccessDenied):
        raise Refused("There is no such case for you.") from None


def _print(shown: dict[str, Any]) -> None:
    lead = shown["lead"]
    print(f"{shown['name']}  ({shown['birth'] or 'date of birth unknown'}, {shown['nationality'] or '?'})")
    print(
        f"lead authority: {lead['organisation']} since {lead['from']}, {lead['law']}" if lead else "no lead authority"
    )
    for answer in shown["answers"]:
        value = answer["answer"] if answer["status"] == "determined" else answer["status"]
        cite = answer["law"][0]["cite"] if answer["law"] else ""
        until = f", changes {answer['next_change']}" if answer["next_change"] else ""
        missing = f", missing: {', '.join(answer['missing'])}" if answer["missing"] else ""
        print(f"  {answer['question']:24} {value}  {cite}{until}{missing}")
