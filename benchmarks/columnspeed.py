"""The law of one day for a million people in columns, beside a version written by hand for whole arrays."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks import handfused
from benchmarks.crowd import crowd
from benchmarks.report import Section
from nahtlos.law.columns.batch import Batch

DAY = date(2024, 3, 15)
#: What is asked of everybody.
DOZEN = (
    "benefit.sgb_ii_age_condition", "seed_group", "benefit_law", "benefit_authority", "benefit.asylblg_level",
    "employment_service", "employment", "apprenticeship", "self_employment", "integration_course", "spatial_restriction",
    "programme.sgb_ii_16",
)  # fmt: skip
CHUNK = 65_536

_FILE = """
import re, sys, time
from datetime import date
from pathlib import Path
from nahtlos.law.columns.parquet import answer_file
began = time.process_time()
answer_file(Path(sys.argv[1]), Path(sys.argv[2]), on=date.fromisoformat(sys.argv[3]), codes=sys.argv[4:])
most = re.search("VmHWM: *([0-9]+)", Path("/proc/self/status").read_text().replace(chr(9), " "))
print(time.process_time() - began, int(most[1]) // 1024)
"""


def measure(folder: Path, options: argparse.Namespace) -> Section:
    section = Section(
        "The law for many people on one day",
        ["what", "people a second of processor time", "ratio to by hand", "peak memory"],
    )
    table = crowd(options.crowd, 1)
    engine, by_hand = _rates(table)
    section.rows.append(["by hand, the same twelve questions: status and answer", f"{by_hand:,.0f}", "1", ""])
    section.rows.append(
        ["the engine in columns: checked, with rule and missing facts", f"{engine:,.0f}", f"{engine / by_hand:.2f}", ""]
    )
    source = folder / "people.parquet"
    pq.write_table(table, source, row_group_size=CHUNK)
    section.rows += _openfisca(source, by_hand)
    command = [sys.executable, "-c", _FILE, str(source), str(folder / "answers.parquet"), DAY.isoformat(), *DOZEN]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, peak = done.stdout.split()
    rate = options.crowd / float(seconds)
    section.rows.append(
        [f"a file: {len(DOZEN)} questions, checked, read and written", f"{rate:,.0f}", "", f"{peak} MB"]
    )
    section.notes = [
        f"{options.crowd:,} invented people, three status periods each, learning included. By hand knows only these people "
        "and this month: nothing is checked, no rule, no discretion, no missing facts.",
        "Goals: half the speed of by hand, five times openfisca-core, under 400 MB. openfisca-core (`make openfisca`) is "
        "given the formulas of by hand and makes no texts; it stands for the fastest it can be.",
    ]
    return section


def _openfisca(source: Path, by_hand: float) -> list[list[Any]]:
    """The row of openfisca-core, where it is installed apart."""
    python = Path(__file__).resolve().parents[1] / "build" / "openfisca" / "bin" / "python"
    if not python.exists():
        return []
    command = [str(python), "-m", "benchmarks.besideopenfisca", str(source)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    rate, peak = done.stdout.split()[-5].replace(",", ""), done.stdout.split()[-2]
    return [
        ["openfisca-core, the same twelve: codes only", f"{int(rate):,}", f"{int(rate) / by_hand:.2f}", f"{peak} MB"]
    ]


def _rates(table: Any) -> tuple[float, float]:
    """People a second, the engine and by hand, chunk by chunk in turn; the answers must be the same."""
    batch, took = Batch(table.schema, DOZEN, DAY), [0.0, 0.0]
    for chunk in table.to_batches(max_chunksize=CHUNK):
        began = time.process_time()
        found, mistakes = batch.answer(chunk)
        between = time.process_time()
        codes = handfused.answers(chunk, np.datetime64(DAY))
        said = {code: handfused.texts(codes[code]) for code in DOZEN}
        took[0] += between - began
        took[1] += time.process_time() - between
        if mistakes or found is None:
            raise SystemExit(f"the crowd is refused: {mistakes[0]}")
        for code, (status, answer) in said.items():
            status_found, answer_found, *_ = found.column(code).flatten()
            if not (status.equals(status_found) and answer.equals(answer_found.cast(pa.string()))):
                raise SystemExit(f"by hand and by the engine are not the same: {code}")
    return len(table) / took[0], len(table) / took[1]
