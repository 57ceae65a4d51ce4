"""Answers in a mail: a signed link names a task, an account and an answer. It opens nothing by itself: whoever follows it
logs in, sees what she is about to say, and says it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nahtlos.inbox.models import Task
from nahtlos.inbox.tasks import finish, give_back
from nahtlos.organisations.actor import Actor

_SALT = "nahtlos.inbox.answer"
#: Two weekly mails long.
_SECONDS = 15 * 24 * 3600

#: What can be said from a mail.
LABELS: dict[str, Promise] = {"done": _("Done"), "not_mine": _("Not mine")}


@dataclass(frozen=True, slots=True)
class Said:
    """What a link says."""

    task_id: UUID
    what: str


def token_for(account: UUID, task: UUID, what: str) -> str:
    """The end of a link."""
    return signing.dumps([str(account), str(task), what], salt=_SALT, compress=True)


def read(actor: Actor, token: str) -> Said:
    """Raises Task.DoesNotExist if it is made up, too old, or somebody else's."""
    try:
        account, task, what = signing.loads(token, salt=_SALT, max_age=_SECONDS)
    except (signing.BadSignature, ValueError):
        raise Task.DoesNotExist from None
    if account != str(actor.account_id) or what not in LABELS:
        raise Task.DoesNotExist
    return Said(UUID(task), what)


def say(*, by: Actor, said: Said) -> None:
    """Raises AccessDenied, Task.DoesNotExist."""
    if said.what == "done":
        finish(by=by, task_id=said.task_id)
    else:
        give_back(by=by, task_id=said.task_id)
