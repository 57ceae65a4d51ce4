"""docs/performance.md from what was measured."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


@dataclass(slots=True)
class Section:
    """One table: heading, columns, rows, and what the reader must know."""

    title: str
    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def machine() -> str:
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.processor(),
    )
    return f"{os.cpu_count()} x {model}, Python {platform.python_version()}, Django {version('django')}"


def write(sections: Sequence[Section]) -> None:
    """Replace the measured part; sections that were not measured this time keep their old figures."""
    old = _parts(TARGET.read_text(encoding="utf-8")) if TARGET.exists() else {}
    for section in sections:
        old[section.title] = _table(section)
    head = (
        "# Performance: what was measured\n\nWritten by `make bench`; each table names the day and the machine. Every figure stands beside a limit\n"
        "measured in the same run. On a shared machine the same run varies by up to a factor of two: read the ratios.\n"
    )
    body = "".join(f"\n## {title}\n{text}" for title, text in old.items())
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(head + body, encoding="utf-8")
    print(f"written: {TARGET}")


def show(sections: Sequence[Section]) -> None:
    """On the screen only: quick figures are no record."""
    for section in sections:
        print(f"\n## {section.title}\n{_table(section)}")


def _table(section: Section) -> str:
    lines = [
        f"\n{datetime.now(UTC):%Y-%m-%d}, {machine()}, load {os.getloadavg()[0]:.1f}\n",
        f"| {' | '.join(section.columns)} |",
    ]
    lines.append(f"|{'---|' * len(section.columns)}")
    lines += [f"| {' | '.join(str(cell) for cell in row)} |" for row in section.rows]
    lines += ["", *[f"- {note}" for note in section.notes]]
    return "\n".join(lines).rstrip() + "\n"


def _parts(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for block in text.split("\n## ")[1:]:
        title, _, rest = block.partition("\n")
        found[title.strip()] = rest.rstrip("\n") + "\n"
    return found
