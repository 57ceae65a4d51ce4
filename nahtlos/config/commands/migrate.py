"""`nahtlos migrate`"""

from __future__ import annotations

from nahtlos.config import instance
from nahtlos.config.command import data_folder, parser_for, start_django


def main(argv: list[str]) -> int:
    """Bring the database to the present schema, as the owner."""
    parser_for("migrate", "Bring the database to the present schema; safe to repeat.", "nahtlos migrate").parse_args(
        argv
    )
    with instance.opened(data_folder()):
        start_django()
        from nahtlos.core.migrate import migrate  # noqa: PLC0415 -- needs settings

        migrate(verbosity=1)
    return 0
