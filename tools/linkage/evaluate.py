"""Import the sample lists in several orders and print what was linked rightly, wrongly, or left to a clerk.

evaluate.py [--year 2016 --year 2025] [--weights FILE] [--orders 3] [--errors] [--groups FILE]
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from lists import LISTS, SHARED, records, truth

from nahtlos.linkage.identity import Identity, merged
from nahtlos.linkage.judge import Decision
from nahtlos.linkage.model import Model, default_model, model_from
from nahtlos.linkage.resolve import resolve

Groups = dict[str, str]


@dataclass(frozen=True)
class Step:
    """A decision and the people (keys) that were the right answer when it was made."""

    decision: Decision
    right: frozenset[str]


def imported(
    rows: dict[str, list[Identity]], order: Sequence[str], model: Model, person: dict[str, str]
) -> tuple[Groups, list[Step]]:
    """Person of every row after importing the lists one after the other; an unclear row stays by itself.

    After the last list the rows that wait are looked at again, the register first.
    """
    group: Groups = {}
    members: dict[str, list[Identity]] = {}
    steps: dict[str, Step] = {}
    for again, name in [*((False, name) for name in order), *((True, name) for name in LISTS * 2)]:
        waiting = [row for row in rows[name] if not again or steps[row.key].decision.kind == "unclear"]
        listed = {group[row.key] for row in rows[name] if again and steps[row.key].decision.kind != "unclear"}
        known = [merged(key, found) for key, found in members.items()]
        unclear = [
            row
            for found in rows.values()
            for row in found
            if row.key in steps and steps[row.key].decision.kind == "unclear"
        ]
        made = resolve(waiting, known, listed=frozenset(listed), waiting=unclear, model=model)
        by_key = {record.key: record for record in waiting}
        before = {key: {person[row.key] for row in found} for key, found in members.items()}
        same_list: dict[str, set[str]] = {}
        for row in rows[name]:
            same_list.setdefault(person[row.key], set()).add(row.key)
        for decision in sorted(made, key=lambda d: d.kind == "link" and d.to in by_key):
            to = decision.to if decision.kind == "link" and decision.to else decision.record
            to = group.get(to, to) if to in by_key else to
            group[decision.record] = to
            if decision.kind != "unclear":
                members.setdefault(to, []).append(by_key[decision.record])
            me = person[decision.record]
            right = {key for key, who in before.items() if me in who} | same_list[me] - {decision.record}
            steps[decision.record] = Step(decision, frozenset(right))
    return group, list(steps.values())


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
    group, steps = imported(rows, order, model, person)
    seconds = time.perf_counter() - begun
    true, predicted = pairs(person), pairs(group)
    hit = len(true & predicted)
    people = [json.loads(line) for line in (folder / "people.jsonl").read_text(encoding="utf-8").splitlines()]
    never = {frozenset((p["person_id"], other)) for p in people for other in p.get("must_not_be_merged_with", [])}
    wrong = {frozenset((person[a], person[b])) for a, b in predicted if person[a] != person[b]}
    unclear = [step for step in steps if step.decision.kind == "unclear"]
    known = [step for step in unclear if step.right]
    top3 = [any(candidate.key in step.right for candidate in step.decision.candidates[:3]) for step in known]
    missed = [step for step in steps if step.decision.kind == "new" and _known_elsewhere(step)]
    print(
        f"{year} {'>'.join(name[:4] for name in order)}: precision {hit / max(len(predicted), 1):.4f} recall {hit / len(true):.4f}"
        f" wrong people {len(wrong)} never-merge merged {len(never & wrong)} queue {len(unclear) / len(person):.3%}"
        f" (right person known {len(known)}) first-three {sum(top3) / max(len(top3), 1):.3f} new though known {len(missed)}"
        f" rows {len(group)} of {len(person)} in {seconds:.1f} s"
    )
    if errors:
        _print_errors({row.key: row for found in rows.values() for row in found}, person, steps)
    return group


def _known_elsewhere(step: Step) -> bool:
    """Whether a new row was known under another list before (the second row in one list counts once)."""
    listed = step.decision.record.split(":")[0]
    return any(key.split(":")[0] != listed for key in step.right)


def _print_errors(rows: dict[str, Identity], person: dict[str, str], steps: list[Step]) -> None:
    shown = Counter[str]()
    for step in steps:
        decision, right = step.decision, step.right
        kind: str = decision.kind
        if kind == "link" and decision.to not in right:
            kind = "WRONG"
        elif kind == "link" or (kind == "new" and not _known_elsewhere(step)):
            continue
        kind += " known" if right else ""
        shown[kind] += 1
        if shown[kind] > 400:
            continue
        record = rows[decision.record]
        print(kind, decision.record, _names(record), _born(record), [reason.text() for reason in decision.why[:2]])
        for key in [*(key for key in right if key not in {c.key for c in decision.candidates})]:
            print("      not found:", key, _names(rows[key]), _born(rows[key]))
        for candidate in decision.candidates[:3]:
            levels = {k: v for k, v in candidate.score.comparison.levels().items() if v != "missing"}
            print("     ", round(candidate.bits, 1), "RIGHT" if candidate.key in right else "wrong", candidate.key,
                  _names(rows[candidate.key]), _born(rows[candidate.key]), levels)  # fmt: skip
    print(shown)


def _names(record: Identity) -> list[str]:
    return [f"{spelling.family}|{spelling.given}" for spelling in record.spellings]


def _born(record: Identity) -> str:
    return ",".join(f"{b.year}-{b.month}-{b.day}" for b in record.births)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--year", action="append")
    parser.add_argument("--weights")
    parser.add_argument("--orders", type=int, default=3)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--groups", help="write list,row,group of the last import for score_links.py")
    options = parser.parse_args()
    model = (
        model_from(json.loads(Path(options.weights).read_text(encoding="utf-8")))
        if options.weights
        else default_model()
    )
    for year in options.year or ["2016", "2025"]:
        orders = [LISTS, LISTS[::-1], *(tuple(random.Random(n).sample(LISTS, 4)) for n in range(9))][: options.orders]
        imports = [measured(year, order, model, options.errors) for order in orders]
        if options.groups:
            rows = (f"{key.replace(':', ',')},{group}\n" for key, group in imports[-1].items())
            Path(options.groups).write_text("list,row,group\n" + "".join(rows), encoding="utf-8")
        outcomes = [pairs(groups) for groups in imports]
        if len(outcomes) > 1:
            common = set.intersection(*outcomes)
            print(f"{year}: pairs linked in every order {len(common)}, in some order {len(set.union(*outcomes))}")


if __name__ == "__main__":
    main()
