"""Who pays, who is in need, and what is taken as given because nobody recorded otherwise. Pure (ADR 0004)."""

from __future__ import annotations

from typing import Any

from nahtlos.cases.heard import Heard, LawFacts, flag, period

#: Benefits that nobody receives who is not in need; Kindergeld or ALG say nothing about that.
_MEANS_TESTED = frozenset(
    {"asylblg_3", "asylblg_2", "asylblg_1a", "asylblg_11_2a", "sgb_ii", "sgb_xii_ch3", "sgb_xii_ch4"}
)


def subsistence(facts: Heard, result: LawFacts) -> None:
    benefits = [
        period(row, kind=row.value["kind"], approved_until=row.value.get("approved_until"))
        for row in facts.all("benefits")
        if row.value.get("kind")
    ]
    if benefits:
        result.facts["benefits_received"] = sorted(benefits, key=lambda period: (period["from"], period["kind"]))
    in_need = flag(facts.all("in_need"))
    if in_need is not None:
        result.facts["in_need"] = in_need
    elif means_tested := [period for period in benefits if period["kind"] in _MEANS_TESTED]:
        if any(period["until"] is None for period in means_tested):
            result.facts["in_need"] = True
        else:
            result.facts["in_need"] = [
                {
                    "value": True,
                    "from": min(str(b["from"]) for b in means_tested),
                    "until": max(str(b["until"]) for b in means_tested),
                }
            ]
        result.assumed["in_need"] = "receives_benefits"
    able = flag(facts.all("able_to_work"))
    if able is not None:
        result.facts["able_to_work"] = able
    elif any(row.value.get("at") == "arbeitsagentur" for row in facts.all("jobseeker")):
        result.facts["able_to_work"] = True
        result.assumed["able_to_work"] = "registered_as_jobseeker"
    welfare = facts.all("youth_welfare")
    if welfare:
        result.facts["youth_welfare"] = [
            period(row, kind=row.value.get("kind", "hilfe_zur_erziehung")) for row in welfare
        ]
    applications = [
        {
            "kind": row.value["kind"],
            "on": row.value.get("on") or (row.valid_from.isoformat() if row.valid_from else None),
        }
        for row in facts.all("application")
        if row.value.get("kind")
    ]
    applications = [entry for entry in applications if entry["on"]]
    if applications:
        result.facts["applications"] = sorted(applications, key=lambda entry: (entry["on"], entry["kind"]))


def assumptions(facts: Heard, result: LawFacts) -> None:
    """What is taken as given because the competent office would have recorded otherwise."""
    law, paid = result.facts, {row.value.get("kind", "") for row in facts.all("benefits") if row.valid_until is None}

    def assume(key: str, value: Any, why: str) -> None:
        if key not in law:
            law[key] = value
            result.assumed[key] = why

    assume("stay_interruptions", [], "nothing_recorded")
    assume("stay_duration_abused", False, "nothing_recorded")
    if not any(kind == "asylblg_1a" for kind in paid):
        assume("benefit_reduction_grounds", [], "nothing_recorded")
    born, entry = law.get("date_of_birth"), law.get("entry_on")
    if born and entry and _years(born, entry) >= 18:
        assume("unaccompanied_minor", False, "adult_at_entry")
    if paid & _MEANS_TESTED or (born and entry and _years(born, entry) >= 18):
        assume("youth_welfare", [], "paid_by_another_law" if paid & _MEANS_TESTED else "adult_at_entry")
    looks_for_work = any(row.valid_until is None for row in facts.all("jobseeker"))
    if "sgb_ii" in paid or looks_for_work:
        assume("training", [], "looks_for_work")
    if looks_for_work and all(row.value.get("kind") != "ausbildungsuchend" for row in facts.all("jobseeker")):
        assume("attends_school", False, "looks_for_work")
    level = facts.first("language_level")
    if level and level.value.get("level"):
        # B1 is what the integration course leads to (§ 3 Abs. 2 IntV).
        assume("sufficient_german", level.value["level"] in ("B1", "B2", "C1", "C2"), "german_level")


def _years(born: str, on: str) -> int:
    return int(on[:4]) - int(born[:4]) - (on[5:] < born[5:])
