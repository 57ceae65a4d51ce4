"""The settings: no start with unsafe values, and one sentence that says what to set."""

from __future__ import annotations

import os
import runpy
import secrets
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nahtlos.config import environment as env
from nahtlos.config.environment import WrongConfiguration

SETTINGS = Path(env.__file__).with_name("settings.py")
KEY = secrets.token_urlsafe(48)
SAFE = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "nahtlos.example, www.nahtlos.example",
    "DATABASE_URL": "postgresql://nt_app:word@db.example:5432/nahtlos",
}
_OURS = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE", "NAHTLOS_", "CSRF_", "BEHIND_PROXY", "LOG_LEVEL", "DJANGO_")


def only(variables: dict[str, str]) -> dict[str, str]:
    """The environment of this process with these variables of ours and no others."""
    return {key: value for key, value in os.environ.items() if not key.startswith(_OURS)} | variables


def start(monkeypatch: pytest.MonkeyPatch, **changed: str | None) -> dict[str, Any]:
    """The settings as they come out of the safe environment, changed in some words."""
    for name in [name for name in os.environ if name.startswith(_OURS)]:
        monkeypatch.delenv(name)
    for name, value in {**SAFE, **changed}.items():
        if value is not None:
            monkeypatch.setenv(name, value)
    return runpy.run_path(str(SETTINGS))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"SECRET_KEY": None}, "Set SECRET_KEY"),
        ({"SECRET_KEY": KEY[:49]}, "at least 50 random characters"),
        ({"SECRET_KEY": "x" * 64}, "at least 50 random characters"),
        ({"SECRET_KEY": KEY[:39], "NAHTLOS_DEMO": "1"}, "Set SECRET_KEY"),
        ({"ALLOWED_HOSTS": None}, "Set ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": " , "}, "Set ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "nahtlos.example,*"}, "ALLOWED_HOSTS must name the hosts"),
        ({"ALLOWED_HOSTS": "*", "NAHTLOS_DEMO": "1"}, "ALLOWED_HOSTS must name the hosts"),
        ({"NAHTLOS_TODAY": "2016-09-30"}, "NAHTLOS_TODAY pins the calendar and is for training"),
        ({"NAHTLOS_TODAY": "30.9.2016", "NAHTLOS_DEMO": "1"}, "NAHTLOS_TODAY must be a day like 2016-09-30"),
        ({"DATABASE_URL": None}, "Set DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:///x.db"}, "The database URL must look like postgresql://"),
        ({"DATABASE_URL": "postgresql://a:b@host"}, "The database URL must look like postgresql://"),
        ({"DATABASE_URL": "postgresql://a:b@host:port/name"}, "The database URL must look like postgresql://"),
        ({"NAHTLOS_MAIL": "mail.example:25"}, "NAHTLOS_MAIL must look like smtp://"),
        ({"NAHTLOS_SSO": "- {name: x}"}, "NAHTLOS_SSO must be a YAML list of entries with name, organisation"),
        ({"NAHTLOS_SSO": "{"}, "NAHTLOS_SSO must be a YAML list"),
        (
            {"SECRET_KEY": None, "SECRET_KEY_FILE": "/does/not/exist"},
            "SECRET_KEY_FILE names a file that cannot be read",
        ),
    ],
)
def test_an_unsafe_start_is_refused_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, str | None], sentence: str
) -> None:
    with pytest.raises(WrongConfiguration, match=sentence) as refused:
        start(monkeypatch, **changed)
    told = str(refused.value)
    assert "\n" not in told
    assert told.endswith(".")
    for secret in (changed.get("SECRET_KEY"), KEY):
        assert not secret or secret not in told, "a secret is never repeated"


def test_outside_the_demo_everything_travels_encrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    found = start(monkeypatch)
    assert found["ALLOWED_HOSTS"] == ["nahtlos.example", "www.nahtlos.example"]
    assert (found["DEBUG"], found["DEMO"], found["PINNED_TODAY"]) == (False, False, None)
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert "SECURE_PROXY_SSL_HEADER" not in found, "a header is believed only behind a proxy that sets it"
    assert found["SECOND_FACTOR_REQUIRED"]
    assert found["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0, "F13: what a visitor says about her address is not believed"
    assert (found["SESSION_IDLE"], found["SESSION_LONGEST"]) == (15 * 60, 10 * 3600)
    assert "owner" not in found["DATABASES"], "web and worker need no owner"
    assert start(monkeypatch, BEHIND_PROXY="1")["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_the_demo_is_for_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    found = start(monkeypatch, NAHTLOS_DEMO="1", ALLOWED_HOSTS=None, NAHTLOS_TODAY="2016-09-30")
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert found["PINNED_TODAY"] == date(2016, 9, 30)
    assert not found["SECURE_SSL_REDIRECT"]
    assert not found["DEBUG"], "not even in the demo"


def test_secrets_may_come_from_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("SECRET_KEY", "DATABASE_URL"):
        (tmp_path / name).write_text(f"{SAFE[name]}\n")
        monkeypatch.setenv(f"{name}_FILE", str(tmp_path / name))
    files = {f"{name}_FILE": str(tmp_path / name) for name in ("SECRET_KEY", "DATABASE_URL")}
    found = start(monkeypatch, SECRET_KEY=None, DATABASE_URL=None, **files)
    assert found["SECRET_KEY"] == KEY
    assert found["DATABASES"]["default"]["NAME"] == "nahtlos"


def test_the_address_of_the_database_is_read_with_its_special_characters() -> None:
    found = env.database("postgresql://nt%5Fapp:p%40ss%2Fword@db.example:6432/nah%20tlos?sslmode=verify-full")
    assert (found["USER"], found["PASSWORD"], found["NAME"]) == ("nt_app", "p@ss/word", "nah tlos")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("db.example", "6432", {"sslmode": "verify-full"})
    assert found["ENGINE"] == "nahtlos.core.database", "no connection without the acting context"


def test_the_owner_of_the_schema_has_a_connection_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    found = start(monkeypatch, DATABASE_OWNER_URL="postgresql://nt_owner:word@db.example/nahtlos")
    assert found["DATABASES"]["owner"]["USER"] == "nt_owner"
    assert found["DATABASES"]["default"]["USER"] == "nt_app"


@pytest.mark.parametrize(("written", "meant"), [("1", True), ("True", True), (" on ", True), ("0", False), ("", False)])
def test_a_flag_is_read_as_people_write_it(monkeypatch: pytest.MonkeyPatch, written: str, meant: bool) -> None:
    monkeypatch.setenv("NAHTLOS_TEST_FLAG", written)
    assert env.flag("NAHTLOS_TEST_FLAG") is meant


def test_the_check_for_deployment_has_nothing_to_say() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "django", "check", "--deploy", "--fail-level", "DEBUG"],
        env=only({**SAFE, "DJANGO_SETTINGS_MODULE": "nahtlos.config.settings"}),
        cwd=SETTINGS.parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (0 silenced)."), done.stderr


def test_no_model_has_changed_without_its_migration() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "nahtlos.config.settings"},
        cwd=SETTINGS.parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "No changes detected"), done.stdout + done.stderr
