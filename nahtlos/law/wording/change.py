"""What the answer will be after its next change, and why it changes."""

from typing import Any

from nahtlos.law.catalogue import words
from nahtlos.law.wording import phrases, values
from nahtlos.law.wording.explanation import Change

Answer = dict[str, Any]
Reason = dict[str, Any]


def statement(answer: Answer, language: str) -> str:
    """What the answer says, without its last day."""
    if answer["status"] != "determined":
        name = phrases.name(answer["question"], language)
        return words.frame("headline", answer["status"], language).format(name=name)
    text = phrases.long(answer["question"], answer["answer"], language)
    if answer["discretion"]:
        text += words.frame("discretion", answer["discretion"], language)
    return text


def after(answer: Answer, then: Answer | None, language: str) -> Change | None:
    """The next change in words. `then` may lie later than the first day on which practice differs."""
    if then is None:
        return None
    on = then["on"]
    text, why = statement(then, language), _why(answer, then, language)
    sentence = words.frame("change", "sentence", language)
    said = sentence.format(day=values.day(on, language), text=text, why=why)
    if answer["next_change"] != on and answer["status"] != "borderline":
        day = values.day(answer["next_change"], language)
        said = f"{words.frame('change', 'borderline', language).format(day=day)} {said}"
    return Change(on, then["status"], then["answer"], text, why, said)


def _why(answer: Answer, then: Answer, language: str) -> str:
    """The first condition that turns; else the facts that will be missing; else the law that will apply."""
    turned = _turned(answer, then)
    if turned is not None:
        kind = "will_be_met" if turned["met"] else "no_longer_met"
        return words.frame("change", kind, language).format(text=_told(turned, answer, language))
    missing = [path for path in then["missing"] if path not in answer["missing"]]
    if missing:
        facts = ", ".join(dict.fromkeys(values.fact(path, language) for path in missing))
        return words.frame("change", "facts_end", language).format(facts=facts)
    cite = _new_norm(answer, then)
    return words.frame("change", "law_changes", language).format(cite=cite) if cite else ""


def _turned(answer: Answer, then: Answer) -> Reason | None:
    """What is met then and was not, or is no longer met, or is met by another value; else what is met and new."""
    before = {reason["condition"]: reason for reason in answer["because"]}
    found: list[tuple[Reason, Reason | None]] = [
        (reason, before.get(reason["condition"])) for reason in then["because"] if reason["met"] is not None
    ]
    turns = (r for r, was in found if was and was["met"] is not None and was["met"] != r["met"])
    differs = (r for r, was in found if was and r["met"] and was["value"] != r["value"])
    fresh = (r for r, was in found if was is None and r["met"])
    for several in (turns, differs, fresh):
        for reason in several:
            return reason
    return None


def _told(reason: dict[str, Any], answer: Answer, language: str) -> str:
    """The condition in words, with its value where only the value is another one."""
    text = words.condition(reason["condition"], language, lambda given: values.argument(given, language))
    same = any(was["condition"] == reason["condition"] and was["met"] == reason["met"] for was in answer["because"])
    value = values.value(reason["fact"], reason["value"], language)
    if not (same and value):
        return text
    place = values.fact(reason["fact"], language)
    return text + words.frame("condition", "value", language).format(fact=place, value=value)


def _new_norm(answer: Answer, then: Answer) -> str:
    known = {(norm["cite"], norm["valid_from"]) for norm in answer["law"]}
    new = (norm["cite"] for norm in then["law"] if (norm["cite"], norm["valid_from"]) not in known)
    found: str = next(new, "")
    return found
