"""`nahtlos handover list|show|accept|reject … --as USER`"""

from __future__ import annotations

import argparse
import json
from typing import Any
from uuid import UUID

from nahtlos.config import instance
from nahtlos.config.command import Refused, data_folder, parser_for, start_django

#: As in the tables of the machines, which are not read before Django stands; a test compares.
REASONS = ("not_responsible", "incomplete", "unknown_person", "no_capacity", "not_eligible")


def main(argv: list[str]) -> int:
    """Handovers and referrals in the name of a member of one side. Exit 1 when it is refused or there is no such one,
    2 when the call itself is wrong."""
    parser = parser_for(
        "handover",
        "List, show, accept or decline handovers and referrals. Journalled like every look and act.",
        "nahtlos handover accept A3XU-P2EW --as jana --json",
    )
    parser.add_argument("action", choices=["list", "show", "accept", "reject"])
    parser.add_argument("reference", nargs="?", help="reference or id of the handover")
    parser.add_argument("--as", dest="user", required=True, metavar="USER")
    parser.add_argument("--box", default="incoming", choices=["incoming", "outgoing", "overdue", "ended"])
    parser.add_argument("--contact", metavar="USER", help="whom one calls at the accepting office (default: USER)")
    parser.add_argument("--reason", choices=REASONS, help="why it is declined")
    parser.add_argument("--responsible", metavar="KIND", help="with not_responsible: kind of the office that is")
    parser.add_argument("--note", default="")
    parser.add_argument("--json", action="store_true", help="as JSON")
    options = parser.parse_args(argv)
    if options.action != "list" and not options.reference:
        raise Refused("Please name the handover by its reference.", 2)
    if options.action == "reject" and not options.reason:
        raise Refused(f"Please give a --reason: {', '.join(REASONS)}.", 2)
    if options.reason == "not_responsible" and not options.responsible:
        raise Refused("Please name the kind of office that is --responsible, for example sozialamt.", 2)
    with instance.opened(data_folder(), existing=True):
        start_django()
        done = _do(options)
    if options.json:
        print(json.dumps(done, ensure_ascii=False, indent=1))
    else:
        for one in done if isinstance(done, list) else [done]:
            _print(one)
    return 0


def _do(options: argparse.Namespace) -> Any:
    from django.db import transaction  # noqa: PLC0415 -- needs settings

    from nahtlos.config.commands.actors import actor_named  # noqa: PLC0415
    from nahtlos.core.context import acting  # noqa: PLC0415
    from nahtlos.handovers.machines import NotPossible  # noqa: PLC0415
    from nahtlos.handovers.models import Transfer  # noqa: PLC0415
    from nahtlos.organisations.actor import AccessDenied  # noqa: PLC0415

    by = actor_named(options.user)
    try:
        with transaction.atomic(), acting(by.acting()):
            return _act(by, options)
    except NotPossible as refused:
        raise Refused(str(refused)) from None
    except (Transfer.DoesNotExist, AccessDenied):
        raise Refused("There is no such handover for you.") from None


def _act(by: Any, options: argparse.Namespace) -> Any:
    from nahtlos.handovers.selectors import get_transfer, list_transfers, visible  # noqa: PLC0415
    from nahtlos.handovers.services.answering import accept, reject, staff  # noqa: PLC0415
    from nahtlos.organisations.models import Organisation  # noqa: PLC0415

    if options.action == "list":
        return [_line(line) for line in list_transfers(by, options.box)[0]]
    try:
        transfer = UUID(options.reference)
    except ValueError:
        transfer = visible(by).get(reference=options.reference.upper()).id
    if options.action == "accept":
        named = next((one.id for one in staff(by) if one.account.username == options.contact), None)
        if options.contact and named is None:
            raise Refused(f"{options.contact} cannot be named as contact person.", 2)
        accept(by=by, transfer_id=transfer, contact=named, note=options.note)
    elif options.action == "reject":
        office = Organisation.objects.filter(district=by.district_id, kind=options.responsible or "").first()
        if options.responsible and office is None:
            raise Refused(f"There is no office of the kind {options.responsible} in the district.", 2)
        named_office = office.id if office else None
        reject(by=by, transfer_id=transfer, reason=options.reason, named=named_office, note=options.note)
    detail = get_transfer(by, transfer)
    steps = [
        {
            "at": step.at.isoformat(timespec="seconds"),
            "act": step.act,
            "by": step.by.username if step.by else "nahtlos",
            "reason": step.reason,
        }
        for step in detail.steps
    ]
    return {**_line(detail.line), "gaps": list(detail.gaps), "steps": steps}


def _line(line: Any) -> dict[str, Any]:
    """Nothing of the person before her file is open."""
    one = line.transfer
    return {
        "id": str(one.id),
        "reference": one.reference,
        "kind": one.kind,
        "state": one.state,
        "service": one.service,
        "from": one.sender.name,
        "to": one.receiver.name,
        "wanted_on": one.wanted_on.isoformat() if one.wanted_on else None,
        "law": one.law,
        "answer_until": one.due_on.isoformat(),
        "overdue": line.is_overdue,
        "acts": line.acts,
        "ready": one.ready,
        "needed": one.needed,
        "effective_on": one.effective_on.isoformat() if one.effective_on else None,
        "person": str(line.person_id) if line.person_id else None,
    }


def _print(one: dict[str, Any]) -> None:
    late = " overdue" if one["overdue"] else ""
    print(f"{one['reference']}  {one['kind']} {one['state']}{late}  {one['from']} -> {one['to']}")
    print(
        f"  from {one['wanted_on']}  {one['law']}  answer until {one['answer_until']}  {one['ready']}/{one['needed']}"
    )
    for step in one.get("steps", ()):
        print(f"  {step['at']}  {step['act']}  {step['by']}  {step['reason']}")
