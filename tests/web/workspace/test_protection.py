"""Protecting somebody at the desk: the lead sets it, the others read whom to ask, the stranger finds nothing."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from tests.cases.files import listed, person
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser

TOWN = "Musterstadt"


def test_f30_set_at_the_desk_seen_by_the_others_and_ended(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    for office in (hochmosel.jc, hochmosel.abh):
        with acting_as(office):
            listed(office, person("Zzyxcanary", "Amira"), file)
    case, desk = reverse("case", args=[file]), reverse("protection", args=[file])
    soz, jc, abh = browser("soz"), browser("jc"), browser("abh")
    assert TOWN in jc.get(case).content.decode()
    assert soz.post(desk, {"note": "no reason"}).status_code == 422
    assert jc.post(desk, {"code": "violence"}).status_code == 403
    assert browser("fremd").get(desk).status_code == 404
    assert soz.post(desk, {"code": "violence", "note": "Zzyxgrund"}).status_code == 302
    for client in (jc, abh):
        for page in (case, desk, reverse("explained", args=[file]), reverse("rights", args=[file])):
            shown = client.get(page)
            assert shown.status_code == 200
            assert TOWN not in shown.content.decode(), page
            assert "Zzyxgrund" not in shown.content.decode(), page
        page = client.get(case).content.decode()
        assert "where she lives is known to the leading office only; please ask:" in page
        assert (
            reverse("record", args=[file, "place"])
            not in client.get(reverse("record_choice", args=[file])).content.decode()
        )
    mine = soz.get(case).content.decode()
    assert TOWN in mine
    assert "known to your office only" in mine
    assert "Zzyxgrund" in soz.get(desk).content.decode()
    assert reverse("record", args=[file, "place"]) in soz.get(reverse("record_choice", args=[file])).content.decode()
    assert soz.post(desk, {"act": "end"}).status_code == 302
    assert TOWN in jc.get(case).content.decode()
