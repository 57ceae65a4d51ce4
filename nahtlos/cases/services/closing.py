"""Closing a case with its outcome, and opening it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nahtlos.access.policy import Permission
from nahtlos.audit import journal
from nahtlos.cases import happenings
from nahtlos.cases.answers import recompute
from nahtlos.cases.closing import end_case, open_again, settle
from nahtlos.cases.enums import CHOSEN_OUTCOMES, CHOSEN_REASONS, AccessLevel
from nahtlos.cases.models import Case, CaseAccess, Closing, Participation, Responsibility
from nahtlos.cases.services.facts import case_of
from nahtlos.core import clock
from nahtlos.core.context import as_system
from nahtlos.organisations.actor import AccessDenied, Actor


class NotNow(Exception):
    """The case cannot be closed or opened; the text is a sentence for the user."""


class Outdated(NotNow):
    """Somebody has changed the case since the page was opened; nothing was written."""


@dataclass(frozen=True, slots=True)
class Closable:
    """What the page about closing asks: whether it can be done now (`obstacle`: why not), and which last day is possible."""

    case: Case
    obstacle: str | Promise
    earliest: date  #: the first possible last day of the case
    latest: date


def closable(actor: Actor, person_id: UUID) -> Closable:
    """What stands against closing, looked at without closing. Raises AccessDenied, Case.DoesNotExist."""
    actor.require(Permission.CASE_CLOSE)
    mine = CaseAccess.objects.filter(organisation=actor.organisation_id, person=person_id).values("case")
    case = Case.objects.select_related("person").get(id__in=mine, person=person_id, person__merged_into=None)
    return Closable(case, _obstacle(actor, case), _earliest(case), clock.today())


@transaction.atomic
def close(
    *,
    by: Actor,
    person_id: UUID,
    outcome: str,
    note: str = "",
    last_day: date | None = None,
    version: int | None = None,
) -> Closing:
    """The case is open until `last_day` (inclusive; today, if not given), and then only read by those who took part.

    Only the leading office closes, and only what is not on its way to another office. The last day lies neither in the
    future, because nobody knows what happens until then, nor before the present lead or a participation began, because
    nobody rewrites who was responsible. `version`: that of the case when the page was opened.
    Raises AccessDenied, Case.DoesNotExist, NotNow, Outdated.
    """
    by.require(Permission.CASE_CLOSE)
    case = case_of(by, person_id, closed_too=True)
    if obstacle := _obstacle(by, case):
        raise NotNow(obstacle)
    if version is not None and version != case.version:
        raise Outdated(_("The case has been changed since you opened this page. Please look at it once more."))
    if outcome not in CHOSEN_OUTCOMES:
        raise NotNow(_("Please choose with what the case ends."))
    last_day = last_day or clock.today()
    if last_day > clock.today():
        raise NotNow(_("The last day lies in the future. Please close the case when it has come."))
    if last_day < _earliest(case):
        raise NotNow(
            _("Until a later day than this somebody was responsible or joined. Please choose a later last day.")
        )
    with as_system("linkage"):
        closing = end_case(case, outcome=outcome, last_day=last_day, by=by, note=note.strip()[:300])
    journal.record("case.closed", "person", person_id, closing=str(closing.id))
    return closing


@transaction.atomic
def close_as(
    *, case: Case, outcome: str, by: Actor | None = None, note: str = "", last_day: date | None = None
) -> Closing:
    """For a job that closes a case because of what it has done itself, such as moving it to another district.

    Nobody's permission is asked and no step of another office stands in the way: what is open lapses. `last_day` is
    inclusive and by default today; the caller knows that nothing in the case began later, and acts for somebody of the
    district of the case. Raises NotNow if it is closed.
    """
    with as_system("linkage"):
        locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        if locked.closed_on is not None:
            raise NotNow(_("The case is closed already."))
        closing = end_case(locked, outcome=outcome, last_day=last_day or clock.today(), by=by, note=note[:300])
    journal.record("case.closed", "person", case.person_id, closing=str(closing.id))
    return closing


@transaction.atomic
def reopen(*, by: Actor, person_id: UUID, why: str, note: str = "") -> Closing:
    """The case is open again: from now on, or, on the day on which it was closed, as if that had not happened.

    Any office that took part at the end may do it, not only the one that closed: she may turn to any of them, and must
    not be sent away to have a file opened. The law is asked who leads today; where it names nobody, the office that opens.
    Everybody who took part takes part again. Raises AccessDenied, Case.DoesNotExist, NotNow.
    """
    by.require(Permission.CASE_CLOSE)
    case = case_of(by, person_id, closed_too=True)
    if case.closed_on is None:
        raise NotNow(_("The case is open already."))
    if not may_reopen(by, person_id):
        raise AccessDenied("Only an office that took part when the case was closed can open it again.")
    if why not in CHOSEN_REASONS:
        raise NotNow(_("Please choose why the case is opened again."))
    with as_system("linkage"):
        closing = open_again(case, why=why, by=by, note=note.strip()[:300])
    recompute([person_id])
    with as_system("linkage"):
        settle([closing])
    journal.record("case.reopened", "person", person_id, closing=str(closing.id))
    return closing


def may_close(actor: Actor, lead: Responsibility | None) -> bool:
    """Whether the actor's page offers to close a case with this lead."""
    return bool(actor.may(Permission.CASE_CLOSE)) and lead is not None and lead.organisation_id == actor.organisation_id


def may_reopen(actor: Actor, person_id: UUID) -> bool:
    """Whether the actor may open this closed case again: her office took part in it at the end."""
    part = CaseAccess.objects.filter(
        organisation=actor.organisation_id, person=person_id, level=AccessLevel.CLOSED
    ).exists()
    return bool(actor.may(Permission.CASE_CLOSE)) and part


def _obstacle(actor: Actor, case: Case) -> str | Promise:
    """Why the case cannot be closed now; empty when it can."""
    if case.closed_on is not None:
        return _("The case is closed already.")
    lead = Responsibility.objects.filter(case=case, valid_until=None).first()
    if lead is None or lead.organisation_id != actor.organisation_id:
        return _("Only the leading office can close the case; please ask it.")
    with as_system("linkage"):
        answers = happenings.closing_asked.send(sender=None, case=case)
    return next((sentence for _receiver, sentence in answers if sentence), "")


def _earliest(case: Case) -> date:
    """The last day of a case lies neither before it was opened nor before what goes on in it began."""
    began = [case.opened_on]
    for model in (Responsibility, Participation):
        began += model._default_manager.filter(case=case, valid_until=None).values_list("valid_from", flat=True)
    return max(began)
