"""Need, ability to work, youth welfare, training and benefits received."""

from collections.abc import Callable

from nahtlos.law.engine.days import FAR, iso, years_completed_on
from nahtlos.law.engine.facts import MISSING, Facts, covering
from nahtlos.law.engine.finding import Condition, Finding, condition, unknown


def _flag(key: str) -> Condition:
    @condition(key, facts=(key,))
    def stated(facts: Facts, day: int) -> Finding:
        value, path, until = facts.flag(key, day)
        return unknown(key, until=until) if value is MISSING else Finding(bool(value), path, value, until=until)

    return stated


in_need = _flag("in_need")
able_to_work = _flag("able_to_work")
incapacity_is_permanent = _flag("incapacity_is_permanent")
habitual_residence = _flag("habitual_residence_in_germany")
married = _flag("married")
own_income_covers_need = _flag("own_income_covers_need")


def listed(facts: Facts, key: str, day: int, wanted: Callable[[str], bool], field: str = "kind") -> Finding:
    """Whether a row with a wanted kind covers the day. A list of episodes is complete: no row means no."""
    periods = facts.periods(key)
    if periods is None:
        return unknown(key)
    until = FAR
    for period in periods:
        if period.start > day:
            until = min(until, period.start)
        elif day < period.end and wanted(period.row[field]):
            return Finding(True, f"{key}[{period.number}].{field}", period.row[field], until=period.end)
    return Finding(False, key, [period.row[field] for period in periods], until=until)


@condition("in_youth_welfare", facts=("youth_welfare", "date_of_birth"))
def in_youth_welfare(facts: Facts, day: int) -> Finding:
    """Whether youth welfare secures subsistence on the day (§§ 42, 34, 41 SGB VIII); nobody of 27 or more gets it."""
    if facts.periods("youth_welfare") is not None:
        return listed(facts, "youth_welfare", day, lambda kind: True)
    born = facts.day("date_of_birth")
    if born is MISSING:
        return Finding(None, "youth_welfare", None, missing=("youth_welfare", "date_of_birth"))
    too_old = years_completed_on(born, 27)
    if day >= too_old:
        return Finding(False, "date_of_birth", iso(born))
    return unknown("youth_welfare", until=too_old)


#: Kinds of training by the law that supports them with priority (§ 7 Abs. 5 SGB II).
BAB = frozenset({"betriebliche_ausbildung", "ausserbetriebliche_ausbildung", "bvb"})
BAFOEG = frozenset({"schulische_ausbildung", "studium", "schule"})


@condition("in_fundable_training", facts=("training",), order=("training",))
def in_fundable_training(facts: Facts, day: int) -> Finding:
    """Whether a training eligible for BAB or BAföG covers the day."""
    periods = facts.periods("training")
    if periods is None:
        return unknown("training")
    open_row, until = None, FAR
    for period in periods:
        if period.start > day:
            until = min(until, period.start)
        elif day < period.end and period.row["kind"] in BAB | BAFOEG:
            until = min(until, period.end)
            fundable = period.row.get("fundable_first_training", MISSING)
            if fundable is True:
                return Finding(True, f"training[{period.number}].kind", period.row["kind"], until=period.end)
            open_row = period.number if fundable is MISSING else open_row
    if open_row is not None:
        path = f"training[{open_row}].fundable_first_training"
        return unknown(path, until=until, missing="training.fundable_first_training")
    return Finding(False, "training", [period.row["kind"] for period in periods], until=until)


@condition("benefit_reduced", facts=("benefit_reduction_grounds",))
def benefit_reduced(facts: Facts, day: int) -> Finding:
    """Whether a reduction under § 1a AsylbLG (or a norm that refers to it) is in force."""
    grounds = facts.get("benefit_reduction_grounds")
    if grounds is MISSING:
        return unknown("benefit_reduction_grounds")
    return Finding(bool(grounds), "benefit_reduction_grounds", grounds)


@condition("stay_duration_abused", facts=("stay_duration_abused",))
def stay_duration_abused(facts: Facts, day: int) -> Finding:
    """Whether the person herself influenced the duration of stay by abuse of rights (§ 2 Abs. 1 AsylbLG)."""
    value = facts.get("stay_duration_abused")
    return unknown("stay_duration_abused") if value is MISSING else Finding(value, "stay_duration_abused", value)


@condition("receives_asylblg", facts=("benefits_received",), order=("benefits_received",))
def receives_asylblg(facts: Facts, day: int) -> Finding:
    """Whether benefits of the AsylbLG are paid on the day."""
    return listed(facts, "benefits_received", day, lambda kind: kind.startswith("asylblg_"))


@condition("received_section_2_up_to {0}", facts=("benefits_received",), order=("benefits_received",))
def received_section_2_up_to(facts: Facts, day: int, last: str) -> Finding:
    """Whether benefits of § 2 AsylbLG were paid for a day up to the one named."""
    periods = facts.periods("benefits_received")
    if periods is None:
        return unknown("benefits_received")
    for period in periods:
        if period.row["kind"] == "asylblg_2" and period.row["from"] <= last:
            return Finding(True, f"benefits_received[{period.number}].from", period.row["from"])
    return Finding(False, "benefits_received", [period.row["kind"] for period in periods])


OBLIGED = frozenset({"reception_centre_obliged"})
IN_A_CENTRE = OBLIGED | {"reception_centre_not_obliged"}


@condition("obliged_to_live_in_reception_centre", facts=("accommodation",), order=("accommodation",))
def obliged_to_live_in_reception_centre(facts: Facts, day: int) -> Finding:
    """Whether the person has to live in a reception centre (§ 47 AsylG)."""
    return _accommodated(facts, day, OBLIGED)


@condition("lives_in_reception_centre", facts=("accommodation",))
def lives_in_reception_centre(facts: Facts, day: int) -> Finding:
    """Whether the person lives in a reception centre, obliged to or not."""
    return _accommodated(facts, day, IN_A_CENTRE)


def _accommodated(facts: Facts, day: int, kinds: frozenset[str]) -> Finding:
    periods = facts.periods("accommodation")
    if periods is None:
        return unknown("accommodation")
    period, until = covering(periods, day)
    if period is None and periods:
        return unknown("accommodation", until=until)
    if period is None:
        return Finding(False, "accommodation", [], until=until)
    kind = period.row["kind"]
    return Finding(kind in kinds, f"accommodation[{period.number}].kind", kind, until=until)
