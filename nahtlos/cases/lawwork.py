"""What the file says about work, courses, plans and the routes to a title, in the words of the law. Pure (ADR 0004)."""

from __future__ import annotations

from nahtlos.cases.heard import Heard, LawFacts, by_beginning, flag, only, period

#: Without these the law cannot use a plan.
_REQUIRED = {"training_planned": ("kind", "starts_on"), "job_offer": ("activity",)}
#: Courses that somebody attends or has attended; being entitled or waiting is no attendance.
_ATTENDED = frozenset({"attending", "running", "completed", "done", "discontinued", "yes"})


def work(facts: Heard, result: LawFacts) -> None:
    registered = [
        period(row, kind=row.value.get("kind", "arbeitsuchend"), at=row.value.get("at"))
        for row in facts.all("jobseeker")
    ]
    if registered:
        result.facts["registered_as_jobseeker"] = registered
    jobs = [
        period(row, **{"kind": "employment"} | only(row.value, ("kind", "weekly_hours", "insured")))
        for row in facts.all("employment")
    ]
    if jobs:
        result.facts["employment"] = jobs
    trainings = [
        period(row, **only(row.value, ("kind", "recognised_occupation", "contract_months", "fundable_first_training")))
        for row in facts.all("training")
        if row.value.get("kind")
    ]
    if trainings:
        result.facts["training"] = trainings
    levels = [
        {"level": row.value["level"], "on": row.valid_from.isoformat(), "certified": bool(row.value.get("certified"))}
        for row in facts.all("language_level")
        if row.value.get("level") and row.valid_from
    ]
    if levels:
        result.facts["language_levels"] = sorted(levels, key=lambda entry: entry["on"])
    bans = facts.all("work_ban")
    if bans:
        result.facts["work_ban_reasons"] = sorted({reason for row in bans for reason in row.value.get("reasons", [])})
    permits = [period(row, activity=row.value.get("activity", "employment")) for row in facts.all("work_permit")]
    if permits:
        result.facts["work_permits"] = permits


def programmes_and_titles(facts: Heard, result: LawFacts) -> None:
    """What only programmes and the routes to a title ask for."""
    law = result.facts
    identity = facts.first("identity")
    if identity:
        law["identity"] = only(identity.value, ("clarified_on", "all_reasonable_steps_on"))
    obstacles = facts.all("title_obstacle")
    if obstacles:
        law["title_obstacles"] = sorted({reason for row in obstacles for reason in row.value.get("reasons", [])})
    for kind, key in (
        ("livelihood", "livelihood_secured"),
        ("removal", "removal_measures_imminent"),
        ("prospects", "good_prospects"),
        ("single_parent", "single_parent"),
        ("hard_to_reach", "hard_to_reach"),
    ):
        said = flag(facts.all(kind))
        if said is not None:
            law[key] = said
    assigned = [period(row, basis=row.value["basis"]) for row in facts.all("assignment") if row.value.get("basis")]
    if assigned:
        law["residence_assignments"] = by_beginning(assigned)
    if absences := [period(row) for row in facts.all("absence")]:
        law["stay_interruptions"] = by_beginning(absences)
    years = facts.first("school_years")
    if years and years.value.get("years") is not None:
        law["successful_school_years"] = years.value["years"]
    for kind, keys in (
        ("training_planned", ("kind", "starts_on", "ends_on", "recognised_occupation", "contract_months")),
        ("job_offer", ("activity", "starts_on", "weekly_hours")),
    ):
        plan = facts.first(kind)
        if plan and plan.value.get("none"):
            law[kind] = None
        elif plan and all(plan.value.get(key) for key in _REQUIRED[kind]):
            law[kind] = only(plan.value, keys)
    jobless = [period(row) for row in facts.all("jobseeker") if row.value.get("kind") == "arbeitslos"]
    if jobless:
        law["unemployed"] = by_beginning(jobless)
    attended = [row for row in facts.all("course") if row.value.get("state", "attending") in _ATTENDED]
    courses = [period(row, kind=row.value["kind"]) for row in attended if row.value.get("kind") and row.valid_from]
    if courses:
        law["courses"] = by_beginning(courses)
