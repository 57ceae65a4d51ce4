"""Reading cases: list, file, worklist, answers with reasons, JSON; the same effort for three and for thirty people."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nahtlos.audit.models import JournalEntry
from nahtlos.cases.explain import explain, source_of
from nahtlos.cases.intake import Link
from nahtlos.cases.ladder import Rung
from nahtlos.cases.models import Case, Conflict, Deadline, Fact
from nahtlos.cases.search import search
from nahtlos.cases.selectors import CaseFilter, get_case_file, list_cases
from nahtlos.cases.services.facts import record_fact, tick_deadline
from nahtlos.cases.services.people import merge_people
from nahtlos.cases.show import as_json
from nahtlos.cases.worklist import Worklist, worklist
from nahtlos.organisations.actor import AccessDenied
from nahtlos.people.enums import LinkedHow
from nahtlos.people.models import Household, HouseholdMember
from tests.cases import full
from tests.cases.files import TODAY, asylum_seeker, intake, listed, open_file, person, recognise, said, stated
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(hochmosel: Personas) -> tuple[UUID, UUID, UUID]:
    """Recognised with a contradiction; in the procedure; and somebody of whom little is known."""
    with acting_as(hochmosel.abh):
        facts = (said("entry", {"on": "2015-08-01"}),)
        one = listed(hochmosel.abh, asylum_seeker("Zander", numbers=[("azr", "990000000011")])).person_id
        recognise(hochmosel.abh, one)
        two = listed(hochmosel.abh, asylum_seeker("Äpfel")).person_id
        three = listed(hochmosel.abh, person("Ohlsen", "Angaben", nationalities=("AF",))).person_id
    with acting_as(hochmosel.soz):
        listed(hochmosel.soz, person("Zander", facts=facts), one)
    return one, two, three


def names(actor: object, **wanted: str) -> list[str]:
    return [line.name.split(",")[0] for line in list_cases(actor, CaseFilter(**wanted)).lines]  # type: ignore[arg-type]


def test_the_list_is_in_german_order_with_what_matters_today(
    hochmosel: Personas, three: tuple[UUID, UUID, UUID]
) -> None:
    with acting_as(hochmosel.abh):
        page = list_cases(hochmosel.abh)
        assert [line.name for line in page.lines] == ["Äpfel, Amira", "Ohlsen, Angaben", "Zander, Amira"]
        zander = page.lines[2]
        assert (zander.group, zander.status, zander.authority) == ("recognised", "ae_25_2_alt1", "jobcenter")
        assert (zander.authority_status, zander.conflicts, zander.birth_on) == ("determined", 1, date(1990, 5, 17))
        assert (zander.lead, zander.contact) == ("jobcenter", "Birte Abendroth")
        assert zander.next_change_on is not None
        assert zander.next_change_on > TODAY
        ohlsen = page.lines[1]
        assert (ohlsen.status, ohlsen.authority, ohlsen.authority_status) == ("", "", "undetermined")
        shown = JournalEntry.objects.get(verb="case.listed").detail
        assert (shown["page"], shown["rows"]) == (1, 3)


def test_each_filter_finds_whom_it_means(hochmosel: Personas, three: tuple[UUID, UUID, UUID]) -> None:
    abh = hochmosel.abh
    with acting_as(abh):
        assert names(abh, group="recognised") == ["Zander"]
        assert names(abh, authority="sozialamt_asylblg") == ["Äpfel"]
        assert names(abh, missing="1") == ["Ohlsen"]
        assert names(abh, nationality="AF") == ["Ohlsen"]
        assert names(abh, conflict="1") == ["Zander"]
        assert names(abh, lead="mine") == ["Ohlsen"]
        assert names(abh, lead="others") == ["Äpfel", "Zander"]
        assert names(abh, contact="me") == ["Äpfel", "Ohlsen", "Zander"]
        assert names(abh, due="3650") == ["Zander"], "a deadline of benefits is not for the immigration office"
        assert names(abh, due="soon") == ["Äpfel", "Ohlsen", "Zander"], "what makes no sense narrows nothing"
        assert names(abh, group="recognised", nationality="AF") == []
    with acting_as(hochmosel.jc2):
        assert names(hochmosel.jc2, lead="mine") == ["Zander"]


def test_pages_never_run_beyond_the_end(hochmosel: Personas, three: tuple[UUID, UUID, UUID]) -> None:
    with acting_as(hochmosel.abh):
        second = list_cases(hochmosel.abh, page=2, size=2)
        assert ([line.name for line in second.lines], second.total, second.pages) == (["Zander, Amira"], 3, 2)
        assert list_cases(hochmosel.abh, page=99, size=2).page == 2
        assert list_cases(hochmosel.abh, page=-1, size=2).page == 1
        empty = list_cases(hochmosel.abh, CaseFilter(nationality="IS"))
        assert (empty.lines, empty.total, empty.page, empty.pages) == ([], 0, 1, 1)


def test_a_status_that_begins_tomorrow_is_not_todays(hochmosel: Personas) -> None:
    with acting_as(hochmosel.abh):
        hers = listed(hochmosel.abh, asylum_seeker()).person_id
        tomorrow = stated("residence", {"status": "duldung_60a"}, TODAY + timedelta(days=1))
        record_fact(by=hochmosel.abh, person_id=hers, stated=tomorrow)
        (line,) = list_cases(hochmosel.abh).lines
        assert line.status == "aufenthaltsgestattung"


def test_the_file_holds_everything_with_its_source(hochmosel: Personas) -> None:
    hers = full.fill(hochmosel)
    with acting_as(hochmosel.abh):
        file = get_case_file(hochmosel.abh, hers)
        assert {name.given for name in file.names} == {"Amira", "Ameera"}
        assert {number.value for number in file.identifiers} == {full.NUMBER, "A-7"}
        assert {contact.value for contact in file.contacts} == {"+4915199990001", "amira@example.org"}
        assert file.wish is not None
        assert file.lead in file.responsibilities
        assert all(fact.superseded_at is None for fact in file.facts)
        assert {"auslaenderbehoerde", "sozialamt"} <= {part.organisation.kind for part in file.participations}
        assert file.answers["benefit_authority"]
        assert (
            JournalEntry.objects.filter(verb="case.read", subject=hers, account=hochmosel.abh.account_id).count() == 2
        )
        shown = " ".join(map(str, [file.case, file.person, *file.names, *file.identifiers, *file.contacts, file.wish,
                                   *file.records, *file.facts, file.lead, *file.participations, *file.conflicts,
                                   *file.deadlines, *file.answers["seed_group"], file.records[0].organisation]))  # fmt: skip
        assert full.CANARY in shown
        assert full.NUMBER in shown


def test_relatives_are_shown_as_far_as_the_office_may_open_their_files(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        mother = open_file(hochmosel.soz, asylum_seeker("Ortner", household="H", position="head"))
        child = open_file(
            hochmosel.soz, asylum_seeker("Ortner", "Lina", born=date(2012, 3, 4), household="H", position="child")
        )
        gone = open_file(
            hochmosel.soz, asylum_seeker("Ortner", "Emil", born=date(2011, 3, 4), household="H", position="child")
        )
        HouseholdMember.objects.filter(person=gone).update(is_current=False)
        assert [one.id for one in get_case_file(hochmosel.soz, mother).household] == [child]
        assert str(Household.objects.get()) == "H"
        assert str(HouseholdMember.objects.get(person=child)) == "child"
    with acting_as(hochmosel.jc):
        listed(hochmosel.jc, person("Ortner"), mother)
        assert get_case_file(hochmosel.jc, mother).household == []


def everything_read(people: Personas, username: str, hers: UUID) -> list[object]:
    """What each selector shows to somebody; [] where there is nothing."""
    actor = getattr(people, username)
    shown: list[object] = [*list_cases(actor).lines, *search(actor, full.CANARY), *search(actor, full.NUMBER)]
    shown += [
        list_cases(actor, CaseFilter(**wanted)).total or [] for wanted in ({"group": "recognised"}, {"conflict": "1"})
    ]
    for only_mine in (True, False):
        work = worklist(actor, only_mine=only_mine)
        shown += [*sum(work.rungs.values(), []), *work.undated, *([work.hidden] if work.hidden else [])]
    for read in (lambda: get_case_file(actor, hers), lambda: as_json(actor, hers)):
        try:
            shown.append(read())
        except Case.DoesNotExist:
            continue
    return [one for one in shown if one != []]


def test_fremd_and_uninvolved_colleagues_are_shown_nothing_by_any_selector(hochmosel: Personas) -> None:
    hers = full.fill(hochmosel)
    with acting_as(hochmosel.abh):
        assert everything_read(hochmosel, "abh", hers)
    for username in ("fremd", "ja"):
        with acting_as(getattr(hochmosel, username)):
            assert everything_read(hochmosel, username, hers) == []


def test_hidden_and_missing_files_are_refused_alike(hochmosel: Personas) -> None:
    hers = full.fill(hochmosel)
    with acting_as(hochmosel.fremd):
        told = []
        for nobody in (hers, uuid4()):
            with pytest.raises(Case.DoesNotExist) as refused:
                get_case_file(hochmosel.fremd, nobody)
            told.append(str(refused.value))
        assert told[0] == told[1]


def test_a_volunteer_reads_nothing(hochmosel: Personas) -> None:
    with acting_as(hochmosel.verein):
        for read in (
            lambda: list_cases(hochmosel.verein),
            lambda: get_case_file(hochmosel.verein, uuid4()),
            lambda: search(hochmosel.verein, "Amira"),
            lambda: worklist(hochmosel.verein),
        ):
            with pytest.raises(AccessDenied):
                read()


# -- what needs me -----------------------------------------------------------------------------------------------------


def codes(work: Worklist) -> dict[str, list[str]]:
    dated = {step.value: [item.code for item in items] for step, items in work.rungs.items()}
    return {group: found for group, found in dated.items() if found} | {"undated": [item.code for item in work.undated]}


#: Deadlines of a class that all four agencies read.
CODES = {
    "late": "title_25a_age_limit",
    "soon": "title_25b_stay",
    "month": "assignment_12a",
    "quarter": "title_104c_expiry",
    "far": "lawful_stay_application",
    "forgotten": "settlement_permit_26_3",
    "done": "child_title_application",
    "first": "ae_25_5_18_months",
}


def test_deadlines_contradictions_and_changes_ahead_need_somebody(
    hochmosel: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting_as(hochmosel.abh):
        hers = listed(hochmosel.abh, person("Zander", facts=[said("sex", {"sex": "f"})])).person_id
        rows = [
            (CODES["late"], -3),
            (CODES["soon"], 7),
            (CODES["month"], 30),
            (CODES["quarter"], 90),
            (CODES["far"], 91),
            (CODES["forgotten"], -61),
            (CODES["done"], 1),
        ]
        for code, days in rows:
            Deadline.objects.create(
                person_id=hers, code=code, kind="last_day", date=TODAY + timedelta(days=days), law="§ 1"
            )
        Deadline.objects.create(person_id=hers, code=CODES["first"], kind="first_day", date=TODAY)
        tick_deadline(by=hochmosel.abh, deadline_id=Deadline.objects.get(code=CODES["done"]).id, done=True)
        Conflict.objects.create(person_id=hers, kind="place", opened_at=Case.objects.get(person=hers).changed_at)
        work = worklist(hochmosel.abh)
        rungs = {
            "overdue": [CODES["late"]],
            "week": [CODES["soon"]],
            "month": [CODES["month"]],
            "quarter": [CODES["quarter"]],
            "later": [CODES["far"]],
        }
        assert codes(work) == rungs | {"undated": ["place"]}
        (late,) = work.rungs[Rung.OVERDUE]
        assert late.owner == hochmosel.abh.membership.account.name
        assert (late.kind, late.name, late.law, late.person_id) == ("deadline", "Zander, Amira", "§ 1", hers)
        assert worklist(hochmosel.abh, only_mine=False) == work
        short = worklist(hochmosel.abh, limit=0)
        assert (codes(short), short.hidden) == ({"undated": []}, 6)


def test_only_the_lead_is_asked_to_keep_a_deadline_and_only_the_named_clerk_by_default(hochmosel: Personas) -> None:
    with acting_as(hochmosel.abh):
        hers = listed(hochmosel.abh, asylum_seeker()).person_id
        recognise(hochmosel.abh, hers)
        Deadline.objects.create(person_id=hers, code="title_25b_stay", kind="last_day", date=TODAY, law="§ 1")
        assert "title_25b_stay" not in codes(worklist(hochmosel.abh)).get("week", [])
    named = {}
    for clerk in (hochmosel.jc, hochmosel.jc2):
        with acting_as(clerk):
            assert "title_25b_stay" in codes(worklist(clerk, only_mine=False))["week"]
            named[clerk.membership.account.username] = "title_25b_stay" in codes(worklist(clerk)).get("week", [])
    assert sorted(named.values()) == [False, True]


def test_a_deadline_of_an_agency_is_its_own_even_if_another_leads(hochmosel: Personas) -> None:
    with acting_as(hochmosel.abh):
        hers = listed(hochmosel.abh, asylum_seeker()).person_id
        recognise(hochmosel.abh, hers)
        for code, who in (
            ("title_25b_stay", "auslaenderbehoerde"),
            ("title_104c_expiry", "bamf"),
            ("title_25a_age_limit", "person"),
        ):
            Deadline.objects.create(person_id=hers, code=code, kind="last_day", date=TODAY, who=who)
    found = {}
    for clerk in (hochmosel.abh, hochmosel.jc):
        with acting_as(clerk):
            week = codes(worklist(clerk, only_mine=False)).get("week", [])
            found[clerk.kind] = sorted(set(week) & {"title_25b_stay", "title_104c_expiry", "title_25a_age_limit"})
    assert found == {
        "auslaenderbehoerde": ["title_25b_stay"],
        "jobcenter": ["title_104c_expiry", "title_25a_age_limit"],
    }


def test_a_change_of_the_authority_is_announced_ahead(hochmosel: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    with acting_as(hochmosel.abh):
        hers = listed(hochmosel.abh, asylum_seeker()).person_id
        monkeypatch.setattr(settings, "PINNED_TODAY", date(2016, 8, 20))
        recognise(hochmosel.abh, hers)
        work = worklist(hochmosel.abh)
        (change,) = [item for items in work.rungs.values() for item in items if item.kind == "change"]
        assert change.code == "jobcenter"
        assert change.on is not None
        assert date(2016, 8, 20) < change.on <= date(2016, 11, 18)
        assert "SGB II" in change.law


def test_merged_files_need_nobody(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        kept, gone = (open_file(hochmosel.soz, asylum_seeker(name)) for name in ("Probst", "Propst"))
        Deadline.objects.create(person_id=gone, code="title_25b_stay", kind="last_day", date=TODAY)
        merge_people(by=hochmosel.soz, kept=kept, gone=gone, reason="")
        assert "title_25b_stay" not in sum(codes(worklist(hochmosel.soz, only_mine=False)).values(), [])


# -- why ---------------------------------------------------------------------------------------------------------------


def test_every_answer_is_explained_with_provision_conditions_and_assumptions(
    hochmosel: Personas, three: tuple[UUID, UUID, UUID]
) -> None:
    with acting_as(hochmosel.soz):
        file = get_case_file(hochmosel.soz, three[0])
        told = explain(file, TODAY)
        answers = {one.answer["question"]: one.answer for one in told.answers}
        assert answers["benefit_authority"]["answer"] == "jobcenter"
        for one in answers.values():
            assert one["law"]
            assert one["rule"]
            assert one["status"] != "undetermined" or one["missing"]
        (law,) = (one for one in told.answers if one.answer["question"] == "benefit_law")
        german, english = law.words("de"), law.words("en")
        assert german.conditions
        assert {de.text == en.text for de, en in zip(german.conditions, english.conditions, strict=True)} == {False}
        assert told.assumed["habitual_residence_in_germany"] == "lives_in_the_district"
        (before,) = (
            one for one in explain(file, date(2016, 6, 1)).answers if one.answer["question"] == "benefit_authority"
        )
        assert before.answer["answer"] == "sozialamt_asylblg"
        assert before.answer["next_change"] <= TODAY.isoformat()
        assert before.then
        assert before.then["answer"] == "jobcenter"
        stored = [one for one in file.answers["benefit_authority"] if one.valid_from <= TODAY][-1]
        assert (stored.answer, stored.rule) == ("jobcenter", answers["benefit_authority"]["rule"]), "both say the same"


def test_each_fact_the_law_has_used_is_traced_to_who_said_so(
    hochmosel: Personas, three: tuple[UUID, UUID, UUID]
) -> None:
    with acting_as(hochmosel.abh):
        file = get_case_file(hochmosel.abh, three[0])
        told = explain(file, TODAY)
        sources = {
            reason["fact"]: source_of(file, told, reason["fact"])
            for one in told.answers
            for reason in one.answer["because"]
        }
        status = [fact for path, fact in sources.items() if path.startswith("residence[") and fact]
        assert {fact.kind for fact in status} == {"residence"}
        born = sources["date_of_birth"]
        assert born
        assert born.kind == "birth"
        assert all(fact is None or fact.person_id == three[0] for fact in sources.values())
        assert sources.get("habitual_residence_in_germany") is None, "nobody said so, it was assumed"


def test_one_case_as_json_for_whoever_scripts(hochmosel: Personas) -> None:
    hers = full.fill(hochmosel)
    with acting_as(hochmosel.abh):
        told = json.loads(json.dumps(as_json(hochmosel.abh, hers)))
        assert (told["id"], told["name"]) == (str(hers), f"{full.CANARY}, Amira")
        assert told["lead"]["organisation_type"] in {part["organisation_type"] for part in told["participations"]}
        here = {"Sozialamt Hochmosel", "Auslaenderbehoerde Hochmosel"}
        assert {one["source"] for one in told["names"]} == here | full.LEFT
        assert {"kind": "azr", "value": full.NUMBER, "issuer": "Sozialamt Hochmosel"} in told["identifiers"]
        assert told["on"] == "2016-09-30"
        assert {answer["question"] for answer in told["answers"]} >= {"benefit_authority", "employment"}
        assert all(fact["reported_by"] for fact in told["facts"])
        contact = next(p["contact"] for p in told["participations"] if p["organisation_type"] == "auslaenderbehoerde")
        assert (contact["name"], contact["phone"]) == ("Birte Abendroth", "040 66969101")
        assert as_json(hochmosel.abh, hers, date(2016, 1, 1))["on"] == "2016-01-01"
    with acting_as(hochmosel.fremd), pytest.raises(Case.DoesNotExist):
        as_json(hochmosel.fremd, hers)


def test_a_case_without_lead_or_named_contact_can_be_shown(hochmosel: Personas) -> None:
    with acting_as(hochmosel.soz):
        hers = open_file(hochmosel.soz, asylum_seeker())
        Fact.objects.filter(person=hers).update(record=None)
        case = Case.objects.get(person=hers)
        case.participations.update(contact=None, deputy=None)
        case.responsibilities.update(valid_until=TODAY + timedelta(days=1))
        told = as_json(hochmosel.soz, hers)
        assert told["lead"] is None
        assert {part["contact"] for part in told["participations"]} == {None}


# -- the same effort ---------------------------------------------------------------------------------------------------


def statements(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len([query for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def test_thirty_people_need_no_more_statements_than_three(hochmosel: Personas) -> None:
    """Counted literally, the journal included, so that a page with its frame stays below twenty."""
    soz = hochmosel.soz

    def register(first: int, last: int) -> list[UUID]:
        door, found = intake(soz), []
        for number in range(first, last):
            facts = [said("place", {"postcode": f"99{number:03}"}), said("residence", {"status": "duldung_60a"}, TODAY)]
            data = person("Gleich", f"Person{number}", phones=[(f"+49151999900{number:02}", "")], facts=facts,
                          household="H", position="other")  # fmt: skip
            found.append(door.open_file(data, Link(LinkedHow.CREATED), reference=str(number)).person_id)
        door.flush()
        return found

    with acting_as(soz):
        one, *_ = register(0, 3)
        work = (
            lambda: list_cases(soz, CaseFilter(due="90", lead="mine")),
            lambda: search(soz, "Gleich"),
            lambda: get_case_file(soz, one),
            lambda: worklist(soz),
        )
        with_three = [statements(each) for each in work]
        assert (list_cases(soz).total, len(search(soz, "Gleich"))) == (3, 3)
        register(3, 30)
        assert (list_cases(soz).total, len(search(soz, "Gleich"))) == (30, 30)
        assert len(get_case_file(soz, one).household) == 29
        assert [statements(each) for each in work] == with_three
        assert max(with_three) <= 17
