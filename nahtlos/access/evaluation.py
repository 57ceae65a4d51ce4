"""One path for every look and every change: role, agreement, hard denials, then statute, then consent; refused otherwise.

Default deny: what no row grants is refused, and the refusal names what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nahtlos.access.agreement import agreed
from nahtlos.access.statutes import HARD_DENIALS, MOST_BY_CONSENT, STATUTES
from nahtlos.access.vocabulary import Basis, DataClass, Relation, Scope, Verb


@dataclass(frozen=True, slots=True)
class Consent:
    """What the person allowed: to whom, which classes, for which purposes, until when (inclusive; None: until withdrawn)."""

    organisation: str
    classes: frozenset[DataClass]
    purposes: frozenset[str]
    given_on: date
    valid_until: date | None = None
    withdrawn_on: date | None = None

    def covers(self, organisation: str, data: DataClass, purpose: str, on: date) -> bool:
        """Whether it allows this organisation this class for this purpose on this day; gone on the day of withdrawal."""
        return (
            self.organisation == organisation
            and data in self.classes
            and purpose in self.purposes
            and self.given_on <= on
            and (self.valid_until is None or on <= self.valid_until)
            and (self.withdrawn_on is None or on < self.withdrawn_on)
        )


@dataclass(frozen=True, slots=True)
class Who:
    """The acting side: role and organisation, for one purpose, as it stands to the case on a day."""

    role: str
    kind: str  #: kind of the organisation
    organisation: str  #: its id
    purpose: str
    relation: Relation
    on: date
    district: str = ""  #: its AGS, where agreements of several districts are in force


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it is allowed, how far, on which basis and provision; `reason` is a sentence for the user if it is not."""

    allowed: bool
    reason: str = ""
    scope: Scope = Scope.ALL
    basis: Basis | None = None
    cites: str = ""


#: Roles that handle the contents of files. The others run the place without reading them.
READERS = frozenset({"clerk", "team_lead", "coordinator", "counsellor", "volunteer"})
WRITERS = frozenset({"clerk", "team_lead", "counsellor", "volunteer"})
EXPORTERS = frozenset({"clerk", "team_lead", "coordinator"})
_BY_VERB = {Verb.READ: READERS, Verb.WRITE: WRITERS, Verb.EXPORT: EXPORTERS}

NOT_AGREED = "The agreement of your district does not include this purpose."
CONSENT_CITES = "Art. 6 Abs. 1 lit. a, Art. 7 DSGVO, § 67b Abs. 2 SGB X"
EMERGENCY_CITES = "Art. 6 Abs. 1 lit. d DSGVO"
#: An emergency opens reading only, and only what helps to find and help the person.
EMERGENCY_CLASSES = frozenset(
    {DataClass.IDENTITY, DataClass.CONTACT, DataClass.WHEREABOUTS, DataClass.FAMILY, DataClass.HEALTH}
)


def judge(
    who: Who, verb: Verb, data: DataClass, consents: Iterable[Consent] = (), *, protected: bool = False
) -> Verdict:
    """Whether `who` may do this with this class of data. `protected`: her whereabouts are a secret (F30)."""
    if who.role not in _BY_VERB[verb]:
        return _refused("Your role does not include this.")
    if not agreed(who.kind, who.purpose, district=who.district):
        return _refused(NOT_AGREED)
    if data in HARD_DENIALS.get(who.kind, frozenset()):
        return _refused("This is never open to the immigration office, whoever agrees.")
    if protected and data is DataClass.WHEREABOUTS:
        return _protected(who, verb)
    if who.relation is Relation.NONE:
        return _refused("Your organisation does not take part in this case.")
    if who.relation is Relation.BREAK_GLASS:
        return _emergency(verb, data)
    if not agreed(who.kind, who.purpose, data, who.district):
        return _refused("The agreement of your district does not include this class of data for your purpose.")
    statute = _by_statute(who, verb, data)
    if statute is not None and statute.scope is Scope.ALL:
        return statute
    consent = _by_consent(who, verb, data, consents)
    return consent if consent.allowed or statute is None else statute


def _refused(reason: str) -> Verdict:
    return Verdict(False, reason)


def _by_statute(who: Who, verb: Verb, data: DataClass) -> Verdict | None:
    right = STATUTES.get(who.kind, {}).get(who.purpose, {}).get(data)
    if right is None or verb not in right.verbs:
        return None
    return Verdict(True, scope=right.scope, basis=Basis.STATUTE, cites=right.cites)


def _by_consent(who: Who, verb: Verb, data: DataClass, consents: Iterable[Consent]) -> Verdict:
    most = MOST_BY_CONSENT.get(who.kind)
    if most is not None and data not in most:
        return _refused("This is more than accompanying somebody needs; consent does not open it.")
    if verb is Verb.READ and any(one.covers(who.organisation, data, who.purpose, who.on) for one in consents):
        return Verdict(True, basis=Basis.CONSENT, cites=CONSENT_CITES)
    if verb is Verb.READ:
        return _refused("No provision allows this for your purpose, and no consent of the person is on record.")
    return _refused("No provision allows this for your purpose.")


def _emergency(verb: Verb, data: DataClass) -> Verdict:
    if verb is not Verb.READ:
        return _refused("In an emergency you may read, nothing else.")
    if data not in EMERGENCY_CLASSES:
        return _refused("An emergency does not open this.")
    return Verdict(True, basis=Basis.STATUTE, cites=EMERGENCY_CITES)


def _protected(who: Who, verb: Verb) -> Verdict:
    """Where a protected person lives is known to the leading office only, and not to the immigration office at all."""
    if who.kind == "auslaenderbehoerde":
        return _refused("The whereabouts of a protected person are never open to the immigration office.")
    if who.relation is not Relation.LEAD or verb is Verb.EXPORT:
        return _refused("The whereabouts are protected; please ask the contact person of the leading office.")
    return _by_statute(who, verb, DataClass.WHEREABOUTS) or _refused("No provision allows this for your purpose.")
