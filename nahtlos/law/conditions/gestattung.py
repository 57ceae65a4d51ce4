"""Dates of the asylum procedure from which a Gestattung is counted."""

from nahtlos.law.conditions.standing import HISTORY, standings
from nahtlos.law.engine.days import FAR, iso
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Condition, Finding, condition, unknown

GESTATTET = frozenset({"ankunftsnachweis", "aufenthaltsgestattung"})


@condition("gestattung_recorded", facts=("residence",), order=HISTORY)
def gestattung_recorded(facts: Facts, day: int) -> Finding:
    """Whether the recorded statuses say since when the stay is gestattet: the first such row, past or future."""
    history = standings(facts)
    if history is None:
        return unknown("residence")
    for standing in history:
        for held in standing.holdings:
            if held.status in GESTATTET:
                return Finding(True, f"residence[{held.number}].from", iso(held.start))
    return Finding(False, "residence", None)


def _date(key: str) -> Condition:
    path = f"asylum.{key}"

    @condition(path, facts=("asylum",))
    def stated(facts: Facts, day: int) -> Finding:
        value = facts.get(path)
        return unknown(path) if value is MISSING else Finding(value is not None, path, value, until=FAR)

    return stated


requested_on = _date("request_on")
certificate_on = _date("arrival_certificate_on")
applied_on = _date("application_on")
admitted_on = _date("admitted_to_competent_centre_on")


@condition("no_first_application", facts=("asylum",))
def no_first_application(facts: Facts, day: int) -> Finding:
    """Whether the application is a subsequent or second one, which gives no Gestattung."""
    kind = facts.get("asylum.application_kind")
    return Finding(kind in {"subsequent", "second"}, "asylum.application_kind", kind or None)


@condition("entered_via_safe_third_country", facts=("asylum",))
def via_safe_third_country(facts: Facts, day: int) -> Finding:
    """Whether the person entered unlawfully through a safe third country; not asked for if nobody has said so."""
    value = facts.get("asylum.entered_via_safe_third_country")
    return Finding(value is True, "asylum.entered_via_safe_third_country", value or None)


@condition("certificate_missing_by_own_fault", facts=("asylum",))
def certificate_missing_by_own_fault(facts: Facts, day: int) -> Finding:
    """Whether the person is to blame that no Ankunftsnachweis was issued."""
    path = "asylum.certificate_missing_by_own_fault"
    value = facts.get(path)
    return unknown(path) if value is MISSING else Finding(bool(value), path, value)
