"""People who work here: invited, given a role, away, gone; and what that means at their next click."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from nahtlos.access import agreement
from nahtlos.audit.seal import DOCTOR
from nahtlos.cases.models import Participation
from nahtlos.config.checkup import INVARIANTS
from nahtlos.core import clock
from nahtlos.core.context import acting
from nahtlos.inbox import sources
from nahtlos.inbox.tasks import give_task
from nahtlos.organisations import staff
from nahtlos.organisations.actor import actor_for
from nahtlos.organisations.models import Account, Invitation, Membership
from tests.cases.files import asylum_seeker, open_file
from tests.organisations.staff import also_works_at
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser
from tests.web.workspace.test_journalled import entries
from tests.web.workspace.test_login import is_in

pytestmark = pytest.mark.django_db

WORD = "a sentence that is long enough"
NEW = {"username": "neu", "name": "Nele Urban", "phone": "040 66969102", "password": WORD, "again": WORD}


def colleague_of(personas: Personas, username: str = "neu", role: str = "clerk") -> Membership:
    """One more person at the Sozialamt, invited by its administrator."""
    with acting_as(personas.admin):
        secret = staff.invite(by=personas.admin, email=f"{username}@example.org", role=role)
    staff.join(secret, username=username, name="Nele Urban", password=WORD)
    return Membership.objects.get(account__username=username)


def at(name: str, member: Membership | UUID) -> str:
    return reverse(name, args=[getattr(member, "pk", member)])


def in_english(client: Client, account: Account) -> Client:
    Account.objects.filter(pk=account.pk).update(language="en")
    client.force_login(account)
    return client


def test_f14_an_invitation_lets_one_person_in_once(browser: Browser, settings: Any) -> None:
    settings.MAIL_IS_SENT = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    browser("admin").post(reverse("staff_invite"), {"email": "neu@example.org", "role": "clerk"})
    (sent,) = mail.outbox
    assert sent.to == ["neu@example.org"]
    assert not re.search("Sozial|Minister|neu@", sent.subject + sent.body), "nothing about anybody in the mail"
    link = re.search(r"http://testserver(\S+)", sent.body)[1]  # type: ignore[index]
    assert Client().get(link).status_code == 200
    assert Client().post(link, NEW | {"again": "another"}).status_code == 422
    assert Client().post(link, NEW).status_code == 200
    assert Client().post(link, NEW | {"username": "neu2"}).status_code == 404
    newcomer = Client()
    assert newcomer.post("/anmelden/", {"username": "neu", "password": WORD}).url == "/"
    assert newcomer.get("/faelle/").status_code == 200
    assert not Invitation.objects.filter(fingerprint__contains=link.split("/")[2]).exists()


def test_an_invitation_that_was_withdrawn_or_is_too_old_leads_nowhere(
    browser: Browser, hochmosel: Personas, settings: Any
) -> None:
    with acting_as(hochmosel.admin):
        withdrawn = staff.invite(by=hochmosel.admin, email="x@example.org", role="clerk")
        found = staff.invitation_of(withdrawn)
        settings.INVITATION_DAYS = 0
        old = staff.invite(by=hochmosel.admin, email="x@example.org", role="clerk")
    browser("admin").post(reverse("staff_withdraw", args=[found.pk]))
    for secret in (withdrawn, old):
        assert Client().get(reverse("invitation", args=[secret])).status_code == 404


def test_nobody_becomes_a_case_worker_of_an_association(hochmosel: Personas) -> None:
    assert "clerk" not in staff.roles_of("verein")
    with acting_as(hochmosel.admin), pytest.raises(staff.NotPossible):
        staff.invite(by=hochmosel.admin, email="x@example.org", role="counsellor")


def test_f17_u8_who_leaves_is_out_at_the_next_click_and_no_case_loses_its_named_person(
    browser: Browser, hochmosel: Personas
) -> None:
    heir = colleague_of(hochmosel)
    with acting_as(hochmosel.soz):
        cases = [open_file(hochmosel.soz, asylum_seeker("Zzyxcanary", f"Nr{n}")) for n in range(4)]
        Participation.objects.filter(case__person__in=cases[:2]).update(
            contact=hochmosel.soz.membership, deputy=heir, valid_until=None
        )
    clerk, admin = browser("soz"), browser("admin")
    leaving = hochmosel.soz.membership
    assert is_in(clerk)

    refused = admin.post(at("staff_leave", leaving), {})
    assert refused.status_code == 422
    assert b"no case may lose its contact person" in refused.content
    assert is_in(clerk)

    assert admin.post(at("staff_leave", leaving), {"everybody": heir.pk}).status_code == 302
    assert clerk.get("/meine-arbeit/").url.startswith("/anmelden/")
    assert (
        Client().post("/anmelden/", {"username": "soz", "password": "correct horse battery staple"}).status_code == 200
    )
    with acting_as(hochmosel.admin):
        parts = Participation.objects.filter(organisation=leaving.organisation_id, valid_until=None)
        assert {part.contact_id for part in parts} == {heir.pk}
        assert not any(part.contact_id == part.deputy_id for part in parts)
        assert parts.count() == 4
    assert [one.detail["cases"] for one in entries("staff.cases_handed_over")] == [4]


def test_f19_what_she_had_to_do_is_somebody_elses_at_once(browser: Browser, hochmosel: Personas) -> None:
    heir = colleague_of(hochmosel)
    with acting_as(hochmosel.soz):
        case = open_file(hochmosel.soz, asylum_seeker("Zzyxcanary", "Amira"))
        Participation.objects.filter(case__person=case).update(contact=hochmosel.soz.membership)
        given = {"organisation_id": hochmosel.soz.organisation_id, "due_on": clock.today()}
        task = give_task(by=hochmosel.soz, person_id=case, kind="call_back", **given)
    assert task.member == hochmosel.soz.membership
    leaving = at("staff_leave", hochmosel.soz.membership)
    assert browser("admin").post(leaving, {"everybody": heir.pk}).status_code == 302
    new = actor_for(heir.account)
    with acting_as(new):
        assert [need.person_id for need in sources.needs(new) if need.kind == "task"] == [case]


def test_f20_an_office_that_left_the_cooperation_is_out_at_the_next_click(
    browser: Browser, hochmosel: Personas
) -> None:
    (whole,) = agreement.read()
    with acting_as(hochmosel.ja):
        case = open_file(hochmosel.ja, asylum_seeker("Zzyxcanary", "Amira"))
    clerk, address = browser("ja"), reverse("case", args=[case])
    assert b"Zzyxcanary" in clerk.get(address).content
    without = replace(whole, parties=tuple(one for one in whole.parties if one.kind != "jugendamt"))
    with agreement.in_force_for_a_while(without):
        for page in (address, reverse("cases"), reverse("notes", args=[case]), reverse("export")):
            refused = clerk.get(page)
            assert refused.status_code == 403, page
            assert b"Zzyxcanary" not in refused.content
        assert browser("soz").get(reverse("cases")).status_code == 200


def test_the_doctor_finds_a_case_that_names_somebody_who_is_gone(hochmosel: Personas, file: UUID) -> None:
    query = next(one.query for one in INVARIANTS if one.name == "named-person-works-there")

    def found() -> list[Any]:
        with acting(DOCTOR), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(query, {"today": date(2016, 9, 30)})
            return cursor.fetchall()

    assert found() == []
    with acting_as(hochmosel.admin):
        Membership.objects.filter(pk=hochmosel.soz.membership.pk).update(valid_until=date(2016, 9, 30))
    assert len(found()) == 1


def test_f18_a_role_that_was_taken_is_gone_at_the_next_click(browser: Browser, hochmosel: Personas) -> None:
    member = colleague_of(hochmosel)
    clerk = in_english(Client(), member.account)
    assert clerk.get("/faelle/").status_code == 200
    assert browser("admin").post(at("staff_role", member), {"role": "data_protection_officer"}).status_code == 302
    assert clerk.get("/faelle/").status_code == 403
    (noted,) = entries("staff.role_changed")
    assert noted.detail == {"before": "clerk", "after": "data_protection_officer"}


def test_u8_a_case_worker_who_is_named_gets_no_role_without_cases(
    browser: Browser, hochmosel: Personas, file: UUID
) -> None:
    refused = browser("admin").post(at("staff_role", hochmosel.soz.membership), {"role": "administrator"})
    assert refused.status_code == 422
    assert b"1 cases name her" in refused.content


def test_the_last_administrator_stays(browser: Browser, hochmosel: Personas) -> None:
    admin = browser("admin")
    own = hochmosel.admin.membership
    assert admin.post(at("staff_role", own), {"role": "clerk"}).status_code == 422
    assert admin.post(at("staff_leave", own), {}).status_code == 422
    assert is_in(admin)


def test_the_administrator_reaches_nobody_of_another_organisation(browser: Browser, hochmosel: Personas) -> None:
    stranger = hochmosel.jc.membership
    for name in ("staff_place", "staff_absence", "staff_role", "staff_leave"):
        assert browser("admin").get(at(name, stranger)).status_code == 404
    with (
        acting_as(hochmosel.admin),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Membership.objects.create(
            account=hochmosel.admin.membership.account,
            organisation=stranger.organisation,
            role="clerk",
            valid_from=date(2016, 1, 1),
        )
    with acting_as(hochmosel.admin):
        assert Membership.objects.filter(pk=stranger.pk).update(role="administrator") == 0


def test_access_is_renewed_only_for_somebody_who_works_nowhere_else(browser: Browser, hochmosel: Personas) -> None:
    member = colleague_of(hochmosel)
    clerk = in_english(Client(), member.account)
    with acting_as(hochmosel.admin):
        secret = staff.renew_access(by=hochmosel.admin, membership=member.pk)
    new = "another sentence that is long enough"
    assert Client().post(reverse("invitation", args=[secret]), {"password": new, "again": new}).status_code == 200
    assert not is_in(clerk)
    assert Client().post("/anmelden/", {"username": "neu", "password": new}).status_code == 302
    elsewhere = hochmosel.soz.membership.pk
    with (
        also_works_at("soz", "jobcenter", date(2015, 1, 1)),
        acting_as(hochmosel.admin),
        pytest.raises(staff.NotPossible, match="another organisation"),
    ):
        staff.renew_access(by=hochmosel.admin, membership=elsewhere)


def test_a35_a36_of_two_organisations_one_is_chosen_and_results_never_mix(
    browser: Browser, hochmosel: Personas, file: UUID
) -> None:
    with also_works_at("soz", "jobcenter", date(2015, 1, 1)) as second:
        clerk = browser("soz")
        assert clerk.post("/meine-arbeit/", {"membership": str(hochmosel.abh.membership.pk)}).status_code == 302
        session = clerk.session
        assert session.get("membership") is None, "a membership of somebody else is not taken"
        session["membership"] = str(hochmosel.abh.membership.pk)  # forged
        session.save()
        assert b"auslaenderbehoerde" not in clerk.get("/meine-arbeit/").content.lower()
        clerk.post("/meine-arbeit/", {"membership": second})
        assert b"Zzyxcanary" not in clerk.get("/faelle/").content
        assert clerk.get(reverse("case", args=[file])).status_code == 404
        clerk.post("/meine-arbeit/", {"membership": str(hochmosel.soz.membership.pk)})
        assert b"Zzyxcanary" in clerk.get("/faelle/").content


def test_view_as_shows_the_role_and_no_case_and_is_journalled(
    browser: Browser, hochmosel: Personas, file: UUID
) -> None:
    page = browser("admin").get(reverse("staff_view_as", args=["clerk"])).content.decode()
    assert "You see the workspace as: Case worker" in page
    assert re.search(r'href="#main"\s*>Cases', page)
    assert "Zzyxcanary" not in page
    assert "residence status" in page
    assert [one.detail for one in entries("role.viewed")] == [{"role": "clerk"}]


def test_f22_a_role_is_changed_and_a_list_taken_out_only_after_a_proof_of_the_last_minutes(
    browser: Browser, hochmosel: Personas
) -> None:
    for who, address in (("admin", at("staff_role", hochmosel.soz.membership)), ("soz", reverse("export"))):
        client = browser(who)
        session = client.session
        session["proved_at"] -= 11 * 60
        session.save()
        asked = client.get(address)
        assert asked.url == f"{reverse('account_reauthenticate')}?next={address}"
        assert client.post(asked.url, {"password": "wrong"}).status_code == 200
        assert client.get(address).status_code == 302
        back = client.post(asked.url, {"password": "correct horse battery staple", "next": address})
        assert back.url == address
        assert client.get(address).status_code == 200


def test_absence_and_who_stands_in_are_shown_where_one_looks_for_the_contact_person(
    browser: Browser, hochmosel: Personas, file: UUID
) -> None:
    heir = colleague_of(hochmosel)
    words = {"start": "2016-09-01", "until": "2016-10-10", "substitute": heir.pk}
    assert browser("admin").post(at("staff_absence", hochmosel.soz.membership), words).status_code == 302
    page = browser("soz").get(reverse("case", args=[file])).content.decode()
    assert re.search(r"away until 09\.10\.2016[^<]*Nele Urban", page)
