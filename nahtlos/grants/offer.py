"""What a person can be asked to allow: only what the law neither allows without her nor forbids with her."""

from __future__ import annotations

from datetime import date

from nahtlos.access.evaluation import Consent, Who, judge
from nahtlos.access.statutes import STATUTES
from nahtlos.access.vocabulary import DataClass, Relation, Scope, Verb

_DAY = date(2016, 1, 1)


def purposes_of(kind: str) -> tuple[str, ...]:
    """The purposes for which an organisation of this kind reads files."""
    return tuple(STATUTES.get(kind, {}))


def needs_no_consent(kind: str, purpose: str) -> frozenset[DataClass]:
    """What the law lets it read whoever supplied it: asking would pretend that she could refuse."""
    return frozenset(one for one in DataClass if _reads_all(kind, purpose, one, asked=False))


def on_offer(kind: str, purpose: str) -> frozenset[DataClass]:
    """What a consent would open: asked of `judge` itself, so that page and policy cannot differ."""
    opened = frozenset(one for one in DataClass if _reads_all(kind, purpose, one, asked=True))
    return opened - needs_no_consent(kind, purpose)


def _reads_all(kind: str, purpose: str, data: DataClass, *, asked: bool) -> bool:
    who = Who("clerk", kind, "recipient", purpose, Relation.PARTICIPANT, _DAY)
    consent = Consent("recipient", frozenset({data}), frozenset({purpose}), _DAY)
    verdict = judge(who, Verb.READ, data, (consent,) if asked else ())
    return verdict.allowed and verdict.scope is Scope.ALL
