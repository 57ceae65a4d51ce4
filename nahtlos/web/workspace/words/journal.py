"""What the journal says was done, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: Mapping[str, Promise] = {
    "case.read": _("opened the file"),
    "case.opened": _("opened a new file"),
    "case.listed": _("saw the list"),
    "case.exported": _("exported the list"),
    "form.opened": _("opened a form"),
    "fact.recorded": _("recorded a statement"),
    "fact.corrected": _("corrected or withdrew a statement"),
    "conflict.closed": _("settled a contradiction"),
    "conflict.reopened": _("reopened a contradiction"),
    "deadline.done": _("marked a deadline as done"),
    "deadline.reopened": _("reopened a deadline"),
    "wish.noted": _("noted how she wants to be met"),
    "name.added": _("added a name"),
    "contact.named": _("named a contact person"),
    "record.attached": _("added an entry to the file"),
    "record.unlinked": _("separated a record"),
    "person.merged": _("merged two files"),
    "person.unmerged": _("took a merge back"),
    "match.checked": _("checked whether she is known"),
    "match.decided": _("decided who a row of a list is"),
    "match.taken_back": _("took a decision on a row back"),
    "programmes.read": _("looked for programmes"),
    "task.given": _("gave a task"),
    "task.done": _("finished a task"),
    "task.reopened": _("reopened a task"),
    "task.given_back": _("gave a task back to the organisation"),
    "newcomer.letter_made": _("made a letter for a newcomer"),
    "newcomer.informed": _("informed a newcomer"),
    "newcomer.reopened": _("took back that a newcomer was informed"),
    "journal.read": _("saw who looked"),
    "access.denied": _("was refused"),
    "login.done": _("logged in"),
    "login.failed": _("failed to log in"),
    "login.ended": _("logged out"),
}


def verb(code: str) -> str:
    """What was done; a code nobody has named yet is shown as it is."""
    return str(VERBS.get(code, code))
