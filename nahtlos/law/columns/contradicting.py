"""Who of many people may have facts that contradict each other: found in columns, so that few are looked at one by one.

What a contradiction is, and how it is told, stands in `nahtlos.law.contradictions` alone. Here is only a sieve: it lets
through everybody who has two rows that share a day in a list of which `EXCLUDE` (or a flag) forbids it.
"""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from nahtlos.law.columns import nested
from nahtlos.law.columns.people import People
from nahtlos.law.contradictions import EXCLUDE
from nahtlos.law.engine.days import FAR

Rows = np.ndarray[Any, np.dtype[np.bool_]]

#: Of these lists two rows that say the same may share a day: what must differ (or agree, for a status) to be looked at.
_SAME = frozenset({"residence"})


def suspects(people: People) -> Rows:
    """Who has to be looked at: nobody else contradicts herself. The facts follow the schema."""
    found = np.zeros(people.size, bool)
    for name, column in people.columns.items():
        found |= _overlapping(name, column)
    born, entered = (people.columns.get(name) for name in ("date_of_birth", "entry_on"))
    if born is not None and entered is not None:
        found |= pc.less(entered, born).fill_null(False).to_numpy(zero_copy_only=False)
    if people.told is not None:
        found |= np.fromiter((bool(told) for told in people.told), bool, people.size)
    return found


def _overlapping(name: str, column: pa.Array) -> Rows:
    """In whose list of this name, or in a list within it, two rows that exclude each other may share a day."""
    found = np.zeros(len(column), bool)
    if not nested.is_list(column.type) or not pa.types.is_struct(column.type.value_type):
        return found
    rows = column.flatten()
    parents = pc.list_parent_indices(column).to_numpy(zero_copy_only=False)
    names = [rows.type.field(place).name for place in range(rows.type.num_fields)]
    for place, inner in enumerate(names):
        within = _overlapping(inner, pc.struct_field(rows, [place]))
        found[parents[within]] = True
    if "from" in names and (name in EXCLUDE or "value" in names):
        found[parents[_beside_another(name, rows, parents)]] = True
    return found


def _beside_another(name: str, rows: pa.Array, parents: Any) -> Rows:
    """Which rows share a day with a later row of the same list, as far as that may be wrong."""
    fields = {rows.type.field(place).name: pc.struct_field(rows, [place]) for place in range(rows.type.num_fields)}
    starts, ends = (_days(fields.get(key), len(rows), missing) for key, missing in (("from", 0), ("until", FAR)))
    told = [nested.codes_of(column, nested.by_value) for key, column in fields.items() if key not in {"from", "until"}]
    if name in _SAME:
        told = [nested.codes_of(fields["status"], nested.by_value)] if "status" in fields else []
    found = np.zeros(len(rows), bool)
    for step in range(1, int(np.bincount(parents).max(initial=0)) if len(parents) else 0):
        one, other = slice(None, -step), slice(step, None)
        share = parents[one] == parents[other]
        share &= np.maximum(starts[one], starts[other]) < np.minimum(ends[one], ends[other])
        if not share.any():
            continue
        if name in _SAME:
            share &= np.all([codes[one] == codes[other] for codes in told], axis=0)
        elif told:
            share &= np.any([codes[one] != codes[other] for codes in told], axis=0)
        found[one] |= share
    return found


def _days(column: pa.Array | None, size: int, missing: int) -> Any:
    if column is None or not pa.types.is_date32(column.type):
        return np.full(size, missing, np.int64)
    return column.cast(pa.int32()).cast(pa.int64()).fill_null(missing).to_numpy(zero_copy_only=False)
