"""Server time and statements of the list and the file, beside the bare statements they cannot do without."""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from benchmarks.place import empty, import_lists, people
from benchmarks.report import Section, median, ms, p95

ROUNDS = 60


def measure(folder: Path, options: argparse.Namespace) -> Section:
    place = inhabited(folder, options.people)
    from nahtlos.config import instance  # noqa: PLC0415 -- the database must exist first
    from nahtlos.config.command import start_django  # noqa: PLC0415 -- needs settings

    with instance.opened(place):
        start_django()
        return _measure(place, options.people)


def inhabited(folder: Path, number: int) -> Path:
    """An installation with so many people; made once."""
    place = folder / f"pages-{number}"
    if not (place / "demo.json").exists():
        import_lists(empty(place), people(place, number, seed=20))
    return place


def _measure(place: Path, number: int) -> Section:
    from django.db import connection  # noqa: PLC0415 -- needs settings
    from django.test import Client  # noqa: PLC0415 -- needs settings
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- needs settings

    from nahtlos.organisations.models import Account  # noqa: PLC0415 -- needs settings

    client = Client(headers={"accept-language": "de"}, SERVER_NAME="127.0.0.1")
    client.force_login(Account.objects.get(username="abh"))
    listing = client.get("/faelle/").content.decode()
    first = next(part.split('"')[0] for part in listing.split('href="')[1:] if part.startswith("/faelle/01"))
    section = Section(
        f"Pages with {number:,} people",
        ["page", "median", "p95", "statements", "bytes", "bare statements, median", "ratio"],
    )
    for name, address in {
        "list of cases": "/faelle/",
        "case file": first,
        "search for Mohamed": client.post("/faelle/suche/", {"q": "Mohamed"}).headers["Location"],
        "Heute": "/",
    }.items():
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        statements = [query["sql"] for query in captured.captured_queries]
        taken = times(lambda address=address: client.get(address))
        bare = _bare(statements)
        section.rows.append(
            [
                name,
                ms(median(taken)),
                ms(p95(taken)),
                str(len(statements)),
                f"{len(response.content):,}",
                ms(median(bare)),
                f"{median(taken) / median(bare):.1f}",
            ]
        )
    section.rows.append(["first page (login) with its assets, without fonts", "", "", "", f"{_first_page():,}", "", ""])
    section.notes = [
        "Server time of the whole request in one process: session, account, context, journal, templates.",
        "Bare statements: the very statements of the page, in one transaction under the same context, fetched with psycopg alone.",
        "Goals: under 100 ms, at most 20 statements, ratio at most 3; first page under 150,000 bytes.",
    ]
    return section


def times(call: Callable[[], object]) -> list[float]:
    for _ in range(3):
        call()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return times


def _bare(statements: list[str]) -> list[float]:
    """The same statements without Django: one connection, one transaction each round."""
    guc, needed = context(), reading(statements)
    with psycopg.connect(app_url()) as connection:
        return times(lambda: fetched(connection, needed, guc))


def reading(statements: list[str]) -> list[str]:
    """What the page reads; who looks is said anew by `fetched`, and the journal is measured by itself (locks.py)."""
    apart = ("nt.journal", "set_config")
    return [sql for sql in statements if sql.upper().startswith("SELECT") and not any(word in sql for word in apart)]


def context() -> str:
    """What the database is told about the clerk who looks."""
    from nahtlos.core.context import Acting  # noqa: PLC0415 -- needs settings
    from nahtlos.organisations.models import Membership  # noqa: PLC0415 -- needs settings

    member = Membership.objects.select_related("organisation").get(account__username="abh")
    return Acting(member.account_id, member.organisation_id, member.organisation.district_id, "aufenthg_task").as_guc()


def app_url() -> str:
    from django.conf import settings  # noqa: PLC0415 -- needs settings

    base = settings.DATABASES["default"]
    return psycopg.conninfo.make_conninfo(
        host=base["HOST"], port=base["PORT"], user=base["USER"], password=base["PASSWORD"], dbname=base["NAME"]
    )


def fetched(connection: psycopg.Connection, statements: list[str], guc: str) -> list[int]:
    """Rows of each statement, all in one transaction in the name of the clerk."""
    with connection.transaction():
        connection.execute("select set_config('nt.ctx', %s, true)", [guc])
        return [len(connection.execute(sql.encode()).fetchall()) for sql in statements]


def _first_page() -> int:
    """Bytes of the login page with its style sheets and scripts as they are sent."""
    from django.contrib.staticfiles import finders  # noqa: PLC0415 -- needs settings
    from django.test import Client  # noqa: PLC0415 -- needs settings

    page = Client(headers={"accept-language": "de"}, SERVER_NAME="127.0.0.1").get("/anmelden/").content
    total = len(page)
    for name in set(re.findall(rb'/static/([^"]+\.(?:css|js|svg))"', page)):
        found = finders.find(name.decode())
        total += Path(str(found)).stat().st_size if found else 0
    return total
