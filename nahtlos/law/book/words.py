"""The words of the book around the rules, in German and English."""

from collections.abc import Mapping

from nahtlos.law.engine.days import FAR, iso
from nahtlos.law.engine.rule import Norm

LANGUAGES = ("de", "en")

CONFIDENCE: Mapping[str, Mapping[str, str]] = {
    "V": {"de": "Wortlaut gelesen", "en": "wording read"},
    "D": {
        "de": "Wortlaut gelesen, Tag des Inkrafttretens aus dem Gedächtnis",
        "en": "wording read, day of entry into force from memory",
    },
    "P": {"de": "aus zweiter Hand (Presse, Sekundärquelle)", "en": "second-hand (press, secondary source)"},
    "M": {"de": "aus dem Gedächtnis, nicht nachgelesen", "en": "from memory, not verified"},
    "?": {"de": "unsicher, von Hand zu prüfen", "en": "unsure, to be checked by hand"},
}

LABELS: Mapping[str, Mapping[str, str]] = {
    "title": {"de": "Regelwerk", "en": "Rule book"},
    "subtitle": {
        "de": "Was nahtlos über das Recht annimmt: jede Frage mit ihren Regeln, Vorschriften und Prüffällen.",
        "en": "What nahtlos takes to be the law: every question with its rules, provisions and test cases.",
    },
    "disclaimer": {
        "de": "Das Regelwerk ist keine Rechtsberatung. Es ersetzt keine Entscheidung und keinen Blick in das Gesetz.",
        "en": "The rule book is no legal advice. It replaces no decision and no look into the statute.",
    },
    "version": {"de": "Fassung", "en": "Version"},
    "how_to_read": {
        "de": "Die Regeln einer Frage werden von oben nach unten geprüft; die erste, die zutrifft, beantwortet sie. Eine "
        "Voraussetzung beantwortet sie mit Nein, wo sie nicht erfüllt ist. Fehlt eine Angabe, wird keine unterstellt: Die Antwort nennt dann, was fehlt.",
        "en": "The rules of a question are tried from top to bottom; the first that applies answers it. What is required "
        "answers it with no where it is not met. A missing fact is never assumed: the answer then names what is missing.",
    },
    "marks": {"de": "Wie sicher eine Regel ist", "en": "How certain a rule is"},
    "questions": {"de": "Fragen", "en": "Questions"},
    "internal": {"de": "Hilfstabellen", "en": "Internal tables"},
    "internal_note": {
        "de": "Auf diese Tabellen stützen sich andere Fragen; von außen wird nicht nach ihnen gefragt.",
        "en": "Other questions rest on these tables; nobody asks for them from outside.",
    },
    "answers": {"de": "Mögliche Antworten", "en": "Possible answers"},
    "answer": {"de": "Antwort", "en": "Answer"},
    "provision": {"de": "Vorschrift", "en": "Provision"},
    "provisions": {"de": "Vorschriften", "en": "Provisions"},
    "rules": {"de": "Regeln in ihrer Reihenfolge", "en": "Rules in their order"},
    "rule": {"de": "Regel", "en": "Rule"},
    "valid": {"de": "Gilt", "en": "In force"},
    "certainty": {"de": "Sicherheit", "en": "Certainty"},
    "looks_at": {"de": "Sieht unter anderem auf", "en": "Looks among others at"},
    "rests_on": {"de": "Stützt sich auf", "en": "Rests on"},
    "parameters": {"de": "Parameter", "en": "Parameters"},
    "parameter": {"de": "Parameter", "en": "Parameter"},
    "source": {"de": "Quelle", "en": "Source"},
    "cases": {"de": "Prüffälle", "en": "Test cases"},
    "no_cases": {"de": "noch kein Prüffall", "en": "no test case yet"},
    "modules": {"de": "Geplantes und ungeklärtes Recht", "en": "Planned and unsettled law"},
    "modules_note": {
        "de": "Diese Änderungen sind vorbereitet und gelten nur, wo sie eingeschaltet sind.",
        "en": "These changes are prepared and hold only where they are switched on.",
    },
    "leaves_out": {"de": "Nicht enthalten", "en": "Left out"},
    "changes": {"de": "Ändert", "en": "Changes"},
    "state": {"de": "Stand", "en": "State"},
    "when_on": {"de": "sobald eingeschaltet", "en": "once switched on"},
    "switched_on": {"de": "eingeschaltet ab", "en": "switched on from"},
    "switched_off": {"de": "nicht eingeschaltet", "en": "not switched on"},
    "planned": {"de": "geplant ab", "en": "planned from"},
    "deadlines": {"de": "Fristen", "en": "Deadlines"},
    "untranslated": {"de": "noch nicht übersetzt", "en": "not translated yet"},
    "contents": {"de": "Inhalt", "en": "Contents"},
    "of_module": {"de": "geplantes Recht", "en": "planned law"},
    "yes": {"de": "ja", "en": "yes"},
    "no": {"de": "nein", "en": "no"},
    "throughout": {"de": "durchgehend", "en": "throughout"},
    "back": {"de": "Zum Inhalt", "en": "To the contents"},
    "others": {"de": "Sprache", "en": "Language"},
}

