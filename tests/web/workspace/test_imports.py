"""Einlesen: a list is previewed, corrected, carried out or refused with one sentence; other offices see nothing of it."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nahtlos.exchange.imports.carry_out import carry_out
from nahtlos.exchange.imports.locks import carrying_out
from nahtlos.exchange.models import ImportRun, RunState
from nahtlos.people.models import Person
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser

LIST = (
    "BG-Nr;Kundennummer;Familienname;Vorname;Geburtsdatum;Geschlecht;Staatsangehörigkeit;PLZ;Ort\n"
    "54302//0000001;543A000001;Haddad;Karim;1985-03-14;m;SY;99998;Musterstadt\n"
    "54302//0000002;543A000002;Tesfay;Selam;1991-11-02;w;ER;99998;Musterstadt\n"
    "54302//0000003;;;;;;;;\n"
)


def _upload(client: Client, content: bytes, name: str = "liste.csv") -> object:
    return client.post(reverse("imports"), {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def preview(browser: Browser, hochmosel: Personas) -> tuple[Client, str]:
    clerk = browser("jc")
    response = _upload(clerk, LIST.encode())
    assert response.status_code == 302, response.context["form"].errors  # type: ignore[attr-defined]
    return clerk, response.url  # type: ignore[attr-defined]


def test_the_preview_shows_every_row_and_takes_nothing_over(preview: tuple[Client, str], hochmosel: Personas) -> None:
    clerk, address = preview
    page = clerk.get(address, {"ergebnis": "created"}).content.decode()
    assert "Haddad, Karim" in page
    assert "Tesfay, Selam" in page
    assert "Take over as shown" in page
    with acting_as(hochmosel.jc):
        assert not Person.objects.exists()


def test_columns_can_be_assigned_anew(preview: tuple[Client, str]) -> None:
    clerk, address = preview
    page = clerk.get(address)
    columns = {f"column-{line.key}": "" for line in page.context["columns"]}
    for line in page.context["columns"]:
        for index, _label, chosen in line.options:
            if chosen:
                columns[f"column-{line.key}"] = index
    swapped = {
        **columns,
        "column-family_name": columns["column-given_names"],
        "column-given_names": columns["column-family_name"],
    }
    clerk.post(f"{address}spalten/", swapped)
    page = clerk.get(address, {"ergebnis": "created"})
    assert "Karim, Haddad" in page.content.decode()
    assert clerk.post(f"{address}spalten/", {**columns, "column-family_name": "999"}).status_code == 302


def test_a_discarded_preview_leaves_nothing(preview: tuple[Client, str], hochmosel: Personas) -> None:
    clerk, address = preview
    clerk.post(f"{address}ausfuehren/", {"act": "discard"})
    with acting_as(hochmosel.jc):
        run = ImportRun.objects.get()
        assert run.state == RunState.DISCARDED
        assert run.content is None


def test_progress_is_shown_and_asked_for_again(preview: tuple[Client, str]) -> None:
    clerk, address = preview
    clerk.post(f"{address}ausfuehren/", {"act": "commit"})
    assert "hx-get" in clerk.get(address).content.decode()
    part = clerk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<div")
    assert "<progress" in part


def test_an_import_nobody_is_at_says_so_and_one_somebody_is_at_does_not(
    preview: tuple[Client, str], hochmosel: Personas
) -> None:
    clerk, address = preview
    with acting_as(hochmosel.jc):
        run = ImportRun.objects.get()
        ImportRun.objects.update(state=RunState.RUNNING)
    assert "The work was interrupted." in clerk.get(address).content.decode()
    with carrying_out(hochmosel.jc.district_id, run.id):
        page = clerk.get(address).content.decode()
    assert "The work was interrupted." not in page
    assert "<progress" in page


def test_what_failed_can_be_finished_or_taken_back(preview: tuple[Client, str], hochmosel: Personas) -> None:
    clerk, address = preview
    with acting_as(hochmosel.jc):
        ImportRun.objects.update(state=RunState.FAILED, error="The import stopped")
    page = clerk.get(address).content.decode()
    assert "Carry out the rest" in page
    assert "Take this import back" in page
    clerk.post(f"{address}ausfuehren/", {"act": "commit"})
    with acting_as(hochmosel.jc):
        assert (ImportRun.objects.get().state, ImportRun.objects.get().error) == (RunState.QUEUED, "")


def test_downloads_and_files_of_a_finished_import(browser: Browser, hochmosel: Personas) -> None:
    clerk = browser("jc")
    address = _upload(clerk, LIST.encode()).url  # type: ignore[attr-defined]
    with acting_as(hochmosel.jc):
        run = ImportRun.objects.get()
        Person.objects.none()
    _finish(hochmosel, run.id)
    page = clerk.get(address, {"ergebnis": "created"}).content.decode()
    assert "Open the file" in page
    assert clerk.get(f"{address}bericht.xlsx").content[:2] == b"PK"
    assert clerk.get(f"{address}abgelehnt.xlsx").content[:2] == b"PK"
    for stranger in ("soz", "fremd"):
        for part in ("", "bericht.xlsx", "abgelehnt.xlsx"):
            assert browser(stranger).get(f"{address}{part}").status_code == 404
        for part in ("ausfuehren/", "spalten/"):
            assert browser(stranger).post(f"{address}{part}", {"act": "undo"}).status_code == 404


def _finish(people: Personas, run_id: UUID) -> None:
    carry_out(by=people.jc, run_id=run_id, is_synthetic=True)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "leer.csv", "empty"),
        (b"%PDF-1.7\n...", "liste.xlsx", "PDF"),
        (b"PK\x03\x04broken", "liste.xlsx", "spreadsheet"),
        (b"just some words\nwithout a table\n", "liste.csv", "No table was found"),
    ],
)
def test_what_is_no_list_gets_one_sentence_and_leaves_nothing(
    content: bytes, name: str, sentence: str, browser: Browser, hochmosel: Personas
) -> None:
    response = _upload(browser("jc"), content, name)
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert sentence in response.content.decode()  # type: ignore[attr-defined]
    with acting_as(hochmosel.jc):
        assert not ImportRun.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(browser: Browser, settings: object, db: None) -> None:
    settings.LIST_UPLOAD_MAX_BYTES = 10  # type: ignore[attr-defined]
    response = _upload(browser("jc"), LIST.encode())
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert "larger than" in response.content.decode()  # type: ignore[attr-defined]
