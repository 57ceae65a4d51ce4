"""Tasks go to participants only; mails say how many wait, never who; nothing is lost and nothing goes to who has no right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nahtlos.cases.models import Participation
from nahtlos.inbox import answers, post, sources, tasks
from nahtlos.inbox.models import MailSetting, Notice, Task
from nahtlos.organisations import actor as actors
from tests.cases.files import TODAY, asylum_seeker, listed
from tests.inbox.smtp import Server, serving
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import browser

__all__ = ["browser"]

pytestmark = pytest.mark.django_db

MORNING = datetime(2016, 10, 4, 6, 0, tzinfo=UTC)  # a Tuesday, 8 o'clock in Berlin
MONDAY = datetime(2016, 10, 10, 6, 0, tzinfo=UTC)
NIGHT = datetime(2016, 10, 4, 21, 0, tzinfo=UTC)


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with serving(settings) as found:
        yield found


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    """Sozialamt and Ausländerbehörde take part, and since she is a newcomer the Agentur."""
    with acting_as(hochmosel.abh):
        return listed(hochmosel.abh, asylum_seeker("Zzyxcanary")).person_id


def give(people: Personas, hers: UUID, days: int = 10, to: str = "aa", note: str = "call Zzyxcanary") -> Task:
    with acting_as(people.abh):
        return tasks.give_task(
            by=people.abh,
            person_id=hers,
            kind="call_back",
            organisation_id=getattr(people, to).organisation_id,
            due_on=TODAY + timedelta(days=days),
            note=note,
            path="/",
        )


def values(task: Task) -> dict[str, Any]:
    """A copy of it under another key."""
    return {**{field.attname: getattr(task, field.attname) for field in Task._meta.concrete_fields}, "id": UUID(int=7)}


def test_a_task_is_given_to_participants_only_by_service_and_by_database(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.abh):
        offered = {part.organisation_id for part in tasks.assignees(hochmosel.abh, hers)}
    assert hochmosel.aa.organisation_id in offered
    assert hochmosel.jc.organisation_id not in offered
    with pytest.raises(tasks.NotPossible):
        give(hochmosel, hers, to="jc")
    task = give(hochmosel, hers)
    other = Task.objects.model(**{**values(task), "organisation_id": hochmosel.jc.organisation_id})
    with acting_as(hochmosel.abh), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        other.save(force_insert=True)
    for stranger in (hochmosel.jc, hochmosel.fremd):
        with acting_as(stranger):
            assert not Task.objects.exists()
            with pytest.raises(ObjectDoesNotExist):
                tasks.finish(by=stranger, task_id=task.id)


def test_heute_shows_what_all_sources_have_with_its_cause_in_few_statements(
    hochmosel: Personas, hers: UUID, browser: Any
) -> None:
    give(hochmosel, hers)
    clerk: Client = browser("aa")
    page = clerk.get(reverse("heute")).content.decode()
    assert "Call back" in page
    assert "given by" in page
    assert "Inform 1 newcomer" in page
    with CaptureQueriesContext(connection) as few:
        clerk.get(reverse("heute"))
    for _n in range(12):
        give(hochmosel, hers)
    with CaptureQueriesContext(connection) as many:
        clerk.get(reverse("heute"))
    assert len(few) == len(many) <= 20
    with acting_as(hochmosel.aa):
        found = {need.kind for need in sources.needs(hochmosel.aa)}
        assert found == {"task", "newcomer"}
        task = Task.objects.filter(done_at=None).first()
        assert task
        tasks.finish(by=hochmosel.aa, task_id=task.id)
        tasks.finish(by=hochmosel.aa, task_id=task.id)
        assert Task.objects.filter(done_at__isnull=False).count() == 1


def test_a_mail_says_how_many_wait_and_never_who(hochmosel: Personas, hers: UUID, server: Server) -> None:
    give(hochmosel, hers, days=0)  # urgent
    give(hochmosel, hers)
    assert post.send_due(NIGHT) == 0  # quiet hours
    assert post.send_due(MORNING - timedelta(hours=1)) == 1  # seven o'clock: only what is urgent
    assert post.send_due(MORNING) == 1  # the daily mail
    assert post.send_due(MORNING) == 0
    assert [mail["To"] for mail in server.got] == ["aa@example.org"] * 2
    for mail in server.got:
        text = str(mail["Subject"]) + mail.get_content()
        assert "Zzyxcanary" not in text
        assert str(hers) not in text
        assert "1 ×" in text
        assert mail["Message-ID"]
    assert "wartet auf Sie" in server.got[0]["Subject"] or "waits for you" in server.got[0]["Subject"]


def test_what_cannot_be_handed_in_waits_and_goes_later_once(
    hochmosel: Personas, hers: UUID, server: Server, settings: Any
) -> None:
    give(hochmosel, hers, days=0)
    settings.MAIL_IS_SENT = False
    assert post.send_due(MORNING) == 0
    settings.MAIL_IS_SENT = True
    server.refuses = True
    assert post.send_due(MORNING) == 0
    server.refuses = False
    assert post.send_due(MORNING + timedelta(minutes=1)) == 0  # not yet
    assert post.send_due(MORNING + timedelta(minutes=3)) == 1
    assert post.send_due(MORNING + timedelta(minutes=9)) == 0
    with acting_as(hochmosel.aa):
        row = Notice.objects.get()
        assert (row.attempts, row.mailed_at is not None) == (1, True)


@pytest.mark.parametrize("why", ["left", "agency left the case", "done", "off"])
def test_who_has_no_right_any_more_gets_nothing(
    hochmosel: Personas, hers: UUID, server: Server, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    task = give(hochmosel, hers, days=0 if why != "off" else 10)
    if why == "left":
        monkeypatch.setattr(actors, "memberships_of", lambda account: [])
    elif why == "agency left the case":
        with acting_as(hochmosel.abh):
            Participation.objects.filter(organisation=hochmosel.aa.organisation_id).update(
                valid_until=date(2016, 10, 1)
            )
    elif why == "done":
        with acting_as(hochmosel.abh):
            tasks.finish(by=hochmosel.abh, task_id=task.id)
    else:
        with acting_as(hochmosel.aa):
            MailSetting.objects.create(account_id=hochmosel.aa.account_id, wants_digest=False)
    assert post.send_due(MORNING) == 0
    assert server.got == []
    monkeypatch.undo()
    with acting_as(hochmosel.aa):
        expected = {"done": "settled", "off": "off"}.get(why, "no_right")
        assert Notice.objects.get().dropped == expected


def test_the_weekly_mail_leads_through_login_to_the_answer(
    hochmosel: Personas, hers: UUID, server: Server, browser: Any
) -> None:
    task = give(hochmosel, hers)
    assert post.send_weekly(MORNING) == 0  # a Tuesday
    assert post.send_weekly(MONDAY) == 1
    assert post.send_weekly(MONDAY) == 0
    (mail,) = server.got
    text = mail.get_content()
    assert "Zzyxcanary" not in text
    link = re.search(r"https?://\S+?(/antwort/\S+)", text)
    assert link
    address = link.group(1)
    assert "/anmelden/?next=" in Client().get(address)["Location"]
    assert browser("abh").get(address).status_code == 404  # somebody else's link
    assert browser("fremd").get(address).status_code == 404
    clerk: Client = browser("aa")
    assert clerk.get(address).status_code == 200
    with acting_as(hochmosel.aa):
        assert Task.objects.get(id=task.id).done_at is None  # looking says nothing
    assert clerk.post(address).status_code == 302
    with acting_as(hochmosel.aa):
        assert Task.objects.get(id=task.id).done_at is not None
        with pytest.raises(ObjectDoesNotExist):
            answers.read(hochmosel.aa, "made-up")


def test_the_board_counts_without_people(hochmosel: Personas, hers: UUID) -> None:
    for _n in range(5):
        give(hochmosel, hers, days=0)
    with acting_as(hochmosel.abh):
        Task.objects.update(due_on=TODAY - timedelta(days=1))
    with acting_as(hochmosel.koord):
        (line,) = tasks.overdue(hochmosel.koord)
        assert (line.organisation, line.number) == ("Arbeitsagentur Hochmosel", 5)
        assert not Task.objects.exists()
