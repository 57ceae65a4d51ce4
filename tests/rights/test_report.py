"""Art. 15, 16 and 18 DSGVO: everything about me, contested, restricted."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from nahtlos.audit.models import JournalEntry
from nahtlos.cases.models import Case, Fact
from nahtlos.core import clock
from nahtlos.core.context import acting, as_system
from nahtlos.core.paper import docx, pdf
from nahtlos.organisations.actor import AccessDenied
from nahtlos.people.models import Person
from nahtlos.rights.about import as_json, everything_about
from nahtlos.rights.letter import Wording, letter
from nahtlos.rights.models import Contest, Restriction
from nahtlos.rights.services import answer_contest, contest_fact, lift_restriction, restrict_fact
from nahtlos.web.workspace.words.facts import describe
from nahtlos.web.workspace.words.journal import verb
from tests.cases import full
from tests.cases.files import asylum_seeker, listed, stated
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db
WORDS = Wording(describe, verb)


def test_the_report_has_every_row_its_sources_recipients_looks_and_periods(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        found = everything_about(hochmosel.soz, hers)
        whole = as_json(found)
        paper = letter(found, "ar", WORDS)
        entry = JournalEntry.objects.filter(subject=hers, verb="report.made").get()
    assert {
        "people_person",
        "people_name",
        "people_identifier",
        "people_contact",
        "cases_fact",
        "cases_closing",
        "notes_healthnote",
        "rights_contest",
    } <= set(whole["tables"])
    (link,) = whole["tables"]["handovers_link"]
    assert full.CANARY in str(link["shared"]), "what a partner was told of her is about her"
    assert not {"fingerprint", "pin"} & set(link), "the partner's keys are not"
    assert len(whole["tables"]["people_person"]) == 2, "whom she was merged with is she as well"
    assert {one["organisation"] for one in whole["recipients"]} == {
        "Sozialamt Hochmosel",
        "Auslaenderbehoerde Hochmosel",
        *full.LEFT,
    }
    assert {"case.read", "fact.contested"} <= {one["what"] for one in whole["looks"]}
    text = str(paper.as_data())
    assert paper.is_right_to_left
    assert paper.title.endswith("Alles über mich")
    for needed in (
        full.CANARY,
        full.NUMBER,
        "another day",
        "bestritten",
        "gesperrt",
        "Fall geschlossen",
        "No contact any more",
        "Sozialamt Hochmosel",
        "Case worker",
        "120",
    ):
        assert needed in text, needed
    names = {hochmosel.abh.membership.account.name, hochmosel.soz.membership.account.name}
    assert not any(name in text or name in str(whole["looks"]) for name in names), "who looked: office and function"
    assert pdf.made_of(paper).startswith(b"%PDF")
    assert docx.made_of(paper).startswith(b"PK")
    assert entry.account == hochmosel.soz.account_id
    assert full.CANARY not in str(entry.detail)


def test_what_other_offices_hold_is_counted_and_not_quoted(hochmosel: Personas, hers: UUID) -> None:
    """A statement restricted for the immigration office's own eyes and the lead: the Jobcenter's report only counts it."""
    with acting_as(hochmosel.jc):
        listed_here = asylum_seeker(full.CANARY, "Amira")
        own = listed(hochmosel.jc, listed_here, hers)
        found = everything_about(hochmosel.jc, own.person_id)
    with acting_as(hochmosel.soz):
        of_the_lead = everything_about(hochmosel.soz, hers)
    assert found.elsewhere["cases_fact"] > of_the_lead.elsewhere.get("cases_fact", 0), (
        "the lead reads what is restricted"
    )
    for about in (found, of_the_lead):
        everything = len(about.tables["cases_fact"]) + about.elsewhere.get("cases_fact", 0)
        assert everything == _all_facts(hers), "read or counted, nothing is left out"


def _all_facts(hers: UUID) -> int:
    with acting(full.DOCTOR):
        return Fact.objects.filter(
            person__in=[hers, *Person.objects.filter(merged_into=hers).values_list("id", flat=True)]
        ).count()


def test_nobody_out_of_reach_gets_a_report(hochmosel: Personas, hers: UUID) -> None:
    for actor in (hochmosel.fremd, hochmosel.ja):
        with acting_as(actor), pytest.raises(Case.DoesNotExist):
            everything_about(actor, hers)
    with acting_as(hochmosel.verein), pytest.raises(AccessDenied):
        everything_about(hochmosel.verein, hers)


def test_a_contested_statement_stays_and_its_source_answers(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        fact = Fact.objects.filter(
            person=hers, reported_by=hochmosel.soz.organisation_id, kind="entry", superseded_at=None
        )[0]
        contest = contest_fact(by=hochmosel.soz, fact_id=fact.id, said="in October")
        assert contest_fact(by=hochmosel.soz, fact_id=fact.id, said="again") == contest, "contested once"
        assert contest.source_id == hochmosel.soz.organisation_id
        assert Fact.objects.get(id=fact.id).superseded_at is None
    with acting_as(hochmosel.abh), pytest.raises(AccessDenied):
        answer_contest(by=hochmosel.abh, contest_id=contest.id, right=None, note="")
    with acting_as(hochmosel.fremd):
        assert Contest.objects.count() == 0
        with pytest.raises(Contest.DoesNotExist):
            answer_contest(by=hochmosel.fremd, contest_id=contest.id, right=None, note="")
        with pytest.raises(Fact.DoesNotExist):
            contest_fact(by=hochmosel.fremd, fact_id=fact.id, said="mine")
    with acting_as(hochmosel.soz):
        right = stated("entry", {"on": "2015-10-01"}, date(2015, 10, 1))
        done = answer_contest(by=hochmosel.soz, contest_id=contest.id, right=right, note="ticket seen")
        assert done.outcome == "corrected"
        assert Fact.objects.get(replaces=fact).value == {"on": "2015-10-01"}
        assert "ticket seen" in str(letter(everything_about(hochmosel.soz, hers), "de", WORDS).as_data())


def test_a_restricted_statement_is_for_its_source_and_the_lead_and_nothing_uses_it(
    hochmosel: Personas, hers: UUID
) -> None:
    with acting_as(hochmosel.jc):
        listed(hochmosel.jc, asylum_seeker(full.CANARY, "Amira"), hers)
    with acting_as(hochmosel.soz):
        restricted = Restriction.objects.get(person=hers).fact_id

    def sees(actor: str) -> bool:
        with acting_as(getattr(hochmosel, actor)):
            return Fact.objects.filter(id=restricted).exists()

    assert [who for who in ("soz", "abh", "jc", "fremd") if sees(who)] == ["soz", "abh"]
    with acting_as(hochmosel.abh), pytest.raises(AccessDenied):
        lift_restriction(by=hochmosel.abh, fact_id=restricted)
    with acting_as(hochmosel.abh):
        assert Restriction.objects.filter(fact=restricted).update(ended_at=clock.now()) == 0, "nor past the program"
    with acting_as(hochmosel.jc), pytest.raises(Fact.DoesNotExist):
        restrict_fact(by=hochmosel.jc, fact_id=restricted, reason="mine")
    with acting_as(hochmosel.soz):
        with as_system("recompute"):
            assert not Fact.objects.filter(id=restricted).exists(), "no computation sees it"
        lift_restriction(by=hochmosel.soz, fact_id=restricted)
    assert sees("jc")


def test_the_report_has_her_notes_and_the_immigration_office_learns_of_none(hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        paper = str(letter(everything_about(hochmosel.soz, hers), "de", WORDS).as_data())
        assert f"{full.CANARY} health" in paper
        assert f"{full.CANARY} counselling" not in paper
    with acting_as(hochmosel.abh):
        found = everything_about(hochmosel.abh, hers)
        assert not {name for name in (*found.tables, *found.elsewhere) if name.startswith("notes_")}
