"""Kill the web server, the worker and PostgreSQL while handovers are asked for and accepted, and count what is lost.

A black box over HTTP: what the server has acknowledged (a redirect to the transfer) stands in a ledger; afterwards the
database must hold each of it exactly once. `make faults`, or `python tools/faults.py --kills 12`.
"""

from __future__ import annotations

import argparse
import http.client
import http.cookiejar
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from nahtlos.config import instance

ROOT = Path(__file__).resolve().parents[1]
NAHTLOS = [sys.executable, "-m", "nahtlos.config.command"]
#: Seconds within which the pages must be back after a fault, by themselves (security.md 3.2).
BACK = 15.0
SERVICES = ("counselling", "language_course", "placement", "recognition", "housing", "youth", "mentoring")
_UNFINISHED = (urllib.error.URLError, ConnectionError, TimeoutError, http.client.HTTPException)


class Browser:
    """One clerk with her cookies; a page that fails or does not come raises Unfinished."""

    def __init__(self, base: str, username: str, password: str) -> None:
        self.base, self.username, self.password = base, username, password
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def login(self) -> None:
        page = self.get("/anmelden/")[1]
        self.post("/anmelden/", {"username": self.username, "password": self.password}, page)

    def get(self, path: str) -> tuple[str, str]:
        """(where it ended, the page)"""
        return self._open(urllib.request.Request(self.base + path))  # noqa: S310 -- our own server

    def post(self, path: str, data: dict[str, str], page: str) -> tuple[str, str]:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        body = urllib.parse.urlencode({**data, "csrfmiddlewaretoken": token[1] if token else ""}).encode()
        headers = {"Referer": self.base + path}
        return self._open(urllib.request.Request(self.base + path, body, headers))  # noqa: S310 -- our own server

    def _open(self, request: urllib.request.Request) -> tuple[str, str]:
        try:
            with self.opener.open(request, timeout=20) as answer:
                return urllib.parse.urlsplit(answer.url).path, answer.read().decode()
        except urllib.error.HTTPError as page:
            if page.code >= 500:
                raise
            return urllib.parse.urlsplit(page.url).path, page.read().decode()


@dataclass
class Ledger:
    """What was acknowledged, and how long each fault was felt."""

    asked: dict[str, tuple[str, str]] = field(default_factory=dict)  #: transfer → (person, service)
    accepted: set[str] = field(default_factory=set)
    unanswered: int = 0
    back_after: list[tuple[str, float]] = field(default_factory=list)


def referrals(clerk: Browser, work: list[tuple[str, str]], office: str, ledger: Ledger, over: threading.Event) -> None:
    """Ask for one after the other; one that was not acknowledged is asked for again, as a clerk would."""
    while work and not over.is_set():
        person, service = work[-1]
        try:
            path = f"/faelle/{person}/weitergeben/"
            at, page = clerk.get(path)
            if at != path:
                clerk.login()
                continue
            at, _page = clerk.post(path, {"what": service, "receiver": office}, page)
        except _UNFINISHED:
            ledger.unanswered += 1
            time.sleep(0.3)
            continue
        if at.startswith("/uebergaben/"):
            ledger.asked[at.split("/")[2]] = (person, service)
            work.pop()
        else:
            print(f"not asked for: {person} {service} ended at {at}", file=sys.stderr)
            work.pop()


def acceptances(clerk: Browser, ledger: Ledger, over: threading.Event) -> None:
    """Accept what was asked for, each until it is acknowledged."""
    while not over.is_set():
        waiting = [key for key in list(ledger.asked) if key not in ledger.accepted]
        if not waiting:
            time.sleep(0.2)
            continue
        try:
            path = f"/uebergaben/{waiting[0]}/"
            at, page = clerk.get(path)
            if at != path:
                clerk.login()
                continue
            version = re.search(r'name="version" value="(\d+)"', page)
            if "/accept/" not in page or version is None:
                ledger.accepted.add(waiting[0])  # the answer to an earlier attempt got lost, the act did not
                continue
            at, _page = clerk.post(f"{path}accept/", {"version": version[1]}, page)
            if at == path:
                ledger.accepted.add(waiting[0])
        except _UNFINISHED:
            ledger.unanswered += 1
            time.sleep(0.3)


