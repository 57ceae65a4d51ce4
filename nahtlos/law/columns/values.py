"""Codes for the values of facts: equal values have equal codes, in every chunk."""

import json
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from nahtlos.law.engine.facts import MISSING

MISSING_CODE, NONE_CODE, OBJECT_CODE, LIST_CODE = 0, 1, 2, 3

_EPOCH = date(1970, 1, 1).toordinal()
#: Days of lives; others are looked up one by one.
_FIRST, _LAST = date(1900, 1, 1).toordinal() - _EPOCH, date(2100, 1, 1).toordinal() - _EPOCH


class Values:
    """The values one path has had so far, and their codes."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._texts: list[str] = []
        self._days = np.full(_LAST - _FIRST, -1, np.int32)

    def __len__(self) -> int:
        return len(self._codes)

    def days_since(self, code: int) -> list[Any]:
        """What the codes from `code` on stand for: days as numbers, None, "other" (no day), "unknown"."""
        special = ["unknown", None, "other", "other"]
        return [*special[code:], *map(_day_of, self._texts[max(0, code - len(special)) :])]

    def code(self, value: Any) -> int:
        """The code of a value as it stands in the facts."""
        if value is MISSING:
            return MISSING_CODE
        if value is None:
            return NONE_CODE
        if isinstance(value, dict):
            return OBJECT_CODE
        return self._code(f'"{value}"' if isinstance(value, str) else json.dumps(value))

    def whole(self, value: Any) -> int:
        """The code of an object with all that is in it."""
        return self._code(json.dumps(value)) if isinstance(value, dict) else self.code(value)

    def _code(self, text: str) -> int:
        code = self._codes.setdefault(text, len(self._codes) + LIST_CODE + 1)
        if len(self._texts) < len(self._codes):
            self._texts.append(text)
        return code

    def column(self, column: pa.Array) -> np.ndarray[Any, np.dtype[np.int32]]:
        """The codes of a column of days, texts, numbers or truth values; what is null is missing."""
        if pa.types.is_date32(column.type):
            return self._column_of_days(column)
        encoded = column.dictionary_encode()
        codes = np.array([self.code(value) for value in encoded.dictionary.to_pylist()] + [MISSING_CODE], np.int32)
        found: np.ndarray[Any, np.dtype[np.int32]]
        found = codes[encoded.indices.fill_null(len(codes) - 1).to_numpy(zero_copy_only=False)]
        return found

    def _column_of_days(self, column: pa.Array) -> np.ndarray[Any, np.dtype[np.int32]]:
        days = column.cast(pa.int32())
        known = days.is_valid().to_numpy(zero_copy_only=False)
        numbers = days.fill_null(0).to_numpy(zero_copy_only=False)
        usual = (numbers >= _FIRST) & (numbers < _LAST)
        places = np.where(usual, numbers - _FIRST, 0)
        codes = self._days[places]
        new = np.unique(numbers[known & usual & (codes < 0)])
        if len(new):
            self._days[new - _FIRST] = [self.code(_iso(day)) for day in new.tolist()]
            codes = self._days[places]
        for row in np.flatnonzero(known & ~usual).tolist():
            codes[row] = self.code(_iso(int(numbers[row])))
        codes[~known] = MISSING_CODE
        return codes


def _day_of(text: str) -> Any:
    try:
        return date.fromisoformat(text.strip('"')).toordinal() if text.startswith('"') else "other"
    except ValueError:
        return "other"


def _iso(day: int) -> str:
    return date.fromordinal(day + _EPOCH).isoformat()
