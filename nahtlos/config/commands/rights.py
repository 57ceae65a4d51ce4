"""`nahtlos rights`"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from nahtlos.config import instance
from nahtlos.config.command import Refused, data_folder, parser_for, start_django


def main(argv: list[str]) -> int:
    """Everything about a person, what is due for erasure, and erasing again after a restore. Exit 1 when it is not possible."""
    parser = parser_for(
        "rights",
        "report PERSON: everything about her for her (Art. 15 DSGVO), as PDF or JSON by the ending of --out. Journalled.\n"
        "due: which closed files are due for erasure, and why others are not; in the name of a data protection officer.\n"
        "erase PERSON: erase one file that is due.\n"
        "replay: after a restore, erase again what the list outside the database says was erased. Run by the operator.",
        "nahtlos rights report 0190… --as soz --purpose asylblg_task --language ar --out report.pdf",
    )
    parser.add_argument("what", choices=["report", "due", "erase", "replay"])
    parser.add_argument("person", nargs="?", help="id of the person")
    parser.add_argument("--as", dest="user", metavar="USER")
    parser.add_argument("--purpose", metavar="P")
    parser.add_argument("--language", default="de", help="of the report: de, de-x-leicht, en, ar, fa, ps, ti, uk, …")
    parser.add_argument("--out", type=Path, metavar="FILE", help="a name that ends in .pdf or .json")
    parser.add_argument("--list", type=Path, metavar="FILE", help="of erasures; default: NAHTLOS_ERASURES")
    options = parser.parse_args(argv)
    with instance.opened(data_folder(), existing=True):
        start_django()
        return {"report": _report, "due": _due, "erase": _erase, "replay": _replay}[options.what](options)


def _actor(options: argparse.Namespace) -> Any:
    from nahtlos.config.commands.actors import actor_named  # noqa: PLC0415 -- needs settings

    if not options.user:
        raise Refused("Say in whose name: --as USER.", 2)
    return actor_named(options.user, options.purpose)


def _person(options: argparse.Namespace) -> UUID:
    try:
        return UUID(options.person or "")
    except ValueError:
        raise Refused(f"{options.person!r} is not the id of a person.", 2) from None


def _report(options: argparse.Namespace) -> int:
    from django.db import transaction  # noqa: PLC0415

    from nahtlos.cases.models import Case  # noqa: PLC0415
    from nahtlos.core.context import acting  # noqa: PLC0415
    from nahtlos.core.paper import pdf  # noqa: PLC0415
    from nahtlos.organisations.actor import AccessDenied  # noqa: PLC0415
    from nahtlos.rights.about import as_json, everything_about  # noqa: PLC0415
    from nahtlos.rights.letter import Wording, letter  # noqa: PLC0415
    from nahtlos.web.workspace.words.facts import describe  # noqa: PLC0415
    from nahtlos.web.workspace.words.journal import verb  # noqa: PLC0415

    by, person = _actor(options), _person(options)
    if options.out is None or options.out.suffix not in (".pdf", ".json") or not options.purpose:
        raise Refused("Say for which purpose (--purpose P) and where it goes (--out FILE.pdf or FILE.json).", 2)
    try:
        with transaction.atomic(), acting(by.acting()):
            about = everything_about(by, person)
            if options.out.suffix == ".json":
                options.out.write_text(json.dumps(as_json(about), ensure_ascii=False, indent=1), encoding="utf-8")
            else:
                options.out.write_bytes(pdf.made_of(letter(about, options.language, Wording(describe, verb))))
    except (Case.DoesNotExist, AccessDenied):
        raise Refused("There is no such case for you.") from None
    except pdf.NoFont as problem:
        raise Refused(str(problem), 2) from None
    except OSError as problem:
        raise Refused(f"{options.out} cannot be written: {problem.strerror}.", 2) from None
    print(f"{options.out}: {sum(len(rows) for rows in about.tables.values())} rows, {len(about.looks)} looks")
    return 0


def _due(options: argparse.Namespace) -> int:
    from django.db import transaction  # noqa: PLC0415

    from nahtlos.core.context import acting  # noqa: PLC0415
    from nahtlos.organisations.actor import AccessDenied  # noqa: PLC0415
    from nahtlos.rights.schedule import files_of, would_erase  # noqa: PLC0415

    by = _actor(options)
    try:
        with transaction.atomic(), acting(by.acting()):
            for one in files_of(by):
                day = one.on.isoformat() if one.on else "never"
                if one.is_due and not one.obstacle:
                    rows = would_erase(by, one.person)
                    print(
                        f"{one.person} due since {day} ({one.purpose and one.purpose.code}): {sum(rows.values())} rows"
                    )
                    print(*(f"    {name}: {count}" for name, count in rows.items()), sep="\n")
                else:
                    print(f"{one.person} closed {one.closed_on}, due {day}: {one.obstacle or 'its time has not come'}")
    except AccessDenied as problem:
        raise Refused(str(problem)) from None
    return 0


def _erase(options: argparse.Namespace) -> int:
    from django.conf import settings  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    from nahtlos.core.context import acting  # noqa: PLC0415
    from nahtlos.organisations.actor import AccessDenied  # noqa: PLC0415
    from nahtlos.rights.services import NotDue, erase_due  # noqa: PLC0415

    by, person = _actor(options), _person(options)
    try:
        with transaction.atomic(), acting(by.acting()):
            counts = erase_due(by=by, person_id=person, noted=options.list or settings.ERASURES)
    except (AccessDenied, NotDue):
        raise Refused("There is no file that you may erase now; `nahtlos rights due` says which and why.") from None
    print(f"erased: {sum(counts.values())} rows of {len(counts)} tables")
    return 0


def _replay(options: argparse.Namespace) -> int:
    from django.conf import settings  # noqa: PLC0415

    from nahtlos.rights.replay import replay  # noqa: PLC0415

    path = options.list or settings.ERASURES
    if path is None:
        raise Refused("Say where the list of erasures is: --list FILE or NAHTLOS_ERASURES.", 2)
    try:
        again, known = replay(path)
    except OSError as problem:
        raise Refused(f"{path} cannot be read: {problem.strerror}.", 2) from None
    except ValueError as problem:
        raise Refused(str(problem), 2) from None
    print(f"{again} files erased again, {known} of the list were gone already")
    return 0
