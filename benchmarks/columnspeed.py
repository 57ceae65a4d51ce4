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
import resource, sys, time
from datetime import date
from pathlib import Path
from nahtlos.law.columns.parquet import answer_file
began = time.perf_counter()
answer_file(Path(sys.argv[1]), Path(sys.argv[2]), on=date.fromisoformat(sys.argv[3]), codes=sys.argv[4:])
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def measure(folder: Path, options: argparse.Namespace) -> Section:
    section = Section(
        "The law for many people on one day", ["what", "people a second", "ratio to by hand", "peak memory"]
    )
    table = crowd(options.crowd, 1)
    engine, by_hand = _rates(table)
    section.rows.append(["by hand, the same twelve questions: status and answer", f"{by_hand:,.0f}", "1", ""])
    section.rows.append(
        ["the engine in columns: checked, with rule and missing facts", f"{engine:,.0f}", f"{engine / by_hand:.2f}", ""]
    )
    source = folder / "people.parquet"
    pq.write_table(table, source, row_group_size=CHUNK)
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
        "Goals: half the speed of by hand, under 400 MB. openfisca-core is not measured yet.",
    ]
    return section


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
