"""The book as plain data in one language: questions with their rules, deadlines, modules, parameters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from nahtlos.law import api
from nahtlos.law.book import stories, words
from nahtlos.law.book.reads import parameter_names, read_by
from nahtlos.law.catalogue import texts
from nahtlos.law.engine.days import FAR
from nahtlos.law.engine.rule import QUESTIONS, Question, Rule, sentence_of
from nahtlos.law.engine.tables import Rules
from nahtlos.law.modules.module import Module
from nahtlos.law.modules.register import MODULES
from nahtlos.law.parameters import reading
from nahtlos.law.questions import register
from nahtlos.law.questions.deadlines import FINDERS
from nahtlos.law.questions.titles.requirement import REQUIRED

_KEPT = 8


@dataclass(frozen=True, slots=True)
class Value:
    """A possible answer."""

    code: str
    text: str
    norm: str


@dataclass(frozen=True, slots=True)
class Link:
    """A place in the book: the page it stands on, what it is called, and where on the page."""

    page: str
    text: str
    anchor: str = ""


#: The pages beside those of the questions, which are called by their codes.
CONTENTS, MODULES_PAGE, PARAMETERS_PAGE = "", "modules", "parameters"


@dataclass(frozen=True, slots=True)
class Story:
    """A life that tries a rule, and the days on which it does."""

    name: str
    source: str
    note: str
    days: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule as a lawyer reads it."""

    id: str
    anchor: str
    sentence: str
    is_translated: bool
    valid: str
    norms: tuple[str, ...]
    mark: str
    certainty: str
    conditions: tuple[str, ...]
    rests_on: tuple[Link, ...]
    parameters: tuple[Link, ...]
    stories: tuple[Story, ...]
    module: str = ""


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """A decision table: its rules in the order in which they are tried."""

    code: str
    title: str
    is_internal: bool
    values: tuple[Value, ...]
    rules: tuple[RuleEntry, ...]
    deadlines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ModuleEntry:
    """A planned or unsettled change of the law, and whether it is on."""

    id: str
    title: str
    source: str
    leaves_out: str
    state: str
    changes: tuple[Link, ...]
    rules: tuple[RuleEntry, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of a parameter with the names of their columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ParameterEntry:
    """Numbers and lists by date, with their source."""

    name: str
    title: str
    description: str
    source: str
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The whole rule base under some rules, in one language."""

    language: str
    version: str
    questions: tuple[QuestionEntry, ...]
    modules: tuple[ModuleEntry, ...]
    parameters: tuple[ParameterEntry, ...]

    def question(self, code: str) -> QuestionEntry | None:
        """The table of this code."""
        return next((one for one in self.questions if one.code == code), None)


@lru_cache(maxsize=_KEPT)
def book(rules: Rules, language: str) -> Book:
    """The book under these rules in `de` or `en`."""
    own = [code for code in register.codes() if code in rules.tables]
    inner = [code for code, table in rules.tables.items() if table.internal]
    return Book(
        language,
        api.version_of(rules),
        tuple(_question(rules.tables[code], language, rules) for code in [*own, *inner]),
        tuple(_module(module, language, rules) for module in MODULES),
        tuple(_parameter(name, language) for name in parameter_names()),
    )


def anchors(table: Question) -> dict[int, str]:
    """The anchor of every rule of a table, by its place: the id, and its first day where an id has several wordings."""
    seen: set[str] = set()
    found = {}
    for place, rule in enumerate(table.rules):
        anchor = f"rule-{rule.id}"
        if anchor in seen:
            anchor = f"{anchor}-{date.fromordinal(max(rule.first_day, 1)).isoformat()}-{place}"
        seen.add(anchor)
        found[place] = anchor
    return found


def place_of(rules: Rules, question: str, rule_id: str, on: date) -> tuple[str, str] | None:
    """Table and anchor of the rule behind an answer; the table may be another one on which the question rests."""
    codes = [question, *(code for code in rules.tables if code != question)]
    for code in codes:
        table = rules.tables.get(code)
        if table is None:
            continue
        places = [place for place, rule in enumerate(table.rules) if rule.id == rule_id]
        if places:
            held = [place for place in places if table.rules[place].in_force(on.toordinal())]
            return code, anchors(table)[(held or places)[0]]
    return None


def german_is_missing() -> list[str]:
    """Every sentence of the law that has no German one yet."""
    told = [rule.sentence for table in QUESTIONS.values() for rule in table.rules]
    told += [rule.sentence for module in MODULES for change in module.changes for rule in change.rules]
    told += [sentence_of(find) for find in FINDERS]
    for name in parameter_names():
        content = reading.load(name)
        told += [_one_line(content[key]) for key in ("description", "source") if isinstance(content.get(key), str)]
    plain = dict.fromkeys(_parted(one)[1] for one in told)
    return [sentence for sentence in plain if sentence and sentence not in texts.sentences()]


def _question(table: Question, language: str, rules: Rules) -> QuestionEntry:
    entry = texts.questions().get(table.code, {})
    titles = texts.tables().get(table.code) or entry
    names = anchors(table)
    return QuestionEntry(
        table.code,
        titles.get(language, table.code),
        table.internal,
        tuple(Value(str(value["value"]), value[language], value.get("norm", "")) for value in entry.get("values", ())),
        tuple(_rule(table.code, rule, names[place], language, rules) for place, rule in enumerate(table.rules)),
        tuple((find.__name__, said(sentence_of(find), language)[0]) for find in FINDERS)
        if table.code == "deadlines"
        else (),
    )


def _rule(code: str, rule: Rule, anchor: str, language: str, rules: Rules | None) -> RuleEntry:
    sentence, is_translated = said(rule.sentence or rule.id, language)
    reads = read_by(rule)
    by_module = _module_of(code, rule)
    told = stories.of_module_rule(code, rule) if by_module else stories.of_rule(code, rule)
    return RuleEntry(
        rule.id,
        anchor,
        sentence,
        is_translated,
        words.span(rule.first_day, rule.end, language),
        tuple(words.norm(norm, language) for norm in rule.cites),
        rule.confidence,
        words.CONFIDENCE[rule.confidence][language],
        tuple(_condition(key, language) for key in reads.conditions),
        tuple(Link(other, title_of(other, language)) for other in reads.questions if other != code),
        tuple(
            Link(PARAMETERS_PAGE, reading.load(name)["name"][language], f"parameter-{name}")
            for name in reads.parameters
        ),
        _stories(told, language),
        by_module.title[language] if by_module and rules is not None else "",
    )


def title_of(code: str, language: str) -> str:
    """What a table is called."""
    titles = texts.tables().get(code) or texts.questions().get(code) or {}
    return str(titles.get(language, code))


def said(sentence: str, language: str) -> tuple[str, bool]:
    """The sentence in a language, and whether it exists there; otherwise the English one."""
    if language == "en":
        return sentence, True
    begin, rest = _parted(sentence)
    return _BEGINNINGS.get(begin, "") + texts.sentences().get(rest, rest), rest in texts.sentences()


#: Sentences that several tables tell, begin differently in each.
_BEGINNINGS = {REQUIRED: "Voraussetzung: "}


def _parted(sentence: str) -> tuple[str, str]:
    begin = next((begin for begin in _BEGINNINGS if sentence.startswith(begin)), "")
    return begin, sentence.removeprefix(begin)


def _condition(key: str, language: str) -> str:
    """The text of a condition; the argument that a rule asks it with stands open."""
    text = texts.conditions().get(key, {}).get(language, key)
    return text.format("…", "…", "…") if "{" in text else text


def _module_of(code: str, rule: Rule) -> Module | None:
    for module in MODULES:
        if any(change.question == code and rule.id in {new.id for new in change.rules} for change in module.changes):
            return module
    return None


def _stories(checks: Iterable[stories.Check], language: str) -> tuple[Story, ...]:
    told: dict[str, list[stories.Check]] = {}
    for check in checks:
        told.setdefault(check.story, []).append(check)
    return tuple(
        Story(name, them[0].source, them[0].note, _days(them, language)) for name, them in sorted(told.items())
    )


def _days(checks: Iterable[stories.Check], language: str) -> tuple[tuple[str, str], ...]:
    """Days and answers, the earliest first."""
    told = sorted({(check.on, check.says) for check in checks})
    return tuple((words.day(date.fromisoformat(on).toordinal(), language), says) for on, says in told)


def _module(module: Module, language: str, rules: Rules) -> ModuleEntry:
    on = dict(rules.modules).get(module.id)
    label = words.LABELS
    if on:
        state = f"{label['switched_on'][language]} {words.day(on.toordinal(), language)}"
    else:
        state = label["switched_off"][language]
        if module.valid_from:
            state += f", {label['planned'][language]} {words.day(module.valid_from.toordinal(), language)}"
    valid = words.span(on.toordinal(), FAR, language) if on else label["when_on"][language]
    new: dict[str, RuleEntry] = {}
    for change in module.changes:
        for rule in change.rules:
            entry = _rule(change.question, rule, f"module-{module.id}-{rule.id}", language, None)
            new.setdefault(rule.id, replace(entry, valid=valid))
    return ModuleEntry(
        module.id,
        module.title[language],
        module.source[language],
        module.leaves_out[language],
        state,
        tuple(Link(change.question, title_of(change.question, language)) for change in module.changes),
        tuple(new.values()),
    )


def _parameter(name: str, language: str) -> ParameterEntry:
    content = reading.load(name)
    told = [said(_one_line(content.get(key, "")), language)[0] for key in ("description", "source")]
    rest = {key: value for key, value in content.items() if key not in {"name", "description", "source"}}
    return ParameterEntry(name, content["name"][language], told[0], told[1], tuple(_grids(rest, language)))


def _grids(content: Mapping[str, Any], language: str) -> Iterable[Grid]:
    """Each list or map of a parameter as a table; single values share one."""
    single = [
        (words.column(key, language), _cell(value, language))
        for key, value in content.items()
        if not isinstance(value, list | dict)
    ]
    if single:
        yield Grid(("", ""), tuple(single))
    for key, value in content.items():
        if isinstance(value, dict):
            yield _map(words.column(key, language), value, language)
        elif isinstance(value, list):
            yield _list(words.column(key, language), value, language)


def _map(name: str, rows: Mapping[str, Any], language: str) -> Grid:
    inner = [value for value in rows.values() if isinstance(value, dict)]
    if len(inner) != len(rows):
        return Grid((name, ""), tuple((str(key), _cell(value, language)) for key, value in rows.items()))
    columns = tuple(dict.fromkeys(key for value in inner for key in value))
    return Grid(
        (name, *(words.column(column, language) for column in columns)),
        tuple((str(key), *(_cell(value.get(column), language) for column in columns)) for key, value in rows.items()),
    )


def _list(name: str, rows: list[Any], language: str) -> Grid:
    if not all(isinstance(row, dict) for row in rows):
        return Grid((name,), tuple((_cell(row, language),) for row in rows))
    columns = tuple(dict.fromkeys(key for row in rows for key in row))
    cells = tuple(tuple(_cell(row.get(column, ""), language) for column in columns) for row in rows)
    return Grid(tuple(words.column(column, language) for column in columns), cells)


def _cell(value: Any, language: str) -> str:
    if isinstance(value, bool):
        return words.LABELS["yes" if value else "no"][language]
    if isinstance(value, date):
        return words.day(value.toordinal(), language)
    if isinstance(value, list):
        return ", ".join(_cell(part, language) for part in value) or "–"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_cell(part, language)}" for key, part in value.items())
    return "–" if value is None else str(value)


def _one_line(text: Any) -> str:
    return " ".join(str(text).split())
