"""`nahtlos law sharing`: whether one body may pass data on to another, from arguments instead of a file of facts."""

import argparse
from typing import Any

from nahtlos.law import api, reading, terminal, validation
from nahtlos.law.reading import InvalidInput

YES_OR_NO = {"yes": True, "no": False}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command; codes are those of the facts."""
    codes = {
        key: part.get("enum") for key, part in validation.schema("facts")["properties"]["sharing"]["properties"].items()
    }
    parser.add_argument("--from", dest="sender", required=True, choices=codes["from"], metavar="ACTOR")
    parser.add_argument("--to", dest="recipient", required=True, choices=codes["to"], metavar="ACTOR")
    parser.add_argument("--purpose", required=True, choices=codes["purpose"], metavar="P")
    parser.add_argument("--data-class", required=True, choices=codes["data_class"], metavar="C")
    parser.add_argument("--trigger", choices=codes["trigger"])
    parser.add_argument("--consent", metavar="FILE|none", help="the consent as JSON, or none; left out: not known")
    for name in ("necessary", "released-by-professional", "assessment-context"):
        parser.add_argument(f"--{name}", choices=YES_OR_NO, help="left out: not known")
    parser.add_argument("--on", required=True, type=terminal.day, metavar="YYYY-MM-DD")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> list[str]:
    """The three answers as `answer_document`."""
    flow: dict[str, Any] = {
        "from": arguments.sender,
        "to": arguments.recipient,
        "purpose": arguments.purpose,
        "data_class": arguments.data_class,
        "trigger": arguments.trigger,
    }
    for key in ("necessary", "released_by_professional", "assessment_context"):
        flow[key] = YES_OR_NO.get(getattr(arguments, key))
    stated = {key: value for key, value in flow.items() if value is not None}
    if arguments.consent is not None:
        stated["consent"] = None if arguments.consent == "none" else _consent(arguments.consent, stated)
    answers = api.answer({"sharing": stated}, on=arguments.on, questions=api.SHARING, check=False)
    return [terminal.as_json(api.document(answers, arguments.on))]


def _consent(name: str, flow: dict[str, Any]) -> Any:
    """The consent in a file, checked as part of the facts. Raises InvalidInput with its line and path."""
    try:
        return reading.part(terminal.text(name), lambda consent: {"sharing": {**flow, "consent": consent}}, depth=2)
    except InvalidInput as error:
        raise InvalidInput([f"--consent {name}: {line}" for line in error.errors]) from None
