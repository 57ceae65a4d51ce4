"""Facts of the case file in one line each, and the names of facts the law asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.web.workspace.words.statuses import STATUSES

Words = Mapping[str, Promise]
Value = Mapping[str, Any]

DECISIONS: Words = {
    "asylum_16a": _("entitled to asylum (Art. 16a GG)"),
    "refugee": _("refugee status (§ 3 AsylG)"),
    "subsidiary": _("subsidiary protection (§ 4 AsylG)"),
    "removal_ban": _("ban on removal (§ 60 Abs. 5, 7 AufenthG)"),
    "rejected": _("rejected"),
    "withdrawn_discontinued": _("withdrawn or discontinued"),
}
ACCOMMODATIONS: Words = {
    "reception_centre_obliged": _("reception centre, obliged to live there"),
    "reception_centre_not_obliged": _("reception centre, not obliged"),
    "shared": _("shared accommodation"),
    "private": _("private home"),
    "youth_welfare": _("youth welfare facility"),
    "other": _("other"),
}
BENEFITS: Words = {
    "asylblg_3": _("AsylbLG, basic benefits (§ 3)"),
    "asylblg_2": _("AsylbLG, like SGB XII (§ 2)"),
    "asylblg_1a": _("AsylbLG, reduced (§ 1a)"),
    "asylblg_11_2a": _("AsylbLG, before the arrival certificate"),
    "sgb_ii": _("SGB II"),
    "sgb_iii_alg": _("Arbeitslosengeld (SGB III)"),
    "sgb_xii_ch3": _("SGB XII, Hilfe zum Lebensunterhalt"),
    "sgb_xii_ch4": _("SGB XII, Grundsicherung"),
    "sgb_viii": _("SGB VIII, youth welfare"),
    "bafoeg": _("BAföG"),
    "bab": _("Berufsausbildungsbeihilfe"),
    "kindergeld": _("Kindergeld"),
}
APPLICATIONS: Words = {
    "asylblg": _("benefits under AsylbLG"),
    "sgb_ii": _("benefits under SGB II"),
    "sgb_xii": _("benefits under SGB XII"),
    "title_first": _("first residence title"),
    "title_renewal": _("renewal of the title"),
    "title_25a": _("permit under § 25a"),
    "title_25b": _("permit under § 25b"),
    "title_104c": _("permit under § 104c"),
    "training_toleration": _("Duldung for training"),
    "employment_toleration": _("Duldung for employment"),
    "settlement_permit": _("settlement permit"),
    "bab": _("Berufsausbildungsbeihilfe"),
    "bafoeg": _("BAföG"),
    "integration_course": _("integration course"),
    "work_permit": _("work permit"),
}
EMPLOYMENTS: Words = {
    "employment": _("employment"),
    "marginal": _("marginal employment"),
    "self_employment": _("self-employment"),
    "internship": _("internship"),
    "voluntary_service": _("voluntary service"),
}
TRAININGS: Words = {
    "betriebliche_ausbildung": _("in-company training"),
    "schulische_ausbildung": _("school-based training"),
    "ausserbetriebliche_ausbildung": _("training outside companies"),
    "studium": _("studies"),
    "schule": _("school"),
    "bvb": _("Berufsvorbereitende Bildungsmaßnahme"),
    "eq": _("Einstiegsqualifizierung"),
}
COURSES: Words = {
    "integration_course": _("integration course"),
    "berufssprachkurs": _("vocational language course"),
    "erstorientierungskurs": _("first orientation course"),
    "other_language_course": _("other language course"),
    "qualification_measure_3m": _("qualification of three months or more"),
    "sgb_iii_81_82": _("further training (§§ 81, 82 SGB III)"),
}
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
JOBSEEKING: Words = {
    "ausbildungsuchend": _("looking for training"),
    "arbeitsuchend": _("looking for work"),
    "arbeitslos": _("unemployed"),
}
AT: Words = {"arbeitsagentur": _("Agentur für Arbeit"), "jobcenter": _("Jobcenter")}
WORK_BANS: Words = {
    "entered_for_benefits": _("entered to receive benefits"),
    "removal_prevented_by_person": _("prevents the removal herself"),
}
WORK_PERMITS: Words = {
    "employment": _("employment"),
    "apprenticeship": _("in-company training"),
    "self_employment": _("self-employment"),
}
YOUTH_WELFARE: Words = {
    "inobhutnahme": _("Inobhutnahme"),
    "hilfe_zur_erziehung": _("Hilfe zur Erziehung"),
    "hilfe_junge_volljaehrige": _("Hilfe für junge Volljährige"),
}
SEXES: Words = {"f": _("female"), "m": _("male"), "x": _("diverse")}

#: Facts the law may ask for that no fact kind of the file carries under the same name.
ASKED_FOR: Words = {
    "residence": _("residence status"),
    "residence.status": _("basis of the residence status"),
    "residence.from": _("beginning of the residence status"),
    "residence.valid_until": _("end printed on the document"),
    "nationality": _("nationality"),
    "date_of_birth": _("date of birth"),
    "entry_on": _("day of entry"),
    "asylum": _("asylum procedure"),
    "asylum.request_on": _("day of the asylum request"),
    "asylum.arrival_certificate_on": _("day of the arrival certificate"),
    "asylum.application_on": _("day of the asylum application"),
    "asylum.application_kind": _("kind of the asylum application"),
    "asylum.decision": _("decision of the BAMF"),
    "asylum.decision.kind": _("kind of the decision of the BAMF"),
    "asylum.decision.served_on": _("day on which the decision was served"),
    "asylum.decision.final_on": _("day on which the decision became final"),
    "accommodation": _("kind of accommodation"),
    "places": _("place of residence"),
    "household": _("members of the household"),
    "in_need": _("need of benefits"),
    "able_to_work": _("ability to work"),
    "incapacity_is_permanent": _("whether the incapacity is permanent"),
    "benefits_received": _("benefits received"),
    "benefit_reduction_grounds": _("grounds for a reduction"),
    "training": _("training or school"),
    "training_planned": _("planned training"),
    "youth_welfare": _("youth welfare"),
    "unaccompanied_minor": _("whether she came as an unaccompanied minor"),
    "habitual_residence_in_germany": _("habitual residence in Germany"),
    "first_suspension_of_deportation_on": _("first suspension of deportation"),
    "biometrics_taken_on": _("day on which biometrics were taken"),
    "stay_interruptions": _("interruptions of the stay"),
    "stay_duration_abused": _("abuse of the length of stay"),
    "work_ban_reasons": _("reasons for a work ban"),
    "removal_measures_imminent": _("whether removal is imminent"),
    "work_permits": _("work permits"),
    "job_offer": _("job offer"),
    "employment": _("employment"),
    "registered_as_jobseeker": _("registration as looking for work"),
    "attends_school": _("whether she attends school"),
    "sufficient_german": _("whether her German suffices"),
    "course_admissions": _("admission to a course"),
    "good_prospects": _("good prospects of staying"),
    "applications": _("applications filed"),
    "language_levels": _("German level"),
    "married": _("whether she is married"),
    "own_income_covers_need": _("whether own income covers the need"),
}


def asked_for(path: str) -> str:
    """The fact the law asks for; the nearest name known for its path."""
    parts = path.split(".")
    while parts:
        if name := ASKED_FOR.get(".".join(parts)):
            return str(name)
        parts.pop()
    return path


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


def _work_ban(value: Value) -> str:
    if value.get("reasons") == []:
        return gettext("checked, none")
    return ", ".join(str(WORK_BANS.get(reason, reason)) for reason in value.get("reasons", ()))


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
    "work_ban": _work_ban,
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
