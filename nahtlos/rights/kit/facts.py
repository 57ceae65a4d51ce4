"""What the papers say, asked of `judge`: which party sees which class for which purpose, by statute or by consent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from nahtlos.access.agreement import Agreement, Party, Purpose, in_force_for_a_while
from nahtlos.access.evaluation import Consent, Verdict, Who, judge
from nahtlos.access.matrix import version
from nahtlos.access.statutes import HARD_DENIALS
from nahtlos.access.vocabulary import DataClass, Relation, Scope, Verb

_ORGANISATION = "the party asked about"


@dataclass(frozen=True, slots=True)
class Use:
    """One class of data a party sees for a purpose; `cites` the provision."""

    data: DataClass
    verbs: tuple[Verb, ...]
    is_own: bool  #: only what the party itself supplied
    by_consent: bool
    cites: str


@dataclass(frozen=True, slots=True)
class Line:
    """One party and one of its purposes with everything it may see; a purpose that opens nothing has no line."""

    party: Party
    purpose: Purpose
    uses: tuple[Use, ...]

    @property
    def by_statute(self) -> tuple[Use, ...]:
        """What the law opens."""
        return tuple(use for use in self.uses if not use.by_consent)

    @property
    def by_consent(self) -> tuple[Use, ...]:
        """What only the person herself opens."""
        return tuple(use for use in self.uses if use.by_consent)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the papers of one district are made from. `version` names the policy under this agreement."""

    agreement: Agreement
    version: str
    lines: tuple[Line, ...]
    never: tuple[DataClass, ...]  #: what immigration enforcement never sees

    def purposes(self) -> Sequence[Purpose]:
        """The purposes for which somebody sees something, in the order of the agreement."""
        used = {line.purpose.code for line in self.lines}
        return [purpose for code, purpose in self.agreement.purposes.items() if code in used]

    def lines_of(self, purpose: Purpose) -> Sequence[Line]:
        """The parties that use data for this purpose."""
        return [line for line in self.lines if line.purpose.code == purpose.code]

    def classes_of(self, purpose: Purpose) -> Sequence[DataClass]:
        """The classes anybody uses for this purpose, in the order of the vocabulary."""
        used = {use.data for line in self.lines_of(purpose) for use in line.uses}
        return [data for data in DataClass if data in used]


def facts_of(agreement: Agreement, on: date) -> Facts:
    """The policy under this agreement alone, on a day."""
    with in_force_for_a_while(agreement):
        return Facts(
            agreement, version(), tuple(_lines(agreement, on)), tuple(sorted(HARD_DENIALS["auslaenderbehoerde"]))
        )


def _lines(agreement: Agreement, on: date) -> Iterator[Line]:
    for party in agreement.parties:
        for code in party.purposes:
            purpose = agreement.purposes[code]
            uses = tuple(use for data in DataClass if (use := _use(agreement, party, code, data, on)))
            if uses:
                yield Line(party, purpose, uses)


def _use(agreement: Agreement, party: Party, purpose: str, data: DataClass, on: date) -> Use | None:
    if data not in party.purposes[purpose]:
        return None  # another party of this kind may have agreed to more
    who = Who("clerk", party.kind, _ORGANISATION, purpose, Relation.LEAD, on, agreement.ags)
    allowed = {verb: verdict for verb in Verb if (verdict := judge(who, verb, data)).allowed}
    if allowed:
        first: Verdict = next(iter(allowed.values()))
        return Use(data, tuple(allowed), first.scope is Scope.OWN, False, first.cites)
    consent = Consent(_ORGANISATION, frozenset({data}), frozenset({purpose}), on)
    verdict = judge(who, Verb.READ, data, [consent])
    return Use(data, (Verb.READ,), False, True, verdict.cites) if verdict.allowed else None
