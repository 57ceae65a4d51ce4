"""Runs `nahtlos` with the words given and says on stderr how much memory it and its helpers took at most (kB)."""

import os
import resource
import sys
from pathlib import Path


def _run() -> int:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from nahtlos.config.command import main  # noqa: PLC0415 -- helpers import this file and need none of it

    try:
        return main(sys.argv[1:])
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 1
    finally:
        mine, largest = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        print(f"\nPEAK {mine} {largest * min(os.cpu_count() or 1, 4)}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(_run())