#: Names of the columns of parameters; one that nobody has named is shown as it is.
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "from": {"de": "ab", "en": "from"},
    "until": {"de": "letzter Tag", "en": "last day"},
    "value": {"de": "Wert", "en": "value"},
    "code": {"de": "Code", "en": "code"},
    "source": {"de": "Quelle", "en": "source"},
    "norm": {"de": "Vorschrift", "en": "provision"},
    "group": {"de": "Gruppe", "en": "group"},
    "born": {"de": "Jahrgang", "en": "year of birth"},
    "title": {"de": "Titel", "en": "title"},
    "strength": {"de": "Rang, stärkster zuerst", "en": "strength, strongest first"},
    "statuses": {"de": "Status", "en": "status"},
    "laender": {"de": "Land", "en": "Land"},
    "everywhere": {"de": "überall", "en": "everywhere"},
    "only": {"de": "nur in", "en": "only in"},
    "except": {"de": "außer in", "en": "except in"},
    "land_of_ags": {"de": "Beginn des Gemeindeschlüssels (AGS)", "en": "beginning of the district key (AGS)"},
    "until_1946": {"de": "Jahrgänge bis 1946", "en": "years of birth up to 1946"},
}


def column(name: str, language: str) -> str:
    """The name of a column of a parameter."""
    return COLUMNS.get(name, {}).get(language, name)


def day(ordinal: int, language: str) -> str:
    """A day as people write it."""
    text = iso(ordinal)
    return f"{text[8:]}.{text[5:7]}.{text[:4]}" if language == "de" else text


def span(first: int, end: int, language: str) -> str:
    """From the first day to the day before `end`; `throughout` where neither is known."""
    begins, ends = first > 0, end < FAR
    if begins and ends:
        return f"{day(first, language)} – {day(end - 1, language)}"
    if begins:
        return f"{'seit' if language == 'de' else 'since'} {day(first, language)}"
    if ends:
        return f"{'bis' if language == 'de' else 'until'} {day(end - 1, language)}"
    return LABELS["throughout"][language]


def norm(one: Norm, language: str) -> str:
    """A provision with the days of its wording, as far as they are asserted."""
    if not one.valid_from and not one.valid_until:
        return one.cite
    first, last = (_shown(text, language) for text in (one.valid_from, one.valid_until))
    if first and last:
        wording = f"{first} – {last}"
    elif first:
        wording = f"{'seit' if language == 'de' else 'since'} {first}"
    else:
        wording = f"{'bis' if language == 'de' else 'until'} {last}"
    return f"{one.cite} ({'Fassung' if language == 'de' else 'wording'} {wording})"


def _shown(text: str | None, language: str) -> str:
    if not text:
        return ""
    return f"{text[8:]}.{text[5:7]}.{text[:4]}" if language == "de" else text
