"""The book on paper: a tagged PDF that screen readers can work with (PDF/UA-1), set by Typst.

Typst refuses to write what breaks the standard; its own fonts are used, so that every machine sets the same pages.
"""

import json
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from nahtlos.law.book import words
from nahtlos.law.book.content import Book, ModuleEntry, QuestionEntry, RuleEntry


def write(book: Book, target: Path) -> None:
    """Write the PDF. Raises OSError."""
    target.write_bytes(made_of(book))


def made_of(book: Book) -> bytes:
    """The PDF of a book, the same bytes for the same book."""
    template = files("nahtlos.law.book").joinpath("book.typ").read_text(encoding="utf-8")
    inputs = {"book": json.dumps(_data(book), ensure_ascii=False)}
    made = typst.compile(
        template.encode(), sys_inputs=inputs, pdf_standards="ua-1", ignore_system_fonts=True, format="pdf"
    )
    return made


def _data(book: Book) -> dict[str, Any]:
    label = {key: text[book.language] for key, text in words.LABELS.items()}
    return {
        "language": book.language,
        "version": book.version,
        "words": label,
        "marks": [[f"[{mark}]", text[book.language]] for mark, text in words.CONFIDENCE.items()],
        "questions": [_question(question, label) for question in book.questions],
        "modules": [_module(module, label) for module in book.modules],
        "parameters": [asdict(parameter) for parameter in book.parameters],
    }


def _question(question: QuestionEntry, label: dict[str, str]) -> dict[str, Any]:
    return {
        "code": question.code,
        "title": question.title,
        "is_internal": question.is_internal,
        "values": [
            [value.text, f"{value.code}, {value.norm}" if value.norm else value.code] for value in question.values
        ],
        "deadlines": [list(one) for one in question.deadlines],
        "rules": [
            _rule(rule, question.code, f"{number}.", label) for number, rule in enumerate(question.rules, start=1)
        ],
    }


def _rule(rule: RuleEntry, page: str, number: str, label: dict[str, str]) -> dict[str, Any]:
    facts = [
        [label["provisions"], ", ".join(rule.norms)],
        [label["valid"], rule.valid],
        [label["certainty"], f"{rule.certainty} [{rule.mark}]"],
        [label["looks_at"], "; ".join(rule.conditions)],
    ]
    return {**asdict(rule), "page": page, "number": number, "facts": [fact for fact in facts if fact[1]]}


def _module(module: ModuleEntry, label: dict[str, str]) -> dict[str, Any]:
    return {
        "title": module.title,
        "facts": [
            [label["state"], module.state],
            [label["source"], module.source],
            [label["leaves_out"], module.leaves_out],
        ],
        "changes": [asdict(change) for change in module.changes],
        "rules": [_rule(rule, module.id, f"{number}.", label) for number, rule in enumerate(module.rules, start=1)],
    }
