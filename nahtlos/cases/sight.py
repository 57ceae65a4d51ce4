"""What the actor sees of one file: the policy asked once per class, with the reason for what stays closed.

The database refuses the same rows by itself; here it is said which sections are closed, and what could open them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nahtlos.access.evaluation import Consent, Verdict, Who, judge
from nahtlos.access.pieces import ANSWERS, DEADLINES, FACTS, OUTCOMES, class_of_path, knows
from nahtlos.access.vocabulary import DataClass, Relation, Scope, Verb
from nahtlos.cases.models import AnswerPeriod
from nahtlos.core import clock
from nahtlos.organisations.actor import AccessDenied, Actor


@dataclass(frozen=True, slots=True)
class Sight:
    """The verdict on reading each class of one file."""

    verdicts: dict[DataClass, Verdict]

    def shows(self, data: DataClass | None) -> bool:
        """Whether everything of this class is shown, whoever reported it; the frame of the file (None) always is."""
        return data is None or (self.verdicts[data].allowed and self.verdicts[data].scope is Scope.ALL)

    def answers(self, question: str) -> bool:
        """Whether the answer to a question of the law is shown; what the policy does not know is not."""
        return question in ANSWERS and self.shows(ANSWERS[question])

    def reminds_of(self, code: str) -> bool:
        """Whether a deadline of the law is shown; what the policy does not know is not."""
        return code in DEADLINES and self.shows(DEADLINES[code])

    def says_outcome(self, outcome: str, *, own: bool) -> bool:
        """Whether it is shown with what a case ended (`own`: the actor's office closed it); what the policy does not know is
        not."""
        if outcome not in OUTCOMES:
            return False
        data = OUTCOMES[outcome]
        return self.shows(data) or (own and data is not None and self.verdicts[data].allowed)

    def tells(self, path: str) -> bool:
        """Whether a condition about this fact of the law may be told."""
        if knows(path):
            return self.shows(class_of_path(path))
        return all(self.shows(one) for one in set(FACTS.values()) - {DataClass.YOUTH})

    @property
    def closed(self) -> list[tuple[DataClass, Verdict]]:
        """Classes of which nothing is shown, and why."""
        return [(data, found) for data, found in self.verdicts.items() if not found.allowed]

    @property
    def own_only(self) -> list[DataClass]:
        """Classes of which only the own organisation's statements are shown."""
        return [data for data, found in self.verdicts.items() if found.allowed and found.scope is Scope.OWN]

    @property
    def shown(self) -> list[str]:
        """Names of the classes of which something is shown: for the journal."""
        return [data.value for data, found in self.verdicts.items() if found.allowed]

    def without_hidden_gaps(self, periods: Iterable[AnswerPeriod]) -> list[AnswerPeriod]:
        """The periods, not saying which facts of a closed class are missing."""
        kept = list(periods)
        for period in kept:
            period.missing = [path for path in period.missing if self.tells(path)]
        return kept


def sight_of(actor: Actor, *, granted: Collection[str] = (), leads: bool = False, is_protected: bool = False) -> Sight:
    """What the actor may read in a file in which the own organisation takes part."""
    who = _who(actor, leads)
    hers = frozenset({actor.purpose})
    consents = [
        Consent(who.organisation, frozenset(DataClass(one) for one in granted), hers, date.min)
        for _ in range(bool(granted))
    ]
    return Sight({data: judge(who, Verb.READ, data, consents, protected=is_protected) for data in DataClass})


def judged(actor: Actor, verb: Verb, data: DataClass, *, leads: bool = False, is_protected: bool = False) -> Verdict:
    """The verdict of law and agreement on this, in a file in which the own organisation takes part; consents aside."""
    return judge(_who(actor, leads), verb, data, protected=is_protected)


@dataclass(frozen=True, slots=True)
class Leaving:
    """The verdict on taking each class out of the house, on paper or as a spreadsheet; consents open reading only."""

    verdicts: dict[DataClass, Verdict]
    organisation: UUID

    def takes(self, data: DataClass | None, reported_by: UUID | None = None) -> bool:
        """Whether a row of this class goes along; where the law goes no further, only what one's own office reported."""
        if data is None:
            return True
        found = self.verdicts[data]
        return found.allowed and (found.scope is Scope.ALL or reported_by == self.organisation)

    @property
    def classes(self) -> list[str]:
        """Names of the classes that go along whole: for the journal."""
        return sorted(data.value for data in self.verdicts if self.takes(data))


def leaving(actor: Actor, *, is_protected: bool = False) -> Leaving:
    """What the actor may take out of files in which her organisation takes part."""
    verdicts = {data: judged(actor, Verb.EXPORT, data, is_protected=is_protected) for data in DataClass}
    return Leaving(verdicts, actor.organisation_id)


def may_state(actor: Actor, kind: str, *, leads: bool = False, is_protected: bool = False) -> bool:
    """Whether the actor's organisation states facts of this kind for its purpose."""
    return kind in FACTS and _writing(actor, kind, leads, is_protected).allowed


def require_writing(actor: Actor, kind: str, *, leads: bool = False, is_protected: bool = False) -> None:
    """Raises AccessDenied if the actor's organisation may not state facts of this kind for its purpose."""
    if kind in FACTS and not (found := _writing(actor, kind, leads, is_protected)).allowed:
        raise AccessDenied(found.reason)


def _writing(actor: Actor, kind: str, leads: bool, is_protected: bool) -> Verdict:
    return judged(actor, Verb.WRITE, FACTS[kind], leads=leads, is_protected=is_protected)


def _who(actor: Actor, leads: bool) -> Who:
    relation = Relation.LEAD if leads else Relation.PARTICIPANT
    role, organisation = actor.membership.role, actor.membership.organisation
    return Who(
        role, actor.kind, str(organisation.id), actor.purpose, relation, clock.today(), organisation.district.ags
    )
