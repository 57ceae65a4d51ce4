"""Reads facts from JSON text and says precisely where a text is wrong: `line 17: $.residence[1].from: ...`."""

import json
from collections.abc import Callable, Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from nahtlos.law import validation


class InvalidInput(ValueError):
    """The input cannot be used. `errors` has one line per mistake."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("; ".join(errors))
        self.errors = errors


def parse(text: str, line: int = 1) -> Any:
    """The value a JSON text stands for. `line` is the number of its first line."""
    try:
        return json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        message = f"line {line + error.lineno - 1}: $: not JSON: {error.msg} (column {error.colno})"
        raise InvalidInput([message]) from None
    except RecursionError:
        raise InvalidInput([f"line {line}: $: nested too deeply"]) from None
    except ValueError as error:
        raise InvalidInput([f"line {line}: $: {error}"]) from None


def facts(text: str) -> Any:
    """The facts of a file, checked. Raises InvalidInput with line and path of every mistake."""
    return part(text, lambda value: value)


def part(text: str, within: Callable[[Any], Any], depth: int = 0) -> Any:
    """A part of the facts that has a file of its own, checked where it belongs: `within` gives the facts around it.

    `depth` is how many steps of a path lead to the part. Raises InvalidInput with line and path inside the file.
    """
    value = parse(text)
    errors = validation.refusals_of(within(value))
    if errors:
        places = dict(_places(text))
        found = [(path[depth:], what) for path, what in errors]
        raise InvalidInput([f"line {_line(places, path)}: {validation.path_of(path)}: {what}" for path, what in found])
    return value


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return read


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _line(places: dict[tuple[str | int, ...], int], path: list[str | int]) -> int:
    """The line of a value; of the nearest value around it if it is not there itself."""
    steps = tuple(path)
    while steps not in places and steps:
        steps = steps[:-1]
    return places.get(steps, 1)


def _places(text: str) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """Each path of a JSON text (known to be well-formed) with the line on which its value begins."""
    stack: list[list[Any]] = []  # [kind, current key or index]
    position, key_next = 0, False
    while position < len(text):
        sign = text[position]
        if sign in " \t\r\n:":
            position += 1
        elif sign in "}]":
            stack.pop()
            key_next, position = False, position + 1
        elif sign == ",":
            key_next = stack[-1][0] == "{"
            if not key_next:
                stack[-1][1] += 1
            position += 1
        elif key_next:
            stack[-1][1], position = scanstring(text, position + 1, True)
            key_next = False
        else:
            yield tuple(frame[1] for frame in stack), text.count("\n", 0, position) + 1
            if sign in "{[":
                stack.append([sign, 0])
                key_next, position = sign == "{", position + 1
            elif sign == '"':
                _, position = scanstring(text, position + 1, True)
            else:
                while position < len(text) and text[position] not in ",}] \t\r\n":
                    position += 1
