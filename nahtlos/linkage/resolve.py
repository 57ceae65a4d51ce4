"""One list against the people who are known: every row at most one person, families decided together.

Links that are clear are made first; what they leave (the other of two namesakes, the brother) is judged after that, and
a household of which one member is known lends weight to the others. What stays in doubt is left to a clerk.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from nahtlos.linkage.blocking import COMPARED, candidates, index
from nahtlos.linkage.identity import Identity
from nahtlos.linkage.judge import (
    ASK_BITS,
    LINK_BITS,
    REGISTER_BITS,
    SHOW_BITS,
    Candidate,
    Decision,
    objection,
    rivals,
    uncertain_day,
    verdict,
)
from nahtlos.linkage.model import Model, default_model
from nahtlos.linkage.names import parsed
from nahtlos.linkage.reasons import Reason
from nahtlos.linkage.score import Score, score, weigh
from nahtlos.linkage.text import fold
from nahtlos.linkage.twice import SAME_LIST_BITS, evident, may_share_place, same_list_score, suspicious

_MOST_CANDIDATES = 12
#: From which share of registered people the register counts as loaded.
_REGISTER_SHARE = 0.8
_HOUSEHOLD_BITS = 5.0
_HOUSEHOLD_BITS_AT_ADDRESS = 1.0


def resolve(
    records: Sequence[Identity],
    persons: Iterable[Identity],
    *,
    listed: frozenset[str] = frozenset(),
    waiting: Iterable[Identity] = (),
    model: Model | None = None,
    most: int = 5,
) -> list[Decision]:
    """A decision for every row of one list, in the order of the rows; no row is lost.

    `listed` are keys of persons who have a row in this list already (when rows that waited are looked at again),
    `waiting` rows of any list that lie before a clerk: each may be a namesake nobody knows yet.
    """
    assignment = _Assignment(records, list(persons), model or default_model(), waiting=list(waiting))
    assignment.taken.update(dict.fromkeys(listed, ""))
    return assignment.decisions(most)


@dataclass
class _Edge:
    row: str
    person: str
    score: Score
    score_without_household: Score
    in_register: bool

    @property
    def bits(self) -> float:
        return self.score.weight

    @property
    def rank(self) -> tuple[float, float, str]:
        return Candidate(self.person, self.score).rank


@dataclass
class _Assignment:
    records: Sequence[Identity]
    persons: Sequence[Identity]
    model: Model
    waiting: Sequence[Identity] = ()
    by_row: dict[str, list[_Edge]] = field(default_factory=dict)
    by_person: dict[str, list[_Edge]] = field(default_factory=lambda: defaultdict(list))
    linked: dict[str, _Edge] = field(default_factory=dict)
    taken: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Identity] = field(default_factory=dict)
    register_loaded: bool = False
    register_is_read: bool = False
    doubted: dict[str, bool] = field(default_factory=dict)
    people: dict[str, Identity] = field(default_factory=dict)
    waiting_index: Mapping[str, Sequence[str]] = field(default_factory=dict)
    people_index: Mapping[str, Sequence[str]] = field(default_factory=dict)
    row_index: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = {record.key: record for record in self.records}
        self.people = {person.key: person for person in self.persons}
        self.waiting_index = index(self.waiting)
        self.people_index = index(self.persons)
        self.row_index = index(self.records)
        self.register_loaded = _is_register(self.persons)
        self.register_is_read = _is_register(self.records)

    def decisions(self, most: int) -> list[Decision]:
        self._compare_all()
        self._link_clear_ones()
        if self._ask_households():
            self._link_clear_ones()
        twice = _Twice(self)
        return [self._decision(record.key, twice, most) for record in self.records]

    def _compare_all(self) -> None:
        for record in self.records:
            edges = []
            for key in candidates(record, self.people_index, COMPARED):
                judged = score(record, self.people[key], model=self.model)
                if judged.weight > SHOW_BITS - 1.2:
                    edges.append(_Edge(record.key, key, judged, judged, _in_register(self.people[key])))
            edges.sort(key=lambda edge: edge.rank)
            self.by_row[record.key] = edges[:_MOST_CANDIDATES]
            for edge in self.by_row[record.key]:
                self.by_person[edge.person].append(edge)

    def _link_clear_ones(self) -> None:
        """Make the links nothing rivals, again and again: each one may remove the rival of another."""
        waiting = sorted(
            (edges[0] for row, edges in self.by_row.items() if edges and row not in self.linked),
            key=lambda edge: (-edge.bits, edge.row),
        )
        moved = True
        while moved:
            moved = False
            for row in [edge.row for edge in waiting if edge.row not in self.linked]:
                edge = self._best_free(row)
                if edge and self._against(edge) is None:
                    self.linked[row] = edge
                    self.taken[edge.person] = row
                    moved = True

    def _free(self, row: str) -> list[_Edge]:
        edges = [edge for edge in self.by_row[row] if self.taken.get(edge.person, row) == row]
        return sorted(edges, key=lambda edge: edge.rank)

    def _best_free(self, row: str) -> _Edge | None:
        free = self._free(row)
        return free[0] if free else None

    def _against(self, edge: _Edge) -> Reason | None:
        refused = objection(edge.score.comparison)
        if not refused and edge.score is edge.score_without_household:
            refused = uncertain_day(edge.score.comparison, in_register=self._in_register(edge))
            if not refused and self._waits_for_a_clerk(edge):
                refused = Reason("decision.runner_up")
        if refused:
            return refused
        if edge.bits + self._lent_by_register(edge) < LINK_BITS:
            return Reason("decision.not_enough")
        if any(rivals(edge.score, other.score) for other in self._free(edge.row) if other.person != edge.person):
            return Reason("decision.runner_up")
        rows = (
            other for other in self.by_person[edge.person] if other.row != edge.row and other.row not in self.linked
        )
        if any(rivals(edge.score, other.score) and not self._written_twice(edge.row, other.row) for other in rows):
            return Reason("decision.other_row")
        return None

    def _in_register(self, edge: _Edge) -> bool:
        """Whether a namesake of either side would be seen as a rival, because the register of everybody is at hand.

        A row of the register that itself waits for a clerk is not at hand yet: it may be who the row is.
        """
        if self.register_is_read:
            return True
        return self.register_loaded and edge.in_register and not self._register_waits(edge.row)

    def _register_waits(self, row: str) -> bool:
        if row not in self.doubted:
            mine = self.rows[row]
            waiting = {record.key: record for record in self.waiting if _in_register(record) and record.key != row}
            self.doubted[row] = any(
                score(mine, waiting[key], model=self.model).weight > ASK_BITS
                for key in candidates(mine, self.waiting_index)
                if key in waiting
            )
        return self.doubted[row]

    def _lent_by_register(self, edge: _Edge) -> float:
        found = edge.score.comparison
        if found.address == "different" and found.birth in ("calendar", "next_year"):
            return 0.0  # a namesake whom the register lacks is as likely as two mistakes at once
        return REGISTER_BITS * self.model.slope if self._in_register(edge) else 0.0

    def _waits_for_a_clerk(self, edge: _Edge) -> bool:
        """Whether a 1 January link that rests on names and town alone has a double among the rows that wait."""
        if not uncertain_day(edge.score.comparison, strict=True):
            return False
        row = self.rows[edge.row]
        waiting = {record.key: record for record in self.waiting if record.key != edge.row}
        doubles = (waiting[key] for key in candidates(row, self.waiting_index) if key in waiting)
        return any(
            score(row, double, model=self.model).weight > ASK_BITS and not self._explained(double, edge)
            for double in doubles
        )

    def _explained(self, waiting: Identity, edge: _Edge) -> bool:
        """Whether a row that waits may be the very person of the link: her row in a third list, nobody else's.

        Another human being would stand in the register as well; so nobody else of it may be like the row.
        """
        if not self._in_register(edge):
            return False
        ends = self.rows[edge.row], self.people[edge.person]
        if any(waiting.origin in end.origin.split(",") for end in ends):
            return False
        others = [
            known[key]
            for known, keys in ((self.rows, self.row_index), (self.people, self.people_index))
            for key in candidates(waiting, keys)
            if key not in (edge.row, edge.person) and _in_register(known[key])
        ]
        return all(score(waiting, other, model=self.model).weight <= ASK_BITS for other in others)

    def _written_twice(self, one: str, other: str) -> bool:
        return evident(same_list_score(self.rows[one], self.rows[other], self.model))

    def _ask_households(self) -> bool:
        """Raise what a linked relative speaks for; true when anything changed."""
        homes_of_rows = {key: _homes(record) for key, record in self.rows.items()}
        mates: dict[str, set[str]] = defaultdict(set)
        for key, homes in homes_of_rows.items():
            for home in homes:
                mates[home].add(key)
        changed = False
        for key, edges in self.by_row.items():
            if key in self.linked or not edges:
                continue
            others = {
                mate for home in homes_of_rows[key] for mate in mates[home] if mate != key and mate in self.linked
            }
            known_homes = {
                self.linked[mate].person: _homes(self.people[self.linked[mate].person]) for mate in sorted(others)[:20]
            }
            for edge in edges:
                mine = _homes(self.people[edge.person])
                if any(person != edge.person and mine & theirs for person, theirs in known_homes.items()):
                    same_street = edge.score.comparison.address == "street"
                    bits = _HOUSEHOLD_BITS_AT_ADDRESS if same_street else _HOUSEHOLD_BITS
                    edge.score = weigh(edge.score.comparison, model=self.model, context=bits)
                    changed = True
        return changed

    def _decision(self, row: str, twice: "_Twice", most: int) -> Decision:
        if row in self.linked:
            edge = self.linked[row]
            ranked = [Candidate(other.person, other.score) for other in self._all(row)]
            return Decision(row, "link", edge.person, tuple(ranked[:most]), edge.score.reasons)
        double = twice.of(row)
        if double and double.kind == "link":
            return double
        free = self._free(row)
        ranked = [Candidate(edge.person, edge.score) for edge in free] + self._listed_already(row)
        ranked.sort(key=lambda candidate: candidate.rank)
        if double and (not ranked or ranked[0].bits < ASK_BITS):
            return double
        against: Reason | None = (self._against(free[0]) if free else None) or Reason("decision.same_list")
        if ranked and self.taken.get(ranked[0].key) == "" and self._written_again(ranked):
            against = None
        return verdict(row, ranked, against, most)

    def _listed_already(self, row: str) -> list[Candidate]:
        """Candidates who have another row in this list: the row may be their second."""
        found = []
        for edge in self._all(row):
            if self.taken.get(edge.person, row) == row:
                continue
            again = same_list_score(self.rows[row], self.people[edge.person], self.model)
            if suspicious(again):
                found.append(Candidate(edge.person, again))
            elif edge.bits > ASK_BITS - SAME_LIST_BITS * self.model.slope:
                rarely = weigh(edge.score.comparison, model=self.model, context=SAME_LIST_BITS)
                found.append(Candidate(edge.person, rarely))
        return found

    @staticmethod
    def _written_again(ranked: Sequence[Candidate]) -> bool:
        return evident(ranked[0].score) and not any(rivals(ranked[0].score, other.score) for other in ranked[1:])

    def _all(self, row: str) -> list[_Edge]:
        return sorted(self.by_row[row], key=lambda edge: edge.rank)


class _Twice:
    """People who stand in one list twice: copied rows, aliases, second registrations."""

    def __init__(self, assignment: _Assignment) -> None:
        self._of: dict[str, Decision] = {}
        known = assignment.row_index
        linked = assignment.linked
        for record in assignment.records:
            if record.key in linked:
                continue
            doubles = []
            for key in candidates(record, known):
                # an unlinked row with a smaller key, or a linked one wherever it stands, is the one to link to
                if key == record.key or (key not in linked and key > record.key):
                    continue
                if not may_share_place(record, assignment.rows[key]):
                    continue
                judged = same_list_score(record, assignment.rows[key], assignment.model)
                if suspicious(judged):
                    doubles.append(Candidate(linked[key].person if key in linked else key, judged))
            if doubles:
                self._of[record.key] = self._judged(record.key, doubles)

    def _judged(self, row: str, doubles: list[Candidate]) -> Decision:
        doubles.sort(key=lambda candidate: candidate.rank)
        best = doubles[0]
        comparison = best.score.comparison
        sure = evident(best.score) and not any(
            rivals(best.score, other.score) for other in doubles[1:] if other.key != best.key
        )
        against = None if sure else objection(comparison) or Reason("decision.same_list")
        decision = verdict(row, doubles, against)
        if decision.to and decision.to in self._of and self._of[decision.to].kind == "link":
            target = self._of[decision.to].to
            return Decision(row, "link", target, decision.candidates, decision.why)
        return decision

    def of(self, row: str) -> Decision | None:
        """The decision that a row is a second row of somebody, if there is any reason for it."""
        return self._of.get(row)


def _is_register(people: Sequence[Identity]) -> bool:
    return sum(_in_register(person) for person in people) >= _REGISTER_SHARE * max(len(people), 1)


def _in_register(person: Identity) -> bool:
    """Whether a person is known from the register of foreigners (Ausländerzentralregister), which has everybody."""
    return any(kind == "azr" for kind, _ in person.numbers)


def _homes(identity: Identity) -> frozenset[str]:
    """What makes two records housemates: a case, a needs unit, or one address and family name."""
    homes = set(identity.household)
    if identity.street and any(char.isdigit() for char in identity.street):
        place = f"{fold(identity.street)}|{identity.postcode or fold(identity.town or '')}"
        for spelling in identity.spellings[:3]:
            homes |= {f"{place}|{key}" for part in parsed(spelling).family for key in part.keys}
    return frozenset(homes)
