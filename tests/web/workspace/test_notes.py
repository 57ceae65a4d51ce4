"""Notes at the desk: written, corrected, withdrawn, restricted; read by whom the class is open to, and by nobody else."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.urls import reverse

from nahtlos.access.vocabulary import DataClass
from nahtlos.audit.models import JournalEntry
from nahtlos.core import clock
from nahtlos.notes.models import HealthNote
from nahtlos.organisations.models import Account
from tests.cases.files import listed, person
from tests.cases.full import allow
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser

WORDS = "Zzyxwords"


def _ids(people: Personas) -> list[UUID]:
    with acting_as(people.soz):
        return list(HealthNote.objects.order_by("written_at").values_list("id", flat=True))


def _typed(text: str = WORDS) -> dict[str, str]:
    return {"day": clock.today().isoformat(), "text": text}


def test_written_corrected_and_withdrawn_at_the_desk(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    soz, case = browser("soz"), reverse("case", args=[file])
    new, notes = reverse("note_new", args=[file, "health"]), reverse("notes", args=[file])
    assert "No notes yet." in soz.get(case).content.decode()
    assert "No notes yet." in soz.get(notes).content.decode()
    for language in ("de", "en"):
        Account.objects.filter(username="soz").update(language=language)
        assert f'value="{clock.today().isoformat()}"' in soz.get(new).content.decode()
    for wrong in ({"text": ""}, {"day": "2999-01-01"}):
        refused = soz.post(new, {**_typed("kept"), **wrong})
        assert refused.status_code == 422
    assert soz.post(new, {**_typed("as typed"), "draft": "keep"}).status_code == 200
    assert "as typed" in soz.get(new).content.decode()
    assert soz.post(new, _typed()).status_code == 302
    assert WORDS in soz.get(case).content.decode()
    assert "as typed" not in soz.get(new).content.decode()
    (first,) = _ids(hochmosel)
    correct = reverse("note_correct", args=[file, first])
    assert WORDS in soz.get(correct).content.decode()
    assert soz.post(correct, _typed("other words")).status_code == 302
    assert WORDS not in soz.get(case).content.decode()
    assert WORDS in soz.get(notes).content.decode(), "what was corrected stays readable"
    overtaken = soz.post(correct, _typed("typed in another window"))
    assert overtaken.status_code == 409
    assert {"other words", "typed in another window"} <= {
        text for text in ("other words", "typed in another window") if text in overtaken.content.decode()
    }
    second = _ids(hochmosel)[1]
    assert soz.post(reverse("note_act", args=[file, second]), {"act": "withdraw", "why": "no"}).status_code == 302
    assert "No notes yet." in soz.get(case).content.decode()
    assert soz.post(correct, _typed()).status_code == 409


def test_another_office_reads_it_by_consent_until_it_is_restricted(
    browser: Browser, file: UUID, hochmosel: Personas
) -> None:
    for office in (hochmosel.ja, hochmosel.abh):
        with acting_as(office):
            listed(office, person("Zzyxcanary", "Amira"), file)
    soz, ja, abh = browser("soz"), browser("ja"), browser("abh")
    case, notes = reverse("case", args=[file]), reverse("notes", args=[file])
    soz.post(reverse("note_new", args=[file, "health"]), _typed())
    (note,) = _ids(hochmosel)
    act = reverse("note_act", args=[file, note])
    assert all(WORDS not in one.get(page).content.decode() for one in (ja, abh) for page in (case, notes))
    assert 'id="notizen"' not in abh.get(case).content.decode()
    with acting_as(hochmosel.soz):
        allow(hochmosel.soz, file, hochmosel.ja, classes={DataClass.HEALTH})
    assert WORDS in ja.get(case).content.decode()
    assert reverse("note_correct", args=[file, note]) not in ja.get(notes).content.decode()
    for method in (ja, abh):
        assert method.get(reverse("note_correct", args=[file, note])).status_code == 404
        assert method.post(act, {"act": "withdraw"}).status_code == 404
    soz.post(act, {"act": "restrict", "why": "she contests it"})
    assert WORDS not in ja.get(case).content.decode()
    assert WORDS in soz.get(case).content.decode()
    soz.post(act, {"act": "lift"})
    assert WORDS in ja.get(notes).content.decode()
    assert abh.get(reverse("note_new", args=[file, "health"])).status_code == 403
    assert soz.get(reverse("note_new", args=[file, "identity"])).status_code == 404
    assert soz.get(reverse("note_correct", args=[uuid4(), note])).status_code == 404
    with acting_as(hochmosel.ja):
        looks = JournalEntry.objects.filter(verb="note.read", account=hochmosel.ja.account_id)
        assert {tuple(one.detail["classes"]) for one in looks} == {("health",)}
