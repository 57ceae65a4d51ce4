"""`nahtlos law`: answers, timelines and questions on the terminal. Facts in, JSON out, nothing else is touched.

Exit code 0: success, also when an answer is undetermined. Exit code 2: invalid input; then nothing is on stdout and
stderr has one line per mistake.
"""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from nahtlos.law import api, reading, sharing_command, terminal, validation
from nahtlos.law.book import command as book
from nahtlos.law.catalogue.words import LANGUAGES
from nahtlos.law.drilling import command as drilling
from nahtlos.law.engine.tables import Rules
from nahtlos.law.reading import InvalidInput
from nahtlos.law.sweeping import seldom_swept
from nahtlos.law.wording import explain

EXAMPLES = """examples:
  nahtlos law answer person.json --on 2026-03-01
  nahtlos law answer person.json --on 2026-03-01 --question benefit_law --question 'benefit.*'
  nahtlos law answer person.json --on 2026-03-01 --question employment --explain de --text
  nahtlos law timeline person.json --from 2024-01-01 --to 2026-12-31 --question benefit_law
  nahtlos law questions
  nahtlos law batch persons.jsonl --on 2026-03-01
  nahtlos law drill lrag --on 2026-10-01 --facts people.jsonl
  nahtlos law book --pdf book.pdf
  nahtlos law batch --parquet persons.parquet answers.parquet --on 2026-03-01
  nahtlos law batch --parquet persons.parquet timelines.parquet --timeline --question benefit_law
  cat person.json | nahtlos law answer - --on 2026-03-01
  nahtlos law sharing --from jobcenter --to asylblg_authority --purpose asylblg_task --data-class benefits \\
    --trigger on_request --consent none --necessary yes --on 2026-03-01
"""


def main(argv: list[str], *, drill: drilling.Drill = drilling.on_a_file) -> int:
    """Run one command; the exit code. `drill` finds the people where there is an installation."""
    try:
        arguments = _parser(drill).parse_args(argv)
        output: list[str] = arguments.run(arguments)
    except InvalidInput as error:
        for line in error.errors:
            print(line, file=sys.stderr)
        return 2
    sys.stdout.buffer.write("".join(f"{line}\n" for line in output).encode())
    sys.stdout.buffer.flush()
    return 0


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        raise InvalidInput([f"{self.prog}: {message} (see {self.prog} --help)"])


