"""The arrival chain: whom the immigration office brings hears of the employment agency's offer, once, with a proof."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.test import Client
from django.urls import reverse

from nahtlos.cases.models import Participation
from nahtlos.cases.selectors import get_case_file
from nahtlos.cases.services.people import merge_people, undo_merge
from nahtlos.cases.withdrawal import withdraw
from nahtlos.config.checkup import violations
from nahtlos.core import clock
from nahtlos.inbox import arrivals
from nahtlos.inbox import newcomers as chain
from nahtlos.inbox.models import Information
from nahtlos.inbox.welcome import LANGUAGES, text
from nahtlos.organisations.actor import AccessDenied
from nahtlos.people.models import Record
from tests.cases.files import TODAY, asylum_seeker, listed, said
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import browser

__all__ = ["browser"]

pytestmark = pytest.mark.django_db


def bring(people: Personas, family: str = "Probst", **more: object) -> UUID:
    with acting_as(people.abh):
        return listed(people.abh, asylum_seeker(family, **more), batch=uuid4()).person_id  # type: ignore[arg-type]


def waiting(people: Personas) -> list[UUID]:
    with acting_as(people.aa):
        return [row.person_id for row in chain.list_newcomers(people.aa).rows]


def test_each_newcomer_is_to_be_informed_once_and_the_agency_can_open_her_file(hochmosel: Personas) -> None:
    hers = bring(hochmosel)
    with acting_as(hochmosel.aa):
        (row,) = chain.list_newcomers(hochmosel.aa).rows
        assert (row.person_id, row.language, row.is_guess, row.legal_basis) == (
            hers,
            "ar",
            True,
            "§ 8 Abs. 3 S. 3 AsylG",
        )
        assert (row.opened_on, row.due_on) == (TODAY, date(2016, 10, 17))  # 3 October is a holiday
        get_case_file(hochmosel.aa, hers)
    with acting_as(hochmosel.abh):  # the next list says the same of her
        listed(hochmosel.abh, asylum_seeker(), hers)
    assert waiting(hochmosel) == [hers]
    for stranger in (hochmosel.jc, hochmosel.fremd):
        with acting_as(stranger):
            assert chain.list_newcomers(stranger).total == 0
            assert not Information.objects.exists()
            with pytest.raises(ObjectDoesNotExist):
                get_case_file(stranger, hers)
    assert violations() == []


def test_only_data_of_the_asylum_procedure_of_adults_reach_the_agency_and_only_since_the_law_allows_it(
    hochmosel: Personas,
) -> None:
    bring(hochmosel, "Kind", born=date(2008, 1, 1))
    with acting_as(hochmosel.abh):
        title = [said("residence", {"status": "ae_25_2_alt1"}, date(2016, 9, 1))]
        plain = asylum_seeker("Titel")
        kept = tuple(fact for fact in plain.facts if fact.kind != "residence")
        listed(hochmosel.abh, type(plain)(**{**vars_of(plain), "facts": (*kept, *title)}))
    with acting_as(hochmosel.soz):
        listed(hochmosel.soz, asylum_seeker("Sozialamt"))
    assert waiting(hochmosel) == []
    assert arrivals.legal_basis(date(2015, 10, 23)) == ""
    assert arrivals.legal_basis(date(2015, 10, 24)) == "§ 8 Abs. 3 S. 3 AsylG"


def vars_of(data: object) -> dict[str, object]:
    return {name: getattr(data, name) for name in data.__dataclass_fields__}  # type: ignore[attr-defined]


def test_an_import_that_is_undone_takes_the_information_and_the_access_back(hochmosel: Personas) -> None:
    hers = bring(hochmosel)
    with acting_as(hochmosel.abh):
        record = Record.objects.get(person=hers)
        withdraw(by=hochmosel.abh, said={record.id: []}, undone={})
    assert waiting(hochmosel) == []
    with acting_as(hochmosel.aa):
        assert not Participation.objects.filter(valid_until=None).exists()
    assert violations() == []
    assert waiting(hochmosel) == []
    again = bring(hochmosel)
    assert waiting(hochmosel) == [again]


def test_the_agency_s_own_list_closes_it_and_a_merge_leaves_one(hochmosel: Personas) -> None:
    hers, twin = bring(hochmosel), bring(hochmosel, "Propst")
    with acting_as(hochmosel.abh):
        merge = merge_people(by=hochmosel.abh, kept=hers, gone=twin, reason="the same papers")
    assert waiting(hochmosel) == [hers]
    with acting_as(hochmosel.abh):
        undo_merge(by=hochmosel.abh, merge_id=merge.id)
    assert sorted(waiting(hochmosel)) == sorted([hers, twin])
    with acting_as(hochmosel.aa):
        listed(hochmosel.aa, asylum_seeker(), hers)
    assert waiting(hochmosel) == [twin]


def test_the_proof_closes_it_and_the_figures_hide_small_numbers(hochmosel: Personas) -> None:
    people = [bring(hochmosel, f"Familie{n}") for n in range(6)]
    by = hochmosel.aa
    with acting_as(by):
        rows = {row.person_id: row.id for row in chain.list_newcomers(by).rows}
        with pytest.raises(chain.NotNow):
            chain.note_told(by=by, keys=rows.values(), how="letter", on=TODAY + timedelta(days=1))
        with pytest.raises(chain.NotNow):
            chain.note_told(by=by, keys=rows.values(), how="known", on=TODAY)
        assert chain.note_told(by=by, keys=list(rows.values())[:1], how="letter", on=TODAY) == 1
    with acting_as(hochmosel.koord):
        few = chain.figures(hochmosel.koord)
        assert (few.newcomers, few.reached, few.share_reached, few.median_days) == (6, None, None, None)
    with acting_as(by):
        assert chain.note_told(by=by, keys=rows.values(), how="in_person", on=TODAY) == 5  # the first has her proof
        with pytest.raises(AccessDenied):
            chain.figures(by)
    with acting_as(hochmosel.koord):
        assert chain.figures(hochmosel.koord).as_json() == {
            "since": "2015-10-01",
            "newcomers": 6,
            "reached": 6,
            "not_reachable": 0,
            "overdue": 0,
            "share_reached": 1.0,
            "median_days": 0.0,
            "small_below": 5,
        }
        assert not Information.objects.exists()
    with acting_as(by):
        chain.take_back_told(by=by, key=rows[people[0]])
    assert waiting(hochmosel) == [people[0]]
    assert clock.today() == TODAY


def test_letters_are_made_for_those_who_were_chosen(hochmosel: Personas, browser: object, tmp_path: Path) -> None:
    chosen, other = bring(hochmosel, "Chosen"), bring(hochmosel, "Other")
    clerk: Client = browser("aa")  # type: ignore[operator]
    shown = clerk.get(reverse("newcomers"))
    keys = {row.person_id: str(row.id) for row, *_rest in shown.context["lines"]}
    assert set(keys) == {chosen, other}
    response = clerk.post(reverse("newcomer_letters"), {"key": [keys[chosen], "nonsense"]})
    assert response["Content-Type"] == "application/pdf"
    if shutil.which("pdftotext"):
        (tmp_path / "a.pdf").write_bytes(response.getvalue())
        words = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, check=True).stdout.decode()
        assert "Amira Chosen" in words
        assert "/willkommen/ar/" in words
        assert "Other" not in words
    told = clerk.post(reverse("newcomer_told"), {"key": keys[chosen], "how": "letter", "on": "2016-09-30"}, follow=True)
    assert "the proof was entered" in told.content.decode()
    assert waiting(hochmosel) == [other]
    assert browser("fremd").get(reverse("newcomers")).context["total"] == 0  # type: ignore[operator]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_public_page_speaks_every_language_and_sets_no_cookie(
    code: str, client: Client, hochmosel: Personas
) -> None:
    address = reverse("welcome") if code == "de" else reverse("welcome_in", args=[code])
    response = client.get(address)
    page = response.content.decode()
    assert f'<html lang="{code}" dir="{"rtl" if code in ("ar", "fa", "ps") else "ltr"}">' in page
    assert text(code).voluntary.replace("'", "&#x27;") in page
    assert "Arbeitsagentur Hochmosel" in page
    assert not response.cookies
    assert len(response.content) < 20_000
