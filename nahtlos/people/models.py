"""The person: her names in every spelling, her numbers, how to reach her, with whom she lives.

Every row says which organisation's record it came from, so that a wrong link can be taken apart again without loss.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from nahtlos.core.history import tracked
from nahtlos.core.models import Row
from nahtlos.organisations.models import Account, District, Organisation
from nahtlos.people.enums import PERSONAL_IDENTIFIERS, ContactKind, IdentifierKind, LinkedHow, NameKind, Sex


@tracked()
class Person(Row):
    """One human being, once. The columns beside the key are the summary shown in lists, kept by `people.services`."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")
    family_name = models.CharField(max_length=200, blank=True)
    given_names = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=200, blank=True)  #: German order of names, see linkage.keys.sort_key
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    birth_year = models.SmallIntegerField(null=True)
    birth_on = models.DateField(null=True)  #: None when only the year or nothing is known
    birth_is_vague = models.BooleanField(default=False)  #: 1 January or year only: often estimated at registration
    nationality = models.CharField(max_length=2, blank=True)  #: ISO 3166-1 alpha-2, XK Kosovo, XX stateless or unclear
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    withdrawn_at = models.DateTimeField(null=True)  #: nothing is known of her any more: the import was undone
    is_synthetic = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["district", "sort_key", "id"], name="person_in_order")]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.family_name, self.given_names) if part) or "–"


@tracked()
class Record(Row):
    """What one organisation keeps about the person: a row of its list, or an entry made by hand."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="records")
    profile = models.CharField(max_length=30)  #: which kind of list; `entry` when made by hand
    reference = models.CharField(max_length=120, blank=True)  #: the organisation's own number for the row
    fingerprint = models.CharField(max_length=64)  #: hash of what the row said last
    identity = models.JSONField(default=dict)  #: names, birth, numbers as this organisation knows them (for comparison)
    linked_how = models.CharField(max_length=12, choices=LinkedHow.choices)
    link_score = models.FloatField(null=True)
    link_reasons = models.JSONField(default=list)
    linked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    first_seen_on = models.DateField()
    last_seen_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)  #: the import that brought it was undone

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "profile", "reference"], name="record_by_reference"),
            models.Index(fields=["organisation", "fingerprint"], name="record_by_fingerprint"),
            models.Index(fields=["person"], name="record_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.profile} {self.reference}"


class OfPerson(Row):
    """A row about one person that came from one record."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="%(class)ss")
    record = models.ForeignKey(Record, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


@tracked()
class Name(OfPerson):
    """One spelling of one of her names; spellings are collected, never replaced."""

    kind = models.CharField(max_length=20, choices=NameKind.choices)
    family = models.CharField(max_length=200, blank=True)
    given = models.CharField(max_length=200, blank=True)
    is_current = models.BooleanField(default=True)  #: False once the record that said so says otherwise

    def __str__(self) -> str:
        return ", ".join(part for part in (self.family, self.given) if part)


class SearchKey(models.Model):
    """What any usual spelling of a name folds to; compared by equality, so that an index serves under row-level security."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="search_keys", db_index=False)
    use = models.CharField(max_length=6)  #: `search` for people typing, `block` for the linkage
    key = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "use", "key"], name="search_key_once")]
        indexes: ClassVar = [models.Index(fields=["use", "key", "person"], name="search_key_lookup")]

    def __str__(self) -> str:
        return self.key


@tracked()
class Identifier(OfPerson):
    """A number some office uses for her, as reported by `issuer`'s own list."""

    kind = models.CharField(max_length=20, choices=IdentifierKind.choices)
    issuer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=60)
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["issuer", "kind", "value"],
                condition=models.Q(kind__in=PERSONAL_IDENTIFIERS, is_current=True),
                name="personal_number_once_per_issuer",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["value"], name="identifier_by_value")]

    def __str__(self) -> str:
        return self.value


@tracked()
class Contact(OfPerson):
    """A telephone number (E.164) or e-mail address, as some organisation noted it."""

    kind = models.CharField(max_length=10, choices=ContactKind.choices)
    value = models.CharField(max_length=120)
    as_written = models.CharField(max_length=120, blank=True)
    is_current = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.value


@tracked()
class ContactWish(Row):
    """How she wants to be met: interpreter, whom she speaks to, how to reach her. Shown wherever somebody meets her."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="contact_wish")
    interpreter_needed = models.BooleanField(null=True)
    interpreter_language = models.CharField(max_length=12, blank=True)  #: CLDR code, fa-AF for Dari
    prefers_contact_with = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    preferred_channel = models.CharField(max_length=10, choices=ContactKind.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.note


class Household(Row):
    """People who live or are counted together, as one organisation counts them (its case or BG number)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "reference"], name="household_once_per_organisation")
        ]

    def __str__(self) -> str:
        return self.reference


@tracked()
class HouseholdMember(OfPerson):
    """Her place in a household."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members")
    position = models.CharField(max_length=20, blank=True)  #: head, spouse, child, other
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["household", "person", "record"], name="household_member_once")
        ]

    def __str__(self) -> str:
        return self.position
