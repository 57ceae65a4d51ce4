"""One installation in a temporary folder, on which commands are called as operators call them: as programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg


@dataclass(frozen=True)
class Installation:
    """A data folder, and where the programs may leave things."""

    folder: Path
    scratch: Path

    def run(self, *words: str, code: int = 0, **variables: str) -> subprocess.CompletedProcess[str]:
        """Call `nahtlos` with these words and expect this exit code; nothing but sentences may come back."""
        done = call(*words, NAHTLOS_DATA=str(self.folder), TMPDIR=str(self.scratch), **variables)
        assert done.returncode == code, (words, done.returncode, done.stdout[-500:], done.stderr[-1500:])
        assert "Traceback" not in done.stderr
        return done

    def url(self, role: str = "app") -> str:
        """What `db url` says."""
        return self.run("db", "url", "--role", role).stdout.strip()

    def count(self, *tables: str) -> dict[str, int]:
        """Rows of these tables, as the doctor sees them."""
        with psycopg.connect(self.url()) as connection:
            context = json.dumps({"purpose": "doctor", "system": "doctor"})
            connection.execute("select set_config('nt.ctx', %s, true)", [context])
            return {table: _one(connection.execute(f"select count(*) from {table}")) for table in tables}  # noqa: S608

    def accounts(self) -> list[dict[str, str]]:
        """accounts.json."""
        logins: list[dict[str, str]] = json.loads((self.folder / "accounts.json").read_text(encoding="utf-8"))
        return logins

    def files(self) -> set[str]:
        """What lies in the folder, apart from the database itself."""
        return {str(p.relative_to(self.folder)) for p in self.folder.rglob("*") if "postgres" not in p.parts}


def call(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """`nahtlos` in an environment that knows of no other installation."""
    env = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")} | variables
    return subprocess.run(
        [sys.executable, "-m", "nahtlos.config.command", *words], env=env, capture_output=True, text=True, timeout=120
    )


def _one(cursor: Any) -> int:
    return int(cursor.fetchone()[0])