def _parser(drill: drilling.Drill) -> argparse.ArgumentParser:
    shape = argparse.RawDescriptionHelpFormatter
    parser = _Parser(prog="nahtlos law", description=__doc__, epilog=EXAMPLES, formatter_class=shape)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    answer = commands.add_parser(
        "answer", help="answers for one person on one day", epilog=EXAMPLES, formatter_class=shape
    )
    answer.add_argument("facts", metavar="FACTS.json", help="facts about one person, or - for stdin")
    answer.add_argument("--on", required=True, type=terminal.day, metavar="YYYY-MM-DD")
    answer.add_argument(
        "--explain",
        choices=sorted(LANGUAGES),
        metavar="LANGUAGE",
        help="adds to each answer its explanation in words: " + ", ".join(sorted(LANGUAGES)),
    )
    answer.add_argument("--text", action="store_true", help="with --explain: only the sentences, as text to read")
    answer.set_defaults(run=_answer)

    timeline = commands.add_parser("timeline", help="periods per question", epilog=EXAMPLES, formatter_class=shape)
    timeline.add_argument("facts", metavar="FACTS.json", help="facts about one person, or - for stdin")
    timeline.add_argument("--from", dest="start", type=terminal.day, metavar="D", help="default: the first fact")
    timeline.add_argument("--to", dest="end", type=terminal.day, metavar="D", help="default: the last known change")
    timeline.set_defaults(run=_timeline)

    for command in (answer, timeline):
        command.add_argument(
            "--question",
            action="append",
            metavar="CODE",
            help="may be repeated and may end in *; default: all questions about the person",
        )

    drilling.add_to(commands, drill)
    book.add_to(commands)

    questions = commands.add_parser("questions", help="every question with its values and the facts it uses")
    questions.set_defaults(run=_questions)

    batch = commands.add_parser(
        "batch",
        help="many people: one answer per line of a JSONL file, or columns",
        epilog=EXAMPLES,
        formatter_class=shape,
    )
    batch.add_argument(
        "lines", metavar="FACTS.jsonl", nargs="?", help='{"id", "on", "questions", "facts"} per line, or - for stdin'
    )
    batch.add_argument(
        "--parquet",
        nargs=2,
        type=Path,
        metavar=("IN", "OUT"),
        help="a Parquet file of people, and where the answers go; docs/law/columns.md",
    )
    batch.add_argument("--on", type=terminal.day_of_a_batch, metavar="D", help="day for lines or rows that name none")
    batch.add_argument(
        "--question", action="append", metavar="CODE", help="only with --parquet; may be repeated and may end in *"
    )
    batch.add_argument("--timeline", action="store_true", help="only with --parquet: periods instead of one day")
    batch.add_argument("--from", dest="start", type=terminal.day, metavar="D", help="only with --timeline")
    batch.add_argument("--to", dest="end", type=terminal.day, metavar="D", help="only with --timeline")
    batch.set_defaults(run=_batch)

    sharing = commands.add_parser(
        "sharing", help="whether data may be passed on", epilog=EXAMPLES, formatter_class=shape
    )
    sharing_command.add_arguments(sharing)

    for command in (answer, timeline, batch):
        command.add_argument(
            "--module",
            action="append",
            type=terminal.switched_on,
            metavar="MODULE@D",
            help="as if this planned change were law from a day on, for example lrag@2026-07-01; may be repeated",
        )
    return parser


def _answer(arguments: argparse.Namespace) -> list[str]:
    codes = _select(arguments.question)
    facts = reading.facts(terminal.text(arguments.facts))
    if arguments.text and not arguments.explain:
        raise InvalidInput(["--text: only together with --explain"])
    rules = terminal.rules_of(arguments.module)
    person = api.read(facts, check=False, rules=rules)
    answers = api.answer(person, on=arguments.on, questions=codes)
    if not arguments.explain:
        return [terminal.as_json(api.document(answers, arguments.on, rules=rules))]
    told = [explain(answer, arguments.explain, then=api.afterwards(person, answer)) for answer in answers]
    if arguments.text:
        return ["\n".join([one.name, *(f"  {sentence}" for sentence in one.sentences)]) for one in told]
    explained = [answer | {"explanation": one.as_dict()} for answer, one in zip(answers, told, strict=True)]
    return [terminal.as_json(api.document(explained, arguments.on, rules=rules))]


def _timeline(arguments: argparse.Namespace) -> list[str]:
    if arguments.start and arguments.end and arguments.end < arguments.start:
        raise InvalidInput([f"--to: the timeline ends on {arguments.end} before it begins on {arguments.start}"])
    codes = _select(arguments.question)
    facts = reading.facts(terminal.text(arguments.facts))
    span = {"start": arguments.start, "end": arguments.end}
    rules = terminal.rules_of(arguments.module)
    try:
        return [terminal.as_json(api.timeline(facts, **span, questions=codes, check=False, rules=rules))]
    except api.UnknownQuestion as error:
        raise InvalidInput([f"--question: {error}"]) from None


def _questions(arguments: argparse.Namespace) -> list[str]:
    return [terminal.as_json(api.questions())]


