"""Checks facts at the door: the shape by JSON Schema, dates that exist, periods that do not end before they begin, and
nothing that contradicts itself."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from nahtlos.law.contradictions import contradictions


class InvalidFacts(ValueError):
    """The facts break the schema. `errors` has one sentence per mistake, each beginning with its JSON path."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("; ".join(errors))
        self.errors = errors


def check(facts: Any) -> None:
    """Raise InvalidFacts unless the facts follow the schema and can all be true."""
    errors = refusals_of(facts)
    if errors:
        raise InvalidFacts([f"{path_of(path)}: {message}" for path, message in errors])


def refusals_of(facts: Any) -> list[tuple[list[str | int], str]]:
    """Every mistake with its path; where there is none, every contradiction between facts."""
    return errors_of(facts) or list(contradictions(facts))


def errors_of(facts: Any) -> list[tuple[list[str | int], str]]:
    """Every mistake in the shape of facts, with its path, in the order of the document."""
    validator = _validator()
    found: list[tuple[list[str | int], str]] = []
    for error in map(_said, validator.iter_errors(facts)):
        if error not in found:
            found.append(error)
    if not found:
        found = list(backward_periods(facts, []))
    return sorted(found, key=lambda error: [str(step) for step in error[0]])


def path_of(steps: list[str | int]) -> str:
    """The path in the notation of the interface: `$.residence[1].from`."""
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)


def schema(name: str) -> dict[str, Any]:
    """A schema of the interface: `facts` or `answers`."""
    text = files("nahtlos.law.schemas").joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


@cache
def _validator() -> Draft202012Validator:
    checker = FormatChecker(formats=())
    checker.checks("date", raises=ValueError)(_is_date)
    return Draft202012Validator(schema("facts"), format_checker=checker)


def _is_date(value: object) -> bool:
    if isinstance(value, str):
        date.fromisoformat(value)
    return True


def _said(error: ValidationError) -> tuple[list[str | int], str]:
    """The deepest cause of an error, in one short sentence."""
    cause = error
    while cause.context:
        cause = max(cause.context, key=lambda part: (len(part.absolute_path), part.validator != "type"))
    path = list(cause.absolute_path)
    part: Any = cause.schema
    if cause.validator == "format" or (cause.validator == "pattern" and part.get("format") == "date"):
        return path, f"{cause.instance!r} is not a date"
    if cause.validator == "enum":
        return (
            path,
            f"{cause.instance!r} is not one of {', '.join(map(str, part['enum']))}{_meant(cause.instance, part)}",
        )
    if cause.validator == "additionalProperties":
        known, given = part.get("properties", {}), dict(cause.instance)  # type: ignore[arg-type]
        return path, f"unknown key {', '.join(repr(key) for key in sorted(set(given) - set(known)))}"
    return path, " ".join(cause.message.split())


def _meant(given: Any, part: Any) -> str:
    """The codes that were probably meant: the same letters and digits, or those that go on where the given one stops.

    Nothing merely similar: § 25 Abs. 2 is two statuses, and § 25 Abs. 5 is another provision.
    """
    codes, wanted = [str(code) for code in part["enum"]], _plain(str(given))
    near = [code for code in codes if _plain(code) == wanted] or [c for c in codes if c.startswith(f"{given}_")]
    return f" (did you mean {' or '.join(map(repr, near))}?)" if near else ""


def _plain(code: str) -> str:
    return "".join(sign for sign in code.lower() if sign.isalnum())


def backward_periods(value: Any, path: list[str | int]) -> Iterator[tuple[list[str | int], str]]:
    """The periods in facts that end before they begin, each with the path of its end."""
    if isinstance(value, Mapping):
        first, until = value.get("from"), value.get("until")
        if isinstance(first, str) and isinstance(until, str) and until < first:
            what = f"the period ends on {until!r} before it begins on {first!r}"
            yield [*path, "until"], f"{what}; correct one of the two days"
        for key, part in value.items():
            yield from backward_periods(part, [*path, key])
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from backward_periods(part, [*path, index])
