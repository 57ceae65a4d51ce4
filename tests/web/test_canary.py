"""One woman whom nobody of these may see, and every surface on which she could be seen: no trace of her anywhere.

She is known to the Sozialamt and the immigration office, protected, with notes of four classes, contradictions, an import,
a consent, an emergency, tasks, a handover and a calendar behind her (tests.cases.full). Two questions: does anybody who has
no part in her file see anything of her, and does anybody who has a part see what is closed even then?
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from nahtlos.access.policy import ROLES
from nahtlos.cases.models import Fact, SavedView
from nahtlos.cases.services.facts import record_fact
from nahtlos.cases.services.protection import protect
from nahtlos.core import clock
from nahtlos.core.context import acting
from nahtlos.exchange.models import ImportRow
from nahtlos.grants.models import Consent, Emergency
from nahtlos.handovers.models import Transfer
from nahtlos.inbox import post
from nahtlos.inbox.feeds import make_feed
from nahtlos.inbox.models import Information, Task
from nahtlos.notes.models import HealthNote
from nahtlos.people.models import Record
from tests.cases import full
from tests.cases.files import stated
from tests.personas import PEOPLE, Personas, acting_as
from tests.web.test_matrix import ADDRESSES, TABLE

pytestmark = pytest.mark.django_db

STREET, TOWN, WHY = "Zzyxgasse 9", "Zzyxtown", "Zzyxgrund"
NOTES = frozenset(f"{full.CANARY} {name}" for name in ("counselling", "health", "youth", "volunteering"))
#: Closed even to those who take part; the leading office alone knows the first three.
SECRET = frozenset({STREET, TOWN, WHY, *NOTES})
#: What an emergency opens for half an hour.
EMERGENCY = frozenset({f"{full.CANARY} health"})
#: Everything by which somebody could recognise her.
TRACES = SECRET | {full.CANARY, full.NUMBER, "01519 9990001", "+4915199990001", "amira@example.org"}
#: Has no part in the file: another district, other offices of the same one, and who runs the place without reading files.
OUTSIDE = ("fremd", "jc", "ja", "beratung", "koord", "dsb", "admin")
#: Takes part, or has opened it in an emergency.
INSIDE = ("abh", "aa")


@dataclass(frozen=True, slots=True)
class Surface:
    """One way to ask: an address, and what is sent to it."""

    name: str
    method: str = "GET"
    sent: dict[str, str] = field(default_factory=dict)

    def shows(self, content: str, traces: frozenset[str]) -> list[str]:
        """Traces in the answer that were not in the question: a page may repeat what was typed."""
        typed = " ".join(self.sent.values()).lower()
        return sorted(one for one in traces if one.lower() not in typed and one.lower() in content.lower())


_BORN = {"birth": "17.05.1990", "language": "ar", "phone": "040 66969777", "spoken": "", "reason": "asks for a course"}
#: Every address of the matrix is asked; these are asked in further ways.
ASKED_FURTHER = (
    *(Surface("search", "POST", {"q": typed}) for typed in ("Zz", "Zzyxcan", full.NUMBER, "Amira 1990", "Zzyxg")),
    Surface("person_new", "POST", {"family": "Zzyxcanari", "given": "Amira", **_BORN}),
    *(
        Surface("cases", "GET", sent)
        for sent in ({"nationality": "SY"}, {"page": "2"}, {"conflict": "1"}, {"due": "90"})
    ),
    Surface("export", "GET", {"nationality": "SY"}),
    Surface("newcomers", "GET", {"erledigt": "1"}),
    Surface("heute", "GET", {"alle": "1"}),
    Surface("transfers", "GET", {"alle": "1"}),
    Surface("case", "GET", {"on": "2016-03-01"}),
    Surface("merge", "GET", {"q": "Zzyxcan"}),
    Surface("report", "GET", {"form": "json"}),
    Surface("record", "POST", {"version": "0"}),
    Surface("finder", "GET", {"on": "2016-03-01"}),
)
SURFACES = tuple(Surface(name) for name, entry in TABLE.items() if "GET" in entry.methods) + ASKED_FURTHER


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    person = full.fill(hochmosel)
    with acting_as(hochmosel.soz):
        home = {"street": STREET, "postcode": "99998", "town": TOWN}
        record_fact(by=hochmosel.soz, person_id=person, stated=stated("place", home, date(2016, 9, 20)))
        protect(by=hochmosel.soz, person_id=person, code="shelter", note=WHY)
    return person


@pytest.fixture
def keys(hochmosel: Personas, hers: UUID) -> dict[str, Any]:
    """What of hers each address could be asked for."""
    with acting_as(hochmosel.soz):
        token = make_feed(by=hochmosel.soz, is_team=True)
        note = HealthNote.objects.get(person=hers).id
    with acting_as(hochmosel.abh):
        view = SavedView.objects.get().id
    with transaction.atomic(), acting(full.DOCTOR):
        return {
            "person_id": hers,
            "note_id": note,
            "token": token,
            "view_id": view,
            "fact_id": Fact.objects.filter(person=hers, superseded_at=None)[0].id,
            "record_id": Record.objects.filter(person=hers)[0].id,
            "consent_id": Consent.objects.filter(person=hers)[0].id,
            "emergency_id": Emergency.objects.get(person=hers).id,
            "task_id": Task.objects.get(person=hers).id,
            "key": Information.objects.get(person=hers).id,
            "run_id": ImportRow.objects.get(person=hers).run_id,
            "row_id": ImportRow.objects.get(person=hers).id,
            "transfer_id": Transfer.objects.filter(case__person=hers)[0].id,
            "kind": "place",
            "data": "health",
            "word": "0123456789ab",
            "name": "benefit_law",
            "language": "ar",
            "pk": 1,
        }


@pytest.fixture(autouse=True)
def _paper_that_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF is what it is made from."""

    def compiled(*_args: object, sys_inputs: object = None, **_more: object) -> bytes:
        return b"%PDF " + json.dumps(sys_inputs, ensure_ascii=False).encode()

    monkeypatch.setattr("typst.compile", compiled)


