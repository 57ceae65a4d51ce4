"""Benefits as paid: AsylbLG § 3 and § 2, SGB II, SGB XII, by the law of the day (rule book, section 3)."""

from dataclasses import dataclass
from datetime import date

from nahtlos.exchange.synthetic.calendar import add_months, birthday, next_month
from nahtlos.exchange.synthetic.lives.story import Story
from nahtlos.exchange.synthetic.model import Period

#: § 24 moves to SGB II (§ 74 SGB II); bridging until the end of August 2022.
SECTION_24_SGB_II = date(2022, 6, 1)
_ASYLBLG = ("asylgesuch", "ankunftsnachweis", "aufenthaltsgestattung", "folgeantrag", "duldung", "ausreisepflichtig")
_FIFTEEN, _EIGHTEEN, _THIRTY_SIX = date(2015, 3, 1), date(2019, 8, 21), date(2024, 2, 27)


def analogue_benefits_from(entry: date, receipt: date) -> date:
    """First day of § 2 AsylbLG: 48 months of receipt, from 2015-03-01 15, 2019-08-21 18, 2024-02-27 36 months of stay.

    Who had reached it under the older rule keeps it (§§ 15, 20 AsylbLG).
    """
    by_receipt = add_months(receipt, 48)
    if by_receipt < _FIFTEEN:
        return by_receipt
    fifteen = max(add_months(entry, 15), _FIFTEEN)
    if fifteen <= _EIGHTEEN:
        return max(fifteen, receipt)
    eighteen = max(add_months(entry, 18), _EIGHTEEN)
    if eighteen < _THIRTY_SIX:
        return max(eighteen, receipt)
    return max(add_months(entry, 36), receipt, _THIRTY_SIX)


def retirement(birth: date) -> date:
    """First day after the age limit of § 7a SGB II: the month after the one in which the age is completed."""
    if birth.year <= 1946:
        months = 65 * 12
    elif birth.year <= 1958:
        months = 65 * 12 + birth.year - 1946
    else:
        months = min(67 * 12, 66 * 12 + 2 * (birth.year - 1958))
    return next_month(add_months(birth, months))


@dataclass(frozen=True, slots=True)
class Claim:
    """What the payments of a person hang on besides the status."""

    starts: date
    analogue_from: date
    birth: date
    #: First day on which the household lives on its own earnings.
    independent_from: date | None
    #: First of the month in which the district moved people with § 24 of before June 2022.
    section_24_moves: date
    #: Youth welfare before: an unaccompanied minor gets no AsylbLG or SGB II until eighteen.
    unaccompanied: bool
    #: A child born here without a status yet is paid by the law of the parent.
    newborn: str = "asylblg"


def payments(story: Story, claim: Claim, as_of: date) -> list[Period]:
    """Half-open periods of the law by which benefits were paid."""
    begin = max(claim.starts, birthday(claim.birth, 18)) if claim.unaccompanied else claim.starts
    changes: list[tuple[date, str | None]] = []
    for on, kind in _kinds(story, claim):
        changes += _levels(kind, on, claim)
    if claim.independent_from is not None:
        changes = [change for change in changes if change[0] < claim.independent_from]
        changes.append((claim.independent_from, None))
    return _periods(changes, begin, as_of)


def kind_on(story: Story, claim: Claim, day: date) -> str:
    """Whether AsylbLG or SGB pays somebody with this story on a day."""
    kinds = _kinds(story, claim)
    return next((kind for on, kind in reversed(kinds) if on <= day), kinds[0][1])


def _kinds(story: Story, claim: Claim) -> list[tuple[date, str]]:
    """Day from which AsylbLG or SGB pays; out of the AsylbLG at the end of the month (§ 1 Abs. 3 AsylbLG)."""
    kinds: list[tuple[date, str]] = []
    first_suspension = next((on for on, code in story.steps if code.startswith("duldung")), None)
    for on, code in story.steps:
        kind, day = _kind(code, on, claim, first_suspension)
        if kinds and kind == kinds[-1][1]:
            continue
        if kind == "sgb" and kinds:
            day = next_month(day)
        kinds.append((max(day, kinds[-1][0]) if kinds else day, kind))
    return kinds


def _kind(code: str, on: date, claim: Claim, first_suspension: date | None) -> tuple[str, date]:
    if code == "ohne":
        return claim.newborn, on
    if code.startswith(_ASYLBLG) or code == "rechtmaessig_ohne_titel":
        return "asylblg", on
    if code in {"fiktion_24", "ae_24"}:
        # next_month of the last of May is the first of June; the district moves its old cases by August.
        return "sgb", on if on >= SECTION_24_SGB_II else claim.section_24_moves
    if code == "ae_25_5" and first_suspension is not None:
        return "sgb", max(on, add_months(first_suspension, 18))
    return "sgb", on


def _levels(kind: str, on: date, claim: Claim) -> list[tuple[date, str | None]]:
    if kind == "asylblg":
        level = "AsylbLG_2" if claim.analogue_from <= on else "AsylbLG_3"
        later: list[tuple[date, str | None]] = [(claim.analogue_from, "AsylbLG_2")] if claim.analogue_from > on else []
        return [(on, level), *later]
    old = retirement(claim.birth)
    if old <= on:
        return [(on, "SGB_XII")]
    return [(on, "SGB_II"), (old, "SGB_XII")]


def _periods(changes: list[tuple[date, str | None]], begin: date, as_of: date) -> list[Period]:
    told: list[tuple[date, str | None]] = []
    for position, (on, law) in enumerate(changes):
        superseded = min((day for day, _ in changes[position + 1 :]), default=date.max)
        if superseded <= max(on, begin) or on > as_of:
            continue
        on = max(on, begin)
        if on <= as_of and (not told or told[-1][1] != law):
            told.append((on, law))
    ends: list[date | None] = [on for on, _ in told[1:]]
    pairs = zip(told, [*ends, None], strict=False)
    return [(law, on, end) for (on, law), end in pairs if law is not None]
