"""`nahtlos worker`, `nahtlos worker status`"""

from __future__ import annotations

import contextlib
import json
import os

from nahtlos.config import instance
from nahtlos.config.command import data_folder, parser_for, start_django


def main(argv: list[str]) -> int:
    """Carry out jobs until interrupted, or say how they are getting on (exit 1 when something is wrong)."""
    parser = parser_for(
        "worker",
        "Carry out jobs (imports, deadlines, mails) until interrupted; `status` says how they are getting on.",
        "nahtlos worker --lane quick",
    )
    parser.add_argument("action", nargs="?", choices=["run", "status"], default="run")
    parser.add_argument("--json", action="store_true", help="with status: as one JSON object")
    parser.add_argument("--concurrency", type=int, default=1)
    parser.add_argument(
        "--lane",
        choices=["all", "imports", "quick"],
        default="all",
        help="imports, or everything else, so that a long list never keeps deadlines and mails waiting",
    )
    options = parser.parse_args(argv)
    if options.action == "status":
        return _status(as_json=options.json)
    # Started by `nahtlos serve` the environment is complete; alone, the installation is opened here.
    complete = bool(os.environ.get("NAHTLOS_DATABASE_URL"))
    with contextlib.nullcontext() if complete else instance.opened(data_folder(), existing=True):
        start_django()
        from procrastinate.contrib.django import app  # noqa: PLC0415 -- needs settings

        from nahtlos.cases.services.drafts import forget_drafts  # noqa: PLC0415
        from nahtlos.core import locks  # noqa: PLC0415
        from nahtlos.core.sweep import sweep as take_up_jobs  # noqa: PLC0415
        from nahtlos.exchange.imports.interrupted import take_up  # noqa: PLC0415
        from nahtlos.handovers.sweep import sweep  # noqa: PLC0415

        locks.insist()
        take_up()  # what was interrupted while nobody was here
        take_up_jobs()
        sweep()  # what a night without a worker has missed
        forget_drafts()

        connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # the Django connector has it
        app.with_connector(connector).run_worker(
            queues=_queues(options.lane),
            concurrency=options.concurrency,
            install_signal_handlers=True,
            listen_notify=True,
            delete_jobs="successful",  # one is queued every minute; what an import did stands in the journal
        )
    return 0


def _queues(lane: str) -> list[str] | None:
    """None: all. The quick lane has every queue there is but that of the imports, whoever has brought it."""
    if lane == "all":
        return None
    if lane == "imports":
        return ["imports"]
    from procrastinate.contrib.django import app  # noqa: PLC0415 -- needs settings

    app.perform_import_paths()  # type: ignore[no-untyped-call]
    return sorted({task.queue for task in app.tasks.values()} - {"imports"})


def _status(*, as_json: bool) -> int:
    with instance.opened(data_folder(), existing=True):
        start_django()
        from nahtlos.inbox.condition import condition  # noqa: PLC0415 -- needs settings

        found = condition()
    if as_json:
        print(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        print(f"workers running: {found.workers}, last heard of: {found.last_heartbeat or 'never'}")
        for queue in found.queues:
            print(
                f"  {queue.name:10} waiting {queue.waiting}, running {queue.doing}, failed {queue.failed},"
                f" oldest {queue.oldest_seconds} s"
            )
        print(f"mails waiting: {found.outbox_waiting}, of them refused before: {found.outbox_retrying}")
        for problem in found.problems:
            print(problem)
    return 1 if found.interrupted or not found.workers else 0
