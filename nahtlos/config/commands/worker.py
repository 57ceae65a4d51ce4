"""`nahtlos worker`"""

from __future__ import annotations

import contextlib
import os

from nahtlos.config import instance
from nahtlos.config.command import data_folder, parser_for, start_django


def main(argv: list[str]) -> int:
    """Carry out jobs until interrupted."""
    parser = parser_for("worker", "Carry out jobs (imports and nightly checks) until interrupted.", "nahtlos worker")
    parser.add_argument("--concurrency", type=int, default=1)
    options = parser.parse_args(argv)
    # Started by `nahtlos serve` the environment is complete; alone, the installation is opened here.
    complete = bool(os.environ.get("NAHTLOS_DATABASE_URL"))
    with contextlib.nullcontext() if complete else instance.opened(data_folder(), existing=True):
        start_django()
        from procrastinate.contrib.django import app  # noqa: PLC0415 -- needs settings

        from nahtlos.cases.services.drafts import forget_drafts  # noqa: PLC0415
        from nahtlos.core import locks  # noqa: PLC0415
        from nahtlos.exchange.imports.interrupted import take_up  # noqa: PLC0415
        from nahtlos.handovers.sweep import sweep  # noqa: PLC0415

        locks.insist()
        take_up()  # what was interrupted while nobody was here
        sweep()  # what a night without a worker has missed
        forget_drafts()

        connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # the Django connector has it
        app.with_connector(connector).run_worker(
            concurrency=options.concurrency,
            install_signal_handlers=True,
            listen_notify=True,
            delete_jobs="successful",  # one is queued every minute; what an import did stands in the journal
        )
    return 0
