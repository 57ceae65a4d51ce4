"""`nahtlos law drill` over all open cases of the installation."""

from __future__ import annotations

import argparse

from nahtlos.config import instance
from nahtlos.config.command import data_folder, start_django
from nahtlos.law import command
from nahtlos.law.drilling import command as drilling


def main(argv: list[str]) -> int:
    """Count what a module does to everybody in the files. Nothing is written, and nobody is named."""

    def over_the_installation(arguments: argparse.Namespace) -> list[str]:
        drilling.directions(arguments.module, arguments.on, {})  # a slip of the pen is said before a database starts
        with instance.opened(data_folder(), existing=True):
            start_django()
            from nahtlos.cases.drilling import open_cases  # noqa: PLC0415 -- needs settings
            from nahtlos.cases.modules import switched_on  # noqa: PLC0415

            return drilling.run(arguments, open_cases(), switched_on())

    return command.main(argv, drill=over_the_installation)
