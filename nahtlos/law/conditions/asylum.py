"""The asylum decision as far as subsistence depends on it."""

from nahtlos.law.engine.days import FAR, day_of, iso, month_end
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Finding, condition, unknown

DECISION = "asylum.decision"
POSITIVE = frozenset({"asylum_16a", "refugee", "subsidiary"})


#: From this day on nobody still waits for the finality of a recognition served by the end of 2019.
_NO_OLD_RECOGNITION = day_of("2020-01-01")
_AUGUST_2017 = day_of("2017-08-01")


def _served(facts: Facts, day: int, asked_until: int = FAR) -> Finding | None:
    """A finding that there is no decision (yet), or that nobody knows; None if one has been served by the day.

    From `asked_until` on an unknown decision is taken for none.
    """
    decision = facts.get(DECISION)
    if decision is MISSING:
        return unknown(DECISION, until=asked_until) if day < asked_until else Finding(False, DECISION, None)
    if decision is None:
        return Finding(False, DECISION, None)
    served = facts.day(f"{DECISION}.served_on")
    if served > day:
        return Finding(False, f"{DECISION}.served_on", iso(served), until=served)
    return None


@condition("recognised_under_article_16a_served_by {0}", facts=("asylum",))
def recognised_16a_by(facts: Facts, day: int, last: str) -> Finding:
    """Whether a recognition as entitled to asylum has been served, at the latest on the day named."""
    early = _served(facts, day, _NO_OLD_RECOGNITION)
    if early is not None:
        return early
    kind, served = facts.get(f"{DECISION}.kind"), facts.day(f"{DECISION}.served_on")
    return Finding(kind == "asylum_16a" and served <= day_of(last), f"{DECISION}.served_on", iso(served))


@condition("recognition_month_unsettled", facts=("asylum",))
def recognition_month_unsettled(facts: Facts, day: int) -> Finding:
    """Whether a recognition under Art. 16a GG was served from August 2017 to 2019, and its month is over without finality.

    True up to the end of the month of finality: until then nobody knows whether service or finality ended the claim.
    """
    early = _served(facts, day, _NO_OLD_RECOGNITION)
    if early is not None:
        return early
    path = f"{DECISION}.served_on"
    served = facts.day(path)
    if facts.get(f"{DECISION}.kind") != "asylum_16a" or not _AUGUST_2017 <= served < _NO_OLD_RECOGNITION:
        return Finding(False, path, iso(served))
    month_over = month_end(served) + 1
    if day < month_over:
        return Finding(False, path, iso(served), until=month_over)
    final = facts.day(f"{DECISION}.final_on")
    if final is MISSING:
        return unknown(f"{DECISION}.final_on")
    end = month_end(final) + 1 if final else FAR
    return Finding(day < end, f"{DECISION}.final_on", iso(final) if final else None, until=end if day < end else FAR)


@condition("recognition_final", facts=("asylum",))
def recognition_final(facts: Facts, day: int) -> Finding:
    """Whether a positive decision is final, so that the Gestattung has ended (§ 67 Abs. 1 Nr. 6 AsylG).

    Where nothing is known about a decision, a Gestattung recorded as lasting is taken at its word.
    """
    kind, final = facts.get(f"{DECISION}.kind"), facts.day(f"{DECISION}.final_on")
    path = f"{DECISION}.final_on"
    if kind not in POSITIVE or final is MISSING or final is None:
        return Finding(False, path, None)
    return Finding(day >= final, path, iso(final), until=final if day < final else FAR)


@condition("rejected_as_inadmissible", facts=("asylum",))
def rejected_as_inadmissible(facts: Facts, day: int) -> Finding:
    """Whether the application was rejected as inadmissible and no court has ordered suspensive effect."""
    early = _served(facts, day)
    if early is not None:
        return early
    path = f"{DECISION}.inadmissible"
    value = facts.get(path)
    if value is MISSING:
        negative = facts.get(f"{DECISION}.kind") == "rejected"
        return unknown(path) if negative else Finding(False, f"{DECISION}.kind", facts.get(f"{DECISION}.kind"))
    if not value:
        return Finding(False, path, value)
    effect = facts.get(f"{DECISION}.suspensive_effect_ordered")
    if effect is MISSING:
        return unknown(f"{DECISION}.suspensive_effect_ordered")
    return Finding(not effect, f"{DECISION}.suspensive_effect_ordered", effect)
