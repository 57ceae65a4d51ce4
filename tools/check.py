"""Everything a change must pass beside the tests, in one run; prints what failed and exits 1.

    python tools/check.py               all checks
    python tools/check.py types layers  only these

Exit codes: 0 all passed, 1 something failed, 2 there is no check of that name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent

#: name → command
CHECKS = {
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "lint": [BIN / "ruff", "check", "--quiet", "."],
    "types": [BIN / "mypy"],
    "layers": [BIN / "lint-imports", "--no-cache"],
    "migrations": [sys.executable, ROOT / "tools" / "migrations_complete.py"],
    "templates": [BIN / "djlint", "--lint", "--quiet", "nahtlos/web"],
}
#: Settings are read, but no database is needed.
ENVIRONMENT = {
    "NAHTLOS_DEMO": "1",
    "SECRET_KEY": "only for checks, only for checks, only for checks",
    "DATABASE_URL": "postgresql://nobody:nothing@127.0.0.1:1/none",
    "DJANGO_SETTINGS_MODULE": "nahtlos.config.settings",
}


def main(wanted: Sequence[str]) -> int:
    unknown = [name for name in wanted if name not in CHECKS]
    if unknown:
        print(f"There is no check {unknown[0]!r}; choose from {', '.join(CHECKS)}.", file=sys.stderr)
        return 2
    try:
        passed = [_passes(name) for name in wanted or CHECKS]
    finally:
        shutil.rmtree(ROOT / ".import_linter_cache", ignore_errors=True)
    return 0 if all(passed) else 1


def _passes(name: str) -> bool:
    command = [str(part) for part in CHECKS[name]]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | ENVIRONMENT, capture_output=True, text=True)
    passed = done.returncode == 0
    print(f"{name}: {'ok' if passed else 'FAILED'}", flush=True)
    if not passed:
        print(done.stdout[-6000:], done.stderr[-3000:], flush=True)
    return passed


sys.exit(main(sys.argv[1:]))
