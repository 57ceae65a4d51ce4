"""Who may do what, as one table a data protection officer can print.

First slice: role x permission inside the own organisation; that a case is visible at all is decided by participation,
here and again in the database. Purposes and data classes per purpose are a later, finer table on the same path.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """One thing somebody may be allowed to do."""

    CASE_READ = "case.read"  #: open files in which the own organisation takes part
    CASE_LIST = "case.list"  #: see the list of these files
    CASE_EXPORT = "case.export"  #: take the list out as a spreadsheet; journalled
    PERSON_SEARCH = "person.search"  #: look for people; every search is journalled
    PERSON_CREATE = "person.create"  #: open a file for somebody who has none
    FACT_RECORD = "fact.record"  #: write a fact with source and date
    NOTE_WRITE = "note.write"  #: write notes of the classes the own organisation writes; correct and withdraw one's own
    CONFLICT_CLOSE = "conflict.close"  #: say which of two contradicting facts holds
    DEADLINE_TICK = "deadline.tick"  #: mark a deadline as done
    LIST_IMPORT = "list.import"  #: read the own organisation's list into the files
    HANDOVER_WORK = (
        "handover.work"  #: hand cases over, refer, answer; which step whom, say the tables of handovers.machines
    )
    CASE_CLOSE = "case.close"  #: close a case that the own organisation leads; open it again where it took part
    VIEW_KEEP = "view.keep"  #: rename and delete saved lists that colleagues have shared
    MATCH_DECIDE = "match.decide"  #: decide whether two records are one person, and take it back
    BOARD_READ = "board.read"  #: see what is overdue and how well it works, as numbers without people
    WORKER_WATCH = "worker.watch"  #: see whether jobs and mails get through
    JOURNAL_OF_CASE = "journal.case"  #: see who looked at a file
    JOURNAL_OF_OFFICE = "journal.office"  #: see who of the own organisation looked at which file, without contents
    JOURNAL_EXPORT = "journal.export"  #: take that out as a spreadsheet; journalled
    REPORT_MAKE = "report.make"  #: make the report of everything about a person, for her (Art. 15 DSGVO)
    FACT_CONTEST = "fact.contest"  #: note that the person contests a statement; its source is asked
    CASE_RESTRICT = "case.restrict"  #: close a file to everybody but its lead and its source (Art. 18 DSGVO)
    ERASURE_SEE = "erasure.see"  #: see which files are due for erasure
    ERASURE_ORDER = "erasure.order"  #: have them erased
    STAFF_MANAGE = "staff.manage"  #: invite colleagues, give and take roles, end their work in the own organisation


#: What is done with files is done for a purpose, and the agreement of the district has to know it.
OF_FILES = frozenset(Permission) - {
    Permission.JOURNAL_OF_OFFICE,
    Permission.JOURNAL_EXPORT,
    Permission.ERASURE_SEE,
    Permission.ERASURE_ORDER,
    Permission.STAFF_MANAGE,
    Permission.BOARD_READ,
    Permission.WORKER_WATCH,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer of the policy; `reason` is a sentence for the user."""

    allowed: bool
    reason: str = ""


_READERS = frozenset({Permission.CASE_READ, Permission.CASE_LIST, Permission.PERSON_SEARCH})
_WORKERS = _READERS | {
    Permission.PERSON_CREATE,
    Permission.FACT_RECORD,
    Permission.NOTE_WRITE,
    Permission.CONFLICT_CLOSE,
    Permission.DEADLINE_TICK,
    Permission.CASE_EXPORT,
    Permission.JOURNAL_OF_CASE,
    Permission.REPORT_MAKE,
    Permission.FACT_CONTEST,
    Permission.CASE_RESTRICT,
    Permission.HANDOVER_WORK,
}
_IMPORTERS = _WORKERS | {Permission.LIST_IMPORT, Permission.MATCH_DECIDE, Permission.CASE_CLOSE}

_GUARDS = frozenset(
    {
        Permission.JOURNAL_OF_OFFICE,
        Permission.JOURNAL_EXPORT,
        Permission.ERASURE_SEE,
        Permission.ERASURE_ORDER,
    }
)

#: role → what it may do in the files of its organisation
ROLES: Mapping[str, frozenset[Permission]] = {
    "clerk": _IMPORTERS,
    "team_lead": _IMPORTERS | {Permission.VIEW_KEEP, Permission.BOARD_READ},
    "coordinator": _READERS | {Permission.CASE_EXPORT, Permission.BOARD_READ},
    "counsellor": _WORKERS - {Permission.CASE_EXPORT, Permission.REPORT_MAKE, Permission.CASE_RESTRICT},
    "volunteer": frozenset(),
    "data_protection_officer": _GUARDS,
    "administrator": frozenset({Permission.STAFF_MANAGE, Permission.WORKER_WATCH}),
}

#: Organisations that keep a list of their own which the workspace can read.
LIST_KEEPERS: Mapping[str, str] = {
    "auslaenderbehoerde": "auslaenderbehoerde",
    "sozialamt": "sozialamt",
    "arbeitsagentur": "arbeitsagentur",
    "jobcenter": "jobcenter",
}


def may(role: str, organisation_kind: str, permission: Permission) -> Decision:
    """Whether somebody with this role in an organisation of this kind may do it; an unknown role may do nothing."""
    if permission not in ROLES.get(role, frozenset()):
        return Decision(False, "Your role does not include this.")
    if permission is Permission.LIST_IMPORT and organisation_kind not in LIST_KEEPERS:
        return Decision(False, "Your organisation keeps no list that nahtlos can read.")
    return Decision(True)
