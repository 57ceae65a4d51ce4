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
    CONFLICT_CLOSE = "conflict.close"  #: say which of two contradicting facts holds
    DEADLINE_TICK = "deadline.tick"  #: mark a deadline as done
    LIST_IMPORT = "list.import"  #: read the own organisation's list into the files
    VIEW_KEEP = "view.keep"  #: rename and delete saved lists that colleagues have shared
    MATCH_DECIDE = "match.decide"  #: decide whether two records are one person, and take it back
    BOARD_READ = "board.read"  #: see what is overdue and how well it works, as numbers without people
    WORKER_WATCH = "worker.watch"  #: see whether jobs and mails get through


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer of the policy; `reason` is a sentence for the user."""

    allowed: bool
    reason: str = ""


_READERS = frozenset({Permission.CASE_READ, Permission.CASE_LIST, Permission.PERSON_SEARCH})
_WORKERS = _READERS | {
    Permission.PERSON_CREATE,
    Permission.FACT_RECORD,
    Permission.CONFLICT_CLOSE,
    Permission.DEADLINE_TICK,
    Permission.CASE_EXPORT,
}
_IMPORTERS = _WORKERS | {Permission.LIST_IMPORT, Permission.MATCH_DECIDE}

#: role → what it may do in the files of its organisation
ROLES: Mapping[str, frozenset[Permission]] = {
    "clerk": _IMPORTERS,
    "team_lead": _IMPORTERS | {Permission.VIEW_KEEP, Permission.BOARD_READ},
    "coordinator": _READERS | {Permission.CASE_EXPORT, Permission.BOARD_READ},
    "counsellor": _WORKERS - {Permission.CASE_EXPORT},
    "volunteer": frozenset(),
    "data_protection_officer": frozenset(),
    "administrator": frozenset({Permission.WORKER_WATCH}),
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
