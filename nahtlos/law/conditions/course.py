"""The entitlement to the integration course: the first title, its issue, and what became of the admission."""

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from nahtlos.law.conditions.standing import HISTORY, standing_on
from nahtlos.law.conditions.status_time import chain_of
from nahtlos.law.engine.days import FAR, add_months, day_of, iso
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Finding, condition, since, unknown
from nahtlos.law.engine.view import Opened, View, a_day, counted_row, view
from nahtlos.law.parameters import statuses

ADMISSIONS = "course_admissions"

#: § 44 Abs. 1 AufenthG: the titles whose first issue entitles to the integration course.
ENTITLING = frozenset(
    {"ae_25_1", "ae_25_2_alt1", "ae_25_2_alt2", "ae_25_4a", "ae_25b", "ae_23_2", "ae_23_4"}
    | {"ae_28", "ae_30", "ae_32", "ae_36", "ae_36a"}
)

#: Titles that are never issued for less than a year (§ 26 Abs. 1 AufenthG).
ALWAYS_A_YEAR = frozenset({"ae_25_1", "ae_25_2_alt1", "ae_25_2_alt2"})


class FirstTitle(NamedTuple):
    """The title whose issue founded the entitlement: its place in `residence`, and its row."""

    issued: int
    start: int
    number: int
    status: str
    row: Mapping[str, Any]


def founding_title(facts: Facts, day: int) -> FirstTitle | None:
    """The first residence title of the person, if it entitles to the course and has been issued by the day.

    `first_title` decides where it is stated; otherwise the earliest title in `residence` is the first.
    """
    return facts.show(_founding_title, day, ())


def _note_the_rest(title: FirstTitle | None, facts: Facts, day: int, args: tuple[Any, ...]) -> FirstTitle | None:
    views: dict[str, View[Any]] = {"issued": _issued, "start": _start, "row": _row}
    known = {"number": title.number, "status": title.status} if title else {}
    return cast(FirstTitle, Opened(facts, day, args, views, **known)) if title else None


@view(lambda title: title and (title.number, title.status), opened=_note_the_rest, order=HISTORY)
def _founding_title(facts: Facts, day: int) -> FirstTitle | None:
    titles = [row for row in facts.periods("residence") or () if statuses.is_title(row.row["status"])]
    stated = [row for row in titles if row.row.get("first_title") is True]
    for start, _, number, row in (stated or titles)[:1]:
        if start <= day and row["status"] in ENTITLING and row.get("first_title") is not False:
            issued = day_of(row["issued_on"]) if row.get("issued_on") else start
            return FirstTitle(issued, start, number, row["status"], row)
    return None


@view(a_day, order=HISTORY)
def _issued(facts: Facts, day: int) -> int | None:
    title = _founding_title.look(facts, day)
    return title and title.issued


@view(a_day, order=HISTORY)
def _start(facts: Facts, day: int) -> int | None:
    title = _founding_title.look(facts, day)
    return title and title.start


@view(counted_row, order=HISTORY)
def _row(facts: Facts, day: int) -> Mapping[str, Any]:
    title = _founding_title.look(facts, day)
    return title.row if title else {}


#: Titles issued from this day on entitle for one year, earlier ones for two (§ 44 Abs. 2 AufenthG).
ONE_YEAR_SINCE = day_of("2016-08-06")


def entitlement_end(title: FirstTitle) -> int:
    """The last day of the entitlement: not moved to a working day."""
    return add_months(title.issued, 12 if title.issued >= ONE_YEAR_SINCE else 24)


@condition("first_title_entitles_to_course", facts=("residence",), order=HISTORY)
def first_title_entitles(facts: Facts, day: int) -> Finding:
    """Whether the first title of the person is one of § 44 Abs. 1 AufenthG, and such a title is held on the day."""
    standing = standing_on(facts, day)
    if standing is None or not standing.holdings:
        return unknown("residence", until=standing.end if standing else FAR)
    title = founding_title(facts, day)
    if title is None or standing.holdings[0].basis not in ENTITLING:
        return Finding(False, "residence", None, until=standing.end)
    return Finding(True, f"residence[{title.number}].status", title.status, until=standing.end)


