"""The words the policy speaks: classes of data, things done with them, relations to a case, kinds of grant.

Plain Python, so that a data protection officer can read it and a test can walk all of it.
"""

from __future__ import annotations

from enum import StrEnum


class DataClass(StrEnum):
    """What a piece of a file is about. Every piece belongs to exactly one class."""

    IDENTITY = "identity"  #: names, birth, nationality, numbers of other offices
    CONTACT = "contact"  #: telephone, e-mail, languages, interpreter, how she wants to be met
    WHEREABOUTS = "whereabouts"  #: where she lives; of a protected person a secret
    RESIDENCE = "residence"  #: residence status and documents
    ASYLUM = "asylum"  #: request, application and decision of the asylum procedure
    BENEFITS = "benefits"  #: subsistence benefits, need, ability to work
    LEARNING = "learning"  #: language, school, courses, recognition
    WORK = "work"  #: work, training, goals, programmes
    FAMILY = "family"  #: household, relatives and their place in the file
    HEALTH = "health"  #: what doctors, counsellors and therapists know (§ 203 StGB, Art. 9 DSGVO)
    YOUTH = "youth"  #: youth welfare, including what was entrusted (§ 65 SGB VIII)
    COUNSELLING = "counselling"  #: notes of migration counselling
    VOLUNTEERING = "volunteering"  #: notes of volunteers and mentors


class Verb(StrEnum):
    """What is done with a class of data."""

    READ = "read"
    WRITE = "write"
    EXPORT = "export"


class Relation(StrEnum):
    """How the acting organisation stands to the case."""

    LEAD = "lead"  #: leads the case
    PARTICIPANT = "participant"  #: takes part in it
    BREAK_GLASS = "break_glass"  #: an emergency, with reason and end
    NONE = "none"


class Scope(StrEnum):
    """How far a grant reaches."""

    ALL = "all"  #: whoever supplied it
    OWN = "own"  #: only what the own organisation supplied


class Basis(StrEnum):
    """The two kinds of grant, on one path of evaluation."""

    STATUTE = "statute"
    CONSENT = "consent"


#: Each class in German and English, for the printed matrix.
LABELS: dict[DataClass, tuple[str, str]] = {
    DataClass.IDENTITY: ("Identität", "identity"),
    DataClass.CONTACT: ("Kontakt und Sprache", "contact and language"),
    DataClass.WHEREABOUTS: ("Aufenthaltsort", "whereabouts"),
    DataClass.RESIDENCE: ("Aufenthaltsstatus", "residence status"),
    DataClass.ASYLUM: ("Asylverfahren", "asylum procedure"),
    DataClass.BENEFITS: ("Leistungen", "benefits"),
    DataClass.LEARNING: ("Sprache und Bildung", "language and education"),
    DataClass.WORK: ("Arbeit und Ziele", "work and goals"),
    DataClass.FAMILY: ("Familie und Haushalt", "family and household"),
    DataClass.HEALTH: ("Gesundheit", "health"),
    DataClass.YOUTH: ("Jugendhilfe", "youth welfare"),
    DataClass.COUNSELLING: ("Notizen der Beratung", "counselling notes"),
    DataClass.VOLUNTEERING: ("Notizen der Ehrenamtlichen", "volunteers' notes"),
}
