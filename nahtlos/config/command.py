"""The command `nahtlos`: finds the sub-command, opens the installation it works on, and turns refusals into one sentence.

Exit codes: 0 done, 1 problems were found or something failed, 2 wrong use.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from nahtlos.config import instance
from nahtlos.config.environment import WrongConfiguration
from nahtlos.core.embedded import PostgresUnavailable

#: sub-command → module and one line of help. Modules are loaded only when called, so that `law` starts without Django.
COMMANDS = {
    "demo": ("nahtlos.config.commands.demo", "set up the fictional district and serve it"),
    "serve": ("nahtlos.config.commands.serve", "serve the workspace and its worker"),
    "worker": ("nahtlos.config.commands.worker", "carry out jobs"),
    "migrate": ("nahtlos.config.commands.migrate", "bring the database to the present schema"),
    "doctor": ("nahtlos.config.commands.doctor", "check that nothing is lost; exit 1 with the list of violations"),
    "access": ("nahtlos.config.commands.access", "print who may do what with which class of data"),
    "agreement": ("nahtlos.config.commands.agreement", "make the papers of a cooperation from the running policy"),
    "account": ("nahtlos.config.commands.account", "people who log in: list, invite, renew access, deactivate"),
    "audit": ("nahtlos.config.commands.audit", "seal the journal; prove that nobody rewrote it"),
    "import": ("nahtlos.config.commands.import_list", "read an agency's list into the files"),
    "arrivals": ("nahtlos.config.commands.arrivals", "how soon newcomers hear of the employment agency's offer"),
    "consent": ("nahtlos.config.commands.consent", "print the consents of one person as JSON-LD"),
    "case": ("nahtlos.config.commands.case", "show one case"),
    "handover": ("nahtlos.config.commands.handover", "list, show, accept or decline handovers and referrals"),
    "db": ("nahtlos.config.commands.db", "connection URL of the database, start and stop of the embedded one"),
    "generate": ("nahtlos.config.commands.generate", "make synthetic people and the lists four agencies keep of them"),
    "rights": (
        "nahtlos.config.commands.rights",
        "everything about a person, erasure by schedule, replay after a restore",
    ),
    "law": ("nahtlos.config.commands.law", "ask the law engine; planned changes of the law"),
}


class Refused(Exception):
    """The command cannot go on; the text is the sentence for the user, `code` the exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def main(argv: Sequence[str] | None = None) -> int:
    """Run one sub-command; returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    words = _take_data(words)
    parser = _parser()
    if not words or words[0] in ("-h", "--help"):
        parser.print_help()
        return 0 if words else 2
    if words[0] not in COMMANDS:
        parser.error(f"there is no command {words[0]!r}; choose from {', '.join(COMMANDS)}")
    module = importlib.import_module(COMMANDS[words[0]][0])
    try:
        return int(module.main(words[1:]))
    except Refused as refused:
        print(refused, file=sys.stderr)  # noqa: T201 -- the command speaks
        return refused.code
    except (WrongConfiguration, PostgresUnavailable) as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return 2
    except Exception as problem:
        sentence = _database_trouble(problem)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)  # noqa: T201
        return 2
    except KeyboardInterrupt:
        return 130


def _database_trouble(problem: Exception) -> str | None:
    """A sentence for a database that is not there, not allowed in or not locked; None for anything else. Never the address."""
    name = type(problem).__name__
    if name == "OperationalError":
        return "The database cannot be reached; check DATABASE_URL and that PostgreSQL is running."
    if name == "ProgrammingError" and "relation" in str(problem) and "does not exist" in str(problem):
        return "The database has not been set up or is older than this version; run `nahtlos migrate`."
    if name == "NotLocked":
        return f"nahtlos does not start: the second lock has a hole ({problem}). Run `nahtlos migrate`, then look."
    if name == "ConnectionDoesNotExist" and "owner" in str(problem):
        return "This needs the owner of the database: set DATABASE_OWNER_URL."
    return None


def _parser() -> argparse.ArgumentParser:
    lines = "\n".join(f"  {name:10} {text}" for name, (_module, text) in COMMANDS.items())
    return argparse.ArgumentParser(
        prog="nahtlos",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="nahtlos: one shared case file for everybody who accompanies a refugee.",
        usage="nahtlos [--data DIR] COMMAND …",
        epilog=f"commands:\n{lines}\n\nexample: nahtlos demo --data data\n"
        "--data DIR or NAHTLOS_DATA names an installation with its own PostgreSQL; DATABASE_URL an external one.",
    )


def _take_data(words: list[str]) -> list[str]:
    """`--data DIR` may stand anywhere; it becomes NAHTLOS_DATA."""
    rest: list[str] = []
    words = list(words)
    while words:
        word = words.pop(0)
        if word == "--":
            return [*rest, word, *words]
        if word == "--data" and words:
            os.environ["NAHTLOS_DATA"] = words.pop(0)
        elif word.startswith("--data="):
            os.environ["NAHTLOS_DATA"] = word.partition("=")[2]
        else:
            rest.append(word)
    return rest


def parser_for(name: str, description: str, example: str) -> argparse.ArgumentParser:
    """A parser whose --help ends with an example."""
    return argparse.ArgumentParser(
        prog=f"nahtlos {name}",
        description=description,
        epilog=f"example: {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def data_folder() -> Path:
    """The installation this call works on."""
    return instance.folder_from_environment()


def start_django() -> None:
    """Settings and models are ready; call it inside `instance.opened`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nahtlos.config.settings")
    import django  # noqa: PLC0415 -- only commands that need the database pay for it

    django.setup()


if __name__ == "__main__":
    # As a program this module is another one than the commands know, and would not recognise their refusals.
    sys.exit(importlib.import_module("nahtlos.config.command").main())
