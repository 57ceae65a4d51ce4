"""The dozen of `columnspeed` written by hand for whole arrays, as somebody would who gave up rules that can be read.

Knows only the people of `crowd.py` and the law of March 2024: nothing is unknown but what is unknown about all of them,
one status at a time, nothing is checked, no rule, no discretion and no missing facts are named. Every outcome is one code;
texts are made once and taken by it. `columnspeed` compares status and answer with those of the engine, row by row.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import yaml

_PARAMETERS = Path(__file__).resolve().parents[1] / "nahtlos" / "law" / "parameters"


def _parameter(name: str) -> Any:
    """The content of a parameter file, read without the engine, which openfisca-core has no use for."""
    return yaml.safe_load((_PARAMETERS / f"{name}.yaml").read_text(encoding="utf-8"))


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
_GROUP = {name: row.get("group") or "other" for name, row in _parameter("statuses")["statuses"].items()}
_GROUPS = np.array([UNDETERMINED, *(_outcome("determined", _GROUP[one]) for one in _STATUSES[1:])])

#: Nationals of safe countries of origin who applied after this day may not work.
_SAFE = {"RS": np.datetime64("2015-08-31"), "GE": np.datetime64("2023-08-30")}


FLAGS = ("in_need", "able_to_work", "habitual_residence_in_germany", "sufficient_german")


class Crowd(NamedTuple):
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
    crowd = read(chunk, day)
    ages = age(crowd.born, day)
    laws, works = law(crowd, day, *ages), work(crowd, day)
    return {code: answer(crowd, day, ages, laws, works) for code, answer in ANSWERS.items()}


def _by_age(_crowd: Crowd, _day: np.datetime64, ages: Any, _laws: Any, _works: Any) -> Any:
    fifteen, limit = ages
    return np.where((fifteen != 0) & (limit == 0), YES, NO)


def _authority(crowd: Crowd, day: np.datetime64, _ages: Any, laws: Any, _works: Any) -> Any:
    benefit, _other, doubt, incapable = laws
    end = np.where(crowd.status <= _60B, day + 1, np.where(crowd.status == _25_5, _moved(crowd.decided, 18), day - 1))
    in_centre = (benefit == ASYLBLG) & crowd.in_centre & (end >= day)
    found = np.where(incapable != 0, SOZIALAMT, _AUTHORITY[benefit])
    found = np.where(in_centre, np.where(end == day, BORDERLINE, LAND), found)
    return np.where(doubt != 0, BORDERLINE, found)


def _level(_crowd: Crowd, _day: np.datetime64, _ages: Any, laws: Any, _works: Any) -> Any:
    benefit, _other, doubt, incapable = laws
    return np.where(doubt != 0, UNDETERMINED, np.where(incapable != 0, NOT_APPLICABLE, _LEVEL[benefit]))


def _service(crowd: Crowd, _day: np.datetime64, ages: Any, laws: Any, _works: Any) -> Any:
    benefit, other, doubt, incapable = laws
    found = np.where((incapable != 0) | (doubt != 0), AGENTUR, _SERVICE[benefit])
    found = np.where(ages[0] != 0, np.where(_torn(other, doubt), BORDERLINE, found), NONE)
    return np.where(crowd.status > 0, found, UNDETERMINED)


def _programme(_crowd: Crowd, _day: np.datetime64, _ages: Any, laws: Any, _works: Any) -> Any:
    benefit, other, doubt, incapable = laws
    found = np.where((incapable != 0) | (doubt != 0), NO, _PROGRAMME[benefit])
    return np.where(_torn(other, doubt), BORDERLINE, found)


def _torn(other: Any, doubt: Any) -> Any:
    """Whether the SGB II, or a manual check, is on the other side of a day in doubt."""
    return (doubt != 0) & ((other == SGB_II) | (other == MANUAL))


def _course(crowd: Crowd, _day: np.datetime64, _ages: Any, _laws: Any, _works: Any) -> Any:
    tolerated = (crowd.status == _DULDUNG) | (crowd.status == _60B)
    found = np.where(tolerated | crowd.flags["sufficient_german"], NO_ACCESS, UNDETERMINED)
    return np.where(crowd.status > 0, found, UNDETERMINED)


#: How each is answered: from the facts, the day, and what `age`, `law` and `work` say.
ANSWERS: dict[str, Callable[..., Any]] = {
    "benefit.sgb_ii_age_condition": _by_age,
    "seed_group": lambda crowd, day, ages, laws, works: _GROUPS[crowd.status],
    "benefit_law": lambda crowd, day, ages, laws, works: laws[0],
    "benefit_authority": _authority,
    "benefit.asylblg_level": _level,
    "employment_service": _service,
    "employment": lambda crowd, day, ages, laws, works: works[0],
    "apprenticeship": lambda crowd, day, ages, laws, works: works[1],
    "self_employment": lambda crowd, day, ages, laws, works: _SELF_EMPLOYMENT[crowd.status],
    "integration_course": _course,
    "spatial_restriction": lambda crowd, day, ages, laws, works: works[2],
    "programme.sgb_ii_16": _programme,
}


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


_SAME = {UNDETERMINED: UNDETERMINED, MANUAL: MANUAL, BORDERLINE: BORDERLINE}
_SGB = (SGB_II, CH3, CH4, NONE)
_AUTHORITY = _table(_SAME | {NONE: NONE, SGB_II: JOBCENTER, CH3: SOZIALAMT, CH4: SOZIALAMT, ASYLBLG: SOZIALAMT_ASYLBLG})
_LEVEL = _table(_SAME | dict.fromkeys(_SGB, NOT_APPLICABLE) | {ASYLBLG: UNDETERMINED})
_SERVICE = _table(_SAME | dict.fromkeys((NONE, ASYLBLG, CH3, CH4), AGENTUR) | {SGB_II: JOBCENTER})
_PROGRAMME = _table(_SAME | dict.fromkeys((NONE, ASYLBLG, CH3, CH4), NO) | {SGB_II: YES})
_BY_STATUS = _table({0: UNDETERMINED, _60B: PROHIBITED}, FREE)
_SELF_EMPLOYMENT = _table({0: UNDETERMINED, 1: PROHIBITED, 2: PROHIBITED, _DULDUNG: MANUAL, _60B: PROHIBITED}, FREE)


def read(chunk: pa.RecordBatch, day: np.datetime64) -> Crowd:
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
    return Crowd(
        status,
        _dates(chunk.column("entry_on")),
        starts[:, 2],
        _dates(pc.struct_field(chunk.column("asylum"), "application_on")),
        _dates(chunk.column("date_of_birth")),
        pc.equal(kind, "reception_centre_obliged").to_numpy(zero_copy_only=False),
        np.array([_SAFE.get(name, np.datetime64("9999-01-01")) for name in names])[indices],
        np.array([name in _SAFE for name in names])[indices],
        {name: chunk.column(name).to_numpy(zero_copy_only=False) for name in FLAGS},
    )


def _dates(column: pa.Array) -> Any:
    return column.to_numpy(zero_copy_only=False).astype("datetime64[D]")


def law(crowd: Crowd, day: np.datetime64, fifteen: Any, limit: Any) -> tuple[Any, Any, Any, Any]:
    """The law of the benefit; what it were without the AsylbLG; who stands on the day between them; of whom nobody knows
    whether she is incapable for ever."""
    status, flags = crowd.status, crowd.flags
    month = day.astype("datetime64[M]").astype("datetime64[D]")
    eighteen = _moved(crowd.decided, 18)
    asylum = (status > 0) & (status <= _60B) | (status > _25_5) & (crowd.decided >= month)
    asylum |= (status == _25_5) & (eighteen >= month)
    adult = _born_years_ago(crowd.born, 18) <= day
    able = np.where(flags["habitual_residence_in_germany"], SGB_II, MANUAL)
    other = np.where(flags["able_to_work"], able, np.where(adult, UNDETERMINED, CH3))
    other = np.where(fifteen != 0, np.where(limit != 0, CH4, other), CH3)
    doubt = (status == _25_5) & (eighteen == month - np.timedelta64(1, "D")) & flags["in_need"]
    found = np.where(asylum, ASYLBLG, other)
    found = np.where(doubt & (other != UNDETERMINED), BORDERLINE, np.where(doubt, UNDETERMINED, found))
    found = np.where(flags["in_need"], np.where(status > 0, found, UNDETERMINED), NONE)
    return found, other, doubt, (status > 0) & (found == UNDETERMINED) & ~doubt


def work(crowd: Crowd, day: np.datetime64) -> tuple[Any, Any, Any]:
    """Employment, apprenticeship, and whether the stay is bound to a district."""
    status = crowd.status
    known, procedure = status > 0, (status > 0) & (status <= _IN_PROCEDURE)
    three, six = _moved(crowd.entered, 3), _moved(crowd.applied, 6)
    safe = crowd.applied > crowd.may_apply_until
    waiting = np.where(crowd.in_centre, six > day, three > day)
    later = np.where(crowd.safe | (six > day), PERMIT, np.where(six == day, BORDERLINE, ENTITLED))
    begun = np.where(~crowd.in_centre & (three == day), BORDERLINE, later)
    asylum = np.where(safe | waiting | crowd.in_centre & crowd.safe, PROHIBITED, begun)
    half_year = _moved(crowd.decided, 6) > day
    duldung = np.where(np.where(crowd.in_centre, half_year, three > day), PROHIBITED, UNDETERMINED)
    by_status = _BY_STATUS[status]
    employment = np.where(procedure, asylum, np.where(status == _DULDUNG, duldung, by_status))
    learning = np.where(asylum == PROHIBITED, PROHIBITED, UNDETERMINED)
    tolerated = np.where(crowd.in_centre & half_year, PROHIBITED, UNDETERMINED)
    apprenticeship = np.where(procedure, learning, np.where(status == _DULDUNG, tolerated, by_status))
    moves = np.where(crowd.in_centre | (three > day), YES, np.where(three == day, BORDERLINE, NO))
    bound = np.where(procedure | (status == _DULDUNG), moves, np.where(status == _60B, YES, NO))
    return employment, apprenticeship, np.where(known, bound, UNDETERMINED)


def age(born: Any, day: np.datetime64) -> tuple[Any, Any]:
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


_TABLE = _parameter("sgb_ii_age_limit")
_BY_YEAR = {row["born"]: _months(row["value"]) for row in _TABLE["values"]}
_LIMITS = np.array([_BY_YEAR.get(year, _months(_TABLE["until_1946"])) for year in range(1946, 1965)])
