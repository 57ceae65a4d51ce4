"""Pages stay as fast with many rows as with few, and light enough for a slow line."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cases.files import asylum_seeker, open_file
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser

MOST = 20


def _statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    # Neither marking a transaction nor telling it who acts asks for anything.
    asked = [one["sql"] for one in captured.captured_queries]
    return len([one for one in asked if "SAVEPOINT" not in one and "set_config('nt.ctx'" not in one])


@pytest.mark.parametrize("address", ["/faelle/", "/?alle=1", "/faelle/?group=asylum_seeker&due=90"])
def test_lists_need_the_same_statements_for_3_and_30_rows(address: str, browser: Browser, hochmosel: Personas) -> None:
    clerk = browser("soz")
    counts = []
    for so_far, rows in ((0, 3), (3, 30)):
        with acting_as(hochmosel.soz):
            for number in range(so_far, rows):
                open_file(hochmosel.soz, asylum_seeker(f"Familie{number:02}", f"Nr{number:02}"))
        counts.append(_statements(clerk, address))
    assert counts[0] == counts[1] <= MOST


def test_the_case_file_stays_within_its_budget(browser: Browser, file: UUID) -> None:
    assert _statements(browser("soz"), reverse("case", args=[file])) <= MOST


def test_relatives_keep_the_file_within_its_budget_however_many_they_are(browser: Browser, hochmosel: Personas) -> None:
    clerk, counts = browser("soz"), []
    for size in (2, 7):
        with acting_as(hochmosel.soz):
            members = [
                open_file(hochmosel.soz, asylum_seeker("Ortner", f"Nr{n}", household=f"H{size}", position=""))
                for n in range(size)
            ]
        addresses = [reverse(name, args=[members[0]]) for name in ("case", "household")]
        counts.append([_statements(clerk, address) for address in addresses])
    assert counts[0] == counts[1]
    assert max(counts[1]) <= MOST


@pytest.mark.parametrize("address", ["/anmelden/", "/", "/faelle/"])
def test_the_first_page_weighs_less_than_150_kilobytes(address: str, browser: Browser, file: UUID) -> None:
    client = Client() if address == "/anmelden/" else browser("soz")
    page = client.get(address).content
    parts = re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode())
    assert parts
    weight = len(page) + sum(Path(str(finders.find(part))).stat().st_size for part in parts)
    assert weight < 150_000
