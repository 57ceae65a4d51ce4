"""Asks random people one by one and in columns, and compares every answer: `python -m benchmarks.agreement [--people N]`.

Each chunk is asked other questions about another day, until all have had their turn. The first difference ends it with
exit code 1 and the facts of that person. A million people take about twelve minutes of one core.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice

import pyarrow as pa

from benchmarks import crowd, population
from nahtlos.law import api
from nahtlos.law.columns.batch import Batch, people_of, value_for

#: People of one chunk, and questions they are asked.
CHUNK, QUESTIONS = 10_000, 4
_FIRST, _LAST = date(2015, 1, 1), date(2030, 12, 31)


def chunks(number: int, seed: int) -> Iterator[pa.RecordBatch]:
    """So many people, by turns of both kinds that are invented for measuring."""
    for part, begun in enumerate(range(0, number, CHUNK)):
        size = min(CHUNK, number - begun)
        if part % 2:
            yield crowd.crowd(size, seed + part).combine_chunks().to_batches()[0]
        else:
            yield population.people(size, seed + part)


def differences(chunk: pa.RecordBatch, codes: list[str], on: date) -> Iterator[str]:
    """What is said otherwise in columns than to one person."""
    batch = Batch(chunk.schema, codes, on)
    found, mistakes = batch.answer(chunk)
    if found is None:
        yield f"refused: {mistakes[0]}"
        return
    together = {code: found.column(code).to_pylist() for code in codes}
    for row, facts in enumerate(people_of(chunk, []).raw(list(range(len(chunk))))):
        for code, alone in api.verdicts(facts, on=on, questions=codes, check=False).items():
            said = {
                "status": alone.status,
                "answer": value_for(alone.answer, batch.schema.field(code).type),
                "discretion": alone.discretion,
                "rule": alone.rule.id,
                "missing": alone.missing,
            }
            if said != together[code][row]:
                yield f"{code} on {on}: alone {said}, in columns {together[code][row]}, facts {json.dumps(facts)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, began = random.Random(options.seed), time.process_time()
    codes = cycle(code for code in api.select(None) if code not in api.UNTIMED)
    asked, people = set[str](), 0
    for chunk in chunks(options.people, options.seed):
        some = list(islice(codes, QUESTIONS))
        on = _FIRST + timedelta(days=chance.randrange((_LAST - _FIRST).days))
        for difference in differences(chunk, some, on):
            print(difference)
            return 1
        asked.update(some)
        people += len(chunk)
        if people % 100_000 == 0:
            print(f"{people:,} people, {time.process_time() - began:,.0f} s", flush=True)
    print(
        f"{people:,} people, {people * QUESTIONS:,} answers to {len(asked)} questions: the same, one by one and in columns"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
