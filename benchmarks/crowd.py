"""So many invented people as columns, three status periods each: made with numpy, since a million must not take longer to
make than to answer. Every day, status and flag is drawn by itself; what contradicts itself cannot come about.

`python -m benchmarks.crowd PEOPLE.parquet [N]` writes a file of them."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from nahtlos.law.columns import layout

EPOCH_2015 = 16_436
TITLES = (
    "ae_25_2_alt1", "ae_25_2_alt2", "ae_25_3", "duldung_60a_2_s1", "ae_25_5", "ae_25_1", "ae_24", "ne_26_3",
    "duldung_60b",
)  # fmt: skip
NATIONALITIES = ("SY", "AF", "NG", "RS", "IQ", "GE", "UA", "ER", "TR", "SO")
ACCOMMODATION = ("shared", "private", "reception_centre_obliged")


def crowd(number: int, seed: int) -> pa.Table:
    """Columns of `number` people; docs/law/columns.md."""
    chance = np.random.default_rng(seed)
    kinds = layout.types()
    born = chance.integers(-11_000, 16_000, number)
    entered = np.maximum(born + 1, chance.integers(EPOCH_2015, EPOCH_2015 + 3_900, number))
    asked = entered + chance.integers(1, 90, number)
    decided = asked + chance.integers(30, 1_200, number)
    applied = asked - chance.integers(0, 2, number) * chance.integers(0, 30, number)
    columns: dict[str, pa.Array] = {
        "id": pa.array(np.arange(number)),
        "nationality": _one_of(NATIONALITIES, number, chance),
        "date_of_birth": _days(born),
        "entry_on": _days(entered),
        "residence": _residence(kinds["residence"], entered, asked, decided, chance),
        "asylum": _objects(kinds["asylum"], {"application_on": _days(np.maximum(applied, entered))}, number),
        "first_suspension_of_deportation_on": _days(decided),
        "accommodation": _lists(
            kinds["accommodation"], {"from": _days(entered), "kind": _one_of(ACCOMMODATION, number, chance)}, number
        ),
    }
    for flag in ("in_need", "able_to_work", "habitual_residence_in_germany", "married", "sufficient_german"):
        columns[flag] = pa.array(chance.random(number) < 0.8)
    for empty in ("stay_interruptions", "household", "training", "youth_welfare", "work_ban_reasons", "employment"):
        columns[empty] = pa.ListArray.from_arrays(
            pa.array(np.zeros(number + 1, np.int32)), pa.array([], kinds[empty].value_type)
        ).cast(kinds[empty])
    none = pa.array(["asylum.decision"] * number)
    columns["known_none"] = pa.ListArray.from_arrays(pa.array(np.arange(number + 1, dtype=np.int32)), none)
    return pa.table(columns)


def _days(days: Any) -> pa.Array:
    return pa.array(days.astype(np.int32)).cast(pa.date32())


def _one_of(words: tuple[str, ...], number: int, chance: Any) -> pa.Array:
    return pa.array(words).take(pa.array(chance.integers(0, len(words), number)))


def _objects(kind: pa.DataType, known: dict[str, pa.Array], size: int) -> pa.Array:
    """Objects of which these fields are known."""
    fields = [kind.field(place) for place in range(kind.num_fields)]
    return pa.StructArray.from_arrays(
        [known.get(field.name, pa.nulls(size, field.type)) for field in fields], fields=fields
    )


def _lists(kind: pa.DataType, known: dict[str, pa.Array], size: int, each: int = 1) -> pa.Array:
    """Lists of so many objects each."""
    offsets = pa.array(np.arange(0, size * each + 1, each, dtype=np.int32))
    return pa.ListArray.from_arrays(offsets, _objects(kind.value_type, known, size * each)).cast(kind)


def _residence(kind: pa.DataType, entered: Any, asked: Any, decided: Any, chance: Any) -> pa.Array:
    number = len(entered)
    starts = np.stack([entered, asked, decided], axis=1).ravel()
    ends = np.stack([asked, decided, np.zeros_like(decided)], axis=1).ravel()
    until = pa.array(ends.astype(np.int32), mask=np.arange(number * 3) % 3 == 2).cast(pa.date32())
    words = pa.array(("ankunftsnachweis", "aufenthaltsgestattung", *TITLES))
    codes = np.stack([np.zeros(number, int), np.ones(number, int), chance.integers(2, 2 + len(TITLES), number)], axis=1)
    known = {"from": _days(starts), "until": until, "status": words.take(pa.array(codes.ravel()))}
    return _lists(kind, known, number, 3)


if __name__ == "__main__":
    pq.write_table(crowd(int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000, 1), sys.argv[1], row_group_size=65_536)
