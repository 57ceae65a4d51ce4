"""What stands in the way of a programme, in a sentence."""

from nahtlos.law.catalogue import words
from nahtlos.law.finder import Bar, Found
from nahtlos.law.wording import phrases, values
from nahtlos.law.wording.explain import condition


def why_not(found: Found, language: str) -> str:
    """The nearest condition that fails, in words; empty where the programme is not closed."""
    if found.bar is None:
        return ""
    sentence = words.frame("programme", found.bar, language)
    nearest = found.nearest or {}
    if found.bar == Bar.CONDITION:
        told = condition(nearest, language)
        kind = "bar" if nearest["met"] else "condition"
        text = words.frame("programme", kind, language)
        return text.format(text=told.text, value=told.value)
    if found.bar == Bar.STATUS:
        return sentence.format(status=values.value(nearest["fact"], nearest["value"], language))
    if found.bar == Bar.BENEFIT_LAW:
        return sentence.format(law=phrases.short("benefit_law", nearest["answer"], language))
    return sentence
