"""`nahtlos law book`: the whole rule base as text, as a folder of HTML pages, or as a PDF."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nahtlos.law import terminal
from nahtlos.law.book import site, words
from nahtlos.law.book.content import Book, RuleEntry, book
from nahtlos.law.reading import InvalidInput

EXAMPLES = """examples:
  nahtlos law book --html book        then open book/index.html
  nahtlos law book --pdf book.pdf
  nahtlos law book --language en | less
  nahtlos law book --module lrag@2026-10-01 --pdf planned.pdf
"""


def add_to(commands: Any) -> None:
    """Add `book` to the commands of the law."""
    parser = commands.add_parser(
        "book",
        help="the whole rule base as a readable document",
        description="Every question with its rules, provisions and test cases, for people with legal training.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--html", type=Path, metavar="DIR", help="pages in German and English")
    form.add_argument("--pdf", type=Path, metavar="FILE", help="one tagged PDF (PDF/UA-1)")
    parser.add_argument("--language", choices=words.LANGUAGES, default="de", help="of text and PDF; default: de")
    parser.add_argument(
        "--module", action="append", type=terminal.switched_on, metavar="MODULE@D", help="as if it were law"
    )
    parser.set_defaults(run=_book)


def _book(arguments: argparse.Namespace) -> list[str]:
    rules = terminal.rules_of(arguments.module)
    try:
        if arguments.html:
            return [f"{site.write(rules, arguments.html)} pages in {arguments.html}"]
        if arguments.pdf:
            from nahtlos.law.book import pdf  # noqa: PLC0415 -- only who wants a PDF loads Typst

            pdf.write(book(rules, arguments.language), arguments.pdf)
            return [f"{arguments.pdf}"]
    except OSError as error:
        raise InvalidInput([f"{error.filename or arguments.html or arguments.pdf}: {error.strerror}"]) from None
    return list(_text(book(rules, arguments.language)))


def _text(whole: Book) -> Iterator[str]:
    label = {key: text[whole.language] for key, text in words.LABELS.items()}
    yield from (f"{label['title']} {whole.version}", "", label["how_to_read"], label["disclaimer"])
    for question in whole.questions:
        yield from ("", "", f"{question.title} [{question.code}]")
        for number, rule in enumerate(question.rules, start=1):
            yield from _rule(number, rule, label)


def _rule(number: int, rule: RuleEntry, label: dict[str, str]) -> Iterator[str]:
    yield from ("", f"{number}. {rule.sentence}")
    cases = ", ".join(story.name for story in rule.stories) or label["no_cases"]
    rows = (
        (label["provisions"], ", ".join(rule.norms)),
        (label["valid"], rule.valid),
        (label["certainty"], f"{rule.certainty} [{rule.mark}]"),
        (label["looks_at"], "; ".join(rule.conditions)),
        (label["rests_on"], ", ".join(link.text for link in rule.rests_on)),
        (label["parameter"], ", ".join(link.text for link in rule.parameters)),
        (label["cases"], cases),
        (label["rule"], rule.id),
    )
    yield from (f"   {name}: {text}" for name, text in rows if text)
