"""pytest plugin: a real PostgreSQL for the whole run, and settings that use it as the unprivileged role.

Loaded with `-p tests.database`, because it must be there before Django reads its settings.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from nahtlos.core.embedded import Server
from nahtlos.core.roles import APP, OWNER, ensure_database, ensure_roles

PASSWORD = "only-for-tests-on-this-machine"
_HERE = "NAHTLOS_TEST_SERVER"
_started: list[Path] = []


def server() -> Server:
    """The server of this run."""
    return Server(Path(os.environ[_HERE]), PASSWORD)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """One server for all workers of a run, started by the first process; each worker has a database of its own."""
    if _HERE not in os.environ:
        folder = Path(tempfile.mkdtemp(prefix="nahtlos-tests-"))
        os.environ[_HERE] = str(folder)
        _started.append(folder)
        server().start()
        ensure_roles(server().url(), owner_password=PASSWORD, app_password=PASSWORD)
    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    ensure_database(server().url(), name)
    os.environ.pop("DATABASE_URL", None)
    os.environ.update(
        {
            # The browser of the journeys leaves its event loop running in this thread; Django must not take it for ours.
            "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
            "NAHTLOS_DEMO": "1",
            "NAHTLOS_TODAY": "2016-09-30",
            "SECRET_KEY": "tests only, tests only, tests only, tests only",
            "NAHTLOS_DATABASE_URL": server().url(user=APP, password=PASSWORD, database=name),
            "NAHTLOS_OWNER_DATABASE_URL": server().url(user=OWNER, password=PASSWORD, database=name),
        }
    )


def pytest_unconfigure() -> None:
    """The process that started the server stops it and leaves nothing behind."""
    for folder in _started:
        server().stop()
        shutil.rmtree(folder, ignore_errors=True)
        del os.environ[_HERE]
    _started.clear()
