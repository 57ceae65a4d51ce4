"""Who may do what: the whole table, so that a changed right is a changed test."""

from __future__ import annotations

import pytest

from nahtlos.access.policy import LIST_KEEPERS, ROLES, Permission, may
from nahtlos.organisations.enums import OrganisationKind, Role

#: role → what it may do in a Jobcenter, in the words of the policy
TABLE = {
    "clerk": "case.read case.list case.export person.search person.create fact.record note.write conflict.close deadline.tick"
    " handover.work list.import match.decide case.close journal.case report.make fact.contest case.restrict",
    "team_lead": "case.read case.list case.export person.search person.create fact.record note.write conflict.close deadline.tick"
    " handover.work list.import match.decide case.close view.keep journal.case report.make fact.contest case.restrict"
    " board.read",
    "coordinator": "case.read case.list case.export person.search board.read",
    "counsellor": "case.read case.list person.search person.create fact.record note.write conflict.close deadline.tick journal.case"
    " fact.contest handover.work",
    "volunteer": "",
    "data_protection_officer": "journal.office journal.export erasure.see erasure.order",
    "administrator": "staff.manage worker.watch",
}


@pytest.mark.parametrize("role", sorted(TABLE))
def test_each_role_may_do_what_the_table_says_and_nothing_else(role: str) -> None:
    allowed = {permission for permission in Permission if may(role, "jobcenter", permission).allowed}
    assert allowed == set(TABLE[role].split())


def test_every_role_is_in_the_table() -> None:
    assert set(ROLES) == set(TABLE) == set(Role)


@pytest.mark.parametrize("permission", list(Permission))
def test_an_unknown_role_may_do_nothing(permission: Permission) -> None:
    decision = may("emperor", "jobcenter", permission)
    assert not decision.allowed
    assert decision.reason


@pytest.mark.parametrize("kind", list(OrganisationKind))
def test_only_offices_that_keep_a_list_read_one_in(kind: str) -> None:
    decision = may("clerk", kind, Permission.LIST_IMPORT)
    assert decision.allowed is (kind in LIST_KEEPERS)
    assert bool(decision.reason) is not decision.allowed
