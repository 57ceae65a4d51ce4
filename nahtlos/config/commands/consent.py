"""`nahtlos consent export PERSON --as USER --purpose P`"""

from __future__ import annotations

import json
from uuid import UUID

from nahtlos.config import instance
from nahtlos.config.command import Refused, data_folder, parser_for, start_django


def main(argv: list[str]) -> int:
    """Print the consents of one person as JSON-LD (DPV). Exit 1 when there is no such case for this user."""
    parser = parser_for(
        "consent",
        "Consents of one person in the Data Privacy Vocabulary, as far as this user may know them. Journalled.",
        "nahtlos consent export 0190… --as jana --purpose sgb_ii_task",
    )
    parser.add_argument("action", choices=["export"])
    parser.add_argument("person", help="id of the person")
    parser.add_argument("--as", dest="user", required=True, metavar="USER")
    parser.add_argument("--purpose", required=True, metavar="P")
    options = parser.parse_args(argv)
    with instance.opened(data_folder(), existing=True):
        start_django()
        print(_export(options.person, options.user, options.purpose))
    return 0


def _export(person: str, user: str, purpose: str) -> str:
    from django.db import transaction  # noqa: PLC0415 -- needs settings

    from nahtlos.audit import journal  # noqa: PLC0415
    from nahtlos.config.commands.actors import actor_named  # noqa: PLC0415
    from nahtlos.core import clock  # noqa: PLC0415
    from nahtlos.core.context import acting  # noqa: PLC0415
    from nahtlos.grants.consents import consents_of  # noqa: PLC0415
    from nahtlos.grants.export import as_json_ld  # noqa: PLC0415
    from nahtlos.organisations.actor import AccessDenied  # noqa: PLC0415
    from nahtlos.people.models import Person  # noqa: PLC0415

    by = actor_named(user, purpose)
    try:
        with transaction.atomic(), acting(by.acting()):
            hers = Person.objects.get(id=UUID(person)).id
            journal.record("consent.exported", "person", hers)
            return json.dumps(as_json_ld(consents_of(by, hers), clock.today()), ensure_ascii=False, indent=1)
    except ValueError:
        raise Refused(f"{person!r} is not the id of a person.", 2) from None
    except (Person.DoesNotExist, AccessDenied):
        raise Refused("There is no such case for you.") from None
