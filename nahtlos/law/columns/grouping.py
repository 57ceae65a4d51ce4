"""People of a kind: those with equal codes in all of some columns."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from nahtlos.law.columns.people import Codes


def grouped(columns: Sequence[Codes], size: int) -> tuple[Codes, Codes]:
    """The kind of each person, and one example of each kind."""
    if not columns:
        return np.zeros(size, np.int32), np.zeros(min(size, 1), np.int32)
    key, space = columns[0].astype(np.int64), int(columns[0].max(initial=0)) + 1
    for column in columns[1:]:
        values = int(column.max(initial=0)) + 1
        if values == 1:
            continue
        if space * values >= 2**62:
            key, space = _dense(key)
            key = key.astype(np.int64)
        key = key * values + column
        space *= values
    kinds, number = _dense(key)
    examples = np.zeros(number, np.int32)
    examples[kinds[::-1]] = np.arange(size - 1, -1, -1, dtype=np.int32)
    return kinds, examples


def _dense(key: Any) -> tuple[Any, int]:
    encoded = pa.array(key).dictionary_encode()
    return encoded.indices.to_numpy(zero_copy_only=False), len(encoded.dictionary)


def keys_of(columns: Sequence[Codes], examples: Codes) -> list[bytes]:
    """What the codes of each example are, as one key."""
    if not columns:
        return [b""] * len(examples)
    table = np.ascontiguousarray(np.stack([column[examples] for column in columns], axis=1, dtype=np.int32))
    whole: Iterable[Any] = table.view(np.dtype((np.void, table.dtype.itemsize * table.shape[1]))).ravel()
    return [bytes(row) for row in whole]
