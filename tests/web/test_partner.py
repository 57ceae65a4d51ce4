"""A partner without an account, in its browser: link and PIN, letter and code, the answer, and what leads nowhere."""

from __future__ import annotations

import re
from html import unescape
from uuid import UUID

import pytest
from django.test import Client

from nahtlos.core import clock
from nahtlos.handovers.models import Link, Transfer
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser, browser, file  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db
TYPED = {"partner": "Druckerei Beispiel", "service": "placement", "note": "From Monday", "way": "link"}


@pytest.fixture
def partner() -> Client:
    return Client(headers={"accept-language": "en"})


def text(response: object) -> str:
    return unescape(re.sub(r"\s+", " ", response.content.decode()))  # type: ignore[attr-defined]


def given(clerk: Client, hers: UUID, **more: object) -> tuple[str, str]:
    """Address and PIN, or address and code, from the page that shows them once."""
    response = clerk.post(f"/faelle/{hers}/vermitteln/", {**TYPED, **more})
    assert response.status_code == 200, text(response)
    page = response.content.decode()
    address = re.search(r"<code[^>]*>http://testserver([^<]+)</code>", page)
    secret = re.search(r'<dd class="nt-numeric"><strong>([^<]+)</strong>', page)
    assert address, page
    assert secret
    return address[1], secret[1]


def test_from_the_form_to_the_outcome(browser: Browser, file: UUID, partner: Client) -> None:  # noqa: F811
    clerk, today = browser("soz"), f"{clock.today():%d.%m.%Y}"
    form = text(clerk.get(f"/faelle/{file}/vermitteln/"))
    assert "Name: Zzyxcanary, Amira" in form
    assert "checked" not in form.split("What is the partner told")[1].split("The person agreed on")[0]
    address, pin = given(clerk, file, shared=["name"], agreed_on=today)
    asks = partner.get(address)
    assert "Please enter the PIN" in text(asks)
    assert asks.headers["Cache-Control"] == "no-store"
    assert asks.headers["Referrer-Policy"] == "same-origin"
    assert "Zzyxcanary" not in text(asks)
    wrong = partner.post(address, {"pin": "x"})
    assert wrong.status_code == 422
    assert "4 tries are left" in text(wrong)
    inside = partner.post(address, {"pin": pin}, follow=True)
    assert inside.redirect_chain == [("/vermittlung/anfrage/", 302)], "the secret is in no address from here on"
    assert "Zzyxcanary" in text(inside)
    assert "From Monday" in text(inside)
    version = re.search(r'name="version" value="(\d+)"', inside.content.decode())
    assert version
    nobody = partner.post("/vermittlung/anfrage/accept/", {"version": version[1]})
    assert nobody.status_code == 422
    assert "Please say who answers." in text(nobody)
    thanks = partner.post("/vermittlung/anfrage/accept/", {"version": version[1], "who": "Frau Beispiel"})
    assert "has your answer" in text(thanks)
    late = partner.post("/vermittlung/anfrage/reject/", {"version": version[1], "who": "x", "reason": "no_capacity"})
    assert late.status_code == 409
    done = {"version": str(int(version[1]) + 1), "who": "Frau Beispiel", "reason": "reached", "note": "she began"}
    assert "Nothing more is needed" in text(partner.post("/vermittlung/anfrage/complete/", done))
    assert partner.get(address).status_code == 404
    assert partner.get("/vermittlung/anfrage/").status_code == 404
    with acting_as_soz(clerk):
        one = Transfer.objects.get()
    page = text(clerk.get(f"/uebergaben/{one.id}/"))
    assert "Druckerei Beispiel" in page
    assert "Frau Beispiel: she began" in page
    assert "Passed on: Name" in page


def acting_as_soz(clerk: Client):  # type: ignore[no-untyped-def]
    from nahtlos.organisations.actor import actor_for  # noqa: PLC0415
    from nahtlos.organisations.models import Account  # noqa: PLC0415

    return acting_as(actor_for(Account.objects.get(id=clerk.session["_auth_user_id"])))


def test_by_letter_with_its_code(browser: Browser, file: UUID, partner: Client) -> None:  # noqa: F811
    address, code = given(browser("soz"), file, way="letter")
    assert address == "/vermittlung/"
    wrong = partner.post(address, {"code": "AAAA-BBBB-CCCC-DDDD"})
    assert wrong.status_code == 422
    assert "AAAA-BBBB-CCCC-DDDD" in text(wrong), "what was typed stays"
    inside = partner.post(address, {"code": code.lower()}, follow=True)
    assert "Nothing. Please call the office" in text(inside)
    assert "Zzyxcanary" not in text(inside)


def test_what_is_ticked_needs_the_day_on_which_she_agreed(browser: Browser, file: UUID) -> None:  # noqa: F811
    response = browser("soz").post(f"/faelle/{file}/vermitteln/", {**TYPED, "shared": ["name"]})
    assert response.status_code == 422
    assert "on which day she agreed" in text(response)
    assert "From Monday" in text(response), "what was typed stays"


def test_a_new_link_ends_the_old_one_and_a_call_is_noted(
    browser: Browser,  # noqa: F811
    file: UUID,  # noqa: F811
    partner: Client,
    hochmosel: Personas,
) -> None:
    clerk = browser("soz")
    address, _pin = given(clerk, file)
    with acting_as(hochmosel.soz):
        one = Transfer.objects.get()
    again = clerk.post(f"/uebergaben/{one.id}/neuer-weg/", {"version": one.version, "way": "letter"})
    assert "The letter for the partner" in text(again)
    assert partner.get(address).status_code == 404
    empty = clerk.post(f"/uebergaben/{one.id}/antwort/reject/", {"version": one.version})
    assert empty.status_code == 422
    typed = {"version": one.version, "reason": "no_capacity", "note": "Herr Muster called"}
    done = clerk.post(f"/uebergaben/{one.id}/antwort/reject/", typed, follow=True)
    assert "The answer is noted." in text(done)
    assert "Herr Muster called" in text(done)
    with acting_as(hochmosel.soz):
        assert not Link.objects.filter(ended_at=None).exists()


def test_strangers_find_no_referral_of_others(browser: Browser, file: UUID, hochmosel: Personas) -> None:  # noqa: F811
    given(browser("soz"), file)
    with acting_as(hochmosel.soz):
        one = Transfer.objects.get()
    for who in ("fremd", "jc", "abh"):
        stranger = browser(who)
        assert stranger.get(f"/uebergaben/{one.id}/").status_code == 404
        assert stranger.post(f"/uebergaben/{one.id}/neuer-weg/", {"version": 1, "way": "link"}).status_code == 404
        assert stranger.get(f"/faelle/{file}/vermitteln/").status_code == 404


def test_whoever_tries_too_often_waits(partner: Client) -> None:
    answers = [partner.post("/vermittlung/", {"code": "AAAA-BBBB-CCCC-DDDD"}).status_code for _ in range(61)]
    assert answers[:60] == [422] * 60
    assert answers[60] == 429
