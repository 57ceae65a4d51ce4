"""Input that means harm: words that want to be markup, files that are not what they say, forms no browser ever sent.

The numbers are those of the list of attacks in the design; E4 to E6, E9 to E11 stand beside what takes files.
"""

from __future__ import annotations

import ast
import json
from importlib.resources import files
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from nahtlos.cases.selectors import CaseFilter
from nahtlos.cases.services.saved_views import save_view
from nahtlos.core import clock
from nahtlos.grants.proof import NotAConsent, Proof
from tests.cases.files import asylum_seeker, open_file
from tests.personas import Personas, acting_as
from tests.web.test_matrix import ADDRESSES, TABLE
from tests.web.workspace.conftest import Browser

pytestmark = pytest.mark.django_db

SCRIPT, BROKEN_OUT = "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'
SQL = ("' or 1=1 --", "1; drop table people_person", "%' union select 1", "\\", "person__name", "-sort_key")
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def _upload(client: Client, name: str, content: bytes) -> object:
    return client.post(reverse("imports"), {"file": SimpleUploadedFile(name, content), "on": "2016-09-30"})


def test_e3_a_file_name_adds_no_header(browser: Browser) -> None:
    clerk = browser("jc")
    name = 'list"; filename=evil.exe\r\nX-Evil: 1\r\n.csv'
    sent = _upload(clerk, name, b"Nachname;Vorname;geb.\r\nAbbas;Yusra;1.1.1990\r\n")
    assert sent.status_code == 302  # type: ignore[attr-defined]
    run = sent.url.rstrip("/").rsplit("/", 1)[-1]  # type: ignore[attr-defined]
    for address in ("import_refused", "import_report"):
        answer = clerk.get(reverse(address, args=[run]))
        assert "X-Evil" not in answer.headers
        assert "evil" not in answer.headers.get("Content-Disposition", "")


@pytest.mark.parametrize("content", [b"PK\x03\x04word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Macros"])
def test_e7_office_files_with_macros_are_no_proof(content: bytes) -> None:
    with pytest.raises(NotAConsent, match="neither"):
        Proof.of(content)


def test_e12_what_a_virus_scanner_knows_is_taken_by_no_door(browser: Browser) -> None:
    with pytest.raises(NotAConsent, match="neither"):
        Proof.of(EICAR)
    assert _upload(browser("jc"), "eicar.csv", EICAR).status_code == 422  # type: ignore[attr-defined]


def test_e13_words_stay_words_on_every_page_of_a_file(browser: Browser, hochmosel: Personas) -> None:
    soz = hochmosel.soz
    with acting_as(soz):
        hers = open_file(soz, asylum_seeker(SCRIPT, BROKEN_OUT))
        save_view(by=soz, name=SCRIPT, chosen=CaseFilter(nationality="SY"), is_shared=True)
    clerk = browser("soz")
    day = clock.today().isoformat()
    clerk.post(reverse("note_new", args=[hers, "health"]), {"day": day, "text": SCRIPT + BROKEN_OUT})
    clerk.post(reverse("contact_wish", args=[hers]), {"interpreter": "", "note": BROKEN_OUT, "base": "{}"})
    found, shown = [], 0
    for name, entry in TABLE.items():
        if "GET" not in entry.methods or set(ADDRESSES[name].pattern.converters) - {
            "person_id",
            "kind",
            "data",
            "name",
        }:
            continue
        given = {"person_id": hers, "kind": "place", "data": "health", "name": "benefit_law"}
        address = reverse(name, kwargs={key: given[key] for key in ADDRESSES[name].pattern.converters})
        with transaction.atomic():
            answer = clerk.get(address)
            transaction.set_rollback(True)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            page = answer.content.decode()
            found += [name for words in (SCRIPT, "<img src=x") if words in page]
            shown += "&lt;script&gt;alert(1)" in page
    assert found == []
    assert shown > 5, "the words were there to be shown"


