"""What is refused and who came and went stands in the journal, although nothing else of such a request remains."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from nahtlos.audit.models import JournalEntry
from nahtlos.audit.seal import DOCTOR
from nahtlos.core.context import acting
from tests.personas import PASSWORD, Personas, acting_as
from tests.web.workspace.conftest import Browser


def entries(verb: str) -> list[JournalEntry]:
    with acting(DOCTOR):
        return list(JournalEntry.objects.filter(verb=verb).order_by("id"))


def test_c4_a_look_at_a_file_out_of_reach_is_journalled_and_its_participants_can_read_so(
    browser: Browser, hochmosel: Personas, file: UUID
) -> None:
    assert browser("fremd").get(reverse("case", args=[file])).status_code == 404
    with acting_as(hochmosel.soz):
        (tried,) = JournalEntry.objects.filter(subject=file, verb="access.denied")
    assert (tried.account, tried.purpose) == (hochmosel.fremd.account_id, "sgb_ii_task")
    assert tried.detail == {"page": "case", "why": "out of reach"}
    assert "was refused" in browser("soz").get(reverse("case_journal", args=[file])).content.decode()


def test_a_file_that_does_not_exist_leaves_the_same_trace(browser: Browser, db: None) -> None:
    unknown = uuid4()
    browser("fremd").get(reverse("case", args=[unknown]))
    assert [(one.subject, one.detail["why"]) for one in entries("access.denied")] == [(unknown, "out of reach")]


def test_what_the_role_does_not_include_is_journalled(browser: Browser, file: UUID) -> None:
    assert browser("verein").get(reverse("cases")).status_code == 403
    (tried,) = entries("access.denied")
    assert (tried.subject, tried.detail) == (None, {"page": "cases", "why": "policy"})


def test_coming_and_going_is_journalled_and_a_failure_does_not_say_what_was_typed(
    hochmosel: Personas,
) -> None:
    account = hochmosel.jc.membership.account
    browser = Client()
    login = {"username": account.username.upper(), "password": "something else entirely"}
    browser.post(reverse("login"), login)
    browser.post(reverse("login"), {"username": "nobody-known", "password": "x"})
    browser.post(reverse("login"), {"username": account.username, "password": PASSWORD})
    browser.post(reverse("logout"))
    assert [(one.account, one.subject) for one in entries("login.failed")] == [(None, account.pk), (None, None)]
    assert [one.detail for one in entries("login.failed")] == [{}, {}]
    assert [one.account for one in entries("login.done")] == [account.pk]
    assert [one.account for one in entries("login.ended")] == [account.pk]


def test_c2_a_list_and_a_search_say_whom_they_showed(browser: Browser, hochmosel: Personas, file: UUID) -> None:
    clerk = browser("soz")
    clerk.get(reverse("cases"))
    clerk.post(reverse("search"), {"q": "Zzyxcanary"}, follow=True)
    clerk.get(reverse("export"))
    for verb, name in (("case.listed", "people"), ("person.searched", "hits"), ("case.exported", "people")):
        last = entries(verb)[-1]
        assert (last.detail[name], last.purpose) == ([str(file)], "asylblg_task"), verb
        assert "Zzyxcanary" not in str(last.detail)
