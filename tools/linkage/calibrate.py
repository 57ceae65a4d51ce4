"""Whether stated probabilities hold: share of right pairs by stated odds, and the slope that would fit best.

    calibrate.py --year 2025 --weights WEIGHTS_OF_2016.json

Pairs are all rows of different lists that share a key; labels come from truth.csv.
"""

import argparse
import json
import sys
from math import log2
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from lists import SHARED, records, truth

from nahtlos.linkage.blocking import candidates, index
from nahtlos.linkage.model import default_model, model_from
from nahtlos.linkage.score import score

EDGES = (-99.0, -6.0, -3.0, 0.0, 3.0, 5.6, 7.5, 9.5, 11.5, 99.0)


def judged(year: str, weights: str | None) -> list[tuple[float, bool]]:
    """(bits, right) of every pair of rows of different lists that share a key."""
    model = model_from(json.loads(Path(weights).read_text(encoding="utf-8"))) if weights else default_model()
    rows = [row for found in records(SHARED / year).values() for row in found]
    person, by_key, known = truth(SHARED / year), {row.key: row for row in rows}, index(rows)
    out = []
    for row in rows:
        for key in candidates(row, known):
            if row.key < key and row.origin != by_key[key].origin:
                bits = score(row, by_key[key], model=model).weight / model.slope
                out.append((bits, person[row.key] == person[key]))
    return out


def loss(pairs: list[tuple[float, bool]], slope: float) -> float:
    """Mean surprise in bits per pair."""
    return sum(log2(1 + 2 ** min(200.0, -slope * bits if right else slope * bits)) for bits, right in pairs) / len(
        pairs
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--year", required=True)
    parser.add_argument("--weights")
    options = parser.parse_args()
    slope = (
        model_from(json.loads(Path(options.weights).read_text("utf-8"))) if options.weights else default_model()
    ).slope
    pairs = judged(options.year, options.weights)
    best = min((step / 20 for step in range(4, 41)), key=lambda slope: loss(pairs, slope))
    print(
        f"{options.year}: {len(pairs)} pairs, best slope {best}, surprise {loss(pairs, best):.5f}, with slope 1 {loss(pairs, 1.0):.5f}"
    )
    for low, high in zip(EDGES, EDGES[1:], strict=False):
        inside = [(bits, right) for bits, right in pairs if low <= bits < high]
        if inside:
            stated = sum(1 / (1 + 2 ** (-slope * bits)) for bits, _ in inside) / len(inside)
            print(
                f"  {low:6} to {high:5} bits before calibration: {len(inside):6} pairs, stated {stated:.4f}, right {sum(r for _, r in inside) / len(inside):.4f}"
            )


if __name__ == "__main__":
    main()
