"""What a rule may look at: the conditions, other questions and parameters that its code names.

Read off the code itself, so that nobody has to keep a second list. A name that is only reached through data is missed;
the book says "among others".
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import CodeType, FunctionType, ModuleType
from typing import Any

from nahtlos.law.engine.finding import Condition
from nahtlos.law.engine.rule import QUESTIONS, Rule
from nahtlos.law.parameters import reading

#: Packages whose functions speak of law; the engine speaks of none.
_OF_THE_LAW = ("nahtlos.law.questions", "nahtlos.law.conditions", "nahtlos.law.modules", "nahtlos.law.parameters")
_ASKS_A_QUESTION = frozenset({"decide", "rule_of"})


@dataclass(slots=True)
class Reads:
    """Keys, codes and names in the order in which the code names them, and the functions it calls."""

    conditions: dict[str, None] = field(default_factory=dict)
    questions: dict[str, None] = field(default_factory=dict)
    parameters: dict[str, None] = field(default_factory=dict)
    calls: dict[FunctionType, None] = field(default_factory=dict)


def read_by(rule: Rule) -> Reads:
    """What the code of a rule names, helpers and conditions included."""
    reads, ahead = Reads(), [rule.body]
    while ahead:
        function = ahead.pop(0)
        if isinstance(function, FunctionType) and function not in reads.calls:
            reads.calls[function] = None
            named = _named_by(function)
            reads.conditions |= named.conditions
            reads.questions |= named.questions
            reads.parameters |= named.parameters
            ahead[:0] = named.calls
    return reads


@cache
def parameter_names() -> tuple[str, ...]:
    """Every file of parameters."""
    names = sorted(entry.name for entry in files("nahtlos.law.parameters").iterdir())
    return tuple(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


@cache
def _named_by(function: FunctionType) -> Reads:
    """What one function names itself."""
    reads, (names, texts) = Reads(), _words(function.__code__)
    asks = bool(_ASKS_A_QUESTION & set(names))
    reads.parameters = {text: None for text in texts if text in parameter_names()}
    reads.questions = {text: None for text in texts if asks and text in QUESTIONS}
    for value in _values(function, names):
        value = getattr(value, "__wrapped__", value)
        if isinstance(value, dict):
            reads.parameters |= {name: None for name in parameter_names() if reading.load(name) is value}
        if isinstance(value, Condition):
            reads.conditions[value.key] = None
            value = value.check
        if isinstance(value, FunctionType) and value.__module__.startswith(_OF_THE_LAW):
            reads.calls[value] = None
    return reads


def _words(code: CodeType) -> tuple[list[str], list[str]]:
    """The names and the texts in a function, those of its inner functions included."""
    names, texts = list(code.co_names), [const for const in code.co_consts if isinstance(const, str)]
    for const in code.co_consts:
        if isinstance(const, CodeType):
            inner = _words(const)
            names, texts = names + inner[0], texts + inner[1]
    return names, texts


def _values(function: FunctionType, names: list[str]) -> Iterator[Any]:
    """What the names of a function stand for: its own, those of modules and of the methods it may call."""
    known = function.__globals__
    for cell in function.__closure__ or ():
        yield cell.cell_contents
        yield getattr(cell.cell_contents, "body", None)
    for name in names:
        value = known.get(name)
        if isinstance(value, ModuleType):
            yield from (getattr(value, attribute, None) for attribute in names)
        elif value is not None:
            yield value
    for kind in known.values():
        if isinstance(kind, type) and kind.__module__.startswith(_OF_THE_LAW):
            yield from (vars(kind).get(name) for name in names)
