"""Why the law answers as it does, in sentences: assumptions, owners of deadlines, values of facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.web.workspace.words import facts
from nahtlos.web.workspace.words.statuses import STATUSES

Words = Mapping[str, Promise]

#: Why something is taken as given (keys of cases.lawfacts).
ASSUMED_BECAUSE: Words = {
    "birth_year_only": _("only the year of birth is known"),
    "lives_in_the_district": _("she is registered in the district"),
    "receives_benefits": _("benefits are paid"),
    "registered_as_jobseeker": _("she is registered as looking for work"),
    "nothing_recorded": _("nothing else is recorded"),
    "adult_at_entry": _("she was an adult when she came"),
    "paid_by_another_law": _("benefits are paid under another law"),
    "looks_for_work": _("she looks for work"),
    "has_an_address": _("she has an address of her own in the district"),
    "german_level": _("of the recorded German level"),
    "list_names_none": _("the list of the immigration office names none"),
    "concluded_from_dates": _("earlier periods were concluded from the dates of the asylum procedure"),
}
WHO: Words = {
    "person": _("the person"),
    "auslaenderbehoerde": _("Ausländerbehörde"),
    "jobcenter": _("Jobcenter"),
    "sozialamt": _("Sozialamt"),
    "asylblg_authority": _("Sozialamt"),
    "arbeitsagentur": _("Agentur für Arbeit"),
    "jugendamt": _("Jugendamt"),
    "parents": _("the parents"),
    "responsible_agency": _("the office in charge of the file"),
    "bamf": _("BAMF"),
    "employer": _("employer"),
    "school": _("school or company"),
    "training_provider": _("school or company"),
}


def assumed(key: str, why: str) -> str:
    """One assumption as a sentence."""
    reason = ASSUMED_BECAUSE.get(why, ASSUMED_BECAUSE["nothing_recorded"])
    return gettext("%(fact)s, because %(reason)s") % {"fact": facts.asked_for(key), "reason": reason}


def who(code: str) -> str:
    """Who has to act."""
    return str(WHO.get(code, code))


_VALUE_WORDS: Mapping[str, Words] = {
    "status": STATUSES,
    "decision": facts.DECISIONS,
    "benefits_received": facts.BENEFITS,
    "accommodation": facts.ACCOMMODATIONS,
    "applications": facts.APPLICATIONS,
}


def value(path: str, given: Any) -> str:
    """The value of a fact the law has used, in words."""
    if given is None:
        return gettext("unknown")
    if isinstance(given, bool):
        return gettext("yes") if given else gettext("no")
    if isinstance(given, str):
        for part, words in _VALUE_WORDS.items():
            if part in path and given in words:
                return str(words[given])
        if "nationality" in path and len(given) == 2:
            return facts.country(given)
        return facts.day(given)
    if isinstance(given, list | tuple):
        return ", ".join(value(path, one) for one in given) or gettext("none")
    return str(given)
