"""A question and its answers in words: the name, one line for a table, a sentence.

What the catalogue has not put into sentences yet is said with the title and the label of the value.
"""

import re
from typing import Any

from nahtlos.law.catalogue import texts, words
from nahtlos.law.wording import values

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_AMOUNT = re.compile(r"\d+\.\d{2}\Z")


def name(question: str, language: str) -> str:
    """The question in a few words."""
    if entry := words.answers().get(question):
        return words.said(entry["name"], language)
    title = texts.questions().get(question)
    return words.said(title, language).rstrip("?") if title else question


def short(question: str, answer: Any, language: str) -> str:
    """The answer in one line."""
    said = _said(question, answer).get("short")
    if said:
        return _filled(words.said(said, language), answer, language)
    return _plain_value(question, answer, language)


def long(question: str, answer: Any, language: str) -> str:
    """The answer in a sentence, in plain German in several short ones; German and English without the full stop."""
    said = _said(question, answer).get("long")
    if said and words.has(said, language):
        return _filled(words.said(said, language), answer, language)
    if language == words.PLAIN:
        return f"Thema: {name(question, language)}. Antwort: {short(question, answer, language)}."
    return f"{name(question, language)}: {short(question, answer, language)}"


def explained(question: str, answer: Any) -> tuple[str, ...]:
    """The offices the answer names, whose work plain German explains."""
    return tuple(_said(question, answer).get("explains", ()))


def _said(question: str, answer: Any) -> dict[str, Any]:
    found: dict[str, Any] = words.answers().get(question, {}).get("says", {}).get(_key(question, answer), {})
    return found


def _key(question: str, answer: Any) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, list):
        return "list"
    if answer is None:
        return "never"
    if _AMOUNT.match(str(answer)):
        return "amount"
    return "day" if _DAY.match(str(answer)) else str(answer)


def _filled(text: str, answer: Any, language: str) -> str:
    if "{day}" in text:
        return text.format(day=values.day(str(answer), language))
    if "{amount}" in text:
        return text.format(amount=str(answer) if language == "en" else str(answer).replace(".", ","))
    return text


def _plain_value(question: str, answer: Any, language: str) -> str:
    if isinstance(answer, bool):
        return words.frame("value", "yes" if answer else "no", language)
    if answer is None:
        return words.frame("value", "never", language)
    if isinstance(answer, list):
        return str(len(answer))
    labels = texts.questions().get(question, {}).get("values", ())
    label = next((words.said(one, language) for one in labels if one["value"] == answer), None)
    if label is not None:
        return label
    return values.day(answer, language) if _DAY.match(str(answer)) else str(answer)
