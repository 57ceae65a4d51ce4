"""`residence.gestattung_starts_on`: since when a stay is gestattet. Base of every "gestattet" period."""

from datetime import date

from nahtlos.law.conditions.gestattung import (
    admitted_on,
    applied_on,
    certificate_missing_by_own_fault,
    certificate_on,
    gestattung_recorded,
    no_first_application,
    requested_on,
    via_safe_third_country,
)
from nahtlos.law.engine.case import Case
from nahtlos.law.engine.days import day_of, iso
from nahtlos.law.engine.rule import Norm, Outcome, determined, question, rule

TRANSITIONAL = Norm("§ 87c AsylG", "2016-08-06")


@rule("55_recorded", cites=[Norm("§ 55 Abs. 1 AsylG")])
def recorded_status_decides(case: Case) -> Outcome | None:
    """Where the recorded statuses name an Ankunftsnachweis or a Gestattung, the first of them decides."""
    recorded = case.need(gestattung_recorded)
    return determined(recorded) if recorded else None


@rule("71_no_gestattung", cites=[Norm("§ 71 AsylG"), Norm("§ 71a AsylG")])
def subsequent_application(case: Case) -> Outcome | None:
    """A subsequent or second application gives no Gestattung."""
    return determined(None) if case.met(no_first_application) else None


@rule("55_1_until_2016", cites=[Norm("§ 55 Abs. 1 AsylG", None, "2016-08-05")], valid_until=date(2016, 8, 5))
def request_decides(case: Case) -> Outcome:
    """Until 5 August 2016: the request for asylum; after entry through a safe third country the application."""
    if case.met(via_safe_third_country):
        return determined(case.need(applied_on))
    return determined(case.need(requested_on) or case.need(applied_on))


@rule("55_1_since_2016", cites=[Norm("§ 55 Abs. 1 AsylG", "2016-08-06")], valid_from=date(2016, 8, 6))
def certificate_decides(case: Case) -> Outcome:
    """The issue of the Ankunftsnachweis; if none is issued the application; § 87c for requests made before."""
    days = []
    if case.met(certificate_on):
        days.append(case.need(certificate_on))
    elif case.met(applied_on):
        days.append(case.need(applied_on))
    days += _transitional(case)
    return determined(min(days) if days else None)


def _transitional(case: Case) -> list[str]:
    """§ 87c: the earliest day wins. Who had asked before 5 February 2016: admission, else that day."""
    if not case.met(requested_on):
        return []
    request = case.need(requested_on)
    if request < "2016-02-05":
        case.cite(TRANSITIONAL)
        return [case.need(admitted_on) if case.met(admitted_on) else "2016-02-05"]
    if request <= "2016-10-31" and not case.met(certificate_on):
        if case.met(certificate_missing_by_own_fault):
            return []
        case.cite(TRANSITIONAL)
        return [iso(day_of(request) + 14)]
    return []


question(
    "residence.gestattung_starts_on",
    recorded_status_decides,
    subsequent_application,
    request_decides,
    certificate_decides,
)
