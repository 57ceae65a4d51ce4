"""A file in which every table about people has something to hide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from nahtlos.access.vocabulary import DataClass
from nahtlos.audit import journal, seal
from nahtlos.cases.models import Conflict, Fact
from nahtlos.cases.responsibility import leave
from nahtlos.cases.selectors import CaseFilter
from nahtlos.cases.services.closing import close, reopen
from nahtlos.cases.services.drafts import keep_draft
from nahtlos.cases.services.facts import close_conflict, record_fact
from nahtlos.cases.services.people import merge_people
from nahtlos.cases.services.protection import end_protection, protect
from nahtlos.cases.services.saved_views import open_with, save_view
from nahtlos.core import clock
from nahtlos.core.context import Acting, acting, as_system
from nahtlos.exchange.models import ColumnMapping, ImportRow, ImportRun
from nahtlos.grants.consents import give_consent, withdraw_consent
from nahtlos.grants.emergencies import open_emergency, review_emergency
from nahtlos.grants.models import Consent, ConsentText
from nahtlos.grants.proof import Proof
from nahtlos.handovers.models import Arrival, Transfer
from nahtlos.handovers.services.links import Asked, refer_to_partner
from nahtlos.inbox.feeds import make_feed
from nahtlos.inbox.models import Information, MailSetting
from nahtlos.inbox.tasks import give_task
from nahtlos.notes.models import NOTES
from nahtlos.organisations.actor import Actor
from nahtlos.people.models import ContactWish
from nahtlos.rights.services import contest_fact, restrict_fact
from tests.cases.files import asylum_seeker, listed, open_file, person, stated
from tests.personas import Personas, acting_as

CANARY = "Zzyxcanary"
NUMBER = "990000000001"
#: Offices that took part once and left their notes.
LEFT = {"Migrationsberatung Hochmosel", "Jugendamt Hochmosel", "Verein Hochmosel"}
LAYOUT = {"sheet_index": 0, "sheet": "", "header_row": 0, "headings": ["Name"], "columns": {"family": [0, "Name", 1.0]}}
DOCTOR = Acting(account=None, organisation=None, district=None, purpose="doctor", system="doctor")

#: Tables of the schema `public` that say nothing about the people of a file.
WITHOUT_PEOPLE = (
    "account_",
    "auth_",
    "django_",
    "mfa_",
    "organisations_",
    "procrastinate_",
    "pghistory_",
    "rights_erasure",  # what is left of an erased file names nobody
    "rights_remembered",
    "grants_consenttext",
)


#: Kept by somebody for herself or her organisation: nobody else looks into them, not even the checks of the doctor.
OF_A_DESK = {"cases_savedview", "cases_defaultview", "cases_draft"}


def tables_about_people() -> list[str]:
    """Every other table, view or materialised view there is: a new one is a table about people until said otherwise."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relkind in ('r', 'p', 'v', 'm', 'f')"
            " and relnamespace = 'public'::regnamespace order by relname"
        )
        return [name for (name,) in cursor.fetchall() if not name.startswith(WITHOUT_PEOPLE)]


def rows_of(table: str) -> int:
    """Rows of a table as the present actor sees them."""
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {connection.ops.quote_name(table)}")  # noqa: S608 -- from the catalogue
        return int(cursor.fetchone()[0])


def fill(people: Personas) -> UUID:
    """One woman, known to four offices that contradict each other, merged with herself, with an import behind her."""
    with acting_as(people.soz):
        data = asylum_seeker(
            CANARY,
            "Amira",
            numbers=[("azr", NUMBER)],
            phones=[("+4915199990001", "01519 9990001")],
            email="amira@example.org",
            household="H-1",
            position="head",
        )
        hers = listed(people.soz, data).person_id
        again = open_file(people.soz, person(CANARY, "Amira", numbers=[("aktenzeichen", "A-7")]))
        merge_people(by=people.soz, kept=hers, gone=again, reason="the same papers")
    with acting_as(people.abh):
        listed(people.abh, person(CANARY, "Ameera", born=date(1991, 5, 17)), hers)
        ContactWish.objects.create(person_id=hers, interpreter_needed=True, interpreter_language="ar")
        paper = stated("residence", {"status": "ae_25_2_alt1", "first_title": True}, date(2016, 9, 1))
        record_fact(by=people.abh, person_id=hers, stated=paper)
        first = Conflict.objects.filter(person=hers, closed_at=None).order_by("kind")[0]
        close_conflict(by=people.abh, conflict_id=first.id, holds=None, note="passport seen")
        _import(people, hers)
        _desk(people.abh)
        _allowed(people, hers)
        _inbox(people, hers)
        journal.record("case.read", "person", hers)
        wrong = Fact.objects.filter(person=hers, reported_by=people.abh.organisation_id, superseded_at=None)[0]
        contest_fact(by=people.abh, fact_id=wrong.id, said="another day")
    _notes(people, hers)
    with acting_as(people.soz):
        _partner(people.soz, hers)
        restrict_fact(by=people.soz, fact_id=wrong.id, reason="until it is found out")
        protect(by=people.soz, person_id=hers, code="shelter")
        end_protection(by=people.soz, person_id=hers)
        close(by=people.soz, person_id=hers, outcome="no_contact", note=CANARY)
        reopen(by=people.soz, person_id=hers, why="by_mistake", note=CANARY)
        with as_system("linkage"):
            _came(hers)
    seal.seal()
    return hers