def asked(who: str, people: Personas, keys: dict[str, Any]) -> Iterator[tuple[Surface, HttpResponseBase]]:
    """Every surface with its answer, each as if it were the first."""
    client = Client()
    client.force_login(getattr(people, who).membership.account)
    ticket = client.cookies.output(header="", sep=";")
    for surface in SURFACES:
        if (permission := TABLE[surface.name].needs) and permission not in ROLES[PEOPLE[who][2]]:
            continue  # refused before anything is looked at; every such cell is asked in the matrix
        needed = ADDRESSES[surface.name].pattern.converters
        address = reverse(surface.name, kwargs={name: keys.get(name) or uuid4() for name in needed})
        client.cookies.load(ticket)
        with transaction.atomic():
            yield (
                surface,
                client.generic("GET", address, QUERY_STRING=_query(surface))
                if surface.method == "GET"
                else (client.post(address, surface.sent, follow=True)),
            )
            transaction.set_rollback(True)


def _query(surface: Surface) -> str:
    return "&".join(f"{name}={value}" for name, value in surface.sent.items())


def text_of(response: Any) -> str:
    """Everything an answer says: its headers, its body, and the parts of a spreadsheet."""
    body: bytes = response.getvalue()
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            body = b"\n".join(parts.read(name) for name in parts.namelist())
    return f"{response.headers}\n{body.decode(errors='replace')}"


def test_whoever_has_no_part_sees_no_trace_of_her(hochmosel: Personas, keys: dict[str, Any]) -> None:
    found = [
        f"{who} {surface.name} {surface.sent} ({response.status_code}): {trace}"
        for who in OUTSIDE
        for surface, response in asked(who, hochmosel, keys)
        for trace in [*surface.shows(text_of(response), TRACES), *(["an error"] if response.status_code >= 500 else [])]
    ]
    assert found == []


def test_whoever_has_a_part_sees_nothing_that_is_closed_even_then(hochmosel: Personas, keys: dict[str, Any]) -> None:
    found, opened = [], set()
    for who in INSIDE:
        for surface, response in asked(who, hochmosel, keys):
            opened |= {(who, surface.name)} if response.status_code == 200 else set()
            closed = SECRET - EMERGENCY if who == "aa" else SECRET
            found += [f"{who} {surface.name} {surface.sent}: {one}" for one in surface.shows(text_of(response), closed)]
    assert found == []
    assert {("abh", "case"), ("abh", "report"), ("aa", "case")} <= opened, "there was something to look at"


def test_the_sweep_would_have_found_her(hochmosel: Personas, keys: dict[str, Any]) -> None:
    """The leading office sees her on many surfaces, and even there not what others wrote in confidence."""
    found: dict[str, set[str]] = {}
    for surface, response in asked("soz", hochmosel, keys):
        for trace in surface.shows(text_of(response), TRACES):
            found.setdefault(trace, set()).add(surface.name)
    assert {"case", "cases", "search", "export", "notes", "report", "rights"} <= found[full.CANARY]
    assert "case" in found[f"{full.CANARY} health"]
    assert "protection" in found[WHY]
    assert set(found) & NOTES == {f"{full.CANARY} health"}
    assert not found.get(STREET, set()) & {"export", "calendar", "transfer_cover", "transfer_letter"}
    assert found.get("calendar") is None


def test_no_mail_says_whom_it_is_about(
    hochmosel: Personas, hers: UUID, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    letters: list[Any] = []
    settings.MAIL_IS_SENT = True
    monkeypatch.setattr(post, "deliver", letters.append)
    post.send_due(datetime.combine(clock.today(), datetime.min.time(), clock.BERLIN).replace(hour=8))
    assert letters, "there was something to tell"
    assert [trace for trace in (*TRACES, str(hers)) for letter in letters if trace.lower() in str(letter).lower()] == []
