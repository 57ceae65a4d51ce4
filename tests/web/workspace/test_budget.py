"""Pages stay as fast with many rows as with few, and light enough for a slow line."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nahtlos.cases.intake import Link
from nahtlos.cases.models import Conflict, Deadline
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.exchange.models import ImportRow, ImportRun, Outcome, RunState
from nahtlos.organisations.actor import Actor
from nahtlos.people.enums import LinkedHow
from nahtlos.web.workspace.views.today import FIRST, PAGE
from tests.cases.files import TODAY, asylum_seeker, intake, open_file
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser

#: With the BEGIN and the COMMIT of a request, which are a savepoint and its release here.
MOST = 20
#: Codes of deadlines that the Sozialamt reads.
LAYOUT = {"sheet_index": 0, "sheet": "", "header_row": 0, "headings": ["Name"], "columns": {"family": [0, "Name", 1.0]}}


def _statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    counted = [one["sql"] for one in captured.captured_queries]
    # All requests of a test share one transaction: the actor of the one before may have to be unbound first, and a
    # release tells the database again who acts, which a COMMIT does not.
    first, last = "set_config" in counted[0], "set_config" in counted[-2] and "RELEASE" in counted[-1]
    return len(counted) - first - last


def _more(by: Actor, numbers: range) -> None:
    """So many people, each with a deadline, a contradiction, an import of her own with a row that waits, and a view."""
    runs, rows, door = [], [], intake(by)
    people = [
        door.open_file(asylum_seeker("Ortner", f"Nr{number:03}"), Link(LinkedHow.CREATED), reference=f"Ortner {number}")
        for number in numbers
    ]
    door.flush()
    for number, hers in zip(numbers, (record.person_id for record in people), strict=True):
        with as_system("recompute"):
            Deadline.objects.create(
                person_id=hers, code="title_25b_stay", kind="last_day", date=TODAY, who="sozialamt", law="§ 1"
            )
        with as_system("linkage"):
            Conflict.objects.create(person_id=hers, kind="place", opened_at=clock.now())
        run = ImportRun(
            organisation_id=by.organisation_id, account_id=by.account_id, profile="sozialamt", state=RunState.DONE,
            filename=f"{number}.csv", sha256="0" * 64, layout=LAYOUT, total=1, counts={"needs_human": 1},
            started_at=clock.now(), as_of=TODAY,
        )  # fmt: skip
        runs.append(run)
        candidates = [{"person": str(hers), "row": None, "score": 0.6, "reasons": []}]
        said = asylum_seeker("Ortner", f"Nr{number:03}").to_json()
        owner = rows[0].run if rows else ImportRun.objects.order_by("id").first() or run
        rows.append(
            ImportRow(
                run=owner, organisation_id=by.organisation_id, number=number + 2, cells=["Ortner"], problems=[], read=said,
                outcome=Outcome.NEEDS_HUMAN, in_queue=True, candidates=candidates, reasons=[],
            )
        )  # fmt: skip
    ImportRun.objects.bulk_create(runs)
    ImportRow.objects.bulk_create(rows)


def test_every_list_needs_the_same_statements_for_3_and_60_rows(browser: Browser, hochmosel: Personas) -> None:
    clerk, counts = browser("soz"), []
    for numbers in (range(3), range(3, 60)):
        with acting_as(hochmosel.soz):
            _more(hochmosel.soz, numbers)
            run = ImportRun.objects.order_by("id").first()
        assert run is not None
        for number in numbers[::5]:
            clerk.post("/faelle/ansichten/", {"name": f"V{number}", "due": str(number + 1)})
        found = clerk.post("/faelle/suche/", {"q": "Ortner"}).headers["Location"]
        pages = {
            "cases": "/faelle/",
            "filtered": "/faelle/?group=asylum_seeker&due=90",
            "search": found,
            "Heute": "/?alle=1",
            "deadlines": "/?alle=1&gruppe=week",
            "contradictions": "/?alle=1&gruppe=undated",
            "queue": "/einlesen/zu-klaeren/",
            "imports": "/einlesen/",
            "people of an import": f"/einlesen/{run.id}/",
            "views": "/faelle/ansichten/",
        }
        counts.append({name: _statements(clerk, address) for name, address in pages.items()})
    assert counts[0] == counts[1]
    assert max(counts[1].values()) <= MOST


def test_heute_shows_the_beginning_of_a_long_group_and_the_rest_on_pages(browser: Browser, hochmosel: Personas) -> None:
    clerk = browser("soz")
    with acting_as(hochmosel.soz):
        hers = open_file(hochmosel.soz, asylum_seeker("Ortner"))
        with as_system("recompute"):
            Deadline.objects.bulk_create(
                Deadline(person_id=hers, code="title_25b_stay", kind="last_day", date=day, who="sozialamt", law="§ 1")
                for day in (TODAY + timedelta(days=91 + n) for n in range(70))
            )

    def lines(address: str) -> int:
        return clerk.get(address).content.decode().count('name="deadline"')

    page = clerk.get("/?alle=1").content.decode()
    assert lines("/?alle=1") == FIRST
    assert "Show all 70 entries" in page
    assert 'href="/?gruppe=later&amp;alle=1"' in page
    assert [lines("/?alle=1&gruppe=later"), lines("/?alle=1&gruppe=later&page=2")] == [PAGE, 70 - PAGE]
    assert lines("/?alle=1&gruppe=later&page=99") == 70 - PAGE
    assert lines("/?alle=1&gruppe=%00nothing") == FIRST


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
