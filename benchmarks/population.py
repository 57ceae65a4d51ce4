"""Invented people by the million, as columns: an asylum procedure each, of another length, outcome and age.

Everybody has three status periods. Some are minors, some have a household, some facts are unknown about some.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from nahtlos.law.columns import layout

_EPOCH = date(1970, 1, 1).toordinal()
OUTCOMES = (
    "aufenthaltsgestattung",
    "ae_25_2_alt1",
    "ae_25_2_alt2",
    "ae_25_3",
    "duldung_60a_2_s1",
    "duldung_60b",
    "ae_25_5",
)
NATIONALITIES = ("SY", "AF", "IQ", "NG", "RS", "GE", "TR", "GH")


def _days(numbers: Any, known: Any = None) -> pa.Array:
    return pa.array(numbers.astype(np.int32), pa.int32(), mask=None if known is None else ~known).cast(pa.date32())


def _texts(values: tuple[str, ...], codes: Any) -> pa.Array:
    return pa.array(values).take(pa.array(codes))


def _lists(rows: pa.Array, lengths: Any) -> pa.Array:
    return pa.ListArray.from_arrays(pa.array(np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)), rows)


def _empty(name: str, size: int) -> pa.Array:
    kind = layout.types()[name]
    return pa.ListArray.from_arrays(pa.array(np.zeros(size + 1, np.int32)), pa.array([], kind.value_type))


def people(size: int, seed: int) -> pa.RecordBatch:
    """A chunk of people."""
    chance = np.random.default_rng(seed)
    first = date(2015, 1, 1).toordinal() - _EPOCH
    arrived = first + chance.integers(0, 4000, size)
    applied = arrived + chance.integers(1, 120, size)
    decided = applied + chance.integers(90, 700, size)
    outcome = chance.choice(len(OUTCOMES), size, p=[0.2, 0.25, 0.15, 0.1, 0.15, 0.05, 0.1])
    born = date(1950, 1, 1).toordinal() - _EPOCH + chance.integers(0, 25_000, size)
    born = np.minimum(born, arrived)
    begun = np.stack([arrived, applied, decided], axis=1).ravel()
    ended = np.stack([applied, decided, np.zeros(size, np.int64)], axis=1).ravel()
    goes_on = np.tile([True, True, False], size)
    status = np.stack([np.full(size, 7), np.full(size, 0), outcome], axis=1).ravel()
    residence = pa.StructArray.from_arrays(
        [
            _days(begun),
            _days(ended, goes_on),
            _texts((*OUTCOMES, "ankunftsnachweis"), status),
        ],
        names=["from", "until", "status"],
    )
    pending = outcome == 0
    kind = np.select([outcome == 1, outcome == 2, outcome == 3], [0, 1, 2], 3)
    served = decided - chance.integers(0, 30, size)
    decision = pa.StructArray.from_arrays(
        [
            _texts(("refugee", "subsidiary", "removal_ban", "rejected"), kind),
            _days(served),
            _days(served + 14),
            pa.array(chance.random(size) < 0.1, pa.bool_(), mask=kind != 3),
            pa.array(chance.random(size) < 0.05, pa.bool_(), mask=kind != 3),
            pa.array(chance.random(size) < 0.5, pa.bool_(), mask=kind != 3),
        ],
        names=["kind", "served_on", "final_on", "manifestly_unfounded", "inadmissible", "suspensive_effect_ordered"],
        mask=pa.array(pending),
    )
    asylum = pa.StructArray.from_arrays([_days(applied), decision], names=["application_on", "decision"])
    suspended = np.isin(outcome, [4, 5, 6])
    none = np.where(pending, 1, 0) + np.where(suspended, 0, 1)
    paths = np.stack([np.where(pending, 0, -1), np.where(suspended, -1, 1)], axis=1).ravel()
    lodged = chance.random(size)
    columns = {
        "id": pa.array(np.arange(size) + seed * 10_000_000),
        "nationality": _texts(NATIONALITIES, chance.integers(0, len(NATIONALITIES), size)),
        "date_of_birth": _days(born, chance.random(size) > 0.02),
        "entry_on": _days(arrived),
        "stay_interruptions": _empty("stay_interruptions", size),
        "residence": _lists(residence, np.full(size, 3)),
        "asylum": asylum,
        "first_suspension_of_deportation_on": _days(decided, suspended),
        "accommodation": _lists(
            pa.StructArray.from_arrays(
                [_days(arrived), _texts(("reception_centre_obliged", "shared", "private"), (lodged * 3).astype(int))],
                names=["from", "kind"],
            ),
            np.ones(size, int),
        ),
        "in_need": pa.array(chance.random(size) < 0.8, pa.bool_(), mask=chance.random(size) < 0.1),
        "able_to_work": pa.array(chance.random(size) < 0.9, pa.bool_(), mask=chance.random(size) < 0.1),
        "habitual_residence_in_germany": pa.array(np.ones(size, bool)),
        "household": _empty("household", size),
        "training": _empty("training", size),
        "youth_welfare": _empty("youth_welfare", size),
        "unaccompanied_minor": pa.array(chance.random(size) < 0.05),
        "work_ban_reasons": _empty("work_ban_reasons", size),
        "removal_measures_imminent": pa.array(chance.random(size) < 0.1, pa.bool_(), mask=chance.random(size) < 0.3),
        "known_none": _lists(
            _texts(("asylum.decision", "first_suspension_of_deportation_on"), paths[paths >= 0]), none
        ),
    }
    return pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))


def write(path: Path, size: int, chunk: int = 65_536) -> Path:
    """A file of so many people."""
    begun = 0
    with pq.ParquetWriter(path, people(1, 0).schema) as out:
        while begun < size:
            out.write_batch(people(min(chunk, size - begun), begun // chunk + 1))
            begun += chunk
    return path
