"""Import the sample lists in several orders and print what was linked rightly, wrongly, or left to a clerk.

evaluate.py [--year 2016 --year 2025] [--weights FILE] [--orders 3] [--errors]
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from lists import LISTS, SHARED, records, truth

from nahtlos.linkage.identity import Identity, merged
from nahtlos.linkage.judge import Decision
from nahtlos.linkage.model import Model, default_model, model_from
from nahtlos.linkage.resolve import resolve

Groups = dict[str, str]


def imported(rows: dict[str, list[Identity]], order: Sequence[str], model: Model) -> tuple[Groups, list[Decision]]:
    """Person of every row after importing the lists one after the other; an unclear row stays by itself."""
    group: Groups = {}
    members: dict[str, list[Identity]] = {}
    decisions: list[Decision] = []
    for name in order:
        known = [merged(key, found) for key, found in members.items()]
        made = resolve(rows[name], known, model=model)
        by_key = {record.key: record for record in rows[name]}
        waiting: list[Decision] = []
        for decision in made:
            if decision.kind == "link" and decision.to in by_key:
                waiting.append(decision)
                continue
            person = decision.to if decision.kind == "link" and decision.to else decision.record
            group[decision.record] = person
            if decision.kind != "unclear":
                members.setdefault(person, []).append(by_key[decision.record])
        for decision in waiting:
            person = group[decision.to or ""]
            group[decision.record] = person
            members.setdefault(person, []).append(by_key[decision.record])
        decisions += made
    return group, decisions


def pairs(groups: dict[str, str]) -> set[tuple[str, str]]:
    """All pairs of rows in one group."""
    inside: dict[str, list[str]] = {}
    for row, group in groups.items():
        inside.setdefault(group, []).append(row)
    return {pair for rows in inside.values() for pair in combinations(sorted(rows), 2)}


def measured(year: str, order: Sequence[str], model: Model, errors: bool) -> Groups:
    """Import once and print the figures."""
    folder = SHARED / year
    rows, person = records(folder), truth(folder)
    begun = time.perf_counter()
    group, decisions = imported(rows, order, model)
    seconds = time.perf_counter() - begun
    true, predicted = pairs(person), pairs(group)
    hit = len(true & predicted)
    people = [json.loads(line) for line in (folder / "people.jsonl").read_text(encoding="utf-8").splitlines()]
    never = {frozenset((p["person_id"], other)) for p in people for other in p.get("must_not_be_merged_with", [])}
    wrong = {frozenset((person[a], person[b])) for a, b in predicted if person[a] != person[b]}
    unclear = [decision for decision in decisions if decision.kind == "unclear"]
    known = Counter(person.values())
    top3 = [
        _right_in_first_three(decision, person, group) for decision in unclear if known[person[decision.record]] > 1
    ]
    answered = [found for found in top3 if found is not None]
    print(
        f"{year} {'>'.join(name[:4] for name in order)}: precision {hit / max(len(predicted), 1):.4f} recall {hit / len(true):.4f}"
        f" wrong people {len(wrong)} never-merge merged {len(never & wrong)} queue {len(unclear) / len(person):.3%}"
        f" first-three {sum(answered) / max(len(answered), 1):.3f} of {len(answered)}"
        f" rows {len(group)} of {len(person)} in {seconds:.1f} s"
    )
    if errors:
        _print_errors(rows, person, group, decisions)
    return group


def _right_in_first_three(decision: Decision, person: dict[str, str], group: Groups) -> bool | None:
    """None when nothing that was known at that time was the right person."""
    me = person[decision.record]
    right = {group[row] for row, who in person.items() if who == me and row in group and row != decision.record}
    if (
        not right
        or not any(candidate.key in right for candidate in decision.candidates)
        and not _was_known(decision, right)
    ):
        return None
    return any(candidate.key in right for candidate in decision.candidates[:3])


_known_at: dict[str, set[str]] = {}


def _was_known(decision: Decision, right: set[str]) -> bool:
    return True


def _print_errors(
    rows: dict[str, list[Identity]], person: dict[str, str], group: Groups, decisions: list[Decision]
) -> None:
    all_rows = {row.key: row for found in rows.values() for row in found}
    shown = Counter[str]()
    for decision in decisions:
        mine = person[decision.record]
        right = {group[row] for row, who in person.items() if who == mine and row != decision.record}
        kind = decision.kind
        if kind == "link" and decision.to not in right:
            kind = "WRONG"
        elif kind == "link" or (kind == "new" and not right - {decision.record}):
            continue
        shown[kind] += 1
        if shown[kind] > 25:
            continue
        record = all_rows[decision.record]
        print(
            kind,
            decision.record,
            [f"{s.family}|{s.given}" for s in record.spellings],
            [_born(record)],
            [r.text() for r in decision.why[:4]],
        )
        for candidate in decision.candidates[:3]:
            other = all_rows[candidate.key]
            levels = {k: v for k, v in candidate.score.comparison.levels().items() if v != "missing"}
            print("     ", round(candidate.bits, 1), "RIGHT" if person[candidate.key] == mine else "wrong", candidate.key,
                  [f"{s.family}|{s.given}" for s in other.spellings], _born(other), levels)  # fmt: skip
    print(shown)


def _born(record: Identity) -> str:
    return ",".join(f"{b.year}-{b.month}-{b.day}" for b in record.births)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--year", action="append")
    parser.add_argument("--weights")
    parser.add_argument("--orders", type=int, default=3)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    model = (
        model_from(json.loads(Path(options.weights).read_text(encoding="utf-8")))
        if options.weights
        else default_model()
    )
    for year in options.year or ["2016", "2025"]:
        orders = [LISTS, LISTS[::-1], *(tuple(random.Random(n).sample(LISTS, 4)) for n in range(9))][: options.orders]  # noqa: S311
        outcomes = [pairs(measured(year, order, model, options.errors)) for order in orders]
        if len(outcomes) > 1:
            common = set.intersection(*outcomes)
            print(f"{year}: pairs linked in every order {len(common)}, in some order {len(set.union(*outcomes))}")


if __name__ == "__main__":
    main()
