"""Expired titles and applications for their renewal."""

from typing import NamedTuple

from nahtlos.law.conditions.standing import HISTORY, KEEPS_THE_TITLE
from nahtlos.law.engine.days import FAR, day_of
from nahtlos.law.engine.facts import Facts, Period
from nahtlos.law.engine.finding import Finding, condition, unknown
from nahtlos.law.engine.view import all_of_it, view
from nahtlos.law.parameters import statuses


class Expired(NamedTuple):
    """The title that expired last, and the day its printed validity was over."""

    period: Period
    expiry: int
    until: int


def last_expired(facts: Facts, day: int) -> tuple[Expired | None, int]:
    """The title that expired last and has not been followed by another one, and when that changes."""
    found, until = None, FAR
    for period in facts.periods("residence") or ():
        status, printed = period.row["status"], period.row.get("valid_until")
        if not statuses.is_title(status):
            continue
        if period.start > day:
            until = min(until, period.start)
            continue
        expiry = day_of(printed) + 1 if printed else FAR
        if period.end not in (FAR, expiry):
            expiry = FAR if day < period.end else expiry  # renewed: the row itself says that it goes on
            until = min(until, period.end if day < period.end else FAR)
        if expiry > day:
            found, until = None, min(until, expiry)
        else:
            found = Expired(period, expiry, FAR)
    return found, until


@view(all_of_it, order=HISTORY)
def residence_known(facts: Facts, day: int) -> bool:
    """Whether anything is recorded about residence, were it only that there is no status."""
    return facts.periods("residence") is not None


@condition("title_expired", facts=("residence",), order=HISTORY)
def expired_title(facts: Facts, day: int) -> Finding:
    """Whether the last title has expired and no other is held."""
    found, until = last_expired(facts, day)
    if found is None:
        return Finding(False, "residence", None, until=until)
    path = f"residence[{found.period.number}].valid_until"
    return Finding(True, path, found.period.row["valid_until"], until=until)


@condition("renewal_applied_for_in_time", facts=("residence", "applications"), order=HISTORY)
def renewed_in_time(facts: Facts, day: int) -> Finding:
    """Whether an application was made on or before the last day of validity."""
    found, until = last_expired(facts, day)
    if found is None:
        return Finding(False, "residence", None, until=until)
    if any(held.row["status"] == "fiktion_81_4" and _covers(held, day) for held in facts.periods("residence") or ()):
        return Finding(True, "residence", "fiktion_81_4", until=min(until, _next_start(facts, day)))
    applications = facts.raw.get("applications")
    if applications is None:
        return unknown("applications", until=min(until, _next_start(facts, day)))
    first, last = found.period.row["from"], found.period.row["valid_until"]
    for number, row in enumerate(applications):
        if row["kind"] in KEEPS_THE_TITLE and first <= row["on"] <= last:
            return Finding(True, f"applications[{number}].on", row["on"], until=until)
    late = [row["on"] for row in applications if row["kind"] in KEEPS_THE_TITLE and row["on"] > last]
    return Finding(False, "applications", late, until=min(until, _next_start(facts, day)))


@condition("another_status_recorded_since", facts=("residence",), order=HISTORY)
def later_status(facts: Facts, day: int) -> Finding:
    """Whether a weaker status recorded after the expiry shows that the application has been decided."""
    found, until = last_expired(facts, day)
    for period in facts.periods("residence") or ():
        if found and period.start >= found.expiry and _covers(period, day) and period.row["status"] not in GOES_ON:
            return Finding(
                True, f"residence[{period.number}].status", period.row["status"], until=min(until, period.end)
            )
    return Finding(False, "residence", None, until=min(until, _next_start(facts, day)))


#: Certificates that say that the title goes on.
GOES_ON = frozenset({"fiktion_81_4"})


def _covers(period: Period, day: int) -> bool:
    return period.start <= day < period.end


def _next_start(facts: Facts, day: int) -> int:
    bounds = (bound for period in facts.periods("residence") or () for bound in (period.start, period.end))
    return min((bound for bound in bounds if bound > day), default=FAR)
