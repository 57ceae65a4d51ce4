"""`nahtlos db url|start|stop`"""

from __future__ import annotations

import os

from nahtlos.config import environment, instance
from nahtlos.config.command import Refused, data_folder, parser_for


def main(argv: list[str]) -> int:
    """Print a connection URL; the embedded server keeps running until `nahtlos db stop`."""
    parser = parser_for(
        "db",
        "Connection URL of the database. The embedded PostgreSQL is started where needed and then keeps running.",
        'psql "$(nahtlos db url --role app)"',
    )
    parser.add_argument("action", choices=["url", "start", "stop"])
    parser.add_argument("--role", choices=["app", "owner"], default="app", help="app (default) or owner")
    options = parser.parse_args(argv)
    if instance.external():
        return _external(options.action, options.role)
    if options.action == "stop":
        instance.must_exist(data_folder())
        instance.server(data_folder()).stop()
        return 0
    with instance.opened(data_folder()) as running:
        assert running is not None  # noqa: S101 -- no external database here
        running.stay()
        if options.action == "url":
            name = "NAHTLOS_DATABASE_URL" if options.role == "app" else "NAHTLOS_OWNER_DATABASE_URL"
            print(os.environ[name])
    return 0


def _external(action: str, role: str) -> int:
    if action != "url":
        raise Refused("DATABASE_URL names an external database; it is started and stopped where it lives.", 2)
    url = environment.text("DATABASE_URL" if role == "app" else "DATABASE_OWNER_URL")
    if not url:
        raise Refused("DATABASE_OWNER_URL is not set, so the owner's URL is not known.", 2)
    print(url)
    return 0
