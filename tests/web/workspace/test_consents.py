"""Pages of consents and emergencies, as the clerk and the one who must not see use them."""

from __future__ import annotations

import json
from base64 import b64encode
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nahtlos.grants.models import ConsentProof, Emergency
from tests.grants.test_proof import picture
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser

REASON = "the hospital asks for her relatives"


def _give(browser: Browser, people: Personas, file: UUID, **more: object) -> object:
    where = f"?stelle={people.ja.organisation_id}&zweck=sgb_viii_task"
    data = {"classes": ["counselling"], "language": "ar", "given_how": "paper"}
    scan = SimpleUploadedFile("scan.exe", b"%PDF-1.7 signed", content_type="text/html")
    return browser("soz").post(reverse("consent_new", args=[file]) + where, {**data, "proof": scan, **more})


def test_d1_given_and_taken_back_on_the_page(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    case = reverse("case", args=[file])
    assert browser("ja").get(case).status_code == 404
    assert _give(browser, hochmosel, file).status_code == 302  # type: ignore[attr-defined]
    assert "nahtlos/open" in browser("ja").get(case).content.decode()
    assert "nahtlos/open" not in browser("soz").get(case).content.decode()
    assert browser("ja").get(reverse("still_open", args=[file])).status_code == 200
    refused = browser("ja").post(reverse("name_new", args=[file]), {"kind": "alias", "given": "x"})
    assert refused.status_code == 403
    assert "What rests on her consent you may read" in refused.content.decode()
    page = browser("soz").get(reverse("consents", args=[file])).content.decode()
    assert "Jugendamt Hochmosel" in page
    assert "counselling notes" in page
    (said,) = json.loads(browser("soz").get(reverse("consent_export", args=[file])).content)["@graph"]
    assert [state["@type"] for state in said["dpv:hasConsentStatus"]] == ["dpv:ConsentGiven"]
    consent = said["@id"].removeprefix("urn:uuid:")
    assert browser("soz").post(reverse("consent_withdraw", args=[file, consent])).status_code == 302
    gone = browser("ja").get(case)
    assert gone.status_code == 404
    assert (
        browser("ja").get(reverse("still_open", args=[file])).status_code == 404
    )  # the page that is still open closes
    today = browser("ja").get(reverse("heute")).content.decode()
    assert "one file that a consent had opened is closed" in today
    assert "Zzyxcanary" not in today
    assert "had opened" not in browser("jc").get(reverse("heute")).content.decode()
    assert "Zzyxcanary" not in gone.content.decode()
    assert "withdrawn on" in browser("soz").get(reverse("consents", args=[file])).content.decode()


def test_what_is_no_scan_is_no_consent(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    wrong = SimpleUploadedFile("scan.pdf", b"MZ\x90", content_type="application/pdf")
    answer = _give(browser, hochmosel, file, proof=wrong)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    answer = _give(browser, hochmosel, file, given_how="interpreter")
    assert "Please name the interpreter." in answer.content.decode()  # type: ignore[attr-defined]


def test_a_signature_drawn_on_the_screen_is_enough(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    where = f"?stelle={hochmosel.ja.organisation_id}&zweck=sgb_viii_task"
    clerk, drawn = browser("soz"), "data:image/png;base64," + b64encode(picture()).decode()
    data = {"classes": ["counselling"], "language": "ar", "given_how": "screen", "signature": drawn}
    assert clerk.post(reverse("consent_new", args=[file]) + where, {**data, "signature": ""}).status_code == 422
    assert clerk.post(reverse("consent_new", args=[file]) + where, data).status_code == 302
    with acting_as(hochmosel.soz):
        assert ConsentProof.objects.get().media_type == "image/png"


def test_e11_the_name_of_the_scan_is_not_kept(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    scan = SimpleUploadedFile("../../etc/cron.d/Zzyx.pdf", b"%PDF-1.7 signed")
    assert _give(browser, hochmosel, file, proof=scan).status_code == 302  # type: ignore[attr-defined]
    with acting_as(hochmosel.soz):
        kept = ConsentProof.objects.values().get()
    assert not any("Zzyx" in str(value) for value in kept.values())


def test_the_form_is_printed_in_two_languages(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    where = f"?stelle={hochmosel.ja.organisation_id}&zweck=sgb_viii_task&sprache=uk"
    answer = browser("soz").get(reverse("consent_form", args=[file]) + where)
    assert answer.content.startswith(b"%PDF-")


def test_d6_from_the_desk_to_the_file_and_not_further(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    clerk = browser("jc")
    asked = {"family": "zzyxcanary", "given": "Amira", "born": "1990-05-17"}
    page = clerk.post(reverse("emergency"), asked)
    text = page.content.decode()
    assert "Sozialamt Hochmosel" in text
    assert str(file) not in text
    assert "no exact match" in clerk.post(reverse("emergency"), {**asked, "given": "Amir"}).content.decode()
    where = reverse("emergency_open", args=[page.context["word"]])
    assert clerk.get(where).status_code in (200, 302)
    assert clerk.post(where, {"category": "life", "reason": "too short"}).status_code == 422
    assert clerk.post(where, {"category": "life", "reason": REASON}).url == reverse("case", args=[file])  # type: ignore[attr-defined]
    shown = clerk.get(reverse("case", args=[file])).content.decode()
    assert reverse("name_new", args=[file]) not in shown
    assert "Opened in an emergency, for reading only: <span data-nt-minutes>30</span> more minutes" in shown
    for session in (clerk, browser("jc")):  # the other one knows nothing of the emergency
        refused = session.post(reverse("name_new", args=[file]), {"kind": "alias", "given": "x"})
        assert refused.status_code == 403
        assert "In an emergency you may read" in refused.content.decode()
    assert browser("jc2").get(reverse("case", args=[file])).status_code == 404
    lead = browser("soz")
    assert "Jana Custers" in lead.get(reverse("heute")).content.decode()
    with acting_as(hochmosel.soz):
        review = reverse("emergency_review", args=[Emergency.objects.get().id])
    assert REASON in lead.get(review).content.decode()
    lead.post(review, {"was_justified": "1", "note": "it was", "informed_on": "2016-09-30"})
    assert "Jana Custers" not in lead.get(reverse("heute")).content.decode()


def test_the_twenty_first_question_in_an_hour_is_refused(browser: Browser, hochmosel: Personas) -> None:
    clerk = browser("jc")
    answers = [clerk.post(reverse("emergency"), {"number": f"99000000{n:04}"}).status_code for n in range(21)]
    assert answers == [200] * 20 + [429]
