"""`nahtlos import FILE --profile P --as USER`"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from nahtlos.config import instance
from nahtlos.config.command import Refused, data_folder, parser_for, start_django

PROFILES = ("auslaenderbehoerde", "sozialamt", "arbeitsagentur", "jobcenter")


def main(argv: list[str]) -> int:
    """Read an agency's list into the files. Exit 1 when rows were refused or wait for a human, 2 for an unreadable file."""
    parser = parser_for(
        "import",
        "Read an agency's list into the files, in the name of one of its members. Every row is accounted for.",
        "nahtlos import liste.xlsx --profile auslaenderbehoerde --as birte --report bericht.xlsx",
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--profile", required=True, choices=PROFILES)
    parser.add_argument("--as", dest="user", required=True, metavar="USER")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing about people")
    parser.add_argument("--report", type=Path, metavar="OUT.xlsx", help="every row with what became of it")
    parser.add_argument("--json", type=Path, metavar="OUT.json", help="the same for machines")
    options = parser.parse_args(argv)
    content = _content(options.file)
    for report in (options.report, options.json):
        _check_writable(report)
    with instance.opened(data_folder(), existing=True):
        start_django()
        return _import(options, content)


def _content(file: Path) -> bytes:
    from nahtlos.exchange.lists.limits import MAX_BYTES, MEGABYTE  # noqa: PLC0415 -- keeps --help fast

    try:
        if file.stat().st_size > MAX_BYTES:
            raise Refused(
                f"{file.name} is larger than {MAX_BYTES // MEGABYTE} MB; please export fewer rows or columns.", 2
            )
        return file.read_bytes()
    except OSError as problem:
        raise Refused(f"{file} cannot be read: {problem.strerror}.", 2) from None


def _check_writable(report: Path | None) -> None:
    """Before anything is imported: a report that cannot be written is found out too late afterwards."""
    if report is not None and (report.is_dir() or not os.access(report if report.exists() else report.parent, os.W_OK)):
        raise Refused(f"{report} cannot be written.", 2)


def _import(options: argparse.Namespace, content: bytes) -> int:
    from django.db import transaction  # noqa: PLC0415 -- needs settings

    from nahtlos.config.commands.actors import actor_named  # noqa: PLC0415
    from nahtlos.core.context import acting  # noqa: PLC0415
    from nahtlos.exchange.imports.carry_out import carry_out  # noqa: PLC0415
    from nahtlos.exchange.imports.selectors import report_json, report_workbook  # noqa: PLC0415
    from nahtlos.exchange.imports.services import discard_import, prepare_import  # noqa: PLC0415
    from nahtlos.exchange.lists.unreadable import UnreadableFile  # noqa: PLC0415
    from nahtlos.organisations.actor import AccessDenied  # noqa: PLC0415

    by = actor_named(options.user)
    file: Path = options.file
    try:
        with transaction.atomic(), acting(by.acting()):
            run = prepare_import(by=by, content=content, filename=file.name, profile=options.profile)
            if run.layout["missing"]:
                transaction.set_rollback(True)
                raise Refused(f"{file.name}: columns are missing: {', '.join(run.layout['missing'])}.", 2)
    except (UnreadableFile, AccessDenied) as problem:
        raise Refused(str(problem), 2) from None
    dry_run: bool = options.dry_run
    if not dry_run:
        run = carry_out(by=by, run_id=run.id, progress=_progress if sys.stderr.isatty() else None)
    with transaction.atomic(), acting(by.acting()):
        if options.json:
            text = json.dumps(report_json(by, run), ensure_ascii=False, indent=1)
            options.json.write_text(text + "\n", encoding="utf-8")
        if options.report:
            options.report.write_bytes(report_workbook(by, run.id))
        if dry_run:
            discard_import(by=by, run_id=run.id)
    counts = {str(name): number for name, number in run.counts.items()}
    print(", ".join(f"{name} {number}" for name, number in sorted(counts.items())))
    return 1 if counts.get("needs_human") or counts.get("refused") else 0


def _progress(done: int, total: int) -> None:
    print(f"\r{done} of {total} rows", end="\n" if done >= total else "", file=sys.stderr, flush=True)
