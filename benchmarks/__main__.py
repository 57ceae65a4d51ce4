"""`make bench`, or `python -m benchmarks [--only NAME ...] [--people N] [--data DIR] [--quick]`.

Writes docs/performance.md: medians, 95th percentiles and ratios to a limit measured in the same run on the same machine.
The limit is the least any program would have to do: the bare statements a page needs, the plain rows an import leaves.
`--quick` (`make bench QUICK=1`) takes a few hundred people and three minutes at most, and writes on the screen only.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import columnspeed, growth, imports, lawspeed, locks, pages, sealing
from benchmarks.report import Section, show, write

PARTS = {
    "imports": imports.measure,
    "growth": growth.measure,
    "pages": pages.measure,
    "locks": locks.measure,
    "journal": sealing.measure,
    "law": lawspeed.measure,
    "columns": columnspeed.measure,
}
#: How many people quick figures are measured with.
_FEW = 400


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS))
    parser.add_argument("--people", type=int, default=20_000, help="people behind the pages (default 20,000)")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 4_000, 16_000], help="districts to import")
    parser.add_argument("--crowd", type=int, default=1_000_000, help="people in columns (default 1,000,000)")
    parser.add_argument("--data", type=Path, help="keep the databases here and use them again")
    parser.add_argument("--quick", action="store_true", help="few people, nothing written to docs")
    options = parser.parse_args()
    if options.quick:
        options.people, options.sizes, options.crowd = _FEW, [_FEW // 4, _FEW], 20_000
    with tempfile.TemporaryDirectory(prefix="nahtlos-bench-") as scratch:
        folder = (options.data or Path(scratch)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        sections: list[Section] = []
        for name in options.only:
            print(f"measuring {name}", flush=True)
            sections.append(PARTS[name](folder, options))
        (show if options.quick else write)(sections)
    return 0


sys.exit(main())
