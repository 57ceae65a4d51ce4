"""Serving on one machine: the web server and the worker as children, started again when they die, stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from nahtlos.config.command import Refused

#: A child that dies within this many seconds of its start, that many times in a row, is given up.
_AT_LEAST, _TRIES = 5.0, 3


def serve(host: str, port: int, *, workers: int = 2) -> int:
    """Serve until interrupted. Raises Refused when the port is taken or a child cannot be kept alive."""
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
        while not stopping:
            for child in children:
                child.keep_alive()
            time.sleep(0.3)
    finally:
        for child in children:
            child.stop()
    return 0


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
