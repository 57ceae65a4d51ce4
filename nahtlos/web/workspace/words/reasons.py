"""Why the law answers as it does, in sentences: assumptions, and who has to act."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.law.catalogue import words
from nahtlos.web.workspace.words import facts
from nahtlos.web.workspace.words.spoken import language

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


def assumed(key: str, why: str) -> str:
    """One assumption as a sentence."""
    reason = ASSUMED_BECAUSE.get(why, ASSUMED_BECAUSE["nothing_recorded"])
    return gettext("%(fact)s, because %(reason)s") % {"fact": facts.asked_for(key), "reason": reason}


def who(code: str) -> str:
    """Who has to act."""
    return words.word("bodies", code, language())


def sentence(given: str) -> str:
    """A sentence that a rule of the law wrote in English; shown as it is where nobody has said it in German."""
    entry = words.topic("reasons").get(given)
    return words.said(entry, language()) if entry and language() != "en" else given
