"""Which residence status holds when: the rows of `residence` laid over each other, the strongest first.

A title whose printed validity has passed goes on if a renewal was applied for in time; otherwise nobody knows what
the person holds. Source: rules of the project, section 2; § 81 Abs. 4 AufenthG.
"""

from bisect import bisect_right
from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple, cast

from nahtlos.law.engine.days import FAR, day_of
from nahtlos.law.engine.facts import Facts
from nahtlos.law.engine.view import Opened, View, a_day, all_of_it, counted_row, view
from nahtlos.law.parameters import statuses

#: Applications that let an expiring title go on: its renewal, or another title (§ 81 Abs. 4 S. 1 AufenthG).
KEEPS_THE_TITLE = frozenset(
    {"title_renewal", "title_first", "title_25a", "title_25b", "title_104c", "settlement_permit"}
)

#: Certificates that say only that something else goes on.
FIKTION = frozenset({"fiktion_81_3_s1", "fiktion_81_3_s2", "fiktion_81_4"})


class Holding(NamedTuple):
    """A status held on a day.

    `basis` is what it amounts to: for a Fiktion under § 81 Abs. 4 the title it continues. `before` is the status held
    before it, "" if there was none. `continued`: the printed validity has passed, a timely application carries it.
    """

    status: str
    basis: str
    before: str
    number: int
    row: Mapping[str, Any]
    start: int
    continued: bool


class Standing(NamedTuple):
    """All statuses held on days `start <= day < end`, strongest first. Empty: the list does not cover the day."""

    start: int
    end: int
    holdings: tuple[Holding, ...]


NOT_COVERED = Standing(0, FAR, ())


def standings(facts: Facts) -> tuple[Standing, ...] | None:
    """The whole history of statuses without gaps; None if nothing is known about residence."""
    if "standings" not in facts.derived:
        facts.derived["standings"] = _compute(facts)
    return facts.derived["standings"]  # type: ignore[no-any-return]


def standing_on(facts: Facts, day: int) -> Standing | None:
    """What is held on a day; None if nothing is known about residence."""
    return facts.show(held_on, day, ())


def _note_the_rest(standing: Standing | None, facts: Facts, day: int, args: tuple[Any, ...]) -> Standing | None:
    """Status and basis are known; the place in the list, its days and the rest of the row are noted when used."""
    if standing is None:
        return None
    views: dict[str, View[Any]] = {"number": _number, "start": _start, "row": _row}
    held = tuple(
        Opened(facts, day, (which,), views, **{key: getattr(each, key) for key in WHAT_IS_HELD})
        for which, each in enumerate(standing.holdings)
    )
    return cast(Standing, Opened(facts, day, (), {"start": _begun}, holdings=held, end=facts.noted_until(standing.end)))


#: What counts of a holding without further ado.
WHAT_IS_HELD = ("status", "basis", "before", "continued")


def _statuses(standing: Standing | None) -> Hashable:
    if standing is None:
        return None
    return tuple(tuple(getattr(each, key) for key in WHAT_IS_HELD) for each in standing.holdings)


#: The lists that make the history of statuses; only the order of their days counts.
HISTORY = ("residence", "applications")


@view(_statuses, opened=_note_the_rest, until=lambda standing: standing.end if standing else FAR, order=HISTORY)
def held_on(facts: Facts, day: int) -> Standing | None:
    """What is held on a day, as `standing_on` says."""
    history = standings(facts)
    if history is None:
        return None
    starts = facts.derived["standing_starts"]
    return history[bisect_right(starts, day) - 1]


@view(all_of_it, order=HISTORY)
def _number(facts: Facts, day: int, which: int) -> int:
    return _holdings(facts, day)[which].number


@view(a_day, order=HISTORY)
def _start(facts: Facts, day: int, which: int) -> int:
    return _holdings(facts, day)[which].start


@view(a_day, order=HISTORY)
def _begun(facts: Facts, day: int) -> int:
    standing = held_on.look(facts, day)
    return standing.start if standing else 0


@view(counted_row, order=HISTORY)
def _row(facts: Facts, day: int, which: int) -> Mapping[str, Any]:
    return _holdings(facts, day)[which].row


def _holdings(facts: Facts, day: int) -> tuple[Holding, ...]:
    standing = held_on.look(facts, day)
    return standing.holdings if standing else ()


def chain_start(facts: Facts, day: int, qualifying: frozenset[str]) -> int | None:
    """The first day of the unbroken time with a qualifying status that reaches to `day`; None if there is none."""
    return facts.show(_chain_start, day, (qualifying,))


@view(a_day, order=HISTORY)
def _chain_start(facts: Facts, day: int, qualifying: frozenset[str]) -> int | None:
    begun = None
    for standing in standings(facts) or ():
        if standing.start > day:
            break
        if any(holding.basis in qualifying or holding.status in qualifying for holding in standing.holdings):
            begun = standing.start if begun is None else begun
        else:
            begun = None
    return begun


def renewal_in_time(facts: Facts, holding_row: Mapping[str, Any]) -> Any:
    """Whether an application kept this title alive: True, False, or None if applications are unknown."""
    applications = facts.raw.get("applications")
    if applications is None:
        return None
    first, last = holding_row["from"], holding_row["valid_until"]
    return any(row["kind"] in KEEPS_THE_TITLE and first <= row["on"] <= last for row in applications)


class _Span(NamedTuple):
    start: int
    end: int
    number: int
    row: Mapping[str, Any]
    continued: bool


def _compute(facts: Facts) -> tuple[Standing, ...] | None:
    rows = facts.periods("residence")
    if rows is None:
        return None
    if not rows:
        none = Holding("ohne", "ohne", "", -1, {}, 0, False)
        facts.derived["standing_starts"] = [0]
        return (Standing(0, FAR, (none,)),)
    spans = [span for period in rows for span in _spans(facts, period, rows)]
    bounds = sorted({0} | {span.start for span in spans} | {span.end for span in spans if span.end < FAR})
    history: list[Standing] = []
    last = last_title = ""
    for start, end in zip(bounds, [*bounds[1:], FAR], strict=True):
        held = [span for span in spans if span.start <= start < span.end]
        holdings = tuple(sorted((_holding(span, last, last_title) for span in held), key=_strength))
        if holdings:
            last = last if holdings[0].status in FIKTION else holdings[0].status
            last_title = last if statuses.is_title(last) else last_title
        history.append(Standing(start, end, holdings))
    facts.derived["standing_starts"] = bounds
    return tuple(history)


def _spans(facts: Facts, period: Any, rows: Any) -> list[_Span]:
    """The row as long as it is certain, and after its printed validity as long as an application carries it."""
    row = period.row
    printed = row.get("valid_until")
    if not printed or not statuses.is_title(row["status"]):
        return [_Span(period.start, period.end, period.number, row, False)]
    expiry = day_of(printed) + 1
    if period.end < FAR and period.end != expiry:
        return [_Span(period.start, period.end, period.number, row, False)]
    spans = [_Span(period.start, min(expiry, period.end), period.number, row, False)]
    if renewal_in_time(facts, row):
        later = [other.start for other in rows if other.start > period.start and other.start >= expiry]
        spans.append(_Span(expiry, min(later, default=FAR), period.number, row, True))
    return [span for span in spans if span.start < span.end]


def _holding(span: _Span, last: str, last_title: str) -> Holding:
    status = span.row["status"]
    basis = last_title if status == "fiktion_81_4" and last_title else status
    return Holding(status, basis, last, span.number, span.row, span.start, span.continued)


def _strength(holding: Holding) -> tuple[int, int, int]:
    return statuses.rank(holding.status), -holding.start, -holding.number
