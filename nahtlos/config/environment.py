"""Typed reading of environment variables, with `NAME_FILE` for secrets and one sentence when something is wrong."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import yaml

_URL = "The database URL must look like postgresql://user:password@host:5432/name."


class WrongConfiguration(Exception):
    """The environment does not allow a safe start; the text says what to set."""


def text(name: str, default: str = "") -> str:
    """The variable, or the content of the file that NAME_FILE names."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise WrongConfiguration(f"{name}_FILE names a file that cannot be read as text: {file}.") from None
    return os.environ.get(name, default)


def flag(name: str) -> bool:
    """True for 1, true, yes, on."""
    return text(name).strip().lower() in {"1", "true", "yes", "on"}


def words(name: str) -> list[str]:
    """Comma-separated values."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def day(name: str) -> date | None:
    """An ISO day, or None when the variable is empty."""
    value = text(name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise WrongConfiguration(f"{name} must be a day like 2016-09-30, not {value!r}.") from None


def database(url: str) -> dict[str, object]:
    """Django's connection settings for a postgresql:// URL."""
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError:
        raise WrongConfiguration(_URL) from None
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise WrongConfiguration(_URL)
    return {
        "ENGINE": "nahtlos.core.database",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 0,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


@dataclass(frozen=True, slots=True)
class SignOn:
    """An organisation's own login (OpenID Connect); `name` stands in the address."""

    name: str
    organisation: str
    issuer: str
    client_id: str
    client_secret: str


def single_sign_on(name: str) -> dict[str, SignOn]:
    """The logins of the organisations by name, from a YAML list in the variable or its file."""
    wrong = WrongConfiguration(
        f"{name} must be a YAML list of entries with name, organisation, issuer, client_id and client_secret."
    )
    try:
        entries = [SignOn(**entry) for entry in yaml.safe_load(text(name)) or []]
    except (yaml.YAMLError, TypeError):
        raise wrong from None
    if not all(re.fullmatch(r"[a-z0-9-]+", one.name) and isinstance(one.issuer, str) for one in entries):
        raise wrong
    return {one.name: one for one in entries}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in; always encrypted, `from_the_start` or after STARTTLS."""

    host: str
    port: int
    user: str
    password: str
    from_the_start: bool


def mail(name: str) -> MailServer | None:
    """The mail server of a URL smtp://user:password@host:587 or smtps://…:465, or None when the variable is empty."""
    url = text(name)
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise WrongConfiguration(
            f"{name} must look like smtp://user:password@host:587 or smtps://user:password@host:465."
        )
    safe = parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname, port or (465 if safe else 587), user, password, safe)
