"""Serving on one machine: the web server and the worker as children, started again when they die, stopped together."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from nahtlos.config.command import Refused
from nahtlos.core.embedded import PostgresUnavailable, Server

_log = logging.getLogger(__name__)

#: A child that dies within this many seconds of its start, that many times in a row, is given up.
_AT_LEAST, _TRIES = 5.0, 3
#: Seconds after which a database that does not start is given up.
_PATIENCE = 60.0


def serve(host: str, port: int, *, workers: int = 2, database: Server | None = None) -> int:
    """Serve until interrupted; `database`: the embedded one, which is started again like the children when it dies.

    Raises Refused when the port is taken, or when a child or the database cannot be kept alive.
    """
    _check_port(host, port)
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers),
        "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "nahtlos.config.wsgi:application",
    ]  # fmt: skip
    # Two workers, so that a long list never keeps deadlines and mails waiting.
    worker = [sys.executable, "-m", "nahtlos.config.command", "worker", "--lane"]
    children = [_Child(web), _Child([*worker, "imports"]), _Child([*worker, "quick"])]
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop)
    try:
        kept = _Database(database) if database else None
        while not stopping:
            back = kept.keep_alive() if kept else False
            for child in children:
                if back:
                    child.deaths = 0  # without a database each of them dies as soon as it is started
                child.keep_alive()
            time.sleep(0.3)
    finally:
        for child in children:
            child.stop()
    return 0


class _Database:
    """Back on the port it had, because the children know no other."""

    def __init__(self, server: Server) -> None:
        self.server, self.port = server, server.port()

    def keep_alive(self) -> bool:
        """Running; true when it had to be started again. Raises Refused when it does not start for a while."""
        if self.server.is_alive():
            return False
        _log.warning("The database ended unexpectedly and is started again.")
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                self.server.start(self.port)  # what is left of the old one may hold its memory for a moment
            except PostgresUnavailable as problem:
                if time.monotonic() > until:
                    raise Refused(str(problem)) from None
                time.sleep(0.5)
            else:
                return True


class _Child:
    def __init__(self, command: list[str]) -> None:
        self.command, self.deaths = command, 0
        self.start()

    def start(self) -> None:
        self.began = time.monotonic()
        # A group of its own: Ctrl-C reaches the parent only, which stops its children in order.
        self.process = subprocess.Popen(  # noqa: S603 -- our own programs
            self.command, env=os.environ | {"DJANGO_SETTINGS_MODULE": "nahtlos.config.settings"}, start_new_session=True
        )

    def keep_alive(self) -> None:
        if self.process.poll() is None:
            return
        self.deaths = self.deaths + 1 if time.monotonic() - self.began < _AT_LEAST else 1
        if self.deaths >= _TRIES:
            raise Refused(f"{self.command[2]} ended {_TRIES} times in a row right after its start.")
        self.start()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()


def _check_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Refused(f"Port {port} is taken; choose another with --port.", 2) from None
