"""What stands in the way of a programme or of a title, in a sentence."""

from typing import Any

from nahtlos.law.catalogue import words
from nahtlos.law.finder import Bar, Found, nearest
from nahtlos.law.wording import phrases, values
from nahtlos.law.wording.explain import condition


def why_not(found: Found, language: str) -> str:
    """The nearest condition that fails, in words; empty where the programme is not closed."""
    if found.bar is None:
        return ""
    sentence = words.frame("programme", found.bar, language)
    reason = found.nearest or {}
    if found.bar == Bar.CONDITION:
        return in_the_way(reason, language)
    if found.bar == Bar.STATUS:
        return sentence.format(status=values.value(reason["fact"], reason["value"], language))
    if found.bar == Bar.BENEFIT_LAW:
        return sentence.format(law=phrases.short("benefit_law", reason["answer"], language))
    return sentence


def why_no(answer: dict[str, Any], language: str) -> str:
    """The nearest condition that fails where a question is answered with no; empty elsewhere."""
    if answer["status"] != "determined" or answer["answer"] is not False or not answer["because"]:
        return ""
    reason = nearest(answer["because"])
    if reason["condition"] == "status_held":
        status = values.value(reason["fact"], reason["value"], language)
        return words.frame("programme", "status", language).format(status=status)
    return in_the_way(reason, language)


def in_the_way(reason: dict[str, Any], language: str) -> str:
    """A condition that is not met yet, or one that is met and stands against it."""
    told = condition(reason, language)
    return words.frame("programme", "bar" if reason["met"] else "condition", language).format(text=told.text)
