"""Districts, organisations and accounts of the demo, made once by the owner of the database."""

from __future__ import annotations

import json
import secrets
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from nahtlos.core.migrate import OWNER_ALIAS
from nahtlos.organisations.models import Account, District, Membership, Organisation

Login = dict[str, str]


def found() -> list[Login]:
    """Create everything of district.yaml with random passwords; returns the logins. Only for an empty database."""
    plan: dict[str, Any] = yaml.safe_load(
        files("nahtlos.config.demo").joinpath("district.yaml").read_text(encoding="utf-8")
    )
    logins: list[Login] = []
    with transaction.atomic(using=OWNER_ALIAS):
        for entry in plan["districts"]:
            organisations = entry.pop("organisations")
            district = District.objects.using(OWNER_ALIAS).create(**entry)
            for office in organisations:
                logins += _office(district, office)
    return logins


def _office(district: District, plan: dict[str, Any]) -> list[Login]:
    staff = plan.pop("staff")
    office = Organisation.objects.using(OWNER_ALIAS).create(district=district, **plan)
    return [_member(office, dict(person)) for person in staff]


def _member(office: Organisation, person: dict[str, str]) -> Login:
    password = secrets.token_urlsafe(12)
    account = Account(username=person.pop("username"), name=person.pop("name"))
    account.set_password(password)
    account.save(using=OWNER_ALIAS)
    email = f"{account.username}@example.org"
    Membership.objects.using(OWNER_ALIAS).create(
        account=account, organisation=office, email=email, valid_from=date(2015, 1, 1), **person
    )
    return {
        "username": account.username,
        "password": password,
        "name": account.name,
        "role": person["role"],
        "organisation": office.name,
        "organisation_type": office.kind,
    }


def keep_logins(folder: Path, logins: list[Login]) -> Path:
    """Write accounts.json, readable by its owner only."""
    path = folder / "accounts.json"
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(json.dumps(logins, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
