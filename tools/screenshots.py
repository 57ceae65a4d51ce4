"""Pictures of the main pages, into docs/img, from a demo of its own with invented people.

    python tools/screenshots.py               makes a demo in a temporary folder
    python tools/screenshots.py --data DIR    uses the demo in DIR (made where there is none)

They show what a clerk of the Jobcenter sees at 1280 x 800, the case file down to the Zeitstrahl. Look at them before you
commit them.
Exit codes: 0 done, 1 something is missing or went wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "img"
NAHTLOS = Path(sys.executable).parent / "nahtlos"
CLERK = "jc"
#: name of the picture → address; {case}: a file in which something is due, {row}: the first row that waits for a decision; the
#: address of a search is known only after it
PAGES = {
    "login": "/anmelden/",
    "heute": "/",
    "cases": "/faelle/",
    "search": "",
    "case-file": "/faelle/{case}/",
    "record": "/faelle/{case}/erfassen/residence/",
    "imports": "/einlesen/",
    "unclear": "/einlesen/zu-klaeren/{row}/",
}
SOUGHT = "mohamed"
WIDTH, HEIGHT, TALL = 1280, 800, 1200
#: Her own cases, of recognised people, with something due: the richest files of the list.
RICH = "/faelle/?lead=mine&due=90&group=recognised"
QUEUE = "/einlesen/zu-klaeren/"
_ID = r"([0-9a-f]{8}-[0-9a-f-]{27})/$"
_START_SECONDS = 30.0


def main() -> int:
    parser = argparse.ArgumentParser(description="Pictures of the main pages, into docs/img.")
    parser.add_argument("--data", type=Path, help="folder of a demo (default: a temporary one)")
    data: Path | None = parser.parse_args().data
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("Chromium is missing: install the package chromium, then run this again.", file=sys.stderr)
        return 1
    folder = data or Path(tempfile.mkdtemp(prefix="nahtlos-screenshots-"))
    try:
        subprocess.run([NAHTLOS, "demo", "--data", folder, "--no-serve"], check=True, stdout=subprocess.DEVNULL)
        with _served(folder) as address:
            _take(chromium, address, _password(folder))
    except (subprocess.CalledProcessError, TimeoutError) as problem:
        print(f"No pictures: {problem}", file=sys.stderr)
        return 1
    finally:
        if data is None:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def _password(folder: Path) -> str:
    accounts = json.loads((folder / "accounts.json").read_text(encoding="utf-8"))
    return str(next(account["password"] for account in accounts if account["username"] == CLERK))


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The address of the demo while it is being served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([NAHTLOS, "serve", "--data", folder, "--port", str(port)])
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(address: str) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 -- our own server
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(f"{address} did not answer within {_START_SECONDS:.0f} seconds.")


def _take(chromium: str, address: str, password: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        page = browser.new_page(locale="de-DE", reduced_motion="reduce")
        for name, path in PAGES.items():
            page.set_viewport_size({"width": WIDTH, "height": TALL if name == "case-file" else HEIGHT})
            if name == "heute":
                _log_in(page, address, password)
            if "{case}" in path:
                path = path.format(case=_first(page, address, "/faelle/", RICH, "/faelle/"))
            if "{row}" in path:
                path = path.format(row=_first(page, address, QUEUE, QUEUE))
            if name == "search":
                path = _found(page, SOUGHT)
            page.goto(address + path, wait_until="networkidle")
            page.screenshot(path=IMAGES / f"{name}.png")
            print(f"docs/img/{name}.png")
        browser.close()


def _log_in(page: Page, address: str, password: str) -> None:
    page.goto(f"{address}/anmelden/")
    page.fill("input[name=username]", CLERK)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"{address}/")


def _found(page: Page, name: str) -> str:
    """The path under which the people of this name are shown."""
    page.get_by_role("searchbox").fill(name)
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/faelle/suche/*/")
    return str(page.evaluate("location.pathname"))


def _first(page: Page, address: str, prefix: str, *lists: str) -> str:
    """The id of the first link below `prefix` on the first of these lists that has one."""
    wanted = re.compile(re.escape(prefix) + _ID)
    for listed in lists:
        page.goto(address + listed)
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.pathname)")
        found = [match[1] for match in map(wanted.match, links) if match]
        if found:
            return str(found[0])
    raise TimeoutError(f"There is nothing to show below {prefix}.")


sys.exit(main())
