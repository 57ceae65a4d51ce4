"""Questions of the law and their answers, short enough for one line of the case file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nahtlos.law.catalogue import texts, words
from nahtlos.law.wording import phrases
from nahtlos.web.workspace.words.spoken import language


def question(code: str) -> str:
    """The question in one or two words; a code nobody has named yet is shown as it is."""
    return phrases.name(code, language())


def answer(code: str, status: str, value: Any) -> str:
    """What the law says, in one line."""
    if status == "determined":
        return phrases.short(code, value, language())
    known = words.topic("frames")["status"]
    return words.said(known[status], language()) if status in known else status


def values(code: str) -> Iterable[tuple[str, str]]:
    """Every answer a question may have, with its words, in the order of the law."""
    return [(value, phrases.short(code, value, language())) for value in texts.value_order(code)]


def discretion(code: str | None) -> str:
    """How much the authority may decide; empty where nothing is granted."""
    return words.frame("granted", code, language()) if code else ""
