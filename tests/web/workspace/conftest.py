"""Clerks at their browsers, and the files they work on."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from nahtlos.organisations.models import Account
from tests.cases.files import asylum_seeker, open_file
from tests.personas import Personas, acting_as

Browser = Callable[[str], Client]


@pytest.fixture
def browser(hochmosel: Personas) -> Browser:
    """`browser("jc")`: this persona, logged in, with pages in English."""

    def logged_in(name: str) -> Client:
        account = getattr(hochmosel, name).membership.account
        Account.objects.filter(pk=account.pk).update(language="en")
        client = Client()
        client.force_login(account)
        return client

    return logged_in


@pytest.fixture
def file(hochmosel: Personas) -> UUID:
    """A woman in the asylum procedure, opened by the Sozialamt."""
    with acting_as(hochmosel.soz):
        return open_file(hochmosel.soz, asylum_seeker("Zzyxcanary", "Amira"))


@pytest.fixture
def strangers_file(hochmosel: Personas) -> UUID:
    """A file of the other district: what could leak."""
    with acting_as(hochmosel.fremd):
        return open_file(hochmosel.fremd, asylum_seeker("Strangerfile", "Lina"))
