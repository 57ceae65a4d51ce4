"""`benefit.asylblg_ends_on` and `benefit.sgb_ii_starts_on`: the days between which nobody may fall through."""

from nahtlos.law.conditions.asylum import DECISION, POSITIVE
from nahtlos.law.conditions.protection import first_protection
from nahtlos.law.conditions.standing import standings
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.days import FAR, day_of, iso, month_end, month_start
from nahtlos.law.engine.rule import (
    FIRST_DAY,
    Norm,
    Outcome,
    determined,
    manual_check,
    not_applicable,
    question,
    rule,
    undetermined,
)

ENDS = Norm("§ 1 Abs. 3 AsylbLG")
FINALITY = Norm("§ 67 Abs. 1 Nr. 6 AsylG")
RECEIPT = "benefits_received"
JUNE_2022 = day_of("2022-06-01")


def _entitled_on(case: Case, day: int) -> tuple[Outcome, int]:
    """Whether there is an entitlement on a day, and when that may change."""
    found, after = case.on(day).hop(lambda case: case.decide("asylblg.entitled"))
    if found.answer == "bridging" and case.facts.periods(RECEIPT) is None:
        return undetermined(RECEIPT), after  # it ends with the receipt, on any day of that summer
    return found, after


def last_day_of_spell(case: Case, day: int) -> tuple[int | None, Outcome | None]:
    """The last day of the entitlement that covers `day`; FAR if no end is in sight; an Outcome if it cannot be said."""
    while day < FAR:
        found, after = _entitled_on(case, day)
        if found.status != "determined":
            return None, found
        if found.answer is None:
            return day - 1, None
        day = after
    return FAR, None


def last_day_before(case: Case, day: int) -> tuple[int | None, Outcome | None]:
    """The last day of the latest entitlement that ended before `day`; None if there was none."""
    at = max(FIRST_DAY, first_recorded_day(case))
    ended, entitled = None, False
    while at < day:
        found, after = _entitled_on(case, at)
        if found.status != "determined":
            return None, found
        if entitled and found.answer is None:
            ended = at - 1
        entitled, at = found.answer is not None, after
    return (day - 1 if entitled else ended), None


def first_recorded_day(case: Case) -> int:
    """The first day with a recorded residence status."""
    return next((standing.start for standing in standings(case.facts) or () if standing.holdings), 0)


def handed_on(found: Outcome) -> Outcome:
    """What cannot be said about the entitlement cannot be said about its end."""
    if found.status == "manual_check":
        return manual_check(found.reason or "", *found.norms)
    return undetermined(*found.missing)


@rule("1_3_recognition_month_end", cites=[Norm("§ 1 Abs. 3 S. 1 Nr. 2 AsylbLG")], confidence="?")
def end_in_doubt(case: Case) -> Outcome | None:
    """Recognition under Art. 16a GG served from August 2017 to 2019: service or finality, nobody knows which counts."""
    served, final = case.facts.day(f"{DECISION}.served_on"), case.facts.day(f"{DECISION}.final_on")
    if case.facts.get(f"{DECISION}.kind") != "asylum_16a" or not served:
        return None
    if not day_of("2017-08-01") <= served <= day_of("2019-12-31"):
        return None
    ends = [month_end(day) for day in (served, final) if day]
    if len(ends) == 2 and ends[0] == ends[1]:
        return None
    reason = "Whether service or finality of the recognition ended the claim is unsettled for 2017 to 2019."
    return manual_check(reason, ENDS, candidates=tuple(iso(end) for end in ends))


@rule("1_3_asylblg_ends", cites=[ENDS])
def end_of_entitlement(case: Case) -> Outcome:
    """The end of the month in which the condition ceases; None if no end is in sight."""
    now = case.decide("asylblg.entitled")
    if now.status != "determined":
        return handed_on(now)
    look = last_day_of_spell if now.answer is not None else last_day_before
    end, open_question = look(case, case.day)
    if open_question is not None:
        return handed_on(open_question)
    if end is None:
        return not_applicable(Norm("§ 1 AsylbLG"))
    if end >= FAR:
        return determined(None)
    return determined(iso(end), FINALITY, candidates=_both_months(case, end))


def _both_months(case: Case, end: int) -> tuple[str, ...]:
    """Service and finality of a recognition in different months: both ends are shown, the answer follows finality."""
    kind = case.facts.get(f"{DECISION}.kind")
    served, final = case.facts.day(f"{DECISION}.served_on"), case.facts.day(f"{DECISION}.final_on")
    if kind not in POSITIVE or not served or not final or month_end(final) != end or month_end(served) == end:
        return ()
    return iso(month_end(served)), iso(end)


@rule("37_2_sgb_ii_starts", cites=[Norm("§ 37 Abs. 2 SGB II"), Norm("§ 7 Abs. 1 S. 2 Nr. 3 SGB II"), ENDS])
def start_of_sgb_ii(case: Case) -> Outcome:
    """The later of the first of the month of application and the first day without AsylbLG."""
    earliest = max(case.day, first_recorded_day(case))
    end, open_question = last_day_of_spell(case, earliest)
    if open_question is not None:
        return handed_on(open_question)
    if end is None or end >= FAR:
        return determined(None)
    after = case.on(max(end + 1, earliest)).decide("benefit_law")
    if after.status in {"undetermined", "manual_check"}:
        return handed_on(after)
    if after.answer != "sgb_ii":
        return not_applicable()
    applied = _month_of_application(case)
    if applied is None:
        return undetermined("applications")
    start, open_question = _first_day_without(case, max(applied, first_recorded_day(case), FIRST_DAY))
    if open_question is not None:
        return handed_on(open_question)
    return determined(iso(start) if start < FAR else None)


def _month_of_application(case: Case) -> int | None:
    """The first day of the month of the first application; deemed made where § 74 Abs. 5 SGB II says so."""
    days = [day_of(row["on"]) for row in case.facts.raw.get("applications") or () if row["kind"] == "sgb_ii"]
    first = first_protection(case.facts)
    if first is not None and first.start < JUNE_2022:
        case.cite(Norm("§ 74 Abs. 5 SGB II", "2022-06-01"))
        days.append(JUNE_2022)
    return month_start(min(days)) if days else None


def _first_day_without(case: Case, day: int) -> tuple[int, Outcome | None]:
    end, open_question = last_day_of_spell(case, day)
    return (0 if end is None else end + 1), open_question


question("benefit.asylblg_ends_on", end_in_doubt, end_of_entitlement)
question("benefit.sgb_ii_starts_on", start_of_sgb_ii)