def _notes(people: Personas, hers: UUID) -> None:
    """One of each class, by an office that writes it; all but the Sozialamt have left the case since."""
    for data, office in zip(NOTES, (people.beratung, people.soz, people.ja, people.verein), strict=True):
        with acting_as(office):
            if office is not people.soz:
                listed(office, person(CANARY, "Amira"), hers)
            NOTES[data]._default_manager.create(
                person_id=hers,
                organisation_id=office.organisation_id,
                author_id=office.account_id,
                written_at=clock.now(),
                day=clock.today(),
                text=f"{CANARY} {data.value}",
            )
            if office is not people.soz:
                with as_system("linkage"):
                    leave([hers], office.organisation_id, clock.today())


def _allowed(people: Personas, hers: UUID) -> None:
    """One consent stands, one was taken back; an emergency was opened and reviewed."""
    with acting_as(people.soz):
        for take_back in (False, True):
            consent = allow(people.soz, hers, people.verein)
            if take_back:
                withdraw_consent(by=people.soz, consent_id=consent.id)
    with acting_as(people.aa):
        emergency = open_emergency(
            by=people.aa, person_id=hers, category="life", reason="she called and fears for her life"
        )
    with acting_as(people.soz):
        review_emergency(
            by=people.soz, emergency_id=emergency.id, was_justified=True, note="it was one", informed_on=clock.today()
        )


def allow(by: Actor, hers: UUID, to: Actor, **more: Any) -> Consent:
    """A consent to somebody's organisation, for the first purpose it works for and what there is to allow."""
    text = ConsentText.objects.get(purpose="cooperation", language=more.pop("language", "de"), version=1)
    known = {
        "classes": {DataClass.WORK},
        "purposes": {to.purpose},
        "given_how": "paper",
        "proof": Proof.of(b"%PDF-1.7"),
    }
    return give_consent(by=by, person_id=hers, organisation_id=to.organisation_id, text_id=text.id, **{**known, **more})


def _import(people: Personas, hers: UUID) -> None:
    mine = {"organisation_id": people.abh.organisation_id, "profile": "auslaenderbehoerde"}
    run = ImportRun.objects.create(
        **mine,
        account_id=people.abh.account_id,
        filename="list.xlsx",
        sha256="0" * 64,
        layout=LAYOUT,
        started_at=clock.now(),
    )
    ImportRow.objects.create(
        run=run,
        organisation_id=people.abh.organisation_id,
        number=2,
        outcome="linked",
        person_id=hers,
        cells=[CANARY],
        read=person(CANARY).to_json(),
    )
    ColumnMapping.objects.create(
        **mine, fingerprint="0" * 64, mapping={"family": 0}, account_id=people.abh.account_id, changed_at=clock.now()
    )


def _came(hers: UUID) -> None:
    """As if her file had come from another district."""
    one = Transfer.objects.filter(case__person=hers).first()
    assert one is not None
    Arrival.objects.create(transfer=one, case=one.case_id, person=hers, at=clock.now())


def _inbox(people: Personas, hers: UUID) -> None:
    abh = people.abh
    Information.objects.create(
        person_id=hers,
        district_id=abh.district_id,
        organisation_id=people.aa.organisation_id,
        reported_by_id=abh.organisation_id,
        legal_basis="§ 8 Abs. 3 S. 3 AsylG",
        opened_on=clock.today(),
        due_on=clock.today(),
    )
    give_task(
        by=abh, person_id=hers, kind="call_back", organisation_id=people.soz.organisation_id, due_on=clock.today()
    )
    with acting_as(people.soz):
        MailSetting.objects.create(account_id=people.soz.account_id)
        make_feed(by=people.soz, is_team=True)


def _partner(by: Actor, hers: UUID) -> None:
    """A referral to somebody without an account who is told her name."""
    asked = Asked("A partner", "mentoring", shared={"name": [f"Amira {CANARY}"]}, agreed_on=clock.today())
    refer_to_partner(by=by, person_id=hers, asked=asked)


def _desk(by: Actor) -> None:
    view = save_view(by=by, name="Syria", chosen=CaseFilter(nationality="SY"), is_shared=True)
    open_with(by=by, view_id=view.id)
    keep_draft(by=by, form="person:new", data={"family": [CANARY]})


def seen_by_the_doctor() -> dict[str, int]:
    """Rows of every table about people that the checks look into, as the one who sees all of them counts them."""
    with acting(DOCTOR):
        return {table: rows_of(table) for table in tables_about_people() if table not in OF_A_DESK}


def seen_by(actor: Actor, tables: Iterable[str]) -> dict[str, int]:
    """Rows of these tables as somebody counts them."""
    with acting_as(actor):
        return {table: rows_of(table) for table in tables}


def seen_by_linkage_of(people_of: Personas, username: str) -> dict[str, int]:
    """Rows as the linkage sees them on behalf of somebody."""
    with acting_as(getattr(people_of, username)), as_system("linkage"):
        return {table: rows_of(table) for table in tables_about_people()}
