"""The Python interface of the law engine: pure functions from facts and days to answers.

No clock, no database, no network: equal input gives equal output, byte for byte. Which planned changes of the law are
switched on is part of the input: `rules`, made by `rules_with`; without it the rule book answers as it is shipped.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from nahtlos.law import validation
from nahtlos.law.catalogue import texts
from nahtlos.law.engine.days import FAR, day_of, iso, iso_or_none
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.periods import AnswerPeriod, period_on, periods, verdict_on
from nahtlos.law.engine.rule import FIRST_DAY
from nahtlos.law.engine.tables import Rules
from nahtlos.law.engine.verdict import Verdict
from nahtlos.law.modules.in_force import rules_with, shipped
from nahtlos.law.questions import register

INTERFACE = "1"

#: Named in every output; changes with every change of a rule, a parameter or a text. Behind it stand the modules that
#: are switched on (`version_of`).
RULES_VERSION = "2026.2"

#: An answer as in section 6 of the interface, ready for JSON, keys in the order of that section.
Answer = dict[str, Any]

#: Questions about a sharing of data, not about the person: answered when asked for by name.
SHARING = ("data_sharing", "data_sharing.duty", "data_sharing.consent_valid")

#: Questions without a timeline.
UNTIMED = frozenset({"deadlines", *SHARING})


class UnknownQuestion(ValueError):
    """A question code that nobody answers; the sentence says which."""


#: Facts as they stand in the interface, or already read.
Given = Mapping[str, Any] | Facts


def version_of(rules: Rules | None = None) -> str:
    """The version that is named in every output made under these rules, for instance `2026.2+lrag@2026-07-01`."""
    return RULES_VERSION + _or_shipped(rules).suffix


def read(facts: Given, *, check: bool = True, rules: Rules | None = None) -> Facts:
    """Facts to ask several times: what one question has worked out, the next one need not.

    Raises InvalidFacts unless `check` is False. The facts must not be changed afterwards. Facts already read are read
    again under other `rules`; what was found about them need not be found again.
    """
    if isinstance(facts, Facts):
        return facts if rules is None or rules is facts.rules else facts.under(rules)
    if check:
        validation.check(facts)
    return Facts(facts, rules=_or_shipped(rules))


def answer(
    facts: Given,
    *,
    on: date,
    questions: Iterable[str] | None = None,
    check: bool = True,
    rules: Rules | None = None,
) -> list[Answer]:
    """The answers to the questions on a day; without `questions` to all about the person.

    Raises InvalidFacts (unless `check` is False: for facts that are known to follow the schema), UnknownQuestion.
    """
    codes = select(questions)
    person, day = read(facts, check=check, rules=rules), on.toordinal()
    return [_answer(code, person, day) for code in codes]


def afterwards(facts: Given, answer: Answer, *, check: bool = True) -> Answer | None:
    """The answer after the next change of an answer of `answer()`, None if no change is foreseeable.

    A single day on which practice differs is passed over: what comes after it is what one wants to know.
    """
    person, following = read(facts, check=check), answer["next_change"]
    while following:
        then = _answer(answer["question"], person, day_of(following))
        if then["status"] != "borderline":
            return then
        following = then["next_change"]
    return None


def timeline(
    facts: Given,
    *,
    start: date | None = None,
    end: date | None = None,
    questions: Iterable[str] | None = None,
    check: bool = True,
    rules: Rules | None = None,
) -> dict[str, Any]:
    """The periods of each question from `start` (default: the first fact) to `end` (default: the last known change).

    `deadlines` and `data_sharing*` have no timeline. Every period has `from` and `until` (half-open); the last one runs to
    its true end, which may lie after `end`.
    """
    return _over_time(_period, facts, start, end, questions, check, rules)


def outline(
    facts: Given,
    *,
    start: date | None = None,
    end: date | None = None,
    questions: Iterable[str] | None = None,
    check: bool = True,
    rules: Rules | None = None,
) -> dict[str, Any]:
    """The same periods as `timeline`, for those who keep answers without their reasons.

    Each has status, answer, discretion, rule, cite (of the main norm), missing, from and until only.
    """
    return _over_time(_bare_period, facts, start, end, questions, check, rules)


def verdicts(
    facts: Given, *, on: date, questions: Iterable[str], check: bool = True, rules: Rules | None = None
) -> dict[str, Verdict]:
    """Status, answer and discretion on a day by question, for those who compare many people: nothing is explained."""
    person, day = read(facts, check=check, rules=rules), on.toordinal()
    return {code: verdict_on(code, person, day, texts.value_order(code)) for code in select(questions)}


def questions() -> dict[str, Any]:
    """Every implemented question with its titles, values and the facts it may ask for."""
    return {"interface": INTERFACE, "questions": [_describe(code) for code in register.codes()]}


def select(asked: Iterable[str] | None) -> list[str]:
    """The codes meant by a list of questions; `benefit.*` means all that begin so, None all about the person.

    Raises UnknownQuestion.
    """
    codes = register.codes()
    if asked is None:
        return [code for code in codes if code not in SHARING]
    chosen: dict[str, None] = {}
    for pattern in asked:
        matching = [code for code in codes if code == pattern or _begins(code, pattern)]
        if not matching:
            raise UnknownQuestion(f"there is no question {pattern!r}")
        chosen.update(dict.fromkeys(matching))
    return list(chosen)


def document(answers: Sequence[Answer], on: date, *, rules: Rules | None = None) -> dict[str, Any]:
    """The answers of one person on one day as `answer_document`."""
    return {
        "interface": INTERFACE,
        "rules_version": version_of(rules),
        "on": on.isoformat(),
        "answers": list(answers),
    }


def _or_shipped(rules: Rules | None) -> Rules:
    return rules_with(shipped()) if rules is None else rules


def _over_time(
    shape: Callable[[str, AnswerPeriod], Answer],
    facts: Given,
    start: date | None,
    end: date | None,
    questions: Iterable[str] | None,
    check: bool,
    rules: Rules | None,
) -> dict[str, Any]:
    asked = select(questions)
    codes = [code for code in asked if code not in UNTIMED]
    if asked and not codes:
        raise UnknownQuestion(f"the question {asked[0]!r} has no timeline")
    person = read(facts, check=check, rules=rules)
    first = start.toordinal() if start else _first_fact(person.raw)
    last = end.toordinal() if end else FAR
    found = {code: list(periods(code, person, first, last, texts.value_order(code))) for code in codes}
    if end is None:
        last = max((part.start for parts in found.values() for part in parts), default=first)
    return {
        "interface": INTERFACE,
        "rules_version": version_of(person.rules),
        "from": iso(first),
        "to": iso(last),
        "timelines": [
            {"question": code, "periods": [shape(code, part) for part in parts]} for code, parts in found.items()
        ],
    }


def _begins(code: str, pattern: str) -> bool:
    return pattern.endswith("*") and code.startswith(pattern[:-1])


def _answer(code: str, facts: Facts, day: int) -> Answer:
    found = period_on(code, facts, day, texts.value_order(code))
    return _explained(code, day, found)


def _period(code: str, part: AnswerPeriod) -> Answer:
    return {**_explained(code, part.start, part), "from": iso(part.start), "until": iso_or_none(part.end)}


def _bare_period(code: str, part: AnswerPeriod) -> Answer:
    verdict = part.verdict
    rule = verdict.rule
    return {
        "status": verdict.status,
        "answer": verdict.answer,
        "discretion": verdict.discretion,
        "rule": rule.id,
        "cite": rule.cites[0].cite,
        "missing": verdict.missing,
        "from": iso(part.start),
        "until": iso_or_none(part.end),
    }


def _explained(code: str, day: int, found: AnswerPeriod) -> Answer:
    verdict = found.verdict
    why = verdict.explain()
    return {
        "question": code,
        "on": iso(day),
        "status": verdict.status,
        "answer": verdict.answer,
        "discretion": verdict.discretion,
        "because": why.pop("because"),
        "law": why.pop("law"),
        "missing": why.pop("missing"),
        "acts_needed": why.pop("acts_needed"),
        "next_change": iso_or_none(found.end),
        **why,
    }


def _describe(code: str) -> dict[str, Any]:
    entry = texts.questions()[code]
    described = {"code": code, "de": entry["de"], "en": entry["en"], "type": entry["type"]}
    if "values" in entry:
        described["values"] = entry["values"]
    return {**described, "facts": entry["facts"]}


def _first_fact(facts: Mapping[str, Any]) -> int:
    """The earliest day any fact names; days of birth do not count, `sharing` names no days."""
    named: list[str] = []
    _collect_days({key: value for key, value in facts.items() if key != "sharing"}, named)
    return day_of(min(named)) if named else FIRST_DAY


def _collect_days(value: Any, named: list[str]) -> None:
    if isinstance(value, Mapping):
        for key, part in value.items():
            if isinstance(part, str):
                if key in {"from", "on"} or (key.endswith("_on") and not key.startswith("starts")):
                    named.append(part)
            elif part is not None:
                _collect_days(part, named)
    elif isinstance(value, list):
        for part in value:
            _collect_days(part, named)
