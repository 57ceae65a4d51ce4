"""What the law says about programmes beside their status gate: who decides, how to apply, what excludes what.

The gate itself is the question `programme.<code>`; the data is in `catalogue/programmes.yaml`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from nahtlos.law.catalogue import texts

#: An entry of `programmes()`, ready for JSON.
Programme = dict[str, Any]


def programmes(*, on: date | None = None) -> list[Programme]:
    """Every programme in the order of the catalogue, with the authorities of a day; without a day, today's law.

    Keys: `code` (as in `programme.<code>`), `question`, `de`, `en`, `norm`, `authority` (`others`, and `under_sgb_ii`
    for people whose `benefit_law` is `sgb_ii`), `applicant` (`person`, `employer` or `nobody`), `apply` (`de`, `en`),
    `excludes` (`programme`, `norm`, `de`, `en`: never both at once; it stands on both sides).
    """
    return [_described(code, entry, on or date.max) for code, entry in texts.programmes().items()]


def _described(code: str, entry: Mapping[str, Any], on: date) -> Programme:
    question = f"programme.{code}"
    titles = texts.questions()[question]
    return {
        "code": code,
        "question": question,
        "de": titles["de"],
        "en": titles["en"],
        "norm": entry["norm"],
        "authority": _authority(entry["authority"], on),
        "applicant": entry["applicant"],
        "apply": dict(entry["apply"]),
        "excludes": _exclusions(code),
    }


def _authority(rows: list[Mapping[str, Any]], on: date) -> dict[str, str]:
    """Who decides on the day: the last row that has begun."""
    row = [row for row in rows if row["from"] is None or row["from"] <= on][-1]
    return {"others": row["who"], "under_sgb_ii": row.get("under_sgb_ii", row["who"])}


def _exclusions(code: str) -> list[dict[str, str]]:
    """What the law does not grant beside a programme, wherever it is written."""
    found = []
    for other, entry in texts.programmes().items():
        for row in entry.get("excludes", ()):
            if code in {other, row["programme"]}:
                found.append({**row, "programme": row["programme"] if code == other else other})
    return found
