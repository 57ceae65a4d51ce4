"""A database of its own for a measurement, and programs run beside it with their time and memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

CLI = [sys.executable, "-m", "nahtlos.config.command"]
OFFICES = {"auslaenderbehoerde": "abh", "sozialamt": "soz", "arbeitsagentur": "aa", "jobcenter": "jc"}


def empty(folder: Path, scenario: str = "today") -> Path:
    """A fresh installation with organisations and accounts, without people."""
    run(["demo", "--empty", "--no-serve", "--scenario", scenario, "--data", str(folder)])
    return folder


def run(words: list[str], *, env: dict[str, str] | None = None) -> tuple[float, float]:
    """(seconds, peak memory in MB) of one command; its exit code may be 1 (rows wait for a human)."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    script = "import resource,runpy,sys,json\nsys.argv=sys.argv[1:]\ncode=0\ntry:\n runpy.run_module('nahtlos.config.command',run_name='__main__')\nexcept SystemExit as e:\n code=e.code\nprint('PEAK',resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,file=sys.stderr)\nsys.exit(code)"
    done = subprocess.run(
        [sys.executable, "-c", script, "nahtlos", *words],
        capture_output=True,
        text=True,
        env={**os.environ, **(env or {})},
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr[-2000:])
    peak = next((int(line.split()[1]) for line in done.stderr.splitlines() if line.startswith("PEAK")), before)
    return time.perf_counter() - began, peak / 1024


def import_lists(folder: Path, lists: Path) -> dict[str, tuple[float, float, int]]:
    """profile → (seconds, MB, rows) of importing each list with `nahtlos import`."""
    measured = {}
    for profile, user in OFFICES.items():
        file = next(path for path in sorted(lists.glob(f"{profile}.*")) if path.suffix in (".csv", ".xlsx"))
        report = folder / f"{profile}.json"
        seconds, peak = run(
            ["import", str(file), "--profile", profile, "--as", user, "--data", str(folder), "--json", str(report)]
        )
        rows = json.loads(report.read_text(encoding="utf-8"))["rows"]
        measured[profile] = (seconds, peak, sum(1 for row in rows if row["outcome"] != "not_a_person"))
    return measured


def people(folder: Path, number: int, seed: int) -> Path:
    """Lists of so many synthetic people."""
    lists = folder / f"lists-{number}"
    run(["generate", "--people", str(number), "--seed", str(seed), "--out", str(lists)])
    return lists
