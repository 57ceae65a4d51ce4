"""D1 to D9: what a person allowed is open, what she took back is not, and an emergency is short and only read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from nahtlos.access.evaluation import EMERGENCY_CLASSES, Relation, Verb, Who, judge
from nahtlos.access.statutes import HARD_DENIALS, MOST_BY_CONSENT, STATUTES
from nahtlos.access.vocabulary import DataClass
from nahtlos.cases.models import Case, CaseAccess, Fact
from nahtlos.cases.selectors import CaseFilter, filtered, get_case_file
from nahtlos.config.checkup import violations
from nahtlos.core import clock
from nahtlos.grants.consents import consents_of, withdraw_consent
from nahtlos.grants.emergencies import NoEmergency, open_emergency, open_now, review_emergency, to_review
from nahtlos.grants.loading import load_texts
from nahtlos.grants.models import Consent, Emergency, Grant
from nahtlos.grants.offer import needs_no_consent, on_offer
from nahtlos.grants.proof import NotAConsent
from nahtlos.organisations.actor import AccessDenied, Actor
from nahtlos.people.models import Name, Person
from tests.cases.files import asylum_seeker, listed, person
from tests.cases.full import allow
from tests.database import server
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db
REASON = "the hospital asks for her relatives"


@pytest.fixture
def hers(hochmosel: Personas) -> Iterator[UUID]:
    with acting_as(hochmosel.soz):
        yield listed(hochmosel.soz, asylum_seeker()).person_id


def opens(actor: Actor, hers: UUID) -> bool:
    with acting_as(actor):
        try:
            get_case_file(actor, hers)
        except Case.DoesNotExist:
            return False
        return True


def grants(actor: Actor) -> set[tuple[str, str]]:
    with acting_as(actor):
        return set(Grant.objects.values_list("purpose", "data_class"))


def allowed(people: Personas, hers: UUID, **more: object) -> Consent:
    """The youth office may read counselling notes."""
    with acting_as(people.soz):
        return allow(people.soz, hers, people.ja, **{"classes": {DataClass.COUNSELLING}, **more})


def test_d1_withdrawal_works_on_the_next_request(hochmosel: Personas, hers: UUID) -> None:
    assert not opens(hochmosel.ja, hers)
    consent = allowed(hochmosel, hers)
    assert opens(hochmosel.ja, hers)
    assert grants(hochmosel.ja) == {("sgb_viii_task", "counselling")}
    assert grants(hochmosel.abh) == grants(hochmosel.fremd) == set(), "a grant is read by its receiver alone"
    with acting_as(hochmosel.soz):
        withdraw_consent(by=hochmosel.soz, consent_id=consent.id)
        withdraw_consent(by=hochmosel.soz, consent_id=consent.id)
        assert [hasattr(one, "withdrawal") for one in consents_of(hochmosel.soz, hers)] == [True]
    assert not opens(hochmosel.ja, hers)
    assert grants(hochmosel.ja) == set()
    assert violations() == []


def test_d2_an_export_that_waited_goes_without_her(hochmosel: Personas, hers: UUID) -> None:
    consent = allowed(hochmosel, hers)
    waiting = filtered(hochmosel.ja, CaseFilter())
    with acting_as(hochmosel.ja):
        assert [one.id for one in waiting.all()] == [hers]
    with acting_as(hochmosel.soz):
        withdraw_consent(by=hochmosel.soz, consent_id=consent.id)
    with acting_as(hochmosel.ja):
        assert list(waiting.all()) == []


@pytest.mark.parametrize(
    ("last", "ends"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
)
def test_d3_ends_at_midnight_in_berlin_when_the_clocks_change(
    hochmosel: Personas, hers: UUID, last: date, ends: datetime
) -> None:
    consent = allowed(hochmosel, hers, valid_until=last)
    with acting_as(hochmosel.soz), connection.cursor() as cursor:
        cursor.execute("select nt.day_ends(%s)", [last])
        assert cursor.fetchone() == (ends,)
        assert Consent.objects.get(id=consent.id).valid_until == last
    # The policy compares with the moment it really is, not with the day of the training.
    assert opens(hochmosel.ja, hers) is (clock.now() < ends)
    assert violations() == []


@pytest.mark.django_db(databases=["default", "owner"])
def test_d4_a_signature_stays_with_the_words_it_was_given_under(hochmosel: Personas, hers: UUID) -> None:
    first = allowed(hochmosel, hers)
    assert load_texts() == 0, "loading twice changes nothing"
    with a_newer_text():
        before = grants(hochmosel.ja)
        with pytest.raises(NotAConsent, match="newer text"):
            allowed(hochmosel, hers)
        assert grants(hochmosel.ja) == before
        with acting_as(hochmosel.soz):
            assert Consent.objects.get(id=first.id).text.version == 1
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                Consent.objects.filter(id=first.id).update(language="en")


@contextmanager
def a_newer_text() -> Iterator[None]:
    """Version 2 of the words exists for the time of the block."""
    with psycopg.connect(server().url(database=connection.settings_dict["NAME"]), autocommit=True) as superuser:
        superuser.execute(
            "insert into grants_consenttext (id, purpose, version, language, text, sha256, valid_from, is_reviewed)"
            " values (gen_random_uuid(), 'cooperation', 2, 'de', 'x', repeat('0', 64), '2016-02-01', false)"
        )
        try:
            yield
        finally:
            superuser.execute("delete from grants_consenttext where version = 2")


def test_d5_a_consent_opens_nothing_for_another_purpose(hochmosel: Personas, hers: UUID) -> None:
    with pytest.raises(NotAConsent, match="this purpose"):
        allowed(hochmosel, hers, purposes={"statistics"})
    allowed(hochmosel, hers)
    assert {purpose for purpose, _data in grants(hochmosel.ja)} == {"sgb_viii_task"}


def test_d6_an_emergency_only_reads_and_only_for_half_an_hour(hochmosel: Personas, hers: UUID) -> None:
    jc, soz = hochmosel.jc, hochmosel.soz
    with acting_as(jc):
        with pytest.raises(NoEmergency, match="20 letters"):
            open_emergency(by=jc, person_id=hers, category="life", reason="short")
        opened = open_emergency(by=jc, person_id=hers, category="life", reason=REASON)
        assert opened.ends_at - opened.opened_at == timedelta(minutes=30)
        assert open_now(jc, hers) == opened
        (access,) = CaseAccess.objects.all()
        assert (access.level, access.account_id, access.ends_at) == ("emergency", jc.account_id, opened.ends_at)
        assert list(filtered(jc, CaseFilter())) == [], "one file, and no list"
        for write in (
            lambda: Name.objects.create(person_id=hers, kind="alias", given="planted"),
            lambda: Fact.objects.filter(person=hers).update(source_note="changed"),
            lambda: Person.objects.filter(id=hers).update(family_name="Changed"),
            lambda: allow(jc, hers, hochmosel.ja, classes={DataClass.COUNSELLING}),
        ):
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                write()
    assert opens(jc, hers)
    assert grants(jc) == {("sgb_ii_task", one.value) for one in EMERGENCY_CLASSES}
    assert not opens(hochmosel.jc2, hers), "a colleague of hers sees nothing"
    assert grants(hochmosel.jc2) == set()
    with acting_as(jc), pytest.raises(AccessDenied, match="Somebody else"):
        review_emergency(by=jc, emergency_id=opened.id, was_justified=True, note="", informed_on=clock.today())
    with acting_as(soz):
        assert [one.id for one in to_review(soz)] == [opened.id], "the lead knows at once"
        with pytest.raises(NoEmergency, match="when the person was told"):
            review_emergency(by=soz, emergency_id=opened.id, was_justified=True, note="")
        review_emergency(
            by=soz, emergency_id=opened.id, was_justified=True, note="", not_informed_because="she is in danger"
        )
        assert not to_review(soz).exists()
    assert violations() == []
    # The end is kept by the tables that every other policy asks; D3 tries them with an end that is past.
    with connection.cursor() as cursor:
        cursor.execute(
            "select tablename from pg_policies where policyname = 'app_reads' and qual like '%%ends_at > now()%%'"
        )
        assert {name for (name,) in cursor.fetchall()} >= {"cases_caseaccess", "grants_grant"}


def test_d6_nobody_opens_an_emergency_past_the_function(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.fremd), pytest.raises(Emergency.DoesNotExist), transaction.atomic():
        open_emergency(by=hochmosel.fremd, person_id=hers, category="life", reason=REASON)
    with acting_as(hochmosel.jc), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Emergency.objects.create(
            person_id=hers,
            account_id=hochmosel.jc.account_id,
            organisation_id=hochmosel.jc.organisation_id,
            purpose="x",
            category="life",
            reason=REASON,
            opened_at=clock.now(),
            ends_at=clock.now() + timedelta(days=9),
        )


def test_d8_a_list_read_again_does_not_revive_a_consent(hochmosel: Personas, hers: UUID) -> None:
    consent = allowed(hochmosel, hers)
    with acting_as(hochmosel.soz):
        withdraw_consent(by=hochmosel.soz, consent_id=consent.id)
        listed(hochmosel.soz, person("Probst", "Ameera"), hers)
    assert not opens(hochmosel.ja, hers)
    assert violations() == []


def test_d9_what_a_guardian_signed_ends_when_she_is_of_age(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        young = listed(hochmosel.soz, person("Jung", "Mina", born=date(2000, 2, 29))).person_id
        consent = allow(
            hochmosel.soz, young, hochmosel.ja, classes={DataClass.COUNSELLING}, guardian="Ursula Vormund, Jugendamt"
        )
        assert consent.valid_until == date(2018, 2, 28)
        grown = listed(hochmosel.soz, asylum_seeker("Alt", "Mona")).person_id
        with pytest.raises(NotAConsent, match="of age"):
            allow(hochmosel.soz, grown, hochmosel.ja, classes={DataClass.COUNSELLING}, guardian="Ursula Vormund")


def test_what_the_law_decides_is_not_asked(hochmosel: Personas, hers: UUID) -> None:
    for kind, purposes in STATUTES.items():
        for purpose in purposes:
            assert not on_offer(kind, purpose) & needs_no_consent(kind, purpose)
            assert not on_offer(kind, purpose) & HARD_DENIALS.get(kind, frozenset())
            assert on_offer(kind, purpose) <= MOST_BY_CONSENT.get(kind, frozenset(DataClass))
    with acting_as(hochmosel.soz):
        for to, data in ((hochmosel.abh, DataClass.COUNSELLING), (hochmosel.verein, DataClass.HEALTH)):
            with pytest.raises(NotAConsent, match="forbids"):
                allow(hochmosel.soz, hers, to, classes={data})


def test_the_database_knows_what_consent_never_opens() -> None:
    with connection.cursor() as cursor:
        for kind in STATUTES:
            for data in DataClass:
                cursor.execute("select nt.opens_never(%s, %s)", [kind, data.value])
                never = data in HARD_DENIALS.get(kind, ()) or data not in MOST_BY_CONSENT.get(
                    kind, frozenset(DataClass)
                )
                assert cursor.fetchone() == (never,), (kind, data)
    who = Who("clerk", "jobcenter", "x", "sgb_ii_task", Relation.BREAK_GLASS, date(2016, 1, 1))
    assert {one for one in DataClass if judge(who, Verb.READ, one).allowed} == EMERGENCY_CLASSES


def test_whom_she_trusts_is_no_business_of_the_immigration_office(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.abh):
        listed(hochmosel.abh, person("Probst", "Amira"), hers) if opens(hochmosel.abh, hers) else None
    allowed(hochmosel, hers)
    with acting_as(hochmosel.abh):
        assert Consent.objects.count() == 0
