"""Whether a row costs the same in a small and in a large district."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.place import empty, import_lists, people
from benchmarks.report import Section


def measure(folder: Path, options: argparse.Namespace) -> Section:
    section = Section(
        "Cost per row as the district grows", ["people", "rows of four lists", "seconds", "ms a row", "peak memory"]
    )
    per_row = []
    for size in options.sizes:
        place = empty(folder / f"growth-{size}")
        measured = import_lists(place, people(place, size, seed=size))
        seconds, rows = sum(one[0] for one in measured.values()), sum(one[2] for one in measured.values())
        per_row.append(seconds / rows * 1000)
        peak = max(one[1] for one in measured.values())
        section.rows.append([f"{size:,}", f"{rows:,}", f"{seconds:.0f}", f"{per_row[-1]:.1f}", f"{peak:.0f} MB"])
    section.notes = [
        f"Largest to smallest: {per_row[-1] / per_row[0]:.2f} times the cost of a row. Goal: constant up to 50,000 people."
    ]
    return section
