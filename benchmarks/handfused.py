"""The dozen of `columnspeed` written by hand for whole arrays, as somebody would who gave up rules that can be read.

Knows only the people of `crowd.py` and the law of March 2024: nothing is unknown but what is unknown about all of them,
one status at a time, nothing is checked, no rule, no discretion and no missing facts are named. Every outcome is one code;
texts are made once and taken by it. `columnspeed` compares status and answer with those of the engine, row by row.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from nahtlos.law.parameters import statuses
from nahtlos.law.parameters.reading import load

#: What a code says: status and answer.
OUTCOMES: list[tuple[str, Any]] = []


def _outcome(status: str, answer: Any = None) -> int:
    OUTCOMES.append((status, answer))
    return len(OUTCOMES) - 1


UNDETERMINED, MANUAL, BORDERLINE = (_outcome(one) for one in ("undetermined", "manual_check", "borderline"))
NOT_APPLICABLE, NO, YES = _outcome("not_applicable"), _outcome("determined", False), _outcome("determined", True)
NONE, ASYLBLG, SGB_II, CH3, CH4 = (
    _outcome("determined", one) for one in ("none", "asylblg", "sgb_ii", "sgb_xii_ch3", "sgb_xii_ch4")
)
SOZIALAMT_ASYLBLG, LAND, SOZIALAMT, JOBCENTER, AGENTUR = (
    _outcome("determined", one)
    for one in ("sozialamt_asylblg", "land_asylblg", "sozialamt_sgb_xii", "jobcenter", "arbeitsagentur")
)
FREE, PROHIBITED, ENTITLED, PERMIT, NO_ACCESS = (
    _outcome("determined", one)
    for one in ("free", "prohibited", "entitled_with_ba_approval", "permit_with_ba_approval", "no_access")
)
_STATUSES = (
    "", "ankunftsnachweis", "aufenthaltsgestattung", "duldung_60a_2_s1", "duldung_60b", "ae_25_5", "ae_24",
    "ae_25_1", "ae_25_2_alt1", "ae_25_2_alt2", "ae_25_3", "ne_26_3",
)  # fmt: skip
_IN_PROCEDURE, _DULDUNG, _60B, _25_5 = 2, 3, 4, 5
_GROUPS = np.array([UNDETERMINED, *(_outcome("determined", statuses.group(one) or "other") for one in _STATUSES[1:])])

#: Nationals of safe countries of origin who applied after this day may not work.
_SAFE = {"RS": np.datetime64("2015-08-31"), "GE": np.datetime64("2023-08-30")}


class _Crowd(NamedTuple):
    """What is looked at of a chunk."""

    status: Any
    entered: Any
    decided: Any
    applied: Any
    born: Any
    in_centre: Any
    may_apply_until: Any
    safe: Any
    flags: dict[str, Any]


def answers(chunk: pa.RecordBatch, day: np.datetime64) -> dict[str, Any]:
    """The code of what is said to each of a chunk, by question."""
    crowd = _read(chunk, day)
    status, flags = crowd.status, crowd.flags
    known, procedure, tolerated = (
        status > 0,
        (status > 0) & (status <= _IN_PROCEDURE),
        np.isin(status, (_DULDUNG, _60B)),
    )
    fifteen, limit = _age(crowd.born, day)
    law, other, doubt = _law(crowd, day, fifteen, limit)
    fixed = {UNDETERMINED: UNDETERMINED, MANUAL: MANUAL, BORDERLINE: BORDERLINE}
    sgb_side = known & flags["in_need"] & (law == UNDETERMINED) & ~doubt  # able to work, or for ever incapable?
    said = {
        "benefit.sgb_ii_age_condition": np.where(fifteen & ~limit, YES, NO),
        "seed_group": _GROUPS[status],
        "benefit_law": law,
    }
    table = _table({**fixed, NONE: NONE, SGB_II: JOBCENTER, CH3: SOZIALAMT, CH4: SOZIALAMT, ASYLBLG: SOZIALAMT_ASYLBLG})
    authority = np.where(sgb_side, SOZIALAMT, table[law])
    end = np.where(status <= _60B, day + 1, np.where(status == _25_5, _moved(crowd.decided, 18), day - 1))
    in_centre = (law == ASYLBLG) & crowd.in_centre
    authority = np.where(in_centre & (end >= day), np.where(end == day, BORDERLINE, LAND), authority)
    said["benefit_authority"] = np.where(doubt, BORDERLINE, authority)
    table = _table(
        {
            **fixed,
            ASYLBLG: UNDETERMINED,
            NONE: NOT_APPLICABLE,
            SGB_II: NOT_APPLICABLE,
            CH3: NOT_APPLICABLE,
            CH4: NOT_APPLICABLE,
        }
    )
    said["benefit.asylblg_level"] = np.where(doubt, UNDETERMINED, np.where(sgb_side, NOT_APPLICABLE, table[law]))
    in_doubt = doubt & np.isin(other, (SGB_II, MANUAL))
    table = _table({**fixed, NONE: AGENTUR, ASYLBLG: AGENTUR, SGB_II: JOBCENTER, CH3: AGENTUR, CH4: AGENTUR})
    service = np.where(sgb_side | doubt, AGENTUR, table[law])
    service = np.where(fifteen, np.where(in_doubt, BORDERLINE, service), NONE)
    said["employment_service"] = np.where(known, service, UNDETERMINED)
    table = _table({**fixed, NONE: NO, ASYLBLG: NO, SGB_II: YES, CH3: NO, CH4: NO})
    programme = np.where(sgb_side | doubt, NO, table[law])
    said["programme.sgb_ii_16"] = np.where(in_doubt, BORDERLINE, programme)
    said["employment"], said["apprenticeship"], said["spatial_restriction"] = _work(crowd, day, known, procedure)
    own = _table({0: UNDETERMINED, 1: PROHIBITED, 2: PROHIBITED, _DULDUNG: MANUAL, _60B: PROHIBITED}, FREE)
    said["self_employment"] = own[status]
    course = np.where(tolerated | flags["sufficient_german"], NO_ACCESS, UNDETERMINED)
    said["integration_course"] = np.where(known, course, UNDETERMINED)
    return said


def texts(codes: Any) -> tuple[pa.Array, pa.Array]:
    """Status and answer of codes, as texts."""
    wanted = pa.array(codes)
    return _SAID[0].take(wanted), _SAID[1].take(wanted)


_SAID = (
    pa.array([status for status, _ in OUTCOMES]),
    pa.array([None if answer is None else str(answer).lower() for _, answer in OUTCOMES]),
)


def _table(codes: dict[int, int], otherwise: int = 0) -> Any:
    table = np.full(len(OUTCOMES), otherwise, np.int8)
    for code, becomes in codes.items():
        table[code] = becomes
    return table


def _read(chunk: pa.RecordBatch, day: np.datetime64) -> _Crowd:
    rows = chunk.column("residence").flatten()
    starts = _dates(pc.struct_field(rows, "from")).reshape(-1, 3)
    words = pc.struct_field(rows, "status").dictionary_encode()
    codes = np.array([_STATUSES.index(word) for word in words.dictionary.to_pylist()], np.int8)
    held = codes[words.indices.to_numpy()].reshape(-1, 3)
    status = np.where(starts[:, 0] <= day, held[:, 0], 0)
    status = np.where(starts[:, 1] <= day, held[:, 1], status)
    status = np.where(starts[:, 2] <= day, held[:, 2], status)
    kind = pc.struct_field(chunk.column("accommodation").flatten(), "kind")
    countries = chunk.column("nationality").dictionary_encode()
    names, indices = countries.dictionary.to_pylist(), countries.indices.to_numpy()
    flags = ("in_need", "able_to_work", "habitual_residence_in_germany", "sufficient_german")
    return _Crowd(
        status,
        _dates(chunk.column("entry_on")),
        starts[:, 2],
        _dates(pc.struct_field(chunk.column("asylum"), "application_on")),
        _dates(chunk.column("date_of_birth")),
        pc.equal(kind, "reception_centre_obliged").to_numpy(zero_copy_only=False),
        np.array([_SAFE.get(name, np.datetime64("9999-01-01")) for name in names])[indices],
        np.array([name in _SAFE for name in names])[indices],
        {name: chunk.column(name).to_numpy(zero_copy_only=False) for name in flags},
    )


def _dates(column: pa.Array) -> Any:
    return column.to_numpy(zero_copy_only=False).astype("datetime64[D]")


def _law(crowd: _Crowd, day: np.datetime64, fifteen: Any, limit: Any) -> tuple[Any, Any, Any]:
    """The law of the benefit; what it were without the AsylbLG; and who stands on the day between them."""
    status, flags = crowd.status, crowd.flags
    month = day.astype("datetime64[M]").astype("datetime64[D]")
    eighteen = _moved(crowd.decided, 18)
    asylum = (status > 0) & (status <= _60B) | (status > _25_5) & (crowd.decided >= month)
    asylum |= (status == _25_5) & (eighteen >= month)
    adult = _born_years_ago(crowd.born, 18) <= day
    able = np.where(flags["habitual_residence_in_germany"], SGB_II, MANUAL)
    other = np.where(flags["able_to_work"], able, np.where(adult, UNDETERMINED, CH3))
    other = np.where(fifteen, np.where(limit, CH4, other), CH3)
    doubt = (status == _25_5) & (eighteen == month - np.timedelta64(1, "D")) & flags["in_need"]
    law = np.where(asylum, ASYLBLG, other)
    law = np.where(doubt & (other != UNDETERMINED), BORDERLINE, law)
    law = np.where(status > 0, law, UNDETERMINED)
    return np.where(flags["in_need"], law, NONE), other, doubt


def _work(crowd: _Crowd, day: np.datetime64, known: Any, procedure: Any) -> tuple[Any, Any, Any]:
    """Employment, apprenticeship, and whether one may leave the district."""
    status = crowd.status
    three, six = _moved(crowd.entered, 3), _moved(crowd.applied, 6)
    safe = crowd.applied > crowd.may_apply_until
    waiting = np.where(crowd.in_centre, six > day, three > day)
    later = np.where(crowd.safe | (six > day), PERMIT, np.where(six == day, BORDERLINE, ENTITLED))
    begun = np.where(~crowd.in_centre & (three == day), BORDERLINE, later)
    asylum = np.where(safe | waiting | crowd.in_centre & crowd.safe, PROHIBITED, begun)
    half_year = _moved(crowd.decided, 6) > day
    duldung = np.where(np.where(crowd.in_centre, half_year, three > day), PROHIBITED, UNDETERMINED)
    by_status = _table({0: UNDETERMINED, _60B: PROHIBITED}, FREE)[status]
    employment = np.where(procedure, asylum, np.where(status == _DULDUNG, duldung, by_status))
    learning = np.where(asylum == PROHIBITED, PROHIBITED, UNDETERMINED)
    tolerated = np.where(crowd.in_centre & half_year, PROHIBITED, UNDETERMINED)
    apprenticeship = np.where(procedure, learning, np.where(status == _DULDUNG, tolerated, by_status))
    moves = np.where(crowd.in_centre | (three > day), YES, np.where(three == day, BORDERLINE, NO))
    bound = np.where(procedure | (status == _DULDUNG), moves, np.where(status == _60B, YES, NO))
    return employment, apprenticeship, np.where(known, bound, UNDETERMINED)


def _age(born: Any, day: np.datetime64) -> tuple[Any, Any]:
    """Whether fifteen years are completed, and whether the age limit is passed."""
    year = born.astype("datetime64[Y]").astype(np.int64) + 1970
    last = _moved(born, _LIMITS[np.clip(year, 1946, 1964) - 1946]) - np.timedelta64(1, "D")
    past = (last.astype("datetime64[M]") + 1).astype("datetime64[D]")
    return _born_years_ago(born, 15) <= day, day >= past


def _born_years_ago(born: Any, years: int) -> Any:
    month = born.astype("datetime64[M]")
    leap = (born - month.astype("datetime64[D]")).astype(np.int64) == 28
    leap &= month.astype(np.int64) % 12 == 1  # 29 February: 1 March where the day is missing
    target = month + 12 * years
    there = _moved(born, 12 * years)
    return np.where(
        leap
        & (there.astype("datetime64[M]") == target)
        & (there - target.astype("datetime64[D]") != np.timedelta64(28, "D")),
        (target + 1).astype("datetime64[D]"),
        there,
    )


def _moved(days: Any, months: Any) -> Any:
    """So many months later; the last day of the month where the day is missing."""
    month = days.astype("datetime64[M]")
    target = month + months
    end = (target + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.minimum(target.astype("datetime64[D]") + (days - month.astype("datetime64[D]")), end)


def _months(limit: str) -> int:
    years, months = limit.split("+")
    return int(years) * 12 + int(months)


_TABLE = load("sgb_ii_age_limit")
_BY_YEAR = {row["born"]: _months(row["value"]) for row in _TABLE["values"]}
_LIMITS = np.array([_BY_YEAR.get(year, _months(_TABLE["until_1946"])) for year in range(1946, 1965)])
