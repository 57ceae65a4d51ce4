"""Logging in and staying so: what is tried at the door, with the number of the probe (security.md 3.1, group F)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from nahtlos.organisations.models import Account, Session
from nahtlos.organisations.sessions import fingerprint
from tests.personas import PASSWORD, Personas
from tests.web.workspace.conftest import Browser

pytestmark = pytest.mark.django_db

LOGIN = "/anmelden/"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def try_to(client: Client, username: str = "jc", password: str = PASSWORD, **more: Any) -> HttpResponse:
    return client.post(LOGIN, {"username": username, "password": password}, **more)


def said(response: HttpResponse) -> list[str]:
    """What the page says is wrong."""
    return [str(error) for errors in response.context["form"].errors.values() for error in errors]


def code() -> str:
    """What the app shows now."""
    return totp.format_hotp_value(totp.hotp_value(KEY, list(totp.yield_hotp_counters_from_time())[1]))


def is_in(client: Client) -> bool:
    return bool(client.get("/meine-arbeit/").status_code == 200)


@pytest.fixture
def with_app(hochmosel: Personas) -> Account:
    """The clerk of the Jobcenter has an app and emergency codes."""
    account = hochmosel.jc.membership.account
    totp.TOTP.activate(account, KEY)
    RecoveryCodes.activate(account)
    return account


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing a password costs a tenth of a second on purpose, and is not what is tried here."""
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda self, password, encoded: password == PASSWORD)
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda self, password, salt: "argon2$none")


def test_a_demo_account_needs_user_name_and_password_alone(hochmosel: Personas) -> None:
    client = Client()
    response = try_to(client)
    assert (response.status_code, response.url) == (302, "/")
    assert is_in(client)


@pytest.mark.parametrize(
    "target", ["//evil.example", "\\\\evil.example", "https:evil.example", "https://evil.example/"]
)
def test_f1_the_login_leads_nowhere_else(target: str, hochmosel: Personas, with_app: Account, quick: None) -> None:
    client = Client()
    client.post(LOGIN, {"username": "jc", "password": PASSWORD, "next": target})
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).url == "/"
    other = Client()
    assert other.post(LOGIN, {"username": "soz", "password": PASSWORD, "next": target}).url == "/"


def test_f2_a_made_up_host_is_not_answered(hochmosel: Personas) -> None:
    assert Client().get(LOGIN, HTTP_HOST="evil.example").status_code == 400


def test_f3_a_form_of_another_site_is_refused(hochmosel: Personas) -> None:
    assert try_to(Client(enforce_csrf_checks=True)).status_code == 403


def test_f6_f21_pages_are_not_stored_and_leaving_clears_what_was(browser: Browser) -> None:
    clerk = browser("jc")
    assert clerk.get("/meine-arbeit/").headers["Cache-Control"] == "no-store"
    assert clerk.post("/abmelden/").headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(clerk)


def test_f8_the_key_of_a_session_changes_at_login_and_is_nowhere_in_the_database(hochmosel: Personas) -> None:
    client = Client()
    client.cookies["sessionid"] = "0123456789abcdefghij0123456789ab"
    try_to(client)
    key = client.cookies["sessionid"].value
    assert key != "0123456789abcdefghij0123456789ab"
    kept = Session.objects.get(account_id=hochmosel.jc.account_id)
    assert kept.session_key == fingerprint(key) != key


def test_f9_a_changed_password_ends_all_other_sessions(browser: Browser, quick: None) -> None:
    here, there = browser("jc"), browser("jc")
    new = "a new and longer sentence"
    words = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), words).status_code == 302
    assert is_in(here)
    assert not is_in(there)


def test_f9_a_new_second_factor_ends_all_other_sessions(
    browser: Browser, hochmosel: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.db.transaction.on_commit", lambda run, **_more: run())
    here, there = browser("jc"), browser("jc")
    page = here.get(reverse("mfa_activate_totp"))
    key = page.context["form"].secret
    shown = totp.format_hotp_value(totp.hotp_value(key, list(totp.yield_hotp_counters_from_time())[1]))
    response = here.post(reverse("mfa_activate_totp"), {"code": shown})
    assert response.url == reverse("mfa_view_recovery_codes")
    assert len(here.get(response.url).context["unused_codes"]) == 10
    assert is_in(here)
    assert not is_in(there)


def test_the_secret_of_an_app_is_not_readable_in_the_database(with_app: Account) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select data::text from mfa_authenticator where user_id = %s", [with_app.pk])
        assert not any(KEY in text for (text,) in cursor.fetchall())


@pytest.mark.parametrize(("what", "ago"), [("seen_at", 16 * 60), ("began_at", 10 * 3600 + 1)])
def test_f10_who_was_away_or_came_long_ago_logs_in_again(what: str, ago: int, browser: Browser) -> None:
    clerk = browser("jc")
    session = clerk.session
    session[what] -= ago - 60
    session.save()
    if what == "seen_at":
        assert clerk.get("/anmelden/noch-da/", headers={"X-Nahtlos-By-Itself": "1"}).json()["left"] <= 0
        assert clerk.session["seen_at"] == session["seen_at"], "what the page asks by itself keeps nobody logged in"
    else:
        assert is_in(clerk)
    session[what] -= 120
    session.save()
    assert clerk.get("/meine-arbeit/").url == "/anmelden/?next=/meine-arbeit/"


def test_f11_after_ten_wrong_passwords_the_right_one_is_refused_too_and_nobody_learns_who_exists(
    hochmosel: Personas, quick: None
) -> None:
    told = {}
    for name in ("jc", "nobody-of-this-name"):
        told[name] = [
            said(try_to(Client(), name, "wrong", HTTP_HOST=f"localhost:{port}")) for port in range(8000, 8010)
        ]
        told[name].append(said(try_to(Client(), name)))
    assert told["jc"] == told["nobody-of-this-name"]
    assert len({str(one) for one in told["jc"][:10]}) == 1
    assert told["jc"][9] != told["jc"][10]
    assert not is_in(Client())


def test_f11_an_unknown_user_name_costs_as_much_hashing_as_a_known_one(
    hochmosel: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *_all: hashed.append("known") or False)
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *_all: hashed.append("unknown") or "argon2$none")
    monkeypatch.setattr(Argon2PasswordHasher, "must_update", lambda *_all: False)
    monkeypatch.setattr(Argon2PasswordHasher, "harden_runtime", lambda *_all: None)
    try_to(Client(), "jc", "wrong")
    try_to(Client(), "nobody-of-this-name", "wrong")
    assert hashed == ["known", "unknown"]


