"""Two questions written by hand for whole arrays, as somebody would who gave up rules that can be read.

Knows only what the crowd of `crowd.py` needs: nothing is unknown, one status at a time, nobody is a child without a status.
Strings are made once and taken by code. `columnspeed` compares its answers with those of the engine, row by row.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from nahtlos.law.parameters import statuses
from nahtlos.law.parameters.reading import load

QUESTIONS = ("benefit.sgb_ii_age_condition", "seed_group")


def answers(chunk: pa.RecordBatch, day: np.datetime64) -> tuple[Any, pa.Array]:
    """Whether the age fits, and the group, for each of a chunk."""
    return _age(chunk, day), _group(chunk, day)


def _age(chunk: pa.RecordBatch, day: np.datetime64) -> Any:
    born = chunk.column("date_of_birth").to_numpy(zero_copy_only=False).astype("datetime64[D]")
    month = born.astype("datetime64[M]")
    in_month = (born - month.astype("datetime64[D]")).astype(np.int64)
    year = month.astype("datetime64[Y]").astype(np.int64) + 1970
    months_old = _moved(month, in_month, 15 * 12)
    leap = (in_month == 28) & (month.astype(np.int64) % 12 == 1)  # 29 February: 1 March where the day is missing
    months_old = np.where(leap, (month + 15 * 12 + 1).astype("datetime64[D]"), months_old)
    last = _moved(month, in_month, _LIMITS[np.clip(year, 1946, 1964) - 1946]) - np.timedelta64(1, "D")
    past = (last.astype("datetime64[M]") + 1).astype("datetime64[D]")
    return (day >= months_old) & (day < past)


def _moved(month: Any, in_month: Any, months: Any) -> Any:
    """So many months later; the last day of the month where the day is missing."""
    target = month + months
    end = (target + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.minimum(target.astype("datetime64[D]") + in_month, end)


def _months(limit: str) -> int:
    years, months = limit.split("+")
    return int(years) * 12 + int(months)


_TABLE = load("sgb_ii_age_limit")
_BY_YEAR = {row["born"]: _months(row["value"]) for row in _TABLE["values"]}
_LIMITS = np.array([_BY_YEAR.get(year, _months(_TABLE["until_1946"])) for year in range(1946, 1965)])


def _group(chunk: pa.RecordBatch, day: np.datetime64) -> pa.Array:
    """The group of the status whose period covers the day; null where none does."""
    lists = chunk.column("residence")
    rows, parents = lists.flatten(), pc.list_parent_indices(lists).to_numpy()
    first = pc.struct_field(rows, "from").to_numpy(zero_copy_only=False)
    until = pc.struct_field(rows, "until").fill_null(pa.scalar(2_932_896, pa.int32()).cast(pa.date32()))
    holds = (first <= day) & (day < until.to_numpy(zero_copy_only=False))
    held = pc.struct_field(rows, "status").dictionary_encode()
    words = [statuses.group(status) or "other" for status in held.dictionary.to_pylist()]
    codes = np.full(len(chunk), -1)
    codes[parents[holds]] = held.indices.to_numpy()[holds]
    return pa.array(words).take(pa.array(codes, mask=codes < 0))
