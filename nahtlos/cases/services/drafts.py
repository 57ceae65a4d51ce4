"""What somebody types is kept while she types, for herself alone, until she saves or a week has passed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import connection, models, transaction

from nahtlos.cases.models import Draft
from nahtlos.core import clock
from nahtlos.organisations.actor import Actor

#: Longer than a form of this workspace can get; whatever is larger is not kept.
LARGEST = 20_000
KEPT = timedelta(days=7)
#: A keystroke may still be on its way when the form is saved; it does not bring the draft back.
_ON_ITS_WAY = timedelta(seconds=15)

Typed = Mapping[str, Sequence[str]]


def find_draft(actor: Actor, form: str) -> Draft | None:
    """Her draft of this form, unless it is older than a week."""
    draft = _mine(actor, form).filter(saved_at__gt=clock.now() - KEPT).first()
    return draft if draft is not None and draft.data else None


@transaction.atomic
def keep_draft(*, by: Actor, form: str, data: Typed) -> bool:
    """What she has typed so far is kept in place of what was; returns whether it was."""
    if len(json.dumps(data)) > LARGEST:
        return False
    draft = _mine(by, form).select_for_update().first()
    now = clock.now()
    if draft is None:
        draft = Draft(account_id=by.account_id, organisation_id=by.organisation_id, form=form)
    elif not draft.data and draft.saved_at > now - _ON_ITS_WAY:
        return False
    draft.data, draft.saved_at = {name: list(values) for name, values in data.items()}, now
    draft.save()
    return True


def drop_draft(*, by: Actor, form: str) -> None:
    """It was saved or thrown away: nothing of what she typed is left."""
    _mine(by, form).update(data={}, saved_at=clock.now())


def forget_drafts() -> int:
    """Drafts of everybody that are older than a week are gone; returns how many. Nobody reads them for it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select nt.forget_drafts()")
        (gone,) = cursor.fetchone()
    return int(gone)


def _mine(actor: Actor, form: str) -> models.QuerySet[Draft]:
    return Draft.objects.filter(account=actor.account_id, organisation=actor.organisation_id, form=form)
