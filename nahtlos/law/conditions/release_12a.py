"""What releases from the residence rule: a job, a training, since 2022-06-01 a course (§ 12a Abs. 1 S. 2 AufenthG).

It releases while it lasts, and afterwards unless it fell away within three months (S. 4). What had ended before the
first permit never released.
"""

from collections.abc import Callable

from nahtlos.law.conditions.household import HOUSEHOLD, Fit, any_member, at_home, both
from nahtlos.law.conditions.job_time import EMPLOYMENT, insured
from nahtlos.law.conditions.minor_child import is_minor
from nahtlos.law.conditions.residence_rule import first_title, next_change
from nahtlos.law.engine.days import FAR, add_months
from nahtlos.law.engine.facts import MISSING, Facts, Period
from nahtlos.law.engine.finding import Finding, condition

#: Vocational training, what prepares for it, and studies.
TRAINING = frozenset(
    {"betriebliche_ausbildung", "schulische_ausbildung", "ausserbetriebliche_ausbildung", "studium", "bvb", "eq"}
)
COURSES = frozenset({"integration_course", "berufssprachkurs", "qualification_measure_3m", "sgb_iii_81_82"})

HOURS = 15
INCOME = "income_covers_average_need"

#: Whether a row is of the kind that releases: yes, no, or the key of what is missing about it.
Kind = Callable[[Period], bool | str]


@condition("job_releases_from_12a", facts=(EMPLOYMENT, "residence"))
def released_by_job(facts: Facts, day: int) -> Finding:
    """Whether the person has taken up insured work of 15 hours a week with an income that covers the average need."""
    return _of_the_person(facts, EMPLOYMENT, day, _enough_work)


@condition("job_of_family_releases_from_12a", facts=(HOUSEHOLD, "residence"))
def released_by_job_of_family(facts: Facts, day: int, parents: bool) -> Finding:
    """The same of the spouse, partner or a minor child in the household; `parents`: of the parents joined as well."""
    permit = _first_permit(facts, day)

    def works(member: Facts) -> Fit:
        return _taken_up(member, EMPLOYMENT, day, permit, _enough_work)

    adults = ("spouse", "partner", "parent") if parents else ("spouse", "partner")
    found = any_member(facts, adults, works)
    found.until = min(found.until, next_change(facts, day))
    if found.met or HOUSEHOLD in found.missing:
        return found
    minors = any_member(
        facts,
        ("child",),
        lambda child: both(is_minor(child, day), lambda: both(at_home(child, day), lambda: works(child))),
    )
    until = min(found.until, minors.until)
    decided = found if found.missing and not minors.met else minors
    decided.until = until
    return decided


@condition("training_releases_from_12a", facts=("training", "residence"))
def released_by_training(facts: Facts, day: int) -> Finding:
    """Whether the person has taken up a training or studies."""
    return _of_the_person(facts, "training", day, _one_of(TRAINING))


@condition("course_releases_from_12a", facts=("courses", "residence"))
def released_by_course(facts: Facts, day: int) -> Finding:
    """Whether the person has taken up or completed an integration course, a course for work or a qualifying measure."""
    return _of_the_person(facts, "courses", day, _one_of(COURSES))


def _first_permit(facts: Facts, day: int) -> int:
    first = first_title(facts, day)
    return first.latest if first else 0


def _of_the_person(facts: Facts, key: str, day: int, kind: Kind) -> Finding:
    fit = _taken_up(facts, key, day, _first_permit(facts, day), kind)
    missing = (fit.missing,) if fit.missing else ()
    return Finding(fit.met, fit.fact, fit.value, until=min(fit.until, next_change(facts, day)), missing=missing)


def _one_of(kinds: frozenset[str]) -> Kind:
    return lambda row: row.row["kind"] in kinds


def _enough_work(row: Period) -> bool | str:
    told = row.row
    hours, income = told.get("weekly_hours", MISSING), told.get(INCOME, MISSING)
    if insured(row) is False or income is False or (hours is not MISSING and hours < HOURS):
        return False
    open_keys = {"insured": insured(row) is None, "weekly_hours": hours is MISSING, INCOME: income is MISSING}
    return next((f"{EMPLOYMENT}.{key}" for key, is_open in open_keys.items() if is_open), True)


def _taken_up(facts: Facts, key: str, day: int, permit: int, kind: Kind) -> Fit:
    """Whether a row of a releasing kind is under way, or was long enough after the first permit."""
    rows = facts.periods(key)
    if rows is None:
        return Fit(None, key, None, FAR, key)
    until, open_fit = FAR, None
    for row in rows:
        until = min([until, *(bound for bound in (row.start, row.end) if bound > day)])
        if row.start > day or (row.end <= day and (row.end <= permit or row.end <= add_months(row.start, 3))):
            continue
        found, path = kind(row), f"{key}[{row.number}]"
        if found is True:
            return Fit(True, f"{path}.from", row.row["from"], row.end if day < row.end else FAR)
        if found and open_fit is None:
            open_fit = Fit(None, f"{path}.{str(found).rpartition('.')[2]}", None, FAR, str(found))
    if open_fit:
        return open_fit._replace(until=until)
    return Fit(False, key, [row.row["from"] for row in rows], until)
