"""Both sides see the same page in their own view; what is not for somebody is not there."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.conf import settings
from django.urls import reverse

from nahtlos.access.vocabulary import DataClass
from nahtlos.cases.models import CaseAccess, Responsibility
from nahtlos.core import clock
from nahtlos.handovers.enums import Act, Kind, Reason, Service, State
from nahtlos.handovers.models import Transfer
from nahtlos.handovers.services.asking import Request, begin_transfer
from nahtlos.inbox.tasks import give_task
from nahtlos.people.models import ContactWish
from tests.cases.files import recognise
from tests.cases.full import allow
from tests.handovers.conftest import leads, led_since_spring
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser

pytestmark = pytest.mark.django_db
NAME = "Zzyxcanary"


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    """Led by the Sozialamt since spring."""
    return led_since_spring(hochmosel)


@pytest.fixture
def proposed(hochmosel: Personas, hers: UUID) -> Transfer:
    """The law names the Jobcenter."""
    with acting_as(hochmosel.soz):
        recognise(hochmosel.soz, hers)
        return Transfer.objects.select_related("case").get(case__person=hers)


def test_before_acceptance_the_receiver_sees_a_preview_without_her(browser: Browser, proposed: Transfer) -> None:
    clerk = browser("jc")
    heute = f"{reverse('heute')}?alle=1"  # the contact person it is put to depends on the case
    for address in (reverse("transfers"), reverse("transfer", args=[proposed.id]), heute):
        text = clerk.get(address).content.decode()
        assert proposed.reference in text
        assert NAME not in text
        assert str(proposed.case.person_id) not in text
    text = clerk.get(reverse("transfer", args=[proposed.id])).content.decode()
    for shown in ("01.09.2016", "SGB II", "Landkreis Hochmosel", "missing", "Accept"):
        assert shown in text
    for paper in ("transfer_cover", "transfer_letter"):
        assert clerk.get(reverse(paper, args=[proposed.id])).status_code == 404


def test_the_sender_sees_her_the_gaps_and_where_things_are(browser: Browser, proposed: Transfer) -> None:
    page = browser("soz").get(reverse("transfer", args=[proposed.id]))
    text = page.content.decode()
    assert NAME in text
    assert {item.code for item in page.context["package"] if not item.is_there} == {
        "azr",
        "phone",
        "tongue",
        "language_level",
    }
    home = next(item for item in page.context["package"] if item.code == "place")
    assert home.at == ("sozialamt",)
    assert reverse("record_choice", args=[proposed.case.person_id]) in text
    assert NAME in browser("soz").get(reverse("heute")).content.decode(), "gaps are the sender's task"
    head = browser("soz").get(reverse("case", args=[proposed.case.person_id])).content.decode()
    assert "sozialamt → jobcenter" in head


def test_acceptance_opens_the_file_and_the_letter(
    browser: Browser,
    hochmosel: Personas,
    proposed: Transfer,
) -> None:
    clerk, person = browser("jc"), proposed.case.person_id
    assert clerk.get(reverse("case", args=[person])).status_code == 404
    colleague = hochmosel.jc2.membership.id
    data = {"version": proposed.version, "contact": str(colleague), "note": ""}
    answer = clerk.post(reverse("transfer_act", args=[proposed.id, "accept"]), data, follow=True)
    assert "It is accepted." in answer.content.decode()
    page = clerk.get(reverse("case", args=[person]))
    assert page.context["lead"].organisation.kind == "jobcenter"
    assert [desk.part.contact.account.username for desk in page.context["desks"] if desk.leads] == ["jc2"]
    with acting_as(hochmosel.jc):
        ContactWish.objects.create(person_id=person, interpreter_needed=True, interpreter_language="ar")
    paper = clerk.get(reverse("transfer_letter", args=[proposed.id]))
    assert paper.content.startswith(b"%PDF")
    assert NAME not in paper["Content-Disposition"]
    assert clerk.get(reverse("transfer_cover", args=[proposed.id])).content.startswith(b"%PDF")


def test_declining_keeps_what_was_typed_until_it_is_whole(
    browser: Browser,
    hochmosel: Personas,
    proposed: Transfer,
) -> None:
    clerk, address = browser("jc"), reverse("transfer_act", args=[proposed.id, "reject"])
    data = {"version": proposed.version, "reason": Reason.NOT_RESPONSIBLE, "note": "lives elsewhere"}
    answer = clerk.post(address, data)
    assert answer.status_code == 422
    assert "lives elsewhere" in answer.content.decode()
    assert "Please name the organisation that is responsible." in answer.content.decode()
    answer = clerk.post(address, {**data, "named": str(hochmosel.ja.organisation_id)})
    assert answer.status_code == 302
    with acting_as(hochmosel.ja):
        forwarded = Transfer.objects.get(receiver=hochmosel.ja.organisation_id)
        assert (forwarded.state, forwarded.sender_id) == (State.REQUESTED, proposed.sender_id)
    assert forwarded.reference in browser("ja").get(reverse("transfers")).content.decode()
    with acting_as(hochmosel.soz):
        assert [kind for kind, *_days in leads(proposed.case.person_id)] == ["sozialamt"]


def test_who_was_overtaken_reads_by_whom(browser: Browser, proposed: Transfer) -> None:
    first, second = browser("jc"), browser("jc2")
    data = {"version": proposed.version, "contact": "", "note": ""}
    first.post(reverse("transfer_act", args=[proposed.id, "accept"]), data)
    late = second.post(
        reverse("transfer_act", args=[proposed.id, "reject"]), {**data, "reason": Reason.NO_CAPACITY}, follow=True
    )
    text = late.content.decode()
    assert "This is not possible any more." in text
    assert "Jana Custers" in text


def test_fremd_and_bystanders_find_nothing(browser: Browser, proposed: Transfer) -> None:
    for stranger in ("fremd", "ja", "aa"):
        clerk = browser(stranger)
        assert clerk.get(reverse("transfer", args=[proposed.id])).status_code == 404
        assert clerk.post(reverse("transfer_act", args=[proposed.id, "accept"]), {"version": 1}).status_code == 404
        assert proposed.reference not in clerk.get(reverse("transfers")).content.decode()
    assert browser("fremd").get(reverse("transfer_new", args=[proposed.case.person_id])).status_code == 404


def test_the_page_offers_each_role_what_the_table_says(
    browser: Browser, hochmosel: Personas, proposed: Transfer
) -> None:
    offered = {
        name: [
            str(step.act) for step, *_rest in browser(name).get(reverse("transfer", args=[proposed.id])).context["acts"]
        ]
        for name in ("soz", "jc", "jc2")
    }
    assert offered == {
        "soz": [Act.AMEND, Act.WITHDRAW],
        "jc": [Act.ACCEPT, Act.REJECT, Act.HOLD],
        "jc2": [Act.ACCEPT, Act.REJECT, Act.HOLD],
    }


def test_a_referral_goes_its_way_and_comes_back_with_its_outcome(
    browser: Browser,
    hochmosel: Personas,
    hers: UUID,
) -> None:
    clerk, address = browser("soz"), reverse("transfer_new", args=[hers])
    office = str(hochmosel.beratung.organisation_id)
    wrong = clerk.post(address, {"what": Service.COUNSELLING, "receiver": "", "note": "please call first"})
    assert wrong.status_code == 422
    assert "please call first" in wrong.content.decode()
    data = {"what": Service.COUNSELLING, "receiver": office, "note": "please call first", "wanted_on": ""}
    assert clerk.post(address, data).status_code == 302
    again = clerk.post(address, data, follow=True)
    assert "is still open" in again.content.decode()
    with acting_as(hochmosel.soz):
        (one,) = Transfer.objects.filter(kind=Kind.REFERRAL)
    other = browser("beratung")
    assert "please call first" not in other.get(reverse("transfer", args=[one.id])).content.decode()
    for act, more in (("accept", {}), ("start", {}), ("complete", {"reason": Reason.REACHED})):
        with acting_as(hochmosel.beratung):
            version = Transfer.objects.get(id=one.id).version
        done = other.post(reverse("transfer_act", args=[one.id, act]), {"version": version, "note": "", **more})
        assert done.status_code == 302, act
    assert "please call first" in other.get(reverse("transfer", args=[one.id])).content.decode()
    with acting_as(hochmosel.soz):
        one.refresh_from_db()
        assert one.state == State.COMPLETED
        assert Responsibility.objects.get(case__person=hers, valid_until=None).organisation.kind == "sozialamt"
        assert CaseAccess.objects.filter(case__person=hers).count() == 1, "she sees her own access only"
    assert "Reached" in clerk.get(reverse("transfer", args=[one.id])).content.decode()


def test_lists_are_counted_and_need_no_more_statements_for_more_rows(
    browser: Browser,
    hochmosel: Personas,
    hers: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    counts = []
    for service in (Service.COUNSELLING, Service.HOUSING, Service.YOUTH):
        with acting_as(hochmosel.soz):
            wish = Request(Kind.REFERRAL, hochmosel.beratung.organisation_id, service)
            begin_transfer(by=hochmosel.soz, person_id=hers, request=wish)
        clerk = browser("beratung")
        clerk.get(reverse("transfers"))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page = clerk.get(reverse("transfers"))
        counts.append(len(seen))
        assert page.context["boxes"][0][2] == len(counts)
    assert counts[0] == counts[-1]
    monkeypatch.setattr(settings, "PINNED_TODAY", date(2016, 10, 20))
    page = browser("beratung").get(reverse("transfers"), {"fach": "overdue"})
    assert len(page.context["lines"]) == 3
    assert "overdue" in page.content.decode()


def test_open_tasks_and_living_consents_are_part_of_the_package(
    browser: Browser, hochmosel: Personas, proposed: Transfer
) -> None:
    person, page = proposed.case.person_id, reverse("transfer", args=[proposed.id])
    with acting_as(hochmosel.soz):
        give_task(
            by=hochmosel.soz,
            person_id=person,
            kind="call_back",
            organisation_id=hochmosel.soz.organisation_id,
            due_on=clock.today(),
        )
        allow(hochmosel.soz, person, hochmosel.ja, classes={DataClass.COUNSELLING})
    sender = browser("soz").get(page)
    assert [office for _day, _what, office in sender.context["tasks"]] == [
        hochmosel.soz.membership.organisation.short_name
    ]
    assert "Open tasks" in sender.content.decode()
    assert [office for office, _what, _until in sender.context["consents"]] == [
        hochmosel.ja.membership.organisation.name
    ]
    receiver = browser("jc").get(page)
    assert receiver.context["tasks"] == []
    assert receiver.context["consents"] == []
