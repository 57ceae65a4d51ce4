"""What is typed and not saved comes back to whoever typed it, and to nobody else."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from nahtlos.cases.models import Draft, Fact
from nahtlos.cases.services.drafts import LARGEST, forget_drafts
from nahtlos.cases.services.facts import Stated, record_fact
from nahtlos.core import clock
from nahtlos.core.context import Acting, acting
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser

PLACE = {"street": "Rebenstraße 7", "postcode": "549", "town": "Moselbrück", "valid_from": "31.2.2016"}


def keep(client: Client, address: str, data: dict[str, str]) -> str:
    answer = client.post(address, {**data, "draft": "keep"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return str(answer.content.decode().strip())


@pytest.fixture
def address(file: UUID) -> str:
    return reverse("record", args=[file, "place"])


def test_what_i_typed_is_back_when_i_return_without_a_word_about_mistakes(browser: Browser, address: str) -> None:
    clerk = browser("soz")
    assert "Draft kept at" in keep(clerk, address, PLACE)
    page = clerk.get(address).content.decode()
    assert "What you had typed until" in page
    for typed in PLACE.values():
        assert f'value="{typed}"' in page
    assert "Please check what you entered" not in page


def test_choices_and_ticks_come_back_as_well(browser: Browser, file: UUID) -> None:
    clerk = browser("soz")
    for kind, typed, wanted in (
        (
            "residence",
            {"status": "ae_25_3", "first_title": "on", "source": "told"},
            ['value="ae_25_3" selected', "checked"],
        ),
        ("work_ban", {"reasons": ["entered_for_benefits"]}, ['value="entered_for_benefits"']),
    ):
        form = reverse("record", args=[file, kind])
        keep(clerk, form, typed)  # type: ignore[arg-type]
        page = clerk.get(form).content.decode()
        assert all(one in page for one in wanted)
        assert "checked" in page


def test_nothing_is_recorded_by_a_draft(browser: Browser, address: str, file: UUID, hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        before = Fact.objects.count()
    keep(browser("soz"), address, {**PLACE, "postcode": "54901", "valid_from": "1.2.2016", "source": "told"})
    with acting_as(hochmosel.soz):
        assert Fact.objects.count() == before


def test_it_is_gone_when_it_was_saved_and_a_late_keystroke_does_not_bring_it_back(
    browser: Browser, address: str, hochmosel: Personas
) -> None:
    clerk = browser("soz")
    version = str(clerk.get(address).context["form"].initial["version"])
    whole = {**PLACE, "postcode": "54901", "valid_from": "1.2.2016", "source": "told", "version": version}
    keep(clerk, address, whole)
    assert clerk.post(address, whole).status_code == 302
    assert keep(clerk, address, whole) == ""
    assert "What you had typed" not in clerk.get(address).content.decode()
    with acting_as(hochmosel.soz):
        assert [draft.data for draft in Draft.objects.all()] == [{}]


def test_it_can_be_thrown_away(browser: Browser, address: str) -> None:
    clerk = browser("soz")
    keep(clerk, address, PLACE)
    assert clerk.post(address, {"draft": "discard"}).url == address  # type: ignore[attr-defined]
    page = clerk.get(address).content.decode()
    assert "The draft was thrown away." in page
    assert "Rebenstraße 7" not in page


def test_nobody_else_reads_it_not_even_a_colleague_or_the_checks(
    browser: Browser, address: str, hochmosel: Personas
) -> None:
    keep(browser("jc"), reverse("person_new"), {"family": "Zzyxdraft", "reason": "x"})
    assert "Zzyxdraft" in browser("jc").get(reverse("person_new")).content.decode()
    for other in (hochmosel.jc2, hochmosel.soz, hochmosel.fremd):
        with acting_as(other):
            assert not Draft.objects.exists()
            assert Draft.objects.update(form="x") == 0
            assert Draft.objects.all().delete()[0] == 0
    assert "Zzyxdraft" not in browser("jc2").get(reverse("person_new")).content.decode()
    for job in ("doctor", "linkage", "recompute", "imports"):
        system = Acting(None, hochmosel.jc.organisation_id, hochmosel.jc.district_id, "x", system=job)
        with transaction.atomic(), acting(system):
            assert not Draft.objects.exists()


def test_a_draft_of_a_file_out_of_reach_is_not_taken(browser: Browser, address: str) -> None:
    stranger = browser("fremd")
    assert stranger.post(address, {**PLACE, "draft": "keep"}).status_code == 404


def test_a_draft_is_forgotten_after_a_week_by_a_job_that_sees_none(
    browser: Browser, address: str, hochmosel: Personas
) -> None:
    clerk = browser("soz")
    keep(clerk, address, PLACE)
    keep(clerk, reverse("person_new"), {"family": "Fresh"})
    with acting_as(hochmosel.soz):
        Draft.objects.filter(form__startswith="record").update(saved_at=clock.now() - timedelta(days=7, minutes=1))
    assert "What you had typed" not in clerk.get(address).content.decode()
    assert forget_drafts() == 1
    with acting_as(hochmosel.soz):
        assert [draft.form for draft in Draft.objects.all()] == ["person:new"]


def test_only_fields_of_the_form_are_kept_and_not_too_much(browser: Browser, address: str, hochmosel: Personas) -> None:
    clerk = browser("soz")
    keep(clerk, address, {**PLACE, "evil": "x"})
    with acting_as(hochmosel.soz):
        assert set(Draft.objects.get().data) == set(PLACE)
    assert keep(clerk, address, {"street": "x" * LARGEST}) == ""


def test_an_old_draft_still_knows_how_the_file_stood(browser: Browser, file: UUID, hochmosel: Personas) -> None:
    clerk, form = browser("soz"), reverse("record", args=[file, "in_need"])
    needs = {"answer": "yes", "valid_from": "01.01.2016", "source": "told"}
    keep(clerk, form, {**needs, "answer": "no", "version": str(clerk.get(form).context["form"].initial["version"])})
    with acting_as(hochmosel.soz):
        record_fact(by=hochmosel.soz, person_id=file, stated=Stated("in_need", {"value": True}, date(2016, 1, 1)))
    page = clerk.get(form)
    restored = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    late = clerk.post(form, {name: value for name, value in restored.items() if value})
    assert late.status_code == 409
    assert "The same kind of statement was recorded" in late.content.decode()
