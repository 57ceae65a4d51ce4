"""Kept answers follow the rules: after a module was switched on or off, and after a new version of the rule book.

Every answer says under which rules it was made. So what is still to be done is a query, and whoever is interrupted goes
on where he was.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from django.db import transaction

from nahtlos import law
from nahtlos.audit import journal
from nahtlos.cases.answers import recompute
from nahtlos.cases.models import AnswerPeriod, Case
from nahtlos.cases.modules import rules_in_force
from nahtlos.core.context import Acting, acting
from nahtlos.organisations.models import District

_AT_ONCE = 200

#: Told after every step: people done, people in all of this district.
Progress = Callable[[str, int, int], None]


def follow_rules(progress: Progress | None = None) -> int:
    """Every kept answer of every open case is one of the rules in force; returns how many people were asked anew."""
    version = law.version_of(rules_in_force())
    districts = District.objects.order_by("name").values_list("id", "name")
    return sum(_district(district, name, version, progress) for district, name in districts)


def people_behind() -> int:
    """How many people still have answers made under other rules."""
    version = law.version_of(rules_in_force())
    behind = 0
    for district in District.objects.values_list("id", flat=True):
        with acting(_at_work(district)), transaction.atomic():
            behind += len(_behind(version))
    return behind


def _district(district: UUID, name: str, version: str, progress: Progress | None) -> int:
    done = 0
    with acting(_at_work(district)):
        with transaction.atomic():
            people = _behind(version)
        for start in range(0, len(people), _AT_ONCE):
            with transaction.atomic():
                # Relatives of an earlier step have followed already.
                behind = _behind(version, people[start : start + _AT_ONCE])
                list(Case.objects.select_for_update(of=("self",)).filter(person__in=behind).values_list("id"))
                recompute(behind)
            done = min(start + _AT_ONCE, len(people))
            if progress:
                progress(name, done, len(people))
        if people:
            with transaction.atomic():
                journal.record("law.followed", people=done, rules=version)
    return done


def _at_work(district: UUID) -> Acting:
    return Acting(account=None, organisation=None, district=district, purpose="law", system="recompute")


def _behind(version: str, among: Collection[UUID] | None = None) -> list[UUID]:
    """People with an open case whose answers were made under other rules."""
    answers = AnswerPeriod.objects.exclude(rules_version=version).filter(person__case__closed_on=None)
    if among is not None:
        answers = answers.filter(person__in=among)
    return sorted(answers.values_list("person_id", flat=True).distinct())