@condition("entitlement_to_course_lapsed", facts=("residence",))
def entitlement_over(facts: Facts, day: int) -> Finding:
    """Whether the time to claim the course since the issue of the first title is over (§ 44 Abs. 2 AufenthG)."""
    title = founding_title(facts, day)
    if title is None:
        return Finding(False, "residence", None)
    end = entitlement_end(title)
    key = "issued_on" if facts.explains and title.row.get("issued_on") else "from"
    path = f"residence[{title.number}].{key}"
    return Finding(day > end, path, iso(title.issued), until=end + 1 if day <= end else FAR)


@condition("title_valid_for_a_year", facts=("residence",))
def valid_for_a_year(facts: Facts, day: int) -> Finding:
    """Whether the first title was issued for at least a year (§ 44 Abs. 1 S. 2 AufenthG)."""
    title = founding_title(facts, day)
    if title is None:
        return Finding(False, "residence", None)
    path = f"residence[{title.number}]"
    if title.status in ALWAYS_A_YEAR:
        return Finding(True, f"{path}.status", title.status)
    row = title.row
    if "validity_months" in row:
        return Finding(row["validity_months"] >= 12, f"{path}.validity_months", row["validity_months"])
    if "valid_until" not in row:
        return unknown(f"{path}.validity_months", missing="residence.validity_months")
    printed = row["valid_until"]
    long = printed is None or day_of(printed) + 1 >= add_months(title.start, 12)
    return Finding(long, f"{path}.valid_until", printed)


@condition("months_with_title > {0}", facts=("residence",))
def months_with_title(facts: Facts, day: int, months: int) -> Finding:
    """Whether titles have been held for more than so many months without interruption."""
    chain = chain_of(facts, day, statuses.TITLES | {"fiktion_81_4"})
    if chain is None:
        standing = standing_on(facts, day)
        return Finding(False, "residence", None, until=standing.end if standing else FAR)
    finding = since(chain.fact, iso(chain.start), add_months(chain.start, months), day)
    finding.until = min(finding.until, chain.until)
    return finding


@condition("registration_failed_without_fault", facts=(ADMISSIONS,))
def registration_failed(facts: Facts, day: int) -> Finding:
    """Whether the person could not register for a course through no fault of her own (§ 44 Abs. 2 S. 2 AufenthG)."""
    rows = facts.get(ADMISSIONS)
    if rows is MISSING:
        return unknown(ADMISSIONS)
    until, doubtful = FAR, None
    for number, row in enumerate(rows):
        if row["kind"] != "integration_course":
            continue
        granted, path = day_of(row["granted_on"]), f"{ADMISSIONS}[{number}].registration_failed_without_fault"
        if granted > day:
            until = min(until, granted)
        elif row.get("registration_failed_without_fault"):
            return Finding(True, path, True)
        elif "registration_failed_without_fault" not in row and not row.get("registered_on"):
            doubtful = path
    if doubtful:
        return unknown(doubtful, until=until, missing=f"{ADMISSIONS}.registration_failed_without_fault")
    return Finding(False, ADMISSIONS, [row["granted_on"] for row in rows], until=until)


@condition("admitted_to_integration_course", facts=(ADMISSIONS,))
def admitted(facts: Facts, day: int) -> Finding:
    """Whether an admission to the integration course is in force; it is valid for a year (IntV § 5 Abs. 3)."""
    rows = facts.get(ADMISSIONS)
    if rows is MISSING:
        return unknown(ADMISSIONS)
    valid: tuple[int, int] | None = None
    until = FAR
    for number, row in enumerate(rows):
        granted = day_of(row["granted_on"])
        if row["kind"] != "integration_course" or day > add_months(granted, 12):
            continue
        until = min(until, granted if day < granted else add_months(granted, 12) + 1)
        if granted <= day:
            valid = max(valid or (0, 0), (granted, number))
    if valid is None:
        return Finding(False, ADMISSIONS, [row["granted_on"] for row in rows], until=until)
    return Finding(True, f"{ADMISSIONS}[{valid[1]}].granted_on", iso(valid[0]), until=until)
