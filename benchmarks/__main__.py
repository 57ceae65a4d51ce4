"""`make bench`, or `python -m benchmarks [--only NAME ...] [--people N] [--data DIR]`.

Writes docs/performance.md: medians, 95th percentiles and ratios to a limit measured in the same run on the same machine.
The limit is the least any program would have to do: the bare statements a page needs, the plain rows an import leaves.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import growth, imports, lawspeed, pages
from benchmarks.report import Section, write

PARTS = {"imports": imports.measure, "growth": growth.measure, "pages": pages.measure, "law": lawspeed.measure}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS))
    parser.add_argument("--people", type=int, default=20_000, help="people behind the pages (default 20,000)")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 4_000, 16_000], help="districts to import")
    parser.add_argument("--data", type=Path, help="keep the databases here and use them again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nahtlos-bench-") as scratch:
        folder = (options.data or Path(scratch)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        sections: list[Section] = []
        for name in options.only:
            print(f"measuring {name}", flush=True)
            sections.append(PARTS[name](folder, options))
        write(sections)
    return 0


sys.exit(main())