@seldom_swept()
def _batch(arguments: argparse.Namespace) -> list[str]:
    """All lines are checked before the first one is answered."""
    if bool(arguments.parquet) == bool(arguments.lines):
        raise InvalidInput(["nahtlos law batch: either FACTS.jsonl or --parquet IN OUT is required"])
    rules = terminal.rules_of(arguments.module)
    if arguments.timeline and not arguments.parquet:
        raise InvalidInput(["--timeline: only together with --parquet IN OUT"])
    if arguments.timeline and arguments.on:
        raise InvalidInput(["--on: a timeline is not about one day; name --from and --to, or neither"])
    if (arguments.start or arguments.end) and not arguments.timeline:
        raise InvalidInput(["--from, --to: only together with --timeline"])
    if arguments.start and arguments.end and arguments.end < arguments.start:
        raise InvalidInput([f"--to: the timeline ends on {arguments.end} before it begins on {arguments.start}"])
    if arguments.parquet:
        return _parquet(arguments, rules)
    if arguments.question:
        raise InvalidInput(["--question: each line names its own questions"])
    checked, errors = [], []
    for number, line in enumerate(terminal.text(arguments.lines).split("\n"), start=1):
        if line.strip():
            try:
                checked.append(_batch_line(line, number, arguments.on))
            except InvalidInput as error:
                errors += error.errors
    if errors:
        raise InvalidInput(errors)
    return [_batch_answer(*entry, rules) for entry in checked]


def _parquet(arguments: argparse.Namespace, rules: Rules) -> list[str]:
    from nahtlos.law.columns import parquet  # noqa: PLC0415 -- numpy and Arrow take longer than an answer

    source, target = arguments.parquet
    codes = _select(arguments.question)
    if arguments.timeline:
        timed = [code for code in codes if code not in api.UNTIMED]
        if not timed:
            raise InvalidInput([f"--question: the question {codes[0]!r} has no timeline"])
        span = {"start": arguments.start, "end": arguments.end}
        parquet.timelines_file(source, target, **span, codes=timed, rules=rules)
    else:
        parquet.answer_file(source, target, on=arguments.on, codes=codes, rules=rules)
    return []


def _batch_line(text: str, number: int, default: date | None) -> tuple[Any, date, list[str], Any]:
    """Identifier, day, questions and facts of a line. Raises InvalidInput."""
    line = reading.parse(text, number)
    if not isinstance(line, dict):
        raise InvalidInput([f"line {number}: $: a line is an object with id, on, questions and facts"])
    errors = [f"$.{key}: unknown key" for key in line if key not in {"id", "on", "questions", "facts"}]
    if isinstance(line.get("id"), bool) or not isinstance(line.get("id"), str | int):
        errors.append("$.id: a string or a whole number is required")
    day, codes = default, list[str]()
    try:
        day = terminal.day_of_a_batch(line["on"]) if "on" in line else default
        if day is None:
            errors.append("$.on: no day, neither in the line nor by --on")
    except argparse.ArgumentTypeError as error:
        errors.append(f"$.on: {error}")
    except TypeError:
        errors.append(f'$.on: {line["on"]!r} is not a date; write it as "YYYY-MM-DD"')
    try:
        codes = _codes(line.get("questions"))
    except ValueError as error:
        errors.append(f"$.questions: {error}")
    if "facts" not in line:
        errors.append("$.facts: facts are required")
    else:
        found = validation.refusals_of(line["facts"])
        errors += [f"{validation.path_of(['facts', *path])}: {message}" for path, message in found]
    if errors or day is None:
        raise InvalidInput([f"line {number}: {error}" for error in errors])
    return line["id"], day, codes, line["facts"]


def _codes(asked: Any) -> list[str]:
    if asked is not None and not (isinstance(asked, list) and all(isinstance(code, str) for code in asked)):
        raise ValueError("a list of question codes is required")
    return api.select(asked)


def _batch_answer(identifier: Any, day: date, codes: list[str], facts: Any, rules: Rules) -> str:
    answers = api.answer(facts, on=day, questions=codes, check=False, rules=rules)
    head = {"id": identifier, "on": day.isoformat(), "rules_version": api.version_of(rules)}
    return terminal.as_json({**head, "answers": answers})


def _select(asked: list[str] | None) -> list[str]:
    try:
        return api.select(asked)
    except api.UnknownQuestion as error:
        raise InvalidInput([f"--question: {error}"]) from None
