"""Where somebody comes from: safe countries of origin, and countries whose nationals had good prospects of staying."""

from functools import cache

from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Finding, condition, unknown
from nahtlos.law.parameters import reading

NATIONALITY = "nationality"


@cache
def listed(code: str, source: str) -> tuple[tuple[int, int], ...]:
    """The half-open spans of days on which a country is a safe country of origin by one source."""
    rows = [row for row in reading.load("safe_countries")["countries"] if row["source"] == source]
    return tuple(
        (row["from"].toordinal() if "from" in row else 0, row["until"].toordinal() + 1 if "until" in row else FAR)
        for row in rows
        if row["code"] == code
    )


@cache
def any_ordinance() -> bool:
    """Whether an ordinance under § 29b AsylG lists a country at all."""
    return any(row["source"] == "vo_29b" for row in reading.load("safe_countries")["countries"])


def _covers(spans: tuple[tuple[int, int], ...], day: int) -> tuple[bool, int]:
    held = any(start <= day < end for start, end in spans)
    return held, min((bound for span in spans for bound in span if bound > day), default=FAR)


@condition("safe_country_of_origin", facts=(NATIONALITY,))
def safe_country_of_origin(facts: Facts, day: int) -> Finding:
    """Whether the person is a national of a safe country of origin (§ 29a AsylG with Anlage II)."""
    code = facts.get(NATIONALITY)
    if code is MISSING:
        return unknown(NATIONALITY)
    safe, until = _covers(listed(code, "anlage_ii"), day)
    return Finding(safe, NATIONALITY, code, until=until)


@condition("safe_country_by_ordinance_only", facts=(NATIONALITY,))
def safe_by_ordinance_only(facts: Facts, day: int) -> Finding:
    """Whether only an ordinance under § 29b AsylG makes the country of nationality a safe one."""
    if not any_ordinance():
        return Finding(False, NATIONALITY, facts.get(NATIONALITY) or None)
    code = facts.get(NATIONALITY)
    if code is MISSING:
        return unknown(NATIONALITY)
    by_law, law_until = _covers(listed(code, "anlage_ii"), day)
    by_ordinance, until = _covers(listed(code, "vo_29b"), day)
    return Finding(by_ordinance and not by_law, NATIONALITY, code, until=min(until, law_until))


@condition("national_of_georgia_or_moldova", facts=(NATIONALITY,))
def georgian_or_moldovan(facts: Facts, day: int) -> Finding:
    """Whether the person is a national of Georgia or of the Republic of Moldova."""
    code = facts.get(NATIONALITY)
    return unknown(NATIONALITY) if code is MISSING else Finding(code in {"GE", "MD"}, NATIONALITY, code)


@condition("good_prospects", facts=("good_prospects", NATIONALITY))
def good_prospects(facts: Facts, day: int) -> Finding:
    """Whether a lawful and lasting stay was expected: as an authority recorded it, otherwise by nationality."""
    recorded, path, until = facts.flag("good_prospects", day)
    if recorded is not MISSING:
        return Finding(recorded, path, recorded, until=until)
    code = facts.get(NATIONALITY)
    if code is MISSING:
        return unknown(NATIONALITY, until=until)
    countries = reading.on("good_prospects", day)
    return Finding(code in countries.value, NATIONALITY, code, until=min(until, countries.end))


@condition("good_prospects_recorded", facts=("good_prospects",))
def prospects_recorded(facts: Facts, day: int) -> Finding:
    """Whether an authority has recorded its view of the prospects; where nothing is recorded, it has not."""
    value, path, until = facts.flag("good_prospects", day)
    recorded = value is not MISSING
    return Finding(recorded, path, value if recorded else None, until=until)
