"""`nahtlos law drill`: tries a module on a population and writes nothing but what it was asked to write."""

import argparse
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from nahtlos.law import api, reading, terminal, validation
from nahtlos.law.drilling import tables
from nahtlos.law.drilling.impact import Impact, Person
from nahtlos.law.drilling.impact import drill as compare
from nahtlos.law.engine.tables import Rules
from nahtlos.law.modules.in_force import rules_with
from nahtlos.law.modules.module import UnknownModule
from nahtlos.law.reading import InvalidInput

EXAMPLES = """gained: had nothing (prohibited, no access, none, no, does not arise) and has something; lost: the way back.
undetermined: nobody can say any more; settled: the way back. changed: one thing instead of another.

examples:
  nahtlos law drill lrag --on 2026-10-01
  nahtlos law drill lrag --on 2026-10-01 --facts people.jsonl --json
  nahtlos law drill lrag --on 2026-10-01 --off --xlsx impact.xlsx
"""


#: Carries out a drill; the lines of its output.
Drill = Callable[[argparse.Namespace], list[str]]


def add_to(commands: Any, drill: Drill) -> None:
    """Add `drill` to the commands of the law."""
    parser = commands.add_parser(
        "drill",
        help="try a module on a whole population",
        description="Who gains, who loses, what becomes open if a module is law on a day. Writes nothing.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("module", help="for example lrag")
    parser.add_argument(
        "--on", required=True, type=terminal.day, metavar="D", help="its first day, and the day compared"
    )
    parser.add_argument("--off", action="store_true", help="the other direction: what rolling it back would do")
    parser.add_argument(
        "--facts",
        metavar="FILE.jsonl",
        help='{"id", "facts", "team"} per line, or - for stdin; default: all open cases of the installation',
    )
    parser.add_argument("--question", action="append", metavar="CODE", help="default: every question that has values")
    parser.add_argument("--json", action="store_true", help="as one JSON object with the list of people")
    parser.add_argument("--xlsx", type=Path, metavar="OUT", help="also as a workbook with the list of people")
    parser.set_defaults(run=drill)


def on_a_file(arguments: argparse.Namespace) -> list[str]:
    """The people are those of `--facts`. Raises InvalidInput."""
    if arguments.facts is None:
        raise InvalidInput(["--facts: a file of people is needed where there is no installation"])
    return run(arguments, population(terminal.text(arguments.facts)), {})


def run(arguments: argparse.Namespace, people: Iterable[Person], on_now: dict[str, date]) -> list[str]:
    """Drill these people, starting from the modules that are on now. Raises InvalidInput."""
    before, after = directions(arguments.module, arguments.on, on_now, off=arguments.off)
    impact = compare(people, before, after, arguments.on, questions(arguments.question))
    if arguments.xlsx:
        _write(impact, arguments.xlsx)
    return (
        [terminal.as_json(tables.as_json(impact, arguments.module))] if arguments.json else list(tables.as_text(impact))
    )


def directions(module: str, on: date, on_now: dict[str, date], *, off: bool = False) -> tuple[Rules, Rules]:
    """The rules without and with the module on a day; the other way round for a roll-back. Raises InvalidInput."""
    others = {name: first for name, first in on_now.items() if name != module}
    try:
        without, with_it = rules_with(others), rules_with({**others, module: on_now.get(module, on) if off else on})
    except UnknownModule as error:
        raise InvalidInput([str(error)]) from None
    return (with_it, without) if off else (without, with_it)


def questions(asked: list[str] | None) -> list[str]:
    """The questions compared: those asked for, otherwise all with a timeline. Raises InvalidInput."""
    try:
        return [code for code in api.select(asked) if code not in api.UNTIMED]
    except api.UnknownQuestion as error:
        raise InvalidInput([f"--question: {error}"]) from None


def population(text: str) -> Iterator[Person]:
    """The people of a JSONL file; all lines are checked before the first is handed out. Raises InvalidInput."""
    people, errors = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                people.append(_person(line, number))
            except InvalidInput as error:
                errors += error.errors
    if errors:
        raise InvalidInput(errors)
    return iter(people)


def _person(text: str, number: int) -> Person:
    line = reading.parse(text, number)
    if not isinstance(line, dict) or "facts" not in line:
        raise InvalidInput([f"line {number}: $: a line is an object with id, facts and team"])
    errors = [
        f"{validation.path_of(['facts', *path])}: {message}" for path, message in validation.refusals_of(line["facts"])
    ]
    if errors:
        raise InvalidInput([f"line {number}: {error}" for error in errors])
    return Person(str(line.get("id", number)), line["facts"], str(line.get("team") or ""))


def _write(impact: Impact, target: Path) -> None:
    from nahtlos.law.drilling import sheet  # noqa: PLC0415 -- only who wants a workbook pays for it

    try:
        sheet.write(impact, target)
    except OSError as error:
        raise InvalidInput([f"{target}: {error.strerror}"]) from None
