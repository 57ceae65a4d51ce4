"""An empty district of its own, served by the real command with its worker, and Debian's Chromium before it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Each journey goes on where the one before it ended, so a file of them stays together on one worker."""
    from xdist.scheduler import LoadFileScheduling  # noqa: PLC0415 -- only where tests are shared among workers

    return LoadFileScheduling(config, log) if config.getoption("dist") == "load" else None


class District:
    """Where it is served, and the logins by user name."""

    def __init__(self, address: str, passwords: dict[str, str]) -> None:
        self.address = address
        self.passwords = passwords

    def log_in(self, page: Page, username: str) -> None:
        """From the first page to Heute."""
        page.goto(f"{self.address}/anmelden/")
        page.get_by_label("Benutzername").fill(username)
        page.get_by_label("Passwort").fill(self.passwords[username])
        page.get_by_role("main").get_by_role("button", name="Anmelden", exact=True).click()
        page.wait_for_url(f"{self.address}/")


@pytest.fixture(scope="session")
def district() -> Iterator[District]:
    # Not below pytest's own folder, which every other run of pytest closes to the user PostgreSQL runs as.
    folder = Path(tempfile.mkdtemp(prefix="nahtlos-journeys-"))
    ours = ("DATABASE_", "NAHTLOS_", "SECRET_KEY", "DJANGO_")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])  # the code beside these tests, wherever it was installed
    command = [str(Path(sys.executable).with_name("nahtlos")), "--data", str(folder)]
    subprocess.run(
        [*command, "demo", "--empty", "--no-serve", "--scenario", "2016"],
        env=environment, check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    port = _free_port()
    server = subprocess.Popen(
        [*command, "serve", "--port", str(port), "--workers", "1"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", server)
        accounts = json.loads((folder / "accounts.json").read_text(encoding="utf-8"))
        yield District(f"http://127.0.0.1:{port}", {one["username"]: one["password"] for one in accounts})
    finally:
        server.terminate()
        server.wait(timeout=30)
        subprocess.run([*command, "db", "stop"], env=environment, check=False, capture_output=True, timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("Chromium is missing; install it with `apt-get install chromium`.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _attempt in range(240):
        assert server.poll() is None, "the server has stopped"
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 -- our own server on this machine
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("the server did not answer in a minute")
