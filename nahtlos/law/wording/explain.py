"""Puts an answer into words. Every part is made on its own; the order of reading stands in `_in_order`."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from nahtlos.law.catalogue import words
from nahtlos.law.wording import change, phrases, values
from nahtlos.law.wording.explanation import Act, Condition, Explanation, Missing, Reading
from nahtlos.law.wording.provisions import provision

Answer = dict[str, Any]


def explain(answer: Answer, language: str = "de", *, then: Answer | None = None) -> Explanation:
    """The answer as data and as sentences in `de`, `en` or `de-x-leicht`.

    `then` is the answer of the day of the next change (`law.afterwards` finds it); without it only the day is said.
    Raises KeyError for a language nobody has written.
    """
    if language not in words.LANGUAGES:
        raise KeyError(language)
    question, status = answer["question"], answer["status"]
    parts: dict[str, Any] = {
        "conditions": tuple(condition(reason, language) for reason in answer["because"]),
        "change": change.after(answer, then, language),
        "missing": tuple(_missing(path, language) for path in answer["missing"]),
        "acts": tuple(_act(act, language) for act in answer.get("acts_needed", ())),
        "law": tuple(provision(norm) for norm in answer["law"]),
        "unsettled": answer["law"][0]["cite"] if status == "manual_check" and answer["law"] else "",
        "reason": _reason(answer.get("reason"), language),
        "readings": tuple(_readings(answer, language)),
        "candidates": tuple(phrases.short(question, one, language) for one in answer.get("candidates", ())),
    }
    parts["about"] = tuple(_about(answer, parts["acts"], parts["missing"])) if language == words.PLAIN else ()
    head = headline(answer, language)
    return Explanation(
        question=question,
        language=language,
        name=phrases.name(question, language),
        status=status,
        short=short(answer, language),
        headline=head,
        sentences=tuple(_in_order(head, answer, parts, language)),
        **parts,
    )


def headline(answer: Answer, language: str) -> str:
    """The answer in one sentence, with its last day."""
    text = change.statement(answer, language)
    following = answer["next_change"]
    if not following or answer["status"] == "borderline":
        return words.frame("headline", "open_end", language).format(text=text)
    last = (date.fromisoformat(following) - timedelta(days=1)).isoformat()
    return words.frame("headline", "until", language).format(day=values.day(last, language), text=text)


def short(answer: Answer, language: str) -> str:
    """The answer in one line, whatever its status."""
    if answer["status"] == "determined":
        return phrases.short(answer["question"], answer["answer"], language)
    return words.frame("status", answer["status"], language)


def condition(reason: dict[str, Any], language: str) -> Condition:
    """One entry of `because` in words."""
    text = words.condition(reason["condition"], language, lambda given: values.argument(given, language))
    value = values.value(reason["fact"], reason["value"], language)
    place = values.place(reason["fact"], language)
    met, shown = reason["met"], ""
    if value and not isinstance(reason["value"], bool):  # met says as much as yes or no
        shown = words.frame("condition", "value", language).format(fact=place, value=value)
    kind = "unknown" if met is None else "met" if met else "not_met"
    sentence = words.frame("condition", kind, language).format(text=text, value=shown)
    return Condition(reason["condition"], met, text, reason["fact"], place, value, sentence)


def _missing(path: str, language: str) -> Missing:
    known_by = tuple(_known_by(path))
    who = tuple(words.word("bodies", code, language) for code in known_by)
    text = values.fact(path, language)
    kind = "sentence" if who else "nobody"
    sentence = words.frame("missing", kind, language).format(fact=text, who=_either(who, language))
    return Missing(path, text, known_by, who, sentence)


def _known_by(path: str) -> Sequence[str]:
    named, parts = words.topic("facts"), values.bare(path).split(".")
    while parts:
        if entry := named.get(".".join(parts)):
            found: Sequence[str] = entry.get("from", ())
            return found
        parts.pop()
    return ()


def _act(act: dict[str, str], language: str) -> Act:
    code, by = act["act"], act.get("by", "")
    text, who = words.word("acts", code, language), words.word("bodies", by, language) if by else ""
    sentence = words.frame("acts", "sentence" if who else "nobody", language).format(act=text, by=who)
    return Act(code, text, by, who, sentence)


def _reason(given: str | None, language: str) -> str:
    """The reason of a rule; plain German leaves out what has not been put plainly."""
    if not given or language == "en":
        return given or ""
    entry = words.topic("reasons").get(given)
    if entry is None or (language == words.PLAIN and not words.has(entry, language)):
        return "" if language == words.PLAIN else given
    return words.said(entry, language)


def _readings(answer: Answer, language: str) -> Iterable[Reading]:
    if answer["status"] != "borderline":
        return
    found = answer.get("candidates", [])
    kinds = ("reading_before", "reading_after") if len(found) == 2 else ("reading_either",) * len(found)
    for kind, one in zip(kinds, found, strict=True):
        text = phrases.short(answer["question"], one, language)
        yield Reading(one, text, words.frame("open", kind, language).format(value=text))


def _about(answer: Answer, acts: Iterable[Act], missing: Iterable[Missing]) -> Iterable[str]:
    """What the offices do that the answer, the acts and the questions name; each office once."""
    settled = answer["status"] == "determined"
    bodies = [*(phrases.explained(answer["question"], answer["answer"]) if settled else ())]
    bodies += [act.by for act in acts] + [code for one in missing for code in one.known_by]
    for act in dict.fromkeys(act.act for act in acts):
        yield from words.topic("acts").get(act, {}).get("about", ())
    for body in dict.fromkeys(bodies):
        yield from words.topic("bodies").get(body, {}).get("about", ())


def _in_order(head: str, answer: Answer, parts: dict[str, Any], language: str) -> Iterable[str]:
    yield head
    if parts["unsettled"]:
        yield words.frame("open", "unsettled", language).format(cite=parts["unsettled"])
    if parts["reason"]:
        yield parts["reason"]
    yield from (reading.sentence for reading in parts["readings"])
    if parts["candidates"] and not parts["readings"]:
        yield words.frame("open", "candidates", language).format(values=_either(parts["candidates"], language))
    yield from (one.sentence for one in parts["acts"])
    yield from (one.sentence for one in parts["missing"])
    yield from (one.sentence for one in _worth_saying(parts["conditions"], language))
    if parts["change"]:
        yield parts["change"].sentence
    elif answer["status"] == "determined":
        yield words.frame("change", "none", language)
    if parts["law"]:
        cites = ", ".join(norm.cite for norm in parts["law"])
        yield words.frame("law", "sentence", language).format(cites=cites)
    yield from parts["about"]


def _worth_saying(conditions: Sequence[Condition], language: str) -> Iterable[Condition]:
    """What was found; in plain German what holds, and of what does not hold only the last, which decided."""
    for place, one in enumerate(conditions, start=1):
        decided = one.met is False and place == len(conditions)
        if one.met is not None and (language != words.PLAIN or one.met or decided):
            yield one


def _either(several: Sequence[str], language: str) -> str:
    """One, two or three."""
    if len(several) < 2:
        return "".join(several)
    return ", ".join(several[:-1]) + words.frame("list", "last", language) + several[-1]
