"""Which office may read and write which class of data by force of law, for its own task, and on which provision.

Source: the rule book of data protection (§§ 67 ff. SGB X and the acts named in each row). What is not listed needs
consent; what HARD_DENIALS names is refused whatever anybody consents to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nahtlos.access.vocabulary import DataClass, Scope, Verb


@dataclass(frozen=True, slots=True)
class Statute:
    """One right: the verbs, how far they reach, and the provision."""

    verbs: frozenset[Verb]
    scope: Scope
    cites: str


_READ = frozenset({Verb.READ, Verb.EXPORT})
_WORK = _READ | {Verb.WRITE}


def _all(cites: str) -> Statute:
    return Statute(_WORK, Scope.ALL, cites)


def _read(cites: str) -> Statute:
    return Statute(_READ, Scope.ALL, cites)


def _own(cites: str) -> Statute:
    return Statute(_WORK, Scope.OWN, cites)


_Rights = Mapping[DataClass, Statute]

#: kind of organisation → purpose → class → right. A purpose that is missing gives nothing at all.
STATUTES: Mapping[str, Mapping[str, _Rights]] = {
    "auslaenderbehoerde": {
        "aufenthg_task": {
            DataClass.IDENTITY: _all("§ 86 S. 1 AufenthG"),
            DataClass.CONTACT: _all("§ 86 S. 1 AufenthG"),
            DataClass.WHEREABOUTS: _all("§ 86 S. 1 AufenthG"),
            DataClass.RESIDENCE: _all("§ 86 S. 1 AufenthG"),
            DataClass.ASYLUM: _all("§ 8 Abs. 3 AsylG, § 86 AufenthG"),
            DataClass.FAMILY: _own("§ 86 S. 1 AufenthG"),
            DataClass.WORK: _own("§ 86 S. 1 AufenthG, § 71 Abs. 2 SGB X"),
            DataClass.LEARNING: _own("§ 86 S. 1 AufenthG, § 88a AufenthG"),
            DataClass.BENEFITS: _own("§ 71 Abs. 2 SGB X"),
        },
    },
    "sozialamt": {
        "asylblg_task": {
            DataClass.IDENTITY: _all("§ 9 AsylbLG, § 8 Abs. 2a AsylG"),
            DataClass.CONTACT: _all("§ 9 AsylbLG"),
            DataClass.WHEREABOUTS: _all("§ 10a AsylbLG, § 90 Abs. 3 AufenthG"),
            DataClass.RESIDENCE: _all("§ 90 Abs. 3 AufenthG"),
            DataClass.ASYLUM: _all("§ 8 Abs. 2a AsylG"),
            DataClass.BENEFITS: _all("§ 9 AsylbLG, § 71 Abs. 2a SGB X"),
            DataClass.LEARNING: _all("§ 5b AsylbLG"),
            DataClass.WORK: _all("§§ 5, 8a AsylbLG, § 71 Abs. 2a SGB X"),
            DataClass.FAMILY: _all("§ 7 AsylbLG"),
            DataClass.HEALTH: _own("§§ 4, 6 AsylbLG"),
        },
        "sgb_xii_task": {
            DataClass.IDENTITY: _all("§ 69 Abs. 1 Nr. 1 SGB X"),
            DataClass.CONTACT: _all("§ 69 Abs. 1 Nr. 1 SGB X"),
            DataClass.WHEREABOUTS: _all("§ 98 SGB XII, § 69 Abs. 1 Nr. 1 SGB X"),
            DataClass.RESIDENCE: _all("§ 23 SGB XII, § 90 AufenthG"),
            DataClass.BENEFITS: _all("§ 69 Abs. 1 Nr. 1 SGB X"),
            DataClass.WORK: _read("§ 69 Abs. 1 Nr. 1 SGB X"),
            DataClass.FAMILY: _all("§ 27 SGB XII"),
            DataClass.HEALTH: _own("§ 41 SGB XII, § 76 SGB X"),
        },
    },
    "arbeitsagentur": {
        "sgb_iii_task": {
            DataClass.IDENTITY: _all("§ 8 Abs. 3 S. 3 AsylG, § 69 Abs. 1 Nr. 1 SGB X"),
            DataClass.CONTACT: _all("§ 69 Abs. 1 Nr. 1 SGB X"),
            DataClass.WHEREABOUTS: _all("§ 69 Abs. 1 Nr. 1 SGB X"),
            DataClass.RESIDENCE: _all("§ 8 Abs. 3 S. 3 AsylG, § 90 AufenthG"),
            DataClass.ASYLUM: _read("§ 8 Abs. 3 S. 3 AsylG"),
            DataClass.BENEFITS: _read("§ 69 Abs. 1 Nr. 1 SGB X, § 9a SGB III"),
            DataClass.LEARNING: _all("§ 69 Abs. 1 Nr. 1 SGB X, § 88a AufenthG"),
            DataClass.WORK: _all("§ 69 Abs. 1 Nr. 1 SGB X"),
            DataClass.FAMILY: _read("§ 69 Abs. 1 Nr. 1 SGB X"),
            DataClass.HEALTH: _own("§ 76 SGB X"),
        },
    },
    "jobcenter": {
        "sgb_ii_task": {
            DataClass.IDENTITY: _all("§ 50 Abs. 1 SGB II, § 69 Abs. 1 Nr. 1 SGB X"),
            DataClass.CONTACT: _all("§ 50 Abs. 1 SGB II"),
            DataClass.WHEREABOUTS: _all("§ 36 SGB II, § 69 Abs. 1 Nr. 1 SGB X"),
            DataClass.RESIDENCE: _all("§ 18 SGB II, § 90 AufenthG"),
            DataClass.ASYLUM: _own("§ 67a SGB X"),
            DataClass.BENEFITS: _all("§ 50 Abs. 1 SGB II, § 69 Abs. 1 Nr. 1 SGB X"),
            DataClass.LEARNING: _all("§ 69 Abs. 1 Nr. 1 SGB X, § 88a AufenthG"),
            DataClass.WORK: _all("§ 50 Abs. 1 SGB II, § 9a SGB III"),
            DataClass.FAMILY: _all("§ 7 Abs. 3 SGB II"),
            DataClass.HEALTH: _own("§ 76 SGB X"),
        },
    },
    "jugendamt": {
        "sgb_viii_task": {
            DataClass.IDENTITY: _all("§ 62 SGB VIII, § 69 Abs. 1 Nr. 1 SGB X"),
            DataClass.CONTACT: _all("§ 62 SGB VIII"),
            DataClass.WHEREABOUTS: _all("§§ 42a, 62 SGB VIII"),
            DataClass.RESIDENCE: _all("§ 18d AZRG, § 62 SGB VIII"),
            DataClass.ASYLUM: _own("§ 42 Abs. 2 S. 5 SGB VIII"),
            DataClass.BENEFITS: _read("§ 69 Abs. 1 Nr. 1 SGB X"),
            DataClass.LEARNING: _all("§ 62 SGB VIII"),
            DataClass.WORK: _read("§ 69 Abs. 1 Nr. 1 SGB X"),
            DataClass.FAMILY: _all("§ 62 SGB VIII"),
            DataClass.HEALTH: _own("§§ 64, 65 SGB VIII"),
            DataClass.YOUTH: _own("§§ 64, 65 SGB VIII"),
        },
    },
    "koordinierungsstelle": {"case_conference": {DataClass.IDENTITY: _read("Art. 6 Abs. 1 lit. e DSGVO, Landesrecht")}},
    "migrationsberatung": {"case_conference": {DataClass.COUNSELLING: _own("Art. 6 Abs. 1 lit. a DSGVO, § 203 StGB")}},
    "verein": {"volunteer_support": {DataClass.VOLUNTEERING: _own("Art. 6 Abs. 1 lit. a DSGVO")}},
}

#: What immigration enforcement never reads. No consent and no emergency opens it; a wish of the person to have a note
#: sent to the immigration office is a disclosure of its own, made by whoever wrote the note.
HARD_DENIALS: Mapping[str, frozenset[DataClass]] = {
    "auslaenderbehoerde": frozenset({DataClass.HEALTH, DataClass.YOUTH, DataClass.COUNSELLING, DataClass.VOLUNTEERING}),
}

#: The most a volunteer or association can be given, even with consent: what accompanying somebody needs.
MOST_BY_CONSENT: Mapping[str, frozenset[DataClass]] = {
    "verein": frozenset({DataClass.CONTACT, DataClass.LEARNING, DataClass.WORK, DataClass.VOLUNTEERING}),
}
