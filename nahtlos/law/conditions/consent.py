"""What makes a consent valid: given, standing on the day, informed, specific, free, proven, and free to be withdrawn."""

from nahtlos.law.conditions.flow import SHARING, not_said, stated
from nahtlos.law.engine.days import FAR, iso
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Finding, condition

CONSENT = "sharing.consent"


@condition("consent_exists", facts=(SHARING,))
def exists(facts: Facts, day: int) -> Finding:
    """Whether there is a consent at all."""
    value = facts.get(CONSENT)
    if value is MISSING:
        return not_said(facts, CONSENT)
    return Finding(value is not None, CONSENT, value and value["given_on"])


@condition("consent_given_by_the_day", facts=(SHARING,))
def given(facts: Facts, day: int) -> Finding:
    """Whether the consent had been given on the day."""
    path = f"{CONSENT}.given_on"
    first = facts.day(path)
    if first is MISSING:
        return not_said(facts, path)
    return Finding(day >= first, path, iso(first), until=first if day < first else FAR)


@condition("consent_not_withdrawn", facts=(SHARING,))
def not_withdrawn(facts: Facts, day: int) -> Finding:
    """Whether the consent still stands; from the day of withdrawal on it does not."""
    path = f"{CONSENT}.withdrawn_on"
    last = facts.day(path)
    if last is MISSING:
        return not_said(facts, path)
    if last is None:
        return Finding(True, path, None)
    return Finding(day < last, path, iso(last), until=last if day < last else FAR)


@condition("consent_covers_data_class", facts=(SHARING,))
def covers(facts: Facts, day: int) -> Finding:
    """Whether the consent names the kind of data that is to be passed on."""
    path = f"{CONSENT}.covers"
    named, wanted = facts.get(path), facts.get("sharing.data_class")
    if MISSING in (named, wanted):
        return not_said(facts, path if named is MISSING else "sharing.data_class")
    return Finding(wanted in named, path, list(named))


withdrawable = stated("consent_withdrawable", f"{CONSENT}.withdrawable")
informed = stated("consent_informed", f"{CONSENT}.informed")
specific = stated("consent_specific", f"{CONSENT}.specific")
freely_given = stated("consent_freely_given", f"{CONSENT}.freely_given")
written = stated("consent_written_or_electronic", f"{CONSENT}.written_or_electronic")
refusal_explained = stated("consent_consequences_of_refusal_told", f"{CONSENT}.consequences_of_refusal_told")

#: All that must hold together; what rules out most cheaply first.
CONDITIONS = (
    given,
    not_withdrawn,
    specific,
    covers,
    informed,
    freely_given,
    written,
    refusal_explained,
    withdrawable,
)