def test_e14_marks_that_turn_the_writing_round_are_not_kept_in_names(browser: Browser, hochmosel: Personas) -> None:
    typed = {
        "family": "Ab\u202ebas\u2066",
        "given": "Yus\u200cra\u202d",
        "spoken": "",
        "birth": "01.02.1990",
        "language": "ar",
        "phone": "",
        "reason": "asks",
    }
    page = browser("soz").post(reverse("person_new"), typed, follow=True).content.decode()
    assert "Abbas" in page
    assert "Yus\u200cra" in page, "what Persian is written with stays"
    assert not {"\u202e", "\u202d", "\u2066"} & set(page)


def test_e16_nothing_that_is_typed_is_ever_fetched() -> None:
    """One module asks other machines: the sign-on of the administrator's own choice. Whoever adds another says so here."""
    asking = set()
    root = Path(str(files("nahtlos")))
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = {one.name for one in node.names} if isinstance(node, ast.Import) else set()
            names |= {node.module or ""} if isinstance(node, ast.ImportFrom) else set()
            if names & {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3", "ftplib"}:
                asking.add(path.relative_to(root).as_posix())
    assert asking == {"organisations/sign_on.py"}


@pytest.mark.parametrize("words", SQL)
def test_e17_filters_take_words_for_words(words: str, browser: Browser, file: UUID) -> None:
    clerk = browser("soz")
    names = ("group", "authority", "nationality", "lead", "contact", "due", "missing", "conflict", "page", "ordering")
    for address in ("cases", "export", "newcomers", "transfers", "heute", "finder"):
        assert clerk.get(reverse(address), dict.fromkeys(names, words)).status_code < 500, address
    assert clerk.post(reverse("search"), {"q": words}, follow=True).status_code == 200
    assert clerk.get(reverse("case", args=[file]), {"on": words}).status_code < 500


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000 + "]" * 10_000,
        json.dumps("x" * 1_000_000),
        "NaN",
        '{"note": 1, "note": 2}',
        "9" * 5_000,
        '"\\ud800"',
        "\x00",
        "\ud800",
        "{}}",
    ],
    ids=["deep", "long", "nan", "twice", "huge", "half a letter", "nul", "half a letter as it is", "broken"],
)
def test_e18_what_no_form_ever_sent_breaks_nothing(text: str, browser: Browser, file: UUID) -> None:
    clerk = browser("soz")
    body = {"interpreter": "", "note": text, "base": text}
    kinds = {"contact_wish": body, "name_new": {"kind": "spoken", "family": text}}
    kinds["note_new"] = {"day": text, "text": text}
    kinds["record"] = {"version": text, "street": text, "town": text}
    kinds["tasks"] = {"kind": text, "note": text, "due_on": text, "organisation": text}
    given = {"person_id": file, "kind": "place", "data": "health"}
    for name, sent in kinds.items():
        address = reverse(name, kwargs={key: given[key] for key in ADDRESSES[name].pattern.converters})
        coded = "&".join(f"{key}={_percent(value)}" for key, value in sent.items())
        with transaction.atomic():
            answer = clerk.post(address, coded, content_type="application/x-www-form-urlencoded")
            transaction.set_rollback(True)
        assert answer.status_code < 500, name
    assert clerk.get(f"{reverse('cases')}?group={_percent(text[:200])}").status_code < 500


def _percent(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("word", ["(" * 5_000, "a" * 100_000 + "!", "1-" * 5_000, "a1b2 " * 2_000, "\u0300" * 5_000])
def test_e19_a_long_word_is_searched_for_like_a_short_one(word: str, browser: Browser, file: UUID) -> None:
    assert browser("soz").post(reverse("search"), {"q": word}, follow=True).status_code == 200


def test_e20_a_body_of_ten_megabytes_is_refused(browser: Browser, file: UUID) -> None:
    clerk = browser("soz")
    for address in (reverse("search"), reverse("note_new", args=[file, "health"])):
        assert clerk.post(address, {"q": "x" * 10_000_000, "text": "x"}).status_code in (400, 413)
