"""What each role is, in a sentence, and an example of somebody who has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nahtlos.access.policy import Permission
from nahtlos.organisations.enums import Role


@dataclass(frozen=True, slots=True)
class InWords:
    """A role as one explains it to a new colleague."""

    does: Promise
    example: Promise


ROLES: Mapping[str, InWords] = {
    Role.CLERK: InWords(
        _("Works on the cases of the organisation: reads, records, imports lists, decides who is who."),
        _("Ms Weber of the Sozialamt records when somebody moves."),
    ),
    Role.TEAM_LEAD: InWords(
        _("Works on cases like a case worker and looks after the shared lists of the team."),
        _("Mr Lang distributes the work of his team in the Jobcenter."),
    ),
    Role.COORDINATOR: InWords(
        _("Reads cases and lists and takes lists out, but changes nothing in a file."),
        _("Ms Aydin prepares the case conference."),
    ),
    Role.COUNSELLOR: InWords(
        _("Works on the cases in which the counselling takes part; takes no lists out."),
        _("Mr Sommer of the migration counselling notes that an interpreter is needed."),
    ),
    Role.VOLUNTEER: InWords(
        _("Accompanies one person and sees no file."),
        _("Ms Klein of the association goes with a family to the office."),
    ),
    Role.DATA_PROTECTION_OFFICER: InWords(
        _("Watches over data protection and opens no file."),
        _("Mr Brandt checks once a year who may see what."),
    ),
    Role.ADMINISTRATOR: InWords(
        _("Invites colleagues, gives roles and ends work here, and opens no file."),
        _("Ms Roth of the personnel office lets the new trainee in on Monday."),
    ),
}

PERMISSIONS: Mapping[Permission, Promise] = {
    Permission.CASE_READ: _("open files in which the organisation takes part"),
    Permission.CASE_LIST: _("see the list of these files"),
    Permission.CASE_EXPORT: _("take the list out as a spreadsheet"),
    Permission.PERSON_SEARCH: _("look for people"),
    Permission.PERSON_CREATE: _("open a file for somebody who has none"),
    Permission.FACT_RECORD: _("record statements with source and date"),
    Permission.NOTE_WRITE: _("write notes of counselling, health, youth welfare or volunteers"),
    Permission.CONFLICT_CLOSE: _("say which of two contradicting statements holds"),
    Permission.DEADLINE_TICK: _("mark a deadline as done"),
    Permission.LIST_IMPORT: _("read the organisation's list into the files"),
    Permission.VIEW_KEEP: _("rename and delete lists that colleagues have shared"),
    Permission.MATCH_DECIDE: _("decide whether two records are one person"),
    Permission.CASE_CLOSE: _("close cases that the own office leads, and open closed ones again"),
    Permission.JOURNAL_OF_CASE: _("see who looked at a file"),
    Permission.JOURNAL_OF_OFFICE: _("see who of the organisation looked at which file"),
    Permission.JOURNAL_EXPORT: _("take that out as a spreadsheet"),
    Permission.REPORT_MAKE: _("make the report of everything about a person, for her"),
    Permission.FACT_CONTEST: _("note that the person contests a statement"),
    Permission.CASE_RESTRICT: _("close a file to everybody but its lead and its source"),
    Permission.ERASURE_SEE: _("see which files are due for erasure"),
    Permission.ERASURE_ORDER: _("have files erased"),
    Permission.HANDOVER_WORK: _("hand files over, refer, and answer what other offices ask"),
    Permission.BOARD_READ: _("see what is overdue and how well it works, in numbers without people"),
    Permission.WORKER_WATCH: _("see whether jobs and mails get through"),
    Permission.STAFF_MANAGE: _("invite colleagues, give roles, end work here"),
}
