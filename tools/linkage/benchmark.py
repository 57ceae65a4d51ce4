"""How many pairs a second are scored, what blocking finds and how its work grows with the number of people.

    benchmark.py [--people 50000]

The large population is made of the sample rows with names and dates of birth drawn anew, shares kept.
"""

import argparse
import random
import sys
import time
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from lists import SHARED, records, truth

from nahtlos.linkage.blocking import candidates, index
from nahtlos.linkage.identity import Identity, Spelling
from nahtlos.linkage.keys import blocking_keys
from nahtlos.linkage.score import score


def population(rows: list[Identity], many: int, chance: random.Random) -> list[Identity]:
    """Invented people with the name parts and dates of the samples, recombined."""
    out = []
    for number in range(many):
        family, given, born, lived = (chance.choice(rows) for _ in range(4))
        spelling = Spelling(family.spellings[0].family, given.spellings[0].given)
        out.append(
            replace(
                lived,
                key=f"p{number}",
                spellings=(spelling,),
                births=born.births,
                numbers=frozenset(),
                household=frozenset(),
                phones=frozenset(),
            )
        )
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50_000)
    options = parser.parse_args()
    chance = random.Random(3)
    every: list[Identity] = []
    for year in ("2016", "2025"):
        rows = [row for found in records(SHARED / year).values() for row in found]
        every += rows
        person, known = truth(SHARED / year), index(rows)
        found = {(row.key, other) for row in rows for other in candidates(row, known)}
        groups: dict[str, list[str]] = {}
        for key, who in person.items():
            groups.setdefault(who, []).append(key)
        true = [pair for group in groups.values() for pair in combinations(group, 2)]
        print(f"{year}: true pairs reached by keys {sum(pair in found for pair in true) / len(true):.4f},"
              f" candidates a row {len(found) / len(rows):.1f}, keys a row {sum(len(blocking_keys(row)) for row in rows) / len(rows):.1f}")  # fmt: skip
    sample = [chance.sample(every, 2) for _ in range(20_000)]
    for name in ("cold", "warm"):
        begun = time.perf_counter()
        for one, other in sample:
            score(one, other)
        print(f"{name}: {len(sample) / (time.perf_counter() - begun):,.0f} random pairs scored a second")
    for many in (options.people // 25, options.people // 5, options.people):
        people = population(every, many, chance)
        known = index(people)
        rows = chance.sample(every, 500)
        begun = time.perf_counter()
        counts = [len(candidates(row, known)) for row in rows]
        hot = Counter({key: len(behind) for key, behind in known.items()}).most_common(3)
        print(f"{many} people: candidates a row {sum(counts) / len(counts):.1f}, at most {max(counts)},"
              f" {(time.perf_counter() - begun) / len(rows) * 1000:.2f} ms a row, hottest keys {hot}")  # fmt: skip


if __name__ == "__main__":
    main()