def test_f12_f13_many_names_from_one_address_are_stopped_whatever_it_says_where_it_comes_from(
    hochmosel: Personas, quick: None, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "10/15m/key,5/15m/ip"}
    for number in range(5):
        try_to(Client(), f"name{number}", "wrong", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
    told = said(try_to(Client(), "soz", PASSWORD, HTTP_X_FORWARDED_FOR="192.0.2.99"))
    assert "Too many attempts" in told[0] or "Zu viele Versuche" in told[0]
    assert try_to(Client(), "soz", PASSWORD, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_f15_the_second_step_cannot_be_left_out(with_app: Account) -> None:
    client = Client()
    assert try_to(client).url == reverse("mfa_authenticate")
    for address in ("/", "/meine-arbeit/", reverse("mfa_index"), reverse("mfa_activate_totp")):
        assert client.get(address).url.startswith(LOGIN)
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).url == "/"
    assert is_in(client)


def test_f15_a_code_opens_once_and_so_does_an_emergency_code(with_app: Account, quick: None) -> None:
    shown = code()
    emergency = RecoveryCodes(Authenticator.objects.get(user=with_app, type="recovery_codes")).generate_codes()[0]
    for word in (shown, emergency):
        first, second = Client(), Client()
        for client in (first, second):
            try_to(client)
        assert first.post(reverse("mfa_authenticate"), {"code": word}).status_code == 302
        assert second.post(reverse("mfa_authenticate"), {"code": word}).status_code == 200
        assert not is_in(second)


def test_f15_where_a_second_factor_is_required_no_address_leads_around_setting_one_up(
    browser: Browser, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    clerk = browser("jc")
    for address in ("/", "/faelle/", "/faelle/export.xlsx", "/einlesen/", "/meine-arbeit/", "/organisation/"):
        assert clerk.get(address).url == reverse("mfa_index"), address
    assert clerk.get(reverse("mfa_index")).status_code == 200
    assert clerk.get("/recht/").status_code == 200


def test_where_a_second_factor_is_required_the_last_one_stays(
    browser: Browser, with_app: Account, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    clerk = browser("jc")
    assert is_in(clerk)
    clerk.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=with_app, type="totp").exists()
    assert is_in(clerk)


def test_nobody_signs_up(hochmosel: Personas) -> None:
    for address in ("/accounts/signup/", "/signup/", "/anmelden/registrieren/"):
        assert Client().get(address).status_code == 404


def test_coming_failing_and_going_is_journalled_without_names(hochmosel: Personas) -> None:
    client = Client()
    try_to(client, "jc", "wrong")
    try_to(client)
    client.post("/abmelden/")
    with connection.cursor() as cursor:
        cursor.execute('select set_config(\'nt.ctx\', \'{"system": "doctor", "purpose": "x"}\', true)')
        cursor.execute(
            "select verb, detail::text from audit_journalentry where verb like 'login.%%' order by id desc limit 3"
        )
        rows = cursor.fetchall()
    assert [verb for verb, _detail in reversed(rows)] == ["login.failed", "login.done", "login.ended"]
    assert not any(re.search("jc|Custers|wrong", detail) for _verb, detail in rows)


def test_f4_f5_no_other_site_frames_or_reads_the_pages(browser: Browser) -> None:
    answer = browser("jc").get("/meine-arbeit/", headers={"Origin": "https://evil.example"})
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_f7_the_cookie_of_the_session_is_closed_to_scripts_and_other_sites(hochmosel: Personas, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_NAME = True, "__Host-sessionid"
    client = Client()
    try_to(client, secure=True)
    cookie = client.cookies["__Host-sessionid"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["path"], cookie["domain"]) == ("/", "")


@pytest.mark.parametrize(
    "address", ["/admin/", "/debug", "/media/", "/.env", "/api/schema", "/static/../nahtlos/config/settings.py"]
)
def test_f23_nothing_else_is_served(address: str, hochmosel: Personas) -> None:
    assert Client().get(address).status_code == 404
