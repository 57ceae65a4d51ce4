"""Who passes what to whom, and for what: the input of the questions on data sharing, which is no fact about a person."""

from nahtlos.law.engine.facts import MISSING, Facts
from nahtlos.law.engine.finding import Condition, Finding, condition, unknown

SHARING = "sharing"


def not_said(facts: Facts, path: str) -> Finding:
    """That nobody has said what stands at a path; asks for the widest part of it that is missing."""
    steps = path.split(".")
    wider = (".".join(steps[:end]) for end in range(1, len(steps)))
    return unknown(next((part for part in wider if facts.get(part) is MISSING), path))


def _named(name: str, key: str) -> Condition:
    """A part of the flow that is one of a list of codes; the condition has its value."""

    @condition(name, facts=(SHARING,))
    def named(facts: Facts, day: int) -> Finding:
        path = f"{SHARING}.{key}"
        value = facts.get(path)
        return not_said(facts, path) if value is MISSING else Finding(True, path, value)

    return named


sender = _named("sharing_from", "from")
recipient = _named("sharing_to", "to")
purpose = _named("sharing_purpose", "purpose")
data_class = _named("sharing_data_class", "data_class")


def stated(name: str, path: str, wanted: object = True) -> Condition:
    """Whether a value below `sharing` is the one wanted; unknown while nobody has said."""

    @condition(name, facts=(SHARING,))
    def said(facts: Facts, day: int) -> Finding:
        value = facts.get(path)
        return not_said(facts, path) if value is MISSING else Finding(value == wanted, path, value)

    return said


necessary = stated("sharing_necessary", "sharing.necessary")
on_request = stated("sharing_on_request", "sharing.trigger", "on_request")
released_by_professional = stated("released_by_professional", "sharing.released_by_professional")
assessment_context = stated("assessment_context", "sharing.assessment_context")
