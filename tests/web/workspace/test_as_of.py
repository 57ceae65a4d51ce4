"""The whole file as of a day: head, lead, participants, statements, answers, deadlines and the line of the Zeitstrahl."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.urls import reverse

from nahtlos.cases.models import Case, Participation, Responsibility
from nahtlos.cases.services.facts import record_fact
from nahtlos.handovers.models import Transfer
from nahtlos.handovers.services.answering import accept
from tests.cases.files import asylum_seeker, open_file, recognise, said, stated
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser


@pytest.fixture
def hers(hochmosel: Personas) -> UUID:
    """Opened by the Sozialamt in spring, recognised in September; the Jobcenter leads since."""
    with acting_as(hochmosel.soz):
        person = open_file(
            hochmosel.soz, asylum_seeker("Ortner", "Amal", facts=(said("occupation", {"text": "baker"}),))
        )
        Case.objects.filter(person=person).update(opened_on=date(2016, 4, 1))
        Responsibility.objects.filter(case__person=person).update(valid_from=date(2016, 4, 1))
        Participation.objects.filter(case__person=person).update(valid_from=date(2016, 4, 1))
        recognise(hochmosel.soz, person)
        asked = Transfer.objects.get(case__person=person)
    with acting_as(hochmosel.jc):
        accept(by=hochmosel.jc, transfer_id=asked.id)
    return person


def test_the_page_is_that_of_the_day(browser: Browser, hers: UUID) -> None:
    clerk, address = browser("soz"), reverse("case", args=[hers])
    now, then = clerk.get(address), clerk.get(address, {"on": "2016-05-01"})
    assert "§ 25 Abs. 2" in now.context["head"].status
    assert "Aufenthaltsgestattung" in then.context["head"].status
    assert then.context["lead"].organisation.kind == "sozialamt"
    answers = {
        line.code: line.told.short for page in (then,) for group in page.context["answers"] for line in group.lines
    }
    assert answers["benefit_authority"] == "Sozialamt (AsylbLG)"
    assert then.context["chart"].today.label == "01.05.2016"
    text = then.content.decode()
    assert "as of 01.05.2016" in text
    assert "today, 01.05.2016" not in text
    assert f'href="{address}"' in text, "there is a way back"


def test_statements_that_do_not_speak_of_the_day_stand_apart(browser: Browser, hers: UUID) -> None:
    then = browser("soz").get(reverse("case", args=[hers]), {"on": "2016-05-01"})
    (topic,) = (one for one in then.context["topics"] if one.kind == "residence")
    assert [one.text for one in topic.statements] == ["Aufenthaltsgestattung (§ 55 AsylG)"]
    assert then.context["other_times"] == len(topic.other_times) == 1
    assert "1 statement that does not speak of 01.05.2016" in then.content.decode()


def test_who_took_part_on_the_day_is_named_and_nobody_else(browser: Browser, hochmosel: Personas, hers: UUID) -> None:
    with acting_as(hochmosel.soz):
        now = {part.organisation_id for part in Participation.objects.filter(case__person=hers, valid_until=None)}
        assert len(now) == 2
    clerk, address = browser("soz"), reverse("case", args=[hers])
    for day, kinds in (("2016-03-01", []), ("2016-05-01", ["sozialamt"])):
        page = clerk.get(address, {"on": day})
        assert [desk.part.organisation.kind for desk in page.context["desks"]] == kinds
    assert "Nobody took part on this day." in clerk.get(address, {"on": "2016-03-01"}).content.decode()


def test_deadlines_are_those_the_law_named_on_the_day(browser: Browser, hochmosel: Personas, hers: UUID) -> None:
    clerk, address = browser("soz"), reverse("case", args=[hers])
    now = {due.row.code: due for due in clerk.get(address).context["deadlines"].coming}
    assert "title_renewal" in now
    with acting_as(hochmosel.soz):
        paper = {"status": "aufenthaltsgestattung", "valid_until": "2016-06-30"}
        record_fact(by=hochmosel.soz, person_id=hers, stated=stated("residence", paper, date(2016, 3, 1)))
    later = clerk.get(address, {"on": "2019-06-20"}).context["deadlines"]
    assert later.steps[0].rung in ("overdue", "week", "month", "quarter")
    assert {step.rung for step in later.steps} != {step.rung for step in clerk.get(address).context["deadlines"].steps}


def test_on_another_day_the_file_is_only_looked_at(browser: Browser, hers: UUID) -> None:
    clerk, address = browser("soz"), reverse("case", args=[hers])
    assert reverse("record_choice", args=[hers]) in clerk.get(address).content.decode()
    then = clerk.get(address, {"on": "2016-05-01"}).content.decode()
    for name in ("record_choice", "tick", "contact_wish", "name_new", "merge"):
        assert reverse(name, args=[hers]) not in then


def test_the_nearest_days_of_change_are_one_step_away(browser: Browser, hers: UUID) -> None:
    page = browser("soz").get(reverse("case", args=[hers]), {"on": "2016-05-01"})
    turning = page.context["turning_days"]
    assert turning == sorted(set(turning))
    assert page.context["before"] < date(2016, 5, 1) < page.context["after"]
    assert f"?on={page.context['after']:%Y-%m-%d}" in page.content.decode()


@pytest.mark.parametrize(
    ("tongue", "words"),
    [
        ("de", "Zuständig für"),
        ("en", "is responsible for"),
        ("de-x-leicht", "Das Job-Center zahlt"),
        ("xx", "is responsible"),
    ],
)
def test_the_law_explains_itself_in_three_languages(tongue: str, words: str, browser: Browser, hers: UUID) -> None:
    page = browser("soz").get(reverse("explained", args=[hers]), {"sprache": tongue}).content.decode()
    assert words in page
    assert f'lang="{tongue if tongue != "xx" else "en"}"' in page


def test_reasons_name_whose_statement_the_fact_is(browser: Browser, hers: UUID) -> None:
    page = browser("soz").get(reverse("case", args=[hers]))
    lines = {line.code: line for group in page.context["answers"] for line in group.lines}
    sources = {reason.condition.fact: reason.source for reason in lines["employment"].reasons}
    assert any(source.startswith("sozialamt") for path, source in sources.items() if path.startswith("residence["))
    assert "The Jobcenter is responsible for subsistence" in lines["benefit_authority"].told.headline


def test_new_questions_are_folded_below_what_holds_today(browser: Browser, hers: UUID) -> None:
    page = browser("soz").get(reverse("case", args=[hers]))
    groups = {group.key: [line.code for line in group.lines] for group in page.context["answers"]}
    assert list(groups) == ["now", "work", "place", "title", "more"]
    assert groups["place"] == ["residence_rule_12a", "spatial_restriction"]
    assert "title.25b" in groups["title"]
    assert len(groups["now"]) <= 8
    text = page.content.decode()
    assert text.index('id="recht"') < text.index('id="recht-title"')
    assert '<details class="nt-more" id="recht-title">' in text
