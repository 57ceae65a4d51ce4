"""Every invented life is one the law of its days allows: order, gaps, first days, benefits."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nahtlos.exchange.synthetic import Person, Population, generate
from nahtlos.exchange.synthetic.calendar import add_months, birthday, years_between
from nahtlos.exchange.synthetic.lives.benefits import analogue_benefits_from, retirement

#: First days of the institutions of law (rule book, calendar of history).
NOT_BEFORE = {
    "ankunftsnachweis": date(2016, 2, 5),
    "fiktion_24": date(2022, 3, 4),
    "ae_24": date(2022, 3, 4),
    "duldung_60b": date(2019, 8, 21),
    "duldung_60c": date(2020, 1, 1),
    "duldung_60d": date(2020, 1, 1),
    "duldung_60a_2_s4": date(2015, 8, 1),
    "ae_25b": date(2015, 8, 1),
    "ae_104c": date(2022, 12, 31),
    "ae_16g": date(2024, 3, 1),
    "ne_26_3": date(2016, 8, 6),
    "ae_36a": date(2018, 8, 1),
    "ae_22": date(2021, 8, 16),
}
ASYLBLG = (
    "asylgesuch",
    "ankunftsnachweis",
    "aufenthaltsgestattung",
    "duldung",
    "folgeantrag",
    "ausreisepflichtig",
    "ohne",
)
populations = st.builds(
    generate,
    people=st.integers(1, 120),
    seed=st.integers(0, 10**6),
    as_of=st.dates(date(2015, 6, 1), date(2028, 12, 31)),
)
every_day = settings(max_examples=40, deadline=None)


def statuses_on(person: Person, day: date) -> str:
    return next((code for code, begin, end in person.statuses if begin <= day and (end is None or day < end)), "")


@given(populations)
@every_day
def test_nothing_happens_after_the_reference_day(population: Population) -> None:
    as_of = population.as_of
    for person in population.people:
        procedure = person.procedure
        happened = [
            person.birth_date, person.entry, procedure.request, procedure.arrival_certificate, procedure.application,
            procedure.interview, procedure.decision_date, procedure.served, procedure.court_decision, procedure.final,
            person.employed_since, person.registered_on, person.document and person.document[0],
            *(day for period in (*person.statuses, *person.benefits) for day in period[1:]),
        ]  # fmt: skip
        assert all(day <= as_of for day in happened if day is not None), person
    assert all(home.moved_in <= as_of for home in population.households)


@given(populations)
@every_day
def test_status_periods_follow_each_other_without_gap_and_the_last_is_open(population: Population) -> None:
    for person in population.people:
        assert person.statuses
        begins = [begin for _, begin, _ in person.statuses]
        assert [end for _, _, end in person.statuses] == [*begins[1:], None]
        assert begins == sorted(set(begins))
        assert begins[0] >= (person.entry or person.birth_date)


@given(populations)
@every_day
def test_benefits_are_ordered_and_never_overlap(population: Population) -> None:
    for person in population.people:
        for (_, _, end), (_, begin, _) in zip(person.benefits, person.benefits[1:], strict=False):
            assert end == begin
        assert all(end is None or begin < end for _, begin, end in person.benefits)


@given(populations)
@every_day
def test_institutions_of_law_have_their_first_day(population: Population) -> None:
    for person in population.people:
        for code, begin, _ in person.statuses:
            assert begin >= NOT_BEFORE.get(code, date.min), (code, begin)
            if code == "ae_104c":
                assert begin <= date(2025, 12, 30)
                assert person.entry is None or person.entry <= date(2017, 10, 31)
            if code == "duldung_60a_2_s4":
                assert begin <= date(2019, 12, 31)


@given(populations)
@every_day
def test_the_procedure_goes_its_way(population: Population) -> None:
    for person in population.people:
        p = person.procedure
        told = [p.request, p.arrival_certificate, p.application, p.decision_date, p.served]
        days = [day for day in told if day is not None]
        assert days == sorted(days), person
        assert (p.decision is None) == (p.decision_date is None)
        if p.final is not None:
            assert p.served is not None
            assert p.final > p.served
        if p.court_decision is not None:
            assert p.served is not None
            assert p.court_decision > p.served
        assert not (person.appeal_pending and p.court_decision)


@given(populations)
@every_day
def test_no_sgb_ii_before_recognition_or_title_and_never_in_the_month_of_the_change(population: Population) -> None:
    for person in population.people:
        for law, begin, _ in person.benefits:
            if law not in {"SGB_II", "SGB_XII"}:
                continue
            day = begin - timedelta(days=1) if begin.day == 1 and person.benefits[0][1] != begin else begin
            code = statuses_on(person, day) or person.statuses[0][0]
            assert not code.startswith(ASYLBLG[:-1]), (code, person.statuses, person.benefits)
            if code in {"ae_24", "fiktion_24"}:
                assert begin >= date(2022, 6, 1)


@given(populations)
@every_day
def test_asylblg_pays_only_who_is_under_it_or_in_the_month_that_runs_out(population: Population) -> None:
    for person in population.people:
        for law, begin, end in person.benefits:
            if not law.startswith("AsylbLG"):
                continue
            last = end - timedelta(days=1) if end else population.as_of
            # The condition may cease on the first of the month: so the day before counts, too.
            month = [last - timedelta(days=back) for back in range(last.day + 1)]
            codes = {statuses_on(person, max(day, person.statuses[0][1])) for day in month}
            tolerated = any(code.startswith((*ASYLBLG, "rechtmaessig", "ae_25_5")) for code in codes)
            section_24 = codes & {"ae_24", "fiktion_24"} and begin < date(2022, 9, 1)
            assert tolerated or section_24, (codes, person.statuses, person.benefits)


@given(populations)
@every_day
def test_children_come_with_parents_old_enough_and_age_limits_hold(population: Population) -> None:
    for home in population.households:
        mothers = [member for member in home.members if member.sex == "f" and member.role in {"head", "spouse"}]
        for child in (member for member in home.members if member.role == "child"):
            for mother in mothers:
                assert child.birth_date >= birthday(mother.birth_date, 15)
    for person in population.people:
        if person.unaccompanied_minor:
            assert person.entry is not None
            assert years_between(person.birth_date, person.entry) < 18
            assert all(begin >= birthday(person.birth_date, 18) for _, begin, _ in person.benefits)
        if person.job_seeker_at:
            assert years_between(person.birth_date, population.as_of) >= 15
            assert population.as_of < retirement(person.birth_date)
        for law, begin, end in person.benefits:
            if law == "SGB_II":
                assert (end or population.as_of) <= max(retirement(person.birth_date), begin)


@given(populations)
@every_day
def test_job_seekers_are_where_their_benefits_are(population: Population) -> None:
    for person in population.job_seekers:
        assert (person.job_seeker_at == "jobcenter") == (person.benefit == "SGB_II")
        assert person.german_level
        assert person.languages


@pytest.mark.parametrize(
    ("entry", "receipt", "from_day"),
    [
        (date(2010, 2, 27), date(2010, 2, 27), date(2014, 2, 27)),  # 48 months of receipt
        (date(2013, 1, 10), date(2013, 2, 1), date(2015, 3, 1)),  # 15 months since 2015-03-01
        (date(2014, 12, 31), date(2015, 2, 1), date(2016, 3, 31)),
        (date(2018, 5, 21), date(2018, 7, 1), date(2019, 8, 21)),  # complete on the last day of the 15-month rule
        (date(2018, 5, 22), date(2018, 7, 1), date(2019, 11, 22)),  # 18 months
        (date(2022, 8, 26), date(2022, 10, 1), date(2024, 2, 26)),  # received on the last day of the 18-month rule
        (date(2022, 8, 27), date(2022, 10, 1), date(2025, 8, 27)),  # 36 months
        (date(2024, 6, 30), date(2024, 9, 1), date(2027, 6, 30)),
    ],
)
def test_section_2_begins_by_the_waiting_period_of_the_day(entry: date, receipt: date, from_day: date) -> None:
    assert analogue_benefits_from(entry, receipt) == from_day


@pytest.mark.parametrize(
    ("birth", "first_day"),
    [
        (date(1957, 4, 10), date(2023, 4, 1)),  # 65 years 11 months in March
        (date(1958, 4, 10), date(2024, 5, 1)),
        (date(1959, 4, 10), date(2025, 7, 1)),
        (date(1964, 12, 31), date(2032, 1, 1)),
        (date(1940, 1, 31), date(2005, 2, 1)),
    ],
)
def test_sgb_ii_ends_with_the_month_of_the_age_limit(birth: date, first_day: date) -> None:
    assert retirement(birth) == first_day


def test_months_end_on_the_last_day_where_there_is_no_same_day() -> None:
    assert add_months(date(2015, 8, 31), 6) == date(2016, 2, 29)
    assert add_months(date(2016, 2, 29), 12) == date(2017, 2, 28)
    assert birthday(date(2004, 2, 29), 18) == date(2022, 3, 1)


def test_families_follow_and_renewals_run_over_a_fiktion() -> None:
    people = [p for seed in (1, 2, 3) for p in generate(people=1500, seed=seed, as_of=date(2024, 6, 1)).people]
    assert {"ae_30", "ae_32", "fiktion_81_4"} <= {person.status for person in people}
    for person in people:
        if person.status in {"ae_30", "ae_32", "ae_36a"}:
            assert person.procedure.request is None
            assert person.benefits == [] or person.benefits[0][0].startswith("SGB")
