"""One table for each class of notes, so that the database can close each by itself.

A note is never rewritten: a correction is another row that takes its place, and both stay readable to whoever wrote them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q

from nahtlos.access.vocabulary import DataClass
from nahtlos.core.history import tracked
from nahtlos.core.models import Row
from nahtlos.organisations.models import Account, Organisation
from nahtlos.people.models import Person

LONGEST = 4000


class Note(Row):
    """What somebody wrote down about a day. It counts while `superseded_at` is empty.

    `restricted_at`: nobody but the organisation that wrote it sees it (Art. 18 DSGVO). What a note says, who wrote it and
    when is kept by a trigger; it moves with its file when files are merged, and back.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_under = models.ForeignKey(  #: the file it was written in, filled by the database
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    day = models.DateField()  #: of which it speaks
    text = models.TextField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    superseded_at = models.DateTimeField(null=True)
    superseded_why = models.CharField(max_length=200, blank=True)
    restricted_at = models.DateTimeField(null=True)
    restricted_why = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="%(class)s_says_something"),
            models.CheckConstraint(
                condition=Q(superseded_at=None, superseded_why="")
                | (Q(superseded_at__isnull=False) & ~Q(superseded_why="")),
                name="%(class)s_superseded_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"  # not its words: they have no business in a log


@tracked()
class CounsellingNote(Note):
    """What was said in migration counselling (§ 203 StGB)."""


@tracked()
class HealthNote(Note):
    """What an office needs to know about her health (§ 76 SGB X)."""


@tracked()
class YouthNote(Note):
    """What was entrusted to youth welfare (§ 65 SGB VIII)."""


@tracked()
class VolunteerNote(Note):
    """What somebody noted who accompanies her."""


#: class of data → its table
NOTES: Mapping[DataClass, type[Note]] = {
    DataClass.COUNSELLING: CounsellingNote,
    DataClass.HEALTH: HealthNote,
    DataClass.YOUTH: YouthNote,
    DataClass.VOLUNTEERING: VolunteerNote,
}
