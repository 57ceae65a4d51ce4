"""`nahtlos demo`"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from nahtlos.config import instance
from nahtlos.config.command import Refused, data_folder, parser_for, start_django

_MARK = "demo.json"


def main(argv: list[str]) -> int:
    """Set up the fictional district, print one login per role, and serve it on this machine."""
    parser = parser_for(
        "demo",
        "Set up the fictional district with synthetic people, read in the lists of four agencies, and serve it.\n"
        "Passwords are random and stand in DIR/accounts.json (readable by you only).",
        "nahtlos demo --data data --scenario 2016",
    )
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--reset", action="store_true", help="throw the installation in DIR away and begin anew")
    parser.add_argument("--no-serve", action="store_true", help="set up only")
    parser.add_argument("--empty", action="store_true", help="district, organisations and accounts without people")
    parser.add_argument(
        "--scenario", choices=["today", "2016", "2025"], default="today",
        help="today: people made for today; 2016, 2025: recorded lists, the calendar stands at their day",
    )  # fmt: skip
    options = parser.parse_args(argv)
    if instance.external():
        raise Refused("The demo brings its own PostgreSQL; unset DATABASE_URL first.", 2)
    folder = data_folder()
    if options.reset:
        _reset(folder)
    _check(folder, options)
    pinned = _pin(folder, options.scenario)
    with instance.opened(folder) as database:
        start_django()
        _set_up(folder, options)
        _greet(folder, options, pinned)
        if options.no_serve:
            return 0
        from nahtlos.config.serving import serve  # noqa: PLC0415 -- needs settings

        return serve("127.0.0.1", options.port, database=database)


def _reset(folder: Path) -> None:
    """Only what an installation made is deleted, never a folder that is none."""
    if not (folder / "instance.json").exists():
        if folder.exists() and any(folder.iterdir()):
            raise Refused(f"{folder} is not an installation of nahtlos; nothing was deleted.", 2)
        return
    instance.server(folder).stop()
    for name in ("postgres", "lists", "static"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in ("instance.json", "accounts.json", _MARK, ".in-use", ".starting", ".keep-running"):
        (folder / name).unlink(missing_ok=True)


def _check(folder: Path, options: argparse.Namespace) -> None:
    """A folder keeps the scenario it was made with."""
    mark = folder / _MARK
    if not mark.exists():
        return
    made = json.loads(mark.read_text(encoding="utf-8"))
    if made != {"scenario": options.scenario, "empty": options.empty}:
        what = f"scenario {made['scenario']}" + (", without people" if made["empty"] else "")
        raise Refused(f"{folder} holds another demo ({what}); use --reset to begin anew, or another --data DIR.", 2)


def _pin(folder: Path, scenario: str) -> date | None:
    from nahtlos.config.demo.lists import SCENARIOS  # noqa: PLC0415 -- keeps --help fast

    day = SCENARIOS.get(scenario)
    instance.pin(folder, day)
    return day


def _set_up(folder: Path, options: argparse.Namespace) -> None:
    from nahtlos.config.demo.founding import found, keep_logins  # noqa: PLC0415 -- needs settings
    from nahtlos.core.migrate import is_current, migrate  # noqa: PLC0415
    from nahtlos.organisations.models import Account  # noqa: PLC0415

    if not is_current():
        _say("preparing the database")
        migrate()
    if not Account.objects.exists():
        keep_logins(folder, found())
    mark = folder / _MARK
    if not mark.exists():
        if not options.empty:
            _read_lists(folder, options.scenario)
        mark.write_text(json.dumps({"scenario": options.scenario, "empty": options.empty}), encoding="utf-8")


def _read_lists(folder: Path, scenario: str) -> None:
    """The four lists, through the importer everybody uses. After an interruption the lists that are done stay as they are."""
    from django.db import transaction  # noqa: PLC0415 -- needs settings

    from nahtlos.config.commands.actors import actor_named  # noqa: PLC0415
    from nahtlos.config.demo.lists import lists_of  # noqa: PLC0415
    from nahtlos.core import clock  # noqa: PLC0415
    from nahtlos.core.context import acting  # noqa: PLC0415
    from nahtlos.exchange.imports.carry_out import carry_out  # noqa: PLC0415
    from nahtlos.exchange.imports.services import prepare_import  # noqa: PLC0415

    for profile, user, file in lists_of(scenario, folder, clock.today()):
        began = time.monotonic()
        by = actor_named(user)
        with transaction.atomic(), acting(by.acting()):
            run = prepare_import(by=by, content=file.read_bytes(), filename=file.name, profile=profile)
        run = carry_out(by=by, run_id=run.id, progress=_progress(profile), is_synthetic=True)
        told = ", ".join(f"{number} {name}" for name, number in sorted(run.counts.items()) if name != "not_a_person")
        _say(f"{profile}: {told} ({time.monotonic() - began:.0f} s)")


def _progress(profile: str) -> Callable[[int, int], None] | None:
    if not sys.stderr.isatty():
        return None
    return lambda done, total: print(f"\r  {profile}: {done} of {total}", end="\r", file=sys.stderr, flush=True)


def _greet(folder: Path, options: argparse.Namespace, pinned: date | None) -> None:
    path = folder / "accounts.json"
    if pinned:
        _say(f"training mode: the calendar stands at {pinned.isoformat()}")
    if path.exists():
        for login in json.loads(path.read_text(encoding="utf-8")):
            _say(
                f"  {login['username']:9} {login['password']}  {login['name']}, {login['role']}, {login['organisation']}"
            )
        _say(f"logins are kept in {path}")
    if not options.no_serve:
        _say(f"open http://127.0.0.1:{options.port}  (stop with Ctrl-C)")


def _say(line: str) -> None:
    print(line, flush=True)
