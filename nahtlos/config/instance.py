"""An installation that lives in one folder: its secrets, its embedded PostgreSQL, its pinned day.

Turns the folder into the environment variables that settings.py reads, so that nothing else knows about folders.
With DATABASE_URL set there is no folder: the environment alone decides.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path

from nahtlos.config.environment import WrongConfiguration
from nahtlos.core.embedded import Server
from nahtlos.core.roles import APP, OWNER, ensure_database, ensure_roles

DEFAULT_FOLDER = "data"
DATABASE = "nahtlos_demo"


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Instance:
    """What `instance.json` holds. `today` pins the calendar (training mode)."""

    today: str | None = None
    secret_key: str = field(default_factory=_secret)
    superuser_password: str = field(default_factory=_secret)
    owner_password: str = field(default_factory=_secret)
    app_password: str = field(default_factory=_secret)


def folder_from_environment() -> Path:
    """NAHTLOS_DATA, else `data` in the present folder."""
    return Path(os.environ.get("NAHTLOS_DATA") or DEFAULT_FOLDER).expanduser().resolve()


def load(folder: Path) -> Instance:
    """The installation in `folder`; a new one with fresh secrets where there is none."""
    path = folder / "instance.json"
    if path.exists():
        return Instance(**json.loads(path.read_text(encoding="utf-8")))
    instance = Instance()
    save(folder, instance)
    return instance


def must_exist(folder: Path) -> None:
    """Raises WrongConfiguration for a folder that holds no installation, so that a slip of the pen makes none."""
    if not (folder / "instance.json").exists():
        raise WrongConfiguration(f"There is no installation in {folder}; `nahtlos demo --data {folder}` makes one.")


def save(folder: Path, instance: Instance) -> None:
    """Written whole or not at all, readable by its owner only."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / "instance.json.new"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(asdict(instance), indent=1), encoding="utf-8")
    draft.replace(folder / "instance.json")


def pin(folder: Path, day: date | None) -> None:
    """The calendar of this installation stands at `day` from the next start on; None lets it run."""
    save(folder, replace(load(folder), today=day.isoformat() if day else None))


def server(folder: Path) -> Server:
    """The PostgreSQL of this folder, running or not."""
    return Server(folder, load(folder).superuser_password)


def external() -> bool:
    """Whether the environment names a database of its own (DATABASE_URL or DATABASE_URL_FILE)."""
    return bool(os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"))


@contextmanager
def opened(folder: Path, *, existing: bool = False) -> Iterator[Server | None]:
    """The environment speaks of the installation in `folder` and its database runs; with DATABASE_URL nothing is done.

    Where there is none one is made, unless it has to be `existing`: then WrongConfiguration is raised.
    """
    if external():
        yield None
        return
    if existing:
        must_exist(folder)
    instance = load(folder)
    with Server(folder, instance.superuser_password).in_use() as running:
        superuser = running.url()
        ensure_roles(superuser, owner_password=instance.owner_password, app_password=instance.app_password)
        ensure_database(superuser, DATABASE)
        os.environ.update(environment(folder, instance, running))
        yield running


def environment(folder: Path, instance: Instance, running: Server) -> dict[str, str]:
    """What settings.py needs to know about this installation."""
    variables = {
        "NAHTLOS_DATA": str(folder),
        "NAHTLOS_DEMO": "1",
        "NAHTLOS_DATABASE_URL": running.url(user=APP, password=instance.app_password, database=DATABASE),
        "NAHTLOS_OWNER_DATABASE_URL": running.url(user=OWNER, password=instance.owner_password, database=DATABASE),
        "SECRET_KEY": instance.secret_key,
        "NAHTLOS_ERASURES": os.environ.get("NAHTLOS_ERASURES") or str(folder / "erasures.jsonl"),
        "NAHTLOS_JOURNAL_HEADS": os.environ.get("NAHTLOS_JOURNAL_HEADS") or str(folder / "journal-heads.jsonl"),
    }
    if (folder / "agreement.yaml").exists() and not os.environ.get("NAHTLOS_AGREEMENT"):
        variables["NAHTLOS_AGREEMENT"] = str(folder / "agreement.yaml")
    if instance.today:
        variables["NAHTLOS_TODAY"] = instance.today
    return variables
