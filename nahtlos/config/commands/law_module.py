"""`nahtlos law module list|show|stage|enable|disable|follow`: planned changes of the law in this installation."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from typing import TYPE_CHECKING, Any

from nahtlos.config import instance
from nahtlos.config.command import Refused, data_folder, parser_for, start_django
from nahtlos.law import terminal

if TYPE_CHECKING:
    from nahtlos.cases.modules import Standing

DESCRIPTION = """Which planned changes of the law are switched on in this installation, and from when.

list     every module with its state
show     what a module is, what it leaves out, and who decided what about it
stage    prepare a module; nothing changes
enable   switch it on from a day; kept answers follow, with progress
disable  switch it off again; kept answers follow
follow   let kept answers follow the rules in force, for instance after an interruption

Deciding needs the owner of the database (DATABASE_OWNER_URL) and is journalled."""


def main(argv: list[str]) -> int:
    """Look at the modules, or decide about one of them."""
    parser = parser_for("law module", DESCRIPTION, "nahtlos law module enable lrag --from 2026-10-01")
    parser.add_argument("action", choices=["list", "show", "stage", "enable", "disable", "follow"])
    parser.add_argument("module", nargs="?", help="for example lrag")
    parser.add_argument(
        "--from", dest="first", type=terminal.day, metavar="D", help="first day; default: the one prepared or planned"
    )
    parser.add_argument("--note", default="", help="why, for those who come after")
    parser.add_argument("--json", action="store_true", help="list as one JSON object")
    options = parser.parse_args(argv)
    if (options.module is None) != (options.action in ("list", "follow")):
        parser.error(f"{options.action} needs {'a' if options.module is None else 'no'} module")
    with instance.opened(data_folder(), existing=True):
        start_django()
        if options.action == "list":
            return _list(options.json)
        if options.action == "follow":
            return _follow()
        if options.action == "show":
            return _show(options.module)
        return _decide(options)


def _list(as_json: bool) -> int:
    from nahtlos.cases.modules import rules_in_force, standings  # noqa: PLC0415 -- needs settings
    from nahtlos.law.api import version_of  # noqa: PLC0415

    found, version = standings(), version_of(rules_in_force())
    if as_json:
        print(json.dumps({"rules_version": version, "modules": [_as_json(one) for one in found]}, ensure_ascii=False))
        return 0
    print(f"rules in force: {version}")
    for one in found:
        since = f" from {one.valid_from}" if one.valid_from else ""
        state = {"enabled": "on", "staged": "prepared", "disabled": "off"}.get(one.state, "off")
        planned = " (planned)" if not one.state and one.valid_from else ""
        print(f"  {one.module.id:20} {state}{since}{planned}: {one.module.title['en']}")
    return 0


def _as_json(one: Standing) -> dict[str, Any]:
    return {
        "id": one.module.id,
        "state": one.state or "disabled",
        "valid_from": one.valid_from.isoformat() if one.valid_from else None,
        "title": dict(one.module.title),
        "source": dict(one.module.source),
        "leaves_out": dict(one.module.leaves_out),
    }


def _show(module_id: str) -> int:
    from nahtlos.cases.modules import history  # noqa: PLC0415 -- needs settings
    from nahtlos.law.modules.module import UnknownModule  # noqa: PLC0415
    from nahtlos.law.modules.register import named  # noqa: PLC0415

    try:
        module = named(module_id)
    except UnknownModule as error:
        raise Refused(f"{error}.", 2) from None
    print(module.title["en"])
    print(f"source: {module.source['en']}")
    print(f"leaves out: {module.leaves_out['en']}")
    for change in module.changes:
        print(f"changes: {change.question}")
    for one in history(module_id):
        since = f" from {one.valid_from}" if one.valid_from else ""
        note = f": {one.note}" if one.note else ""
        print(f"{one.at:%Y-%m-%d %H:%M} {one.by or 'somebody'} {one.state}{since}{note}")
    return 0


def _decide(options: argparse.Namespace) -> int:
    from nahtlos.cases.modules import NoFirstDay, decide, rules_in_force  # noqa: PLC0415 -- needs settings
    from nahtlos.law.api import version_of  # noqa: PLC0415
    from nahtlos.law.modules.module import UnknownModule  # noqa: PLC0415
    from nahtlos.organisations.enums import ModuleState  # noqa: PLC0415

    states = {"stage": ModuleState.STAGED, "enable": ModuleState.ENABLED, "disable": ModuleState.DISABLED}
    try:
        decided = decide(options.module, states[options.action], options.first, by=_operator(), note=options.note)
    except UnknownModule as error:
        raise Refused(f"{error}.", 2) from None
    except NoFirstDay as error:
        raise Refused(f"{str(error).capitalize()}: name it with --from.", 2) from None
    if decided is None:
        print(f"{options.module}: so it is already.")
    else:
        print(f"{options.module}: {decided.state}{f' from {decided.valid_from}' if decided.valid_from else ''}.")
    print(f"rules in force: {version_of(rules_in_force())}")
    return 0 if options.action == "stage" else _follow()


def _follow() -> int:
    from nahtlos.cases.follow_rules import follow_rules  # noqa: PLC0415 -- needs settings

    def progress(district: str, done: int, people: int) -> None:
        print(f"  {district}: {done} of {people} people", file=sys.stderr, flush=True)

    print(f"answers renewed: {follow_rules(progress)} people")
    return 0


def _operator() -> str:
    """Who runs the command, as this machine knows her."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
