"""What the journal says was done, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: Mapping[str, Promise] = {
    "case.read": _("opened the file"),
    "case.reason": _("said why she opens the file"),
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
    "consent.given": _("recorded a consent"),
    "consent.withdrawn": _("recorded that a consent was withdrawn"),
    "consent.listed": _("saw the consents"),
    "consent.printed": _("printed a form of consent"),
    "consent.exported": _("exported the consents"),
    "emergency.opened": _("opened the file in an emergency"),
    "emergency.reviewed": _("reviewed an emergency"),
    "journal.read": _("saw who looked"),
    "journal.office_read": _("saw the journal of the organisation"),
    "journal.exported": _("exported the journal"),
    "fact.contested": _("noted that a statement is contested"),
    "contest.answered": _("answered a contested statement"),
    "fact.restricted": _("restricted a statement"),
    "fact.unrestricted": _("lifted a restriction"),
    "protection.set": _("protected where she lives"),
    "protection.ended": _("ended the protection of where she lives"),
    "report.made": _("made the report of everything about her"),
    "erasure.previewed": _("looked what erasing would take away"),
    "erasure.ordered": _("ordered files to be erased"),
    "case.erased": _("erased a file"),
    "import.prepared": _("uploaded a list"),
    "import.committed": _("had a list carried out"),
    "import.done": _("carried out a list"),
    "import.discarded": _("discarded a list"),
    "import.undone": _("took a list back"),
    "import.report_taken": _("took out the report of a list"),
    "import.refused_rows_taken": _("took out the refused rows of a list"),
    "person.searched": _("searched for a person"),
    "match.opened": _("opened a row that waits for a decision"),
    "membership.chosen": _("chose another organisation"),
    "purpose.chosen": _("chose another purpose"),
    "access.denied": _("was refused"),
    "login.done": _("logged in"),
    "login.failed": _("failed to log in"),
    "login.ended": _("logged out"),
    "login.locked": _("was kept out after too many attempts"),
    "login.expired": _("was logged out for having done nothing"),
    "login.proved": _("confirmed who she is"),
    "login.factor_added": _("set up a second factor"),
    "login.factor_removed": _("removed a second factor"),
    "login.password_changed": _("changed the password"),
    "staff.invited": _("invited a colleague"),
    "staff.invitation_withdrawn": _("withdrew an invitation"),
    "staff.joined": _("joined the organisation"),
    "staff.access_renewed": _("renewed the access of a colleague"),
    "staff.desk_changed": _("changed team or telephone of a colleague"),
    "staff.role_changed": _("changed the role of a colleague"),
    "staff.absence_noted": _("noted an absence"),
    "staff.unit_added": _("added a team"),
    "staff.cases_handed_over": _("handed the cases of a colleague over"),
    "staff.left": _("ended the work of a colleague here"),
    "role.viewed": _("looked at the view of a role"),
}


def verb(code: str) -> str:
    """What was done; a code nobody has named yet is shown as it is."""
    return str(VERBS.get(code, code))


#: What looks unusual, with how often.
HINTS: Mapping[str, Promise] = {
    "hour": _("opened %(n)s files within one hour"),
    "outside": _("opened %(n)s files outside her own cases and did nothing in them"),
    "night": _("opened %(n)s files at night"),
    "own_name": _("opened %(n)s files of persons with her own family name"),
    "refused": _("was refused %(n)s times"),
}
