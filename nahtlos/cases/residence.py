"""The history of a residence status behind a list that shows only the newest paper (ADR 0004).

An office's list gives the present document; the asylum dates beside it tell what came before. Only what the law itself
says follows is filled in; whoever knows better records the earlier status and is heard instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nahtlos.cases.heard import FactRow

Json = dict[str, Any]

_TITLE_OF_DECISION = {
    "asylum_16a": "ae_25_1",
    "refugee": "ae_25_2_alt1",
    "subsidiary": "ae_25_2_alt2",
    "removal_ban": "ae_25_3",
}
#: A first card comes within this time after recognition; a later one is a renewal.
_FIRST_CARD = timedelta(days=365)
#: Permits under § 24 AufenthG that are valid on the first day run on to the second whatever is printed
#: (UkraineAufenthFGV and its two amendments; the last step from memory).
SECTION_24_RUNS_ON = (
    (date(2024, 2, 1), date(2025, 3, 4)),
    (date(2025, 2, 1), date(2026, 3, 4)),
    (date(2026, 2, 1), date(2027, 3, 4)),
)
_UKRAINE_ARRIVALS = date(2022, 2, 24)


def residence_history(rows: Iterable[FactRow], known: Json, known_on: date = date.max) -> tuple[list[Json], str]:
    """Residence periods for the law engine, oldest first, and why earlier ones were concluded ("" = none were).

    `known` holds what is already assembled: asylum, entry_on. Ordinances that begin after `known_on` are not known yet. Rows whose status could not be read are left out.
    """
    read = (_as_period(row, known_on) for row in _heard(rows))
    periods = sorted((period for period in read if period), key=lambda period: str(period["from"]))
    if not periods:
        return [], ""
    earlier = _before(periods[0], known)
    return earlier + periods, "concluded_from_dates" if earlier else ""


def _heard(rows: Iterable[FactRow]) -> list[FactRow]:
    """The immigration office's list outweighs what other lists say; papers seen by anybody count as well."""
    read = [row for row in rows if row.value.get("status")]
    if any(row.reporter == "auslaenderbehoerde" for row in read):
        return [row for row in read if row.reporter == "auslaenderbehoerde" or row.source in ("document", "decision")]
    return read


def _as_period(row: FactRow, known_on: date) -> Json | None:
    if row.valid_from is None:
        return None
    period: Json = {
        "status": row.value["status"],
        "from": row.valid_from.isoformat(),
        "until": row.valid_until.isoformat() if row.valid_until else None,
        "valid_until": row.value.get("valid_until"),
    }
    if period["status"] in ("ae_24", "fiktion_24") and row.valid_until is None and period["valid_until"]:
        period["valid_until"] = _runs_on(date.fromisoformat(period["valid_until"]), known_on).isoformat()
    for key in ("issued_on", "first_title", "validity_months"):
        if row.value.get(key) is not None:
            period[key] = row.value[key]
    return period


def _runs_on(printed: date, known_on: date) -> date:
    """The last day of a permit under § 24 AufenthG, from the one printed on it."""
    for valid_on, until in SECTION_24_RUNS_ON:
        if valid_on <= printed < until and valid_on <= known_on:
            printed = until
    return printed


def _before(first: Json, known: Json) -> list[Json]:
    """What the asylum dates say about the time before the first paper we know."""
    start = str(first["from"])
    asylum: Json = known.get("asylum") or {}
    request, application = asylum.get("request_on"), asylum.get("application_on")
    decision: Json = asylum.get("decision") or {}
    final = decision.get("final_on")
    earlier: list[Json] = []
    if application and application < start:
        if request and request < application:
            earlier.append(_span("asylgesuch", request, application))
        end = min(final, start) if final and final > application else start
        earlier.append(_span("aufenthaltsgestattung", application, end))
        if end < start:
            earlier += _after_decision(str(decision.get("kind")), end, first)
    elif request and request < start and first["status"] in ("ankunftsnachweis", "aufenthaltsgestattung"):
        earlier.append(_span("asylgesuch", request, start))
    elif first["status"] in ("ae_24", "fiktion_24"):
        entry = known.get("entry_on")
        if entry and _UKRAINE_ARRIVALS.isoformat() <= entry < start:
            earlier.append(_span("rechtmaessig_ohne_titel", entry, start))
    return earlier


def _after_decision(kind: str, final: str, first: Json) -> list[Json]:
    """From the final decision to the first paper known."""
    start, status = str(first["from"]), str(first["status"])
    waited = date.fromisoformat(start) - date.fromisoformat(final)
    title = _TITLE_OF_DECISION.get(kind)
    if title is None:
        return [_span(status, final, start)] if status.startswith("duldung") else []
    if waited > _FIRST_CARD:
        return [_span(title, final, start, first_title=True)]
    if status == title:
        first.setdefault("first_title", True)
    if kind == "removal_ban":
        return []  # no fiction of permitted stay before the card (rules.md 3.2)
    return [_span("erlaubt_nach_anerkennung", final, start)]


def _span(status: str, start: str, end: str, **more: Any) -> Json:
    return {"status": status, "from": start, "until": end, "valid_until": None, **more}
