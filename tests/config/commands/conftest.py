"""The installation that all tests of commands share."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.commands.installation import Installation


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    """District, organisations and accounts without people; the calendar stands at the day of the lists of 2016."""
    # Not below pytest's own folder, which every other run of pytest closes to the user PostgreSQL runs as.
    root = Path(tempfile.mkdtemp(prefix="nahtlos-commands-"))
    (root / "scratch").mkdir()
    made = Installation(root / "data", root / "scratch")
    try:
        done = made.run("demo", "--empty", "--no-serve", "--scenario", "2016")
        assert "training mode: the calendar stands at 2016-09-30" in done.stdout
        made.run("db", "start")
        yield made
        made.run("db", "stop")
    finally:
        shutil.rmtree(root, ignore_errors=True)
