"""What the second lock and the journal cost: a page's statements with and without policies, a page with and without its entry."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.pages import app_url, context, fetched, inhabited, reading, times
from benchmarks.report import Section, median, ms


def measure(folder: Path, options: argparse.Namespace) -> Section:
    place = inhabited(folder, options.people)
    from nahtlos.config import instance  # noqa: PLC0415 -- the database must exist first
    from nahtlos.config.command import start_django  # noqa: PLC0415 -- needs settings

    with instance.opened(place) as server:
        start_django()
        return _measure(server.url(database=instance.DATABASE), options.people)


def _measure(owner_url: str, number: int) -> Section:
    from django.db import connection  # noqa: PLC0415 -- needs settings
    from django.test import Client  # noqa: PLC0415 -- needs settings
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- needs settings

    from nahtlos.audit import journal  # noqa: PLC0415 -- needs settings
    from nahtlos.organisations.models import Account  # noqa: PLC0415 -- needs settings

    client = Client(headers={"accept-language": "de"}, SERVER_NAME="127.0.0.1")
    client.force_login(Account.objects.get(username="abh"))
    listing = client.get("/faelle/").content.decode()
    first = next(part.split('"')[0] for part in listing.split('href="')[1:] if part.startswith("/faelle/01"))
    section = Section(
        f"The second lock and the journal, {number:,} people",
        ["page", "statements, policies off", "policies on", "ratio", "page", "without its journal entry", "share of the journal"],
    )  # fmt: skip
    guc, more = context(), 0
    for name, address in {"list of cases": "/faelle/", "case file": first}.items():
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        needed = reading([query["sql"] for query in captured.captured_queries])
        with psycopg.connect(owner_url) as free, psycopg.connect(app_url()) as locked:
            more += sum(a != b for a, b in zip(fetched(free, needed, guc), fetched(locked, needed, guc), strict=True))
            off = median(times(lambda free=free, needed=needed: fetched(free, needed, guc)))
            on = median(times(lambda locked=locked, needed=needed: fetched(locked, needed, guc)))
        whole = median(times(lambda address=address: client.get(address)))
        with _silent(journal):
            bare = median(times(lambda address=address: client.get(address)))
        share = max(0.0, 1 - bare / whole)
        section.rows.append([name, ms(off), ms(on), f"{on / off:.2f}", ms(whole), ms(bare), f"{share * 100:.0f} %"])
    section.notes = [
        "The very statements of the page, once as the owner of the cluster, whom no policy binds, once as nt_app, in one run.",
        f"Statements that return other rows without policies: {more}. They do more work there, which flatters the policies.",
        "Goal: the journal takes at most 10 % of a page.",
    ]
    return section


class _silent:  # noqa: N801 -- used as a context manager
    """Nothing is written to the journal."""

    def __init__(self, journal: Any) -> None:
        self.journal, self.record = journal, journal.record

    def __enter__(self) -> None:
        self.journal.record = lambda *_words, **_detail: None

    def __exit__(self, *_problem: object) -> None:
        self.journal.record = self.record
