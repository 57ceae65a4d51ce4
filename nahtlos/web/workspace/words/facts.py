"""Facts of the case file in one line each, and the names of facts the law asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from nahtlos.law.wording import values
from nahtlos.web.workspace.words import spoken
from nahtlos.web.workspace.words.statuses import STATUSES

Words = Mapping[str, Promise]
Value = Mapping[str, Any]

DECISIONS = spoken.values("asylum.decision.kind")
ACCOMMODATIONS = spoken.values("accommodation.kind")
BENEFITS = spoken.values("benefits_received.kind")
APPLICATIONS = spoken.values("applications.kind")
EMPLOYMENTS = spoken.values("employment.kind")
TRAININGS = spoken.values("training.kind")
COURSES = spoken.values("courses.kind")
COURSE_STATES: Words = {
    "completed": _("finished"),
    "discontinued": _("discontinued"),
    "attending": _("running"),
    "obliged": _("obliged to attend"),
    "entitled": _("entitled"),
    "yes": _("attended"),
    "no": _("not attended"),
    "waiting": _("waiting for a place"),
    "done": _("finished"),
    "running": _("running"),
}
SCHOOLING: Words = {
    "none": _("no school leaving certificate"),
    "primary": _("primary school"),
    "lower_secondary": _("lower secondary school"),
    "upper_secondary": _("upper secondary school"),
    "university": _("university"),
    "university_unfinished": _("university, not finished"),
    "tertiary": _("university"),
}
JOBSEEKING = spoken.values("registered_as_jobseeker.kind")
AT = spoken.values("registered_as_jobseeker.at")
WORK_BANS = spoken.values("work_ban_reasons")
WORK_PERMITS = spoken.values("work_permits.activity")
YOUTH_WELFARE = spoken.values("youth_welfare.kind")
TITLE_OBSTACLES = spoken.values("title_obstacles")
ASSIGNMENTS = spoken.values("residence_assignments.basis")
ACTIVITIES = spoken.values("job_offer.activity")
SEXES: Words = {"f": _("female"), "m": _("male"), "x": _("diverse")}


def asked_for(path: str) -> str:
    """The fact the law asks for; the nearest name known for its path."""
    return values.fact(path, spoken.language())


def country(code: str) -> str:
    """The name of a country in the language of the page."""
    if code in ("XA", "XX"):
        return gettext("stateless") if code == "XA" else gettext("unclear")
    return str(_locale().territories.get(code, code))


def language(code: str) -> str:
    """The name of a language in the language of the page."""
    if code in _OWN_LANGUAGES:
        return str(_OWN_LANGUAGES[code])
    names = _locale().languages
    return str(names.get(code.replace("-", "_")) or names.get(code.split("-")[0]) or code)


#: Languages CLDR names in no language, or only under another code.
_OWN_LANGUAGES: Words = {"prs": _("Dari"), "fa-AF": _("Dari"), "kmr": _("Kurmanji")}


def _locale() -> Locale:
    return Locale.parse((get_language() or "de").split("-")[0])


def day(text: object) -> str:
    """An ISO day as offices write it."""
    try:
        return f"{date.fromisoformat(str(text)):%d.%m.%Y}"
    except ValueError:
        return str(text)


def _word(words: Words, key: str = "kind") -> Callable[[Value], str]:
    return lambda value: str(words.get(value.get(key, ""), value.get(key, "")))


def _yes_no(value: Value) -> str:
    return gettext("yes") if value.get("value") else gettext("no")


def _on(value: Value) -> str:
    if "on" in value and value["on"] is None:
        return gettext("none so far")
    return day(value["on"]) if value.get("on") else ""


def _finding(words: Words) -> Callable[[Value], str]:
    def describe(value: Value) -> str:
        if value.get("reasons") == []:
            return gettext("checked, none")
        return ", ".join(str(words.get(reason, reason)) for reason in value.get("reasons", ()))

    return describe


def _identity(value: Value) -> str:
    parts = []
    if value.get("clarified_on"):
        parts.append(gettext("clarified on %(day)s") % {"day": day(value["clarified_on"])})
    if value.get("all_reasonable_steps_on"):
        parts.append(gettext("all reasonable steps on %(day)s") % {"day": day(value["all_reasonable_steps_on"])})
    return ", ".join(parts) or (gettext("not clarified") if "clarified_on" in value else "")


def _plan(words: Words, key: str) -> Callable[[Value], str]:
    def describe(value: Value) -> str:
        if value.get("none"):
            return gettext("nothing planned")
        start = gettext("from %(day)s") % {"day": day(value["starts_on"])} if value.get("starts_on") else ""
        return ", ".join(part for part in (_word(words, key)(value), start) if part)

    return describe


def _assignment(value: Value) -> str:
    return ", ".join(part for part in (_word(ASSIGNMENTS, "basis")(value), str(value.get("place") or "")) if part)


def _school_years(value: Value) -> str:
    years = value.get("years")
    return "" if years is None else ngettext("%(n)s year", "%(n)s years", years) % {"n": years}


def _residence(value: Value) -> str:
    return str(STATUSES.get(value.get("status", ""), value.get("status", "")))


def _decision(value: Value) -> str:
    parts = [_word(DECISIONS)(value)]
    if value.get("served_on"):
        parts.append(gettext("served on %(day)s") % {"day": day(value["served_on"])})
    if value.get("final_on"):
        parts.append(gettext("final since %(day)s") % {"day": day(value["final_on"])})
    return ", ".join(part for part in parts if part)


def _birth(value: Value) -> str:
    year, month, born = value.get("year"), value.get("month"), value.get("day")
    return f"{born:02}.{month:02}.{year}" if year and month and born else str(year or "")


def _place(value: Value) -> str:
    town = " ".join(str(value[key]) for key in ("postcode", "town") if value.get(key))
    return ", ".join(str(part) for part in (value.get("name"), value.get("street"), town) if part)


def _course(value: Value) -> str:
    parts = [_word(COURSES)(value), str(COURSE_STATES.get(value.get("state", ""), ""))]
    return ", ".join(part for part in parts if part)


def _language(value: Value) -> str:
    name = language(value["code"]) if value.get("code") else str(value.get("language", ""))
    if value.get("mother_tongue"):
        return gettext("%(language)s (mother tongue)") % {"language": name}
    return f"{name} {value['level']}" if value.get("level") else name


def _licence(value: Value) -> str:
    if not value.get("held"):
        return gettext("no")
    classes = ", ".join(value.get("classes", ()))
    return (
        gettext("%(classes)s (foreign)") % {"classes": classes} if value.get("foreign") else classes or gettext("yes")
    )


def _jobseeker(value: Value) -> str:
    parts = [_word(JOBSEEKING)(value), _word(AT, "at")(value)]
    return ", ".join(part for part in parts if part)


_DESCRIBERS: Mapping[str, Callable[[Value], str]] = {
    "residence": _residence,
    "asylum_decision": _decision,
    "nationality": lambda value: ", ".join(country(code) for code in value.get("countries", [])),
    "birth": _birth,
    "sex": _word(SEXES, "sex"),
    "place": _place,
    "accommodation": _word(ACCOMMODATIONS),
    "benefits": _word(BENEFITS),
    "in_need": _yes_no,
    "able_to_work": _yes_no,
    "jobseeker": _jobseeker,
    "employment": _word(EMPLOYMENTS),
    "training": _word(TRAININGS),
    "application": _word(APPLICATIONS),
    "work_ban": _finding(WORK_BANS),
    "title_obstacle": _finding(TITLE_OBSTACLES),
    "identity": _identity,
    "livelihood": _yes_no,
    "removal": _yes_no,
    "prospects": _yes_no,
    "single_parent": _yes_no,
    "hard_to_reach": _yes_no,
    "assignment": _assignment,
    "training_planned": _plan(TRAININGS, "kind"),
    "job_offer": _plan(ACTIVITIES, "activity"),
    "school_years": _school_years,
    "work_permit": _word(WORK_PERMITS, "activity"),
    "youth_welfare": _word(YOUTH_WELFARE),
    "course": _course,
    "language": _language,
    "language_level": lambda value: gettext("none") if value.get("level") == "none" else str(value.get("level") or ""),
    "schooling": lambda value: str(value.get("text") or SCHOOLING.get(value.get("level", ""), "")),
    "driving_licence": _licence,
    "born_in_germany": _yes_no,
    "suit_pending": _yes_no,
}
_TEXT_KEYS = ("text", "place", "title", "name", "code", "status", "note", "value")


def describe(kind: str, value: Value, as_written: str = "") -> str:
    """What the fact says, in one line; what could not be read is shown as it was written."""
    text = _DESCRIBERS.get(kind, _plain)(value)
    return text or _on(value) or as_written or str(value.get("as_written", "")) or "–"


def _plain(value: Value) -> str:
    return next((str(value[key]) for key in _TEXT_KEYS if value.get(key) not in (None, "")), "")
