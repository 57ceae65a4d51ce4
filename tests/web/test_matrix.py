"""Every address x every role x every method, answered from one table: what is not in the table fails.

A cell's answer follows from four questions asked in this order: is the method one of the address, is somebody logged in,
does her role include it, and is the object within reach of her organisation. What is out of reach is 404, as if it did not
exist; the hidden file's canary is in no answer to somebody who takes no part in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from nahtlos.access.policy import ROLES, Permission
from tests.personas import PEOPLE, Personas

METHODS = ("GET", "POST")
#: Refused before anybody is asked who she is; tried by one clerk.
NO_METHODS = ("PUT", "DELETE")
SAFE = frozenset({"GET"})
FORM = frozenset({"GET", "POST"})
POST = frozenset({"POST"})
CANARY = b"Zzyxcanary"
#: Takes part in the file: the Sozialamt opened it. Colleagues of the same office are judged by their role.
OFFICE = "sozialamt"


@dataclass(frozen=True, slots=True)
class Entry:
    """What an address asks: the methods, whether somebody must be logged in, the permission, and what it is about."""

    methods: frozenset[str] = SAFE
    needs: Permission | None = None
    about: str = ""  #: "file": the canary's; "unknown": what does not exist; "forgotten": a search of long ago; "nowhere": a secret nobody has
    door: bool = True  #: only for somebody who is logged in
    leads_back: bool = False  #: nothing was chosen to speak of
    leads_home: bool = False  #: somebody who is logged in has no business here


def _of_file(needs: Permission, methods: frozenset[str] = SAFE) -> Entry:
    return Entry(methods, needs, "file")


P = Permission
#: The one table.
TABLE: dict[str, Entry] = {
    "law_book": Entry(door=False),
    "law_book_en": Entry(door=False),
    "law_page": Entry(door=False),
    "law_page_en": Entry(door=False),
    "welcome": Entry(door=False),
    "welcome_in": Entry(door=False),
    "condition": Entry(needs=P.WORKER_WATCH),
    "feeds": Entry(FORM, P.CASE_READ),
    "calendar": Entry(door=False, about="nowhere"),
    "tasks": _of_file(P.CASE_READ, FORM),
    "task": Entry(FORM, P.CASE_READ, "unknown"),
    "overdue": Entry(needs=P.BOARD_READ),
    "answer": Entry(FORM, P.DEADLINE_TICK, "unknown"),
    "mail_settings": Entry(FORM),
    "newcomers": Entry(needs=P.CASE_READ),
    "newcomer_told": Entry(POST, P.DEADLINE_TICK),
    "newcomer_letters": Entry(POST, P.CASE_READ),
    "newcomer_reopen": Entry(POST, P.DEADLINE_TICK, "unknown"),
    "newcomer_figures": Entry(needs=P.BOARD_READ),
    "healthz": Entry(door=False),
    "login": Entry(FORM | {"PUT"}, door=False, leads_home=True),
    "logout": Entry(POST, door=False),
    "set_language": Entry(POST, door=False),
    "heute": Entry(),
    "profile": Entry(FORM),
    "cases": Entry(needs=P.CASE_LIST),
    "saved_views": Entry(FORM, P.CASE_LIST),
    "saved_view": Entry(POST, P.CASE_LIST, "unknown"),
    "search": Entry(POST, P.PERSON_SEARCH),
    "found": Entry(needs=P.PERSON_SEARCH, about="forgotten"),
    "export": Entry(needs=P.CASE_EXPORT),
    "case": _of_file(P.CASE_READ),
    "still_open": _of_file(P.CASE_READ),
    "reason": _of_file(P.CASE_READ, FORM),
    "case_journal": _of_file(P.JOURNAL_OF_CASE),
    "rights": _of_file(P.FACT_CONTEST, FORM),
    "protection": _of_file(P.CASE_RESTRICT, FORM),
    "report": _of_file(P.REPORT_MAKE),
    "case_close": _of_file(P.CASE_CLOSE, FORM),
    "case_reopen": _of_file(P.CASE_CLOSE, FORM),
    "office_journal": Entry(needs=P.JOURNAL_OF_OFFICE),
    "journal_export": Entry(needs=P.JOURNAL_EXPORT),
    "erasure": Entry(FORM, P.ERASURE_SEE),
    "record_choice": _of_file(P.FACT_RECORD),
    "record": _of_file(P.FACT_RECORD, FORM),
    "correct": Entry(FORM, P.FACT_RECORD, "unknown"),
    "notes": _of_file(P.CASE_READ),
    "note_new": _of_file(P.NOTE_WRITE, FORM),
    "note_correct": Entry(FORM, P.NOTE_WRITE, "unknown"),
    "note_act": Entry(POST, P.NOTE_WRITE, "unknown"),
    "explained": _of_file(P.CASE_READ),
    "household": _of_file(P.CASE_READ),
    "programmes": _of_file(P.CASE_READ),
    "finder": Entry(needs=P.CASE_READ),
    "consents": _of_file(P.CASE_READ),
    "consent_new": Entry(FORM, P.FACT_RECORD, "file", leads_back=True),
    "consent_form": Entry(needs=P.CASE_READ, about="file", leads_back=True),
    "consent_export": _of_file(P.CASE_READ),
    "consent_withdraw": Entry(POST, P.CASE_READ, "unknown"),
    "emergency": Entry(FORM, P.CASE_READ),
    "emergency_open": Entry(FORM, P.CASE_READ, "forgotten"),
    "emergency_review": Entry(FORM, about="unknown"),
    "contact_wish": _of_file(P.FACT_RECORD, FORM),
    "name_new": _of_file(P.FACT_RECORD, FORM),
    "contact_desk": _of_file(P.FACT_RECORD, FORM),
    "withdraw": Entry(POST, P.FACT_RECORD, "unknown"),
    "settle": Entry(POST, P.CONFLICT_CLOSE, "unknown"),
    "tick": Entry(POST, P.DEADLINE_TICK, "unknown"),
    "merge": _of_file(P.MATCH_DECIDE, FORM),
    "unmerge": Entry(POST, P.MATCH_DECIDE, "unknown"),
    "separate": Entry(FORM, P.MATCH_DECIDE, "unknown"),
    "transfer_new": _of_file(P.HANDOVER_WORK, FORM),
    "partner_new": _of_file(P.HANDOVER_WORK, FORM),
    "partner_again": Entry(POST, P.HANDOVER_WORK, "unknown"),
    "partner_noted": Entry(POST, P.HANDOVER_WORK, "unknown"),
    "partner_code": Entry(FORM, door=False),
    "partner_link": Entry(FORM, about="nowhere", door=False),
    "partner_request": Entry(about="nowhere", door=False),
    "partner_answer": Entry(POST, about="nowhere", door=False),
    "transfers": Entry(needs=P.CASE_LIST),
    "transfer": Entry(needs=P.CASE_LIST, about="unknown"),
    "transfer_cover": Entry(needs=P.CASE_READ, about="unknown"),
    "transfer_letter": Entry(needs=P.CASE_READ, about="unknown"),
    "transfer_act": Entry(POST, P.HANDOVER_WORK, "unknown"),
    "person_new": Entry(FORM, P.PERSON_CREATE),
    "imports": Entry(FORM, P.LIST_IMPORT),
    "queue": Entry(needs=P.MATCH_DECIDE),
    "queue_row": Entry(FORM, P.MATCH_DECIDE, "unknown"),
    "queue_undo": Entry(POST, P.MATCH_DECIDE, "unknown"),
    "import_run": Entry(needs=P.LIST_IMPORT, about="unknown"),
    "import_mapping": Entry(POST, P.LIST_IMPORT, "unknown"),
    "import_act": Entry(POST, P.LIST_IMPORT, "unknown"),
    "import_refused": Entry(needs=P.LIST_IMPORT, about="unknown"),
    "import_report": Entry(needs=P.LIST_IMPORT, about="unknown"),
    "account_login": Entry(FORM | {"PUT"}, door=False, leads_home=True),
    "mfa_authenticate": Entry(FORM, door=False),
    "mfa_login_webauthn": Entry(FORM, door=False),
    "alive": Entry(FORM, door=False),
    "sso": Entry(about="unknown", door=False),
    "sso_back": Entry(about="unknown", door=False),
    "account_reauthenticate": Entry(FORM),
    "mfa_reauthenticate": Entry(FORM, about="forgotten"),
    "mfa_reauthenticate_webauthn": Entry(FORM, about="forgotten"),
    "mfa_index": Entry(),
    "mfa_activate_totp": Entry(FORM),
    "mfa_deactivate_totp": Entry(FORM, about="unknown"),
    "mfa_add_webauthn": Entry(FORM),
    "mfa_list_webauthn": Entry(),
    "mfa_remove_webauthn": Entry(FORM, about="unknown"),
    "mfa_view_recovery_codes": Entry(about="unknown"),
    "mfa_generate_recovery_codes": Entry(FORM),
    "account_change_password": Entry(FORM),
    "staff": Entry(FORM, P.STAFF_MANAGE),
    "staff_invite": Entry(FORM, P.STAFF_MANAGE),
    "staff_withdraw": Entry(POST, P.STAFF_MANAGE, "unknown"),
    "staff_roles": Entry(needs=P.STAFF_MANAGE),
    "staff_view_as": Entry(needs=P.STAFF_MANAGE, about="unknown"),
    "staff_place": Entry(FORM, P.STAFF_MANAGE, "unknown"),
    "staff_absence": Entry(FORM, P.STAFF_MANAGE, "unknown"),
    "staff_role": Entry(FORM, P.STAFF_MANAGE, "unknown"),
    "staff_leave": Entry(FORM, P.STAFF_MANAGE, "unknown"),
    "staff_renew": Entry(POST, P.STAFF_MANAGE, "unknown"),
    "invitation": Entry(FORM, about="unknown", door=False),
}


def _addresses(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern)
        else:
            yield pattern


ADDRESSES = {str(pattern.name): pattern for pattern in _addresses()}
WHO = ("anonymous", *PEOPLE)


def test_every_address_has_its_entry_and_every_entry_its_address() -> None:
    assert set(ADDRESSES) == set(TABLE)
    assert len(ADDRESSES) * len(WHO) * len(METHODS) >= 1500


@pytest.mark.parametrize("who", WHO)
def test_each_address_gives_each_role_the_answer_of_the_table(who: str, hochmosel: Personas, file: UUID) -> None:
    client, wrong = _client(who, hochmosel), []
    ticket = client.cookies.output(header="", sep=";")
    for name, pattern in ADDRESSES.items():
        address, entry = _address(pattern, file), TABLE[name]
        for method in (*METHODS, *NO_METHODS) if who == "soz" else METHODS:
            expected = _expected(entry, who, method)
            client.cookies.load(ticket)
            with transaction.atomic():  # what one cell changes the next must not meet
                response = client.generic(method, address)
                transaction.set_rollback(True)
            if response.status_code not in expected:
                wrong.append(f"{method} {name}: {response.status_code}, not {sorted(expected)}")
            if CANARY in response.getvalue() and not _takes_part(who):
                wrong.append(f"{method} {name}: shows the hidden file")
            if who == "anonymous" and entry.door and response.status_code == 302 and "/anmelden/" not in response.url:
                wrong.append(f"{method} {name}: leads past the log-in")
    assert wrong == []


def _expected(entry: Entry, who: str, method: str) -> frozenset[int]:
    if entry.leads_home and who != "anonymous":
        return frozenset({302})
    if method not in entry.methods:
        return frozenset({405})
    if entry.about == "nowhere":
        return frozenset({404})
    if not entry.door:
        return frozenset({404} if entry.about == "unknown" else {200, 302} if method in SAFE else {200, 302, 422})
    if who == "anonymous":
        return frozenset({302})
    if entry.needs is not None and entry.needs not in ROLES[PEOPLE[who][2]]:
        return frozenset({403})
    if entry.needs is Permission.LIST_IMPORT and PEOPLE[who][1] == "jugendamt":
        return frozenset({403})  # keeps no list of its own
    if entry.about == "unknown" or (entry.about == "file" and not _takes_part(who)):
        return frozenset({404})
    if entry.about == "forgotten" or entry.leads_back:
        return frozenset({302})
    return frozenset({200} if method in SAFE else {200, 302, 400, 422})


def _takes_part(who: str) -> bool:
    return who != "anonymous" and PEOPLE[who][1] == OFFICE


def _client(who: str, personas: Personas) -> Client:
    client = Client()
    if who != "anonymous":
        client.force_login(getattr(personas, who).membership.account)
    return client


def _address(pattern: URLPattern, file: UUID) -> str:
    given: dict[str, object] = {
        "person_id": file,
        "kind": "residence",
        "data": "health",
        "word": "0123456789ab",
        "name": "benefit_law",
        "language": "ar",
        "token": "none",
        "pk": 1,
    }
    return reverse(str(pattern.name), kwargs={name: given.get(name, uuid4()) for name in pattern.pattern.converters})
