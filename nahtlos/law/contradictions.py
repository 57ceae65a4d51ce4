"""Facts that cannot all be true, although each has the right shape: said at the door, so that no answer rests on them.

Several residence statuses at once are legal, and so are two jobs, two trainings or two benefits. What excludes each
other: two places to live, a flag that says yes and no, the same status twice, an entry before birth.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

Path = list[str | int]
Row = Mapping[str, Any]


def contradictions(facts: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Each contradiction with its path; the facts follow the schema."""
    born, entered = facts.get("date_of_birth"), facts.get("entry_on")
    if born and entered and entered < born:
        yield ["date_of_birth"], f"{born!r} lies after the entry on {entered!r}; correct one of the two days"
    yield from _of_one_person(facts, [])
    for number, member in enumerate(facts.get("household") or ()):
        yield from _of_one_person(member, ["household", number])


def _of_one_person(facts: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, str]]:
    for key, rows in facts.items():
        differ = EXCLUDE.get(key, _flags_differ)
        if isinstance(rows, list) and all(isinstance(row, Mapping) for row in rows):
            yield from _overlaps(rows, [*path, key], differ)


def _flags_differ(one: Row, other: Row) -> bool:
    """A flag may not say yes and no; rows of other lists stand beside each other."""
    return "value" in one and "value" in other and one["value"] != other["value"]


def _kinds_differ(one: Row, other: Row) -> bool:
    return bool(one["kind"] != other["kind"])


def _places_differ(one: Row, other: Row) -> bool:
    return any(
        one[key] != other[key] for key in ("land", "district_ags", "agency_district") if key in one and key in other
    )


def _same_status(one: Row, other: Row) -> bool:
    return bool(one["status"] == other["status"])


#: Which rows of a list cannot hold on the same day.
EXCLUDE: dict[str, Callable[[Row, Row], bool]] = {
    "accommodation": _kinds_differ,
    "places": _places_differ,
    "residence": _same_status,
}


def _overlaps(rows: Sequence[Row], path: Path, exclude: Callable[[Row, Row], bool]) -> Iterator[tuple[Path, str]]:
    """Of each pair that excludes each other and shares a day, the row that begins later."""
    for pair in combinations(enumerate(rows), 2):
        (first, earlier), (second, later) = sorted(pair, key=lambda entry: str(entry[1].get("from")))
        if not (isinstance(later.get("from"), str) and exclude(earlier, later) and _share_a_day(earlier, later)):
            continue
        end = f"until {earlier['until']!r}" if earlier.get("until") else "without end"
        what = (
            f"{later['from']!r} lies within {path[-1]}[{first}] (from {earlier['from']!r}, {end}), and both cannot hold"
        )
        yield [*path, second, "from"], f"{what}; end that period where this one begins, or correct one of the two"


def _share_a_day(earlier: Row, later: Row) -> bool:
    end, also = earlier.get("until"), later.get("until")
    return (end is None or later["from"] < end) and (also is None or later["from"] < also)
