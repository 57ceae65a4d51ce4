"""Everything a change must pass beside the tests, in one run; prints what failed and exits 1."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
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


def main() -> int:
    failed = []
    for name, command in CHECKS.items():
        done = subprocess.run(
            [str(part) for part in command], cwd=ROOT, env=os.environ | ENVIRONMENT, capture_output=True, text=True
        )
        print(f"{name}: {'ok' if done.returncode == 0 else 'FAILED'}", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout[-6000:], done.stderr[-3000:])
    shutil.rmtree(ROOT / ".import_linter_cache", ignore_errors=True)
    return 1 if failed else 0


sys.exit(main())
