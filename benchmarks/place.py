"""A database of its own for a measurement, and programs run beside it with their time and memory."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

_MEASURED = Path(__file__).with_name("measured.py")
OFFICES = {"auslaenderbehoerde": "abh", "sozialamt": "soz", "arbeitsagentur": "aa", "jobcenter": "jc"}


def empty(folder: Path, scenario: str = "today") -> Path:
    """A fresh installation with organisations and accounts, without people."""
    run(["demo", "--empty", "--no-serve", "--scenario", scenario, "--data", str(folder)])
    return folder


def run(words: list[str], *, env: dict[str, str] | None = None) -> tuple[float, float]:
    """(seconds, peak memory in MB) of one command with its helpers; its exit code may be 1 (rows wait for a human).

    Raises RuntimeError when it did not do its work, whatever its exit code.
    """
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(_MEASURED), *words], capture_output=True, text=True, env={**os.environ, **(env or {})}
    )
    seconds = time.perf_counter() - began
    peak = re.search(r"^PEAK (\d+) (\d+)$", done.stderr, re.MULTILINE)
    # A command that found problems says so and exits 1, like Python after a crash.
    if done.returncode not in (0, 1) or peak is None or "Traceback" in done.stderr:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr[-2000:]}")
    return seconds, sum(int(part) for part in peak.groups()) / 1024


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
