"""Codes for columns of lists and objects: equal codes in a chunk mean equal values."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Codes = np.ndarray[Any, np.dtype[np.int32]]

#: The codes of a column that is neither a list nor an object; 0 for null.
Plain = Callable[[pa.Array], Codes]


def codes_of(column: pa.Array, plain: Plain) -> Codes:
    """A code for each value; 0 for null."""
    if column.null_count == len(column):
        return np.zeros(len(column), np.int32)
    if pa.types.is_struct(column.type):
        codes: Codes = _object(column, plain)
    elif is_list(column.type):
        codes = _list(column, plain)
    else:
        codes = plain(column)
    codes[~column.is_valid().to_numpy(zero_copy_only=False)] = 0
    return codes


def is_list(kind: pa.DataType) -> bool:
    """Whether a column holds lists."""
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind))


def by_value(column: pa.Array) -> Codes:
    """Plain values are told apart by what they are."""
    encoded = column.dictionary_encode()
    codes: Codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32) + 1
    return codes


def days_alike(column: pa.Array) -> Codes:
    """As `by_value`, but all days of the calendar are alike: for asking whether a value has the right shape."""
    if pa.types.is_date(column.type):
        given: Codes = column.is_valid().to_numpy(zero_copy_only=False).astype(np.int32)
        return given
    return by_value(column)


def _object(column: pa.Array, plain: Plain) -> Codes:
    key, space = np.zeros(len(column), np.int64), 1
    for place in range(column.type.num_fields):
        key, space = _and(key, space, codes_of(pc.struct_field(column, [place]), plain))
    return dense(key) + 1


def _list(column: pa.Array, plain: Plain) -> Codes:
    lengths = pc.list_value_length(column).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    parts = codes_of(column.flatten(), plain)
    starts = np.cumsum(lengths) - lengths
    key, space = lengths, int(lengths.max(initial=0)) + 1
    rows = np.arange(len(column))
    for number in range(int(lengths.max(initial=0))):
        rows = rows[lengths[rows] > number]
        values = np.zeros(len(column), np.int64)
        values[rows] = parts[starts[rows] + number] + 1
        key, space = _and(key, space, values)
    return dense(key) + 1


def _and(key: Any, space: int, codes: Any) -> tuple[Any, int]:
    values = int(codes.max(initial=0)) + 1
    if space * values >= 2**62:
        key = dense(key).astype(np.int64)
        space = int(key.max(initial=0)) + 1
    return key * values + codes, space * values


def dense(key: Any) -> Codes:
    """The same differences with small codes."""
    codes: Codes = pa.array(key).dictionary_encode().indices.to_numpy(zero_copy_only=False).astype(np.int32)
    return codes
