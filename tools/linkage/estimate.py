"""Count how often each level of agreement occurs for one person, for housemates and for strangers; write weights.json.

    estimate.py [--on 2016 --on 2025] [--out nahtlos/linkage/weights.json]

Same person: pairs of rows of one person in different lists. Housemates: pairs of different people of one household.
Strangers: random pairs. The slope that makes stated probabilities hold is found with calibrate.py.
"""

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from itertools import combinations
from math import prod
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from lists import SHARED, records, truth

from nahtlos.linkage.compare import POINTS, Names, compare
from nahtlos.linkage.identity import Identity
from nahtlos.linkage.model import FIELDS
from nahtlos.linkage.names import parsed

Pair = tuple[Identity, Identity]
SLOPE = 0.6  # fields are not independent: 0.55 fits best on 2016 (weights of 2025), 0.6 on 2025 (weights of 2016)
ALONE = 0.5  # added to every count, so that what was not seen is rare and not impossible


class Labelled:
    """Rows of one sample with the person and the household of each."""

    def __init__(self, year: str) -> None:
        folder = SHARED / year
        self.rows = [row for rows in records(folder).values() for row in rows]
        self.person = truth(folder)
        people = (json.loads(line) for line in (folder / "people.jsonl").read_text(encoding="utf-8").splitlines())
        self.house = {person["person_id"]: person["household_id"] for person in people}

    def same(self) -> list[Pair]:
        groups = defaultdict(list)
        for row in self.rows:
            groups[self.person[row.key]].append(row)
        return [
            pair for group in groups.values() for pair in combinations(group, 2) if pair[0].origin != pair[1].origin
        ]

    def housemates(self, chance: random.Random, most: int = 30_000) -> list[Pair]:
        groups = defaultdict(list)
        for row in self.rows:
            groups[self.house[self.person[row.key]]].append(row)
        pairs = [
            pair for group in groups.values() for pair in combinations(group, 2)
            if self.person[pair[0].key] != self.person[pair[1].key] and pair[0].origin != pair[1].origin
        ]  # fmt: skip
        return chance.sample(pairs, min(most, len(pairs)))

    def strangers(self, chance: random.Random, many: int = 60_000) -> list[Pair]:
        out = []
        while len(out) < many:
            one, other = chance.sample(self.rows, 2)
            if self.house[self.person[one.key]] != self.house[self.person[other.key]]:
                out.append((one, other))
        return out


def _alike(names: Names) -> bool:
    return max(POINTS[names.family.level], POINTS[names.given.level]) >= POINTS["slip"]


def shares(pairs: list[Pair]) -> dict[str, Counter[str]]:
    counted: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
    for one, other in pairs:
        comparison = compare(one, other)
        for field, level in comparison.levels().items():
            # names tell the country: strangers' nationality counts only where a part of the name agrees
            if level == "missing" or field == "nationality" and not _alike(comparison.names):
                continue
            counted[field][level] += 1
    return counted


def frequencies(rows: list[Identity]) -> tuple[dict[str, float], dict[int, float]]:
    """Share of rows with a word, and for words not seen the share by length of the key."""
    counted: Counter[str] = Counter()
    for row in rows:
        counted.update({word.rarity for spelling in row.spellings[:1] for word in parsed(spelling).words})
    total = len(rows)
    by_length = defaultdict(list)
    for key, count in counted.items():
        by_length[min(len(key), 8)].append(count / total)
    unseen = {n: sorted(by_length[n])[len(by_length[n]) // 2] if by_length[n] else 0.01 for n in range(1, 9)}
    for n in range(7, 0, -1):
        unseen[n] = max(unseen[n], unseen[n + 1])
    return {key: count / total for key, count in sorted(counted.items()) if count >= 4}, unseen


def usual(rows: list[Identity], frequency: dict[str, float], unseen: dict[int, float]) -> dict[str, dict[str, float]]:
    """Chance that a stranger bears the same name, averaged over people; a single word for partial agreement."""

    def share(key: str) -> float:
        return max(frequency.get(key, 0.0), unseen[min(len(key), 8)])

    out = {}
    for field in ("family", "given"):
        parts = [getattr(parsed(row.spellings[0]), field) for row in rows if row.spellings]
        whole = [prod(share(word.rarity) for word in part) for part in parts if part]
        single = [share(word.rarity) for part in parts for word in part]
        one, many = sum(single) / len(single), sum(whole) / len(whole)
        out[field] = {"equal": many, "sound": many, "close": many, "slip": many, "subset": one, "overlap": one}
    return out


#: Judgement instead of counts, where the samples cannot tell (reasons in docs/linkage.md).
JUDGED = {
    "numbers": {"equal": [0.9, 0.0005, 0.000001], "different": [0.03, 1.0, 1.0]},
    "household": {"equal": [0.6, 1.0, 0.0005]},
    "entry": {"equal": [0.7, 0.6, 0.01], "near": [0.2, 0.2, 0.04], "different": [0.1, 0.2, 0.95]},
}

#: The samples are tidier than offices are: people move, change numbers and are recorded wrongly at least this often.
AT_LEAST = {("phone", "different"): 0.3, ("nationality", "different"): 0.01, ("address", "different"): 0.1,
            ("address", "town_other_street"): 0.1, ("sex", "different"): 0.01, ("birth", "different"): 0.005}  # fmt: skip


def estimated(samples: list[Labelled]) -> dict[str, object]:
    chance = random.Random(7)
    same = shares([pair for sample in samples for pair in sample.same()])
    mates = shares([pair for sample in samples for pair in sample.housemates(chance)])
    strangers = shares([pair for sample in samples for pair in sample.strangers(chance)])
    fields: dict[str, dict[str, list[float]]] = {}
    for field in FIELDS:
        levels = sorted(set(same[field]) | set(mates[field]) | set(strangers[field]))
        fields[field] = {
            level: [
                round((counted[field][level] + ALONE) / (sum(counted[field].values()) + ALONE * len(levels)), 7)
                for counted in (same, mates, strangers)
            ]
            for level in levels
        }
    for (field, level), least in AT_LEAST.items():
        if level in fields[field]:
            fields[field][level][0] = max(fields[field][level][0], least)
    for field, levels_of in JUDGED.items():
        fields[field] = levels_of
    rows = [row for sample in samples for row in sample.rows]
    frequency, unseen = frequencies(rows)
    return {
        "population": 20_000, "housemates": 3, "slope": SLOPE, "fields": fields,
        "usual": usual(rows, frequency, unseen), "unseen": unseen,
        "frequency": {key: round(share, 6) for key, share in frequency.items()},
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--on", action="append")
    parser.add_argument("--out", default="nahtlos/linkage/weights.json")
    options = parser.parse_args()
    data = estimated([Labelled(year) for year in options.on or ["2016", "2025"]])
    Path(options.out).write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for field, levels in data["fields"].items():  # type: ignore[attr-defined]
        for level, (m, r, u) in sorted(levels.items(), key=lambda item: -item[1][0]):
            print(f"{field:12} {level:18} same {m:8.5f}  housemates {r:8.5f}  strangers {u:9.6f}")


if __name__ == "__main__":
    main()