def children(pid: int) -> list[int]:
    """All processes below this one."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    own = [int(word) for word in found.stdout.split()]
    return [*own, *(grandchild for child in own for grandchild in children(child))]


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def kill(what: str, serving: int, data: Path) -> None:
    """kill -9, all processes of this kind that this run has started."""
    if what == "postgres":
        first = int((data / "postgres" / "postmaster.pid").read_text().split("\n", 1)[0])
        victims = [first, *children(first)]
    else:
        mark = "granian" if what == "web" else " worker "
        victims = [pid for pid in children(serving) if mark in command_of(pid)]
    for pid in victims:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def answers(base: str) -> bool:
    try:
        with urllib.request.urlopen(f"{base}/anmelden/", timeout=5) as page:  # noqa: S310 -- our own server
            return bool(page.status == 200)
    except _UNFINISHED:
        return False


def seconds_until(what: Callable[[], bool], most: float) -> float:
    began = time.monotonic()
    while not what():
        if time.monotonic() - began > most:
            return most
        time.sleep(0.1)
    return time.monotonic() - began


def checked(data: Path, ledger: Ledger) -> list[str]:
    """Everything that is wrong; read as the superuser, past all policies."""
    found: list[str] = []
    with psycopg.connect(instance.server(data).url(database=instance.DATABASE)) as everything:
        there = dict(
            everything.execute("select id::text, state from handovers_transfer where kind = 'referral'").fetchall()
        )
        steps = dict(
            everything.execute(
                "select transfer_id::text, count(*) from handovers_transition where act = 'accept' group by 1"
            ).fetchall()
        )
        twice = everything.execute(
            "select case_id::text, service from handovers_transfer where kind = 'referral' group by 1, 2 having count(*) > 1"
        ).fetchall()
        past = {row[0] for row in everything.execute("select distinct pgh_obj_id::text from handovers_transferevent")}
    found += [f"lost: {key}" for key in ledger.asked if key not in there]
    found += [f"acceptance lost: {key}" for key in ledger.accepted if steps.get(key, 0) < 1]
    found += [f"accepted {steps[key]} times: {key}" for key in steps if steps[key] > 1]
    found += [f"asked for twice: {case} {service}" for case, service in twice]
    found += [f"without history: {key}" for key in ledger.accepted if key not in past]
    doctor = subprocess.run([*NAHTLOS, "doctor", "--data", str(data)], capture_output=True, text=True, check=False)
    if doctor.returncode:
        found.append(f"doctor: {doctor.stdout.strip()[-500:]}")
    return found


def main() -> int:
    """Exit 0: nothing lost, nothing twice, always back in time; 1 otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument(
        "--data", type=Path, help="an installation made by `nahtlos demo --scenario 2016`; it is changed"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = options.data or Path(folder) / "data"
        if not (data / "accounts.json").exists():
            print("Setting up the district (about two minutes) …")
            subprocess.run([*NAHTLOS, "demo", "--no-serve", "--scenario", "2016", "--data", str(data)], check=True)
        return run(data, options.kills, random.Random(options.seed))


def run(data: Path, kills: int, chance: random.Random) -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base, ledger, over = f"http://127.0.0.1:{port}", Ledger(), threading.Event()
    serving = subprocess.Popen([*NAHTLOS, "serve", "--data", str(data), "--port", str(port)])
    try:
        if seconds_until(lambda: answers(base), 120) >= 120:
            print("The server did not start.", file=sys.stderr)
            return 1
        accounts = {one["username"]: one for one in json.loads((data / "accounts.json").read_text())}
        threads = writers(base, accounts, ledger, over)
        for number in range(kills):
            time.sleep(chance.uniform(1.5, 4))
            what = chance.choice(["web", "worker", "postgres"])
            kill(what, serving.pid, data)
            ledger.back_after.append((what, seconds_until(lambda: answers(base), 60)))
            print(f"{number + 1:3} {what:9} back after {ledger.back_after[-1][1]:.1f} s")
        time.sleep(3)
        over.set()
        for thread in threads:
            thread.join(60)
        wrong = checked(data, ledger)
    finally:
        over.set()
        serving.terminate()
        serving.wait(30)
    wrong += [f"{what} took {taken:.1f} s to come back" for what, taken in ledger.back_after if taken > BACK]
    print(
        f"{len(ledger.asked)} referrals and {len(ledger.accepted)} acceptances acknowledged, {ledger.unanswered} requests"
        f" without an answer, {kills} kills, back after at most {max(taken for _, taken in ledger.back_after):.1f} s"
    )
    for line in wrong:
        print(line)
    print("Something is wrong." if wrong else "Nothing lost, nothing twice.")
    return 1 if wrong else 0


def writers(
    base: str, accounts: dict[str, dict[str, str]], ledger: Ledger, over: threading.Event
) -> list[threading.Thread]:
    """Three clerks of the Sozialamt who ask, and one of the Jugendamt who accepts."""
    clerks = [Browser(base, name, accounts[name]["password"]) for name in ("soz", "soz", "soz", "ja")]
    for clerk in clerks:
        clerk.login()
    people: list[str] = []
    for number in range(1, 5):
        page = clerks[0].get(f"/faelle/?page={number}")[1]
        people += [
            key for key in dict.fromkeys(re.findall(r'href="/faelle/([0-9a-f-]{36})/"', page)) if key not in people
        ]
    form = clerks[0].get(f"/faelle/{people[0]}/weitergeben/")[1]
    office = next(
        key for key, name in re.findall(r'<option value="([0-9a-f-]{36})">([^<]*)<', form) if "Jugend" in name
    )
    work = [(person, service) for person in people for service in SERVICES]
    shares = [work[number::3] for number in range(3)]
    jobs = [
        *(threading.Thread(target=referrals, args=(clerks[n], shares[n], office, ledger, over)) for n in range(3)),
        threading.Thread(target=acceptances, args=(clerks[3], ledger, over)),
    ]
    for job in jobs:
        job.start()
    return jobs


if __name__ == "__main__":
    sys.exit(main())
