"""Identity clarified in time, and the day of entry by which the time is measured (§§ 60c Abs. 2 Nr. 3, 60d AufenthG)."""

from nahtlos.law.conditions.application import APPLICATIONS, latest_training_application
from nahtlos.law.engine.days import FAR, add_months, day_of, iso
from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Finding, condition, unknown

ENTRY = "entry_on"
IDENTITY = "identity"
#: Identity clarified, or everything reasonable done for it: either of the two keeps the time.
PATHS = ("identity.clarified_on", "identity.all_reasonable_steps_on")

_LAST_DAY_OF_2016 = day_of("2016-12-31")
_LAST_DAY_OF_2019 = day_of("2019-12-31")
_30_JUNE_2020 = day_of("2020-06-30")


@condition("entered_up_to {0}", facts=(ENTRY,))
def entered_by(facts: Facts, day: int, last: str) -> Finding:
    """Whether the person entered Germany on the day named or earlier."""
    entered = facts.day(ENTRY)
    if entered is MISSING:
        return unknown(ENTRY)
    return Finding(entered <= day_of(last), ENTRY, iso(entered))


@condition("identity_clarified", facts=(IDENTITY,))
def identity_clarified(facts: Facts, day: int) -> Finding:
    """Whether by now identity has been clarified or everything reasonable has been done for it."""
    return _done(facts, day, FAR)


@condition("identity_clarified_up_to {0}", facts=(IDENTITY,))
def identity_clarified_by(facts: Facts, day: int, last: str) -> Finding:
    """The same with a last day."""
    return _done(facts, day, day_of(last))


@condition("identity_clarified_in_time_for_60c", facts=(IDENTITY, ENTRY, APPLICATIONS))
def identity_in_time_for_60c(facts: Facts, day: int) -> Finding:
    """The same in the time of § 60c Abs. 2 Nr. 3 AufenthG.

    Entry up to 2016: until the application (the day itself without one); 2017 to 2019: until 2020-06-30; from 2020:
    within six months after entry.
    """
    ever = _done(facts, day, FAR)
    if ever.met is False:
        return ever
    entered = facts.day(ENTRY)
    if entered is MISSING:
        return Finding(None, ENTRY, None, until=ever.until, missing=(*ever.missing, ENTRY))
    if entered > _LAST_DAY_OF_2019:
        return _done(facts, day, add_months(entered, 6))
    if entered > _LAST_DAY_OF_2016:
        return _done(facts, day, _30_JUNE_2020)
    applied = latest_training_application(facts, day)
    last = FAR if applied.on is None else max(applied.on, _LAST_DAY_OF_2019 + 1)  # none is older than the norm
    finding = _done(facts, day, last)
    finding.until = min(finding.until, applied.until)
    return finding


def _done(facts: Facts, day: int, last: int) -> Finding:
    """Whether one of the two was done by the last day, and by the day asked about."""
    known = [(facts.day(path), path) for path in PATHS]
    done = min(((on, path) for on, path in known if on is not MISSING and on is not None), default=None)
    if done and done[0] <= min(day, last):
        return Finding(True, done[1], iso(done[0]))
    until = done[0] if done and day < done[0] <= last else FAR
    if facts.get(IDENTITY) is MISSING:
        return unknown(IDENTITY)
    missing = tuple(path for on, path in known if on is MISSING)
    if missing:
        return Finding(None, missing[0], None, until=until, missing=missing)
    path = done[1] if done else PATHS[0]
    return Finding(False, path, iso(done[0]) if done else None, until=until)
