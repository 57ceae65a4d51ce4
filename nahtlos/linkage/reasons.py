"""Why two records are held to be one person, or not: sentences a clerk understands, in German and English."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nahtlos.linkage.identity import Spelling

if TYPE_CHECKING:
    from nahtlos.linkage.compare import Comparison

_TEXTS: dict[str, tuple[str, str]] = {
    "family.equal": ("Familienname gleich ({one})", "Same family name ({one})"),
    "family.sound": ("Familienname anders geschrieben ({one} / {other})", "Family name spelled differently ({one} / {other})"),
    "family.close": ("Familienname ähnlich ({one} / {other})", "Similar family name ({one} / {other})"),
    "family.slip": ("Familienname mit Tippfehler ({one} / {other})", "Family name with a typing error ({one} / {other})"),
    "family.subset": ("Teil des Familiennamens fehlt ({one} / {other})", "Part of the family name is missing ({one} / {other})"),
    "family.overlap": ("Familienname zum Teil gleich ({one} / {other})", "Family name partly the same ({one} / {other})"),
    "family.missing": ("Familienname fehlt auf einer Seite", "Family name missing on one side"),
    "family.different": ("Anderer Familienname ({one} / {other})", "Different family name ({one} / {other})"),
    "given.equal": ("Vorname gleich ({one})", "Same given name ({one})"),
    "given.sound": ("Vorname anders geschrieben ({one} / {other})", "Given name spelled differently ({one} / {other})"),
    "given.close": ("Vorname ähnlich ({one} / {other})", "Similar given name ({one} / {other})"),
    "given.slip": ("Vorname mit Tippfehler ({one} / {other})", "Given name with a typing error ({one} / {other})"),
    "given.subset": ("Ein Vorname fehlt ({one} / {other})", "One given name is missing ({one} / {other})"),
    "given.overlap": ("Vornamen zum Teil gleich ({one} / {other})", "Given names partly the same ({one} / {other})"),
    "given.missing": ("Vorname fehlt auf einer Seite", "Given name missing on one side"),
    "given.different": ("Anderer Vorname ({one} / {other})", "Different given name ({one} / {other})"),
    "order.swapped": ("Vor- und Familienname vertauscht", "Given and family name swapped"),
    "order.mixed": ("Namensteile anders verteilt", "Parts of the name in other places"),
    "birth.day": ("Geburtsdatum gleich", "Same date of birth"),
    "birth.vague_day": ("Geburtsjahr gleich, Tag unbekannt", "Same year of birth, day unknown"),
    "birth.vague_year": ("Geburtsjahr gleich, Tag auf einer Seite unbekannt", "Same year of birth, day unknown on one side"),
    "birth.swapped": ("Tag und Monat der Geburt vertauscht", "Day and month of birth swapped"),
    "birth.slip": ("Geburtsdatum fast gleich", "Date of birth almost the same"),
    "birth.next_year": ("Geburtsjahr um eins verschieden", "Year of birth differs by one"),
    "birth.calendar": ("Geburtsdatum wohl aus anderem Kalender umgerechnet", "Date of birth probably converted from another calendar"),
    "birth.same_year": ("Nur das Geburtsjahr gleich", "Only the year of birth is the same"),
    "birth.decade": ("Geburtsjahr mit Zahlendreher oder um zehn verschieden", "Year of birth with digits turned or ten years apart"),
    "birth.near": ("Geburtsdatum verschieden, wenig auseinander", "Different date of birth, not far apart"),
    "birth.missing": ("Geburtsdatum fehlt", "Date of birth missing"),
    "birth.different": ("Anderes Geburtsdatum", "Different date of birth"),
    "sex.different": ("Anderes Geschlecht eingetragen", "Different sex recorded"),
    "nationality.equal": ("Staatsangehörigkeit gleich", "Same nationality"),
    "nationality.different": ("Andere Staatsangehörigkeit", "Different nationality"),
    "numbers.equal": ("Gleiche Nummer ({number})", "Same number ({number})"),
    "numbers.different": ("Andere Nummer derselben Art", "Different number of the same kind"),
    "household.equal": ("Gleicher Fall oder gleiche Bedarfsgemeinschaft", "Same case or needs unit"),
    "household.known": ("Angehörige sind schon verknüpft", "Relatives are already linked"),
    "address.street": ("Gleiche Anschrift", "Same address"),
    "address.town": ("Gleicher Ort", "Same town"),
    "address.town_other_street": ("Gleicher Ort, andere Straße", "Same town, other street"),
    "address.different": ("Anderer Ort", "Different town"),
    "phone.equal": ("Gleiche Telefonnummer", "Same telephone number"),
    "phone.different": ("Andere Telefonnummer", "Different telephone number"),
    "entry.equal": ("Gleicher Tag der Einreise", "Same day of entry"),
    "entry.near": ("Einreise im gleichen Monat", "Entry within a month"),
    "entry.different": ("Andere Einreise", "Different entry"),
    "decision.runner_up": ("Eine zweite Person passt fast ebenso gut", "A second person fits almost as well"),
    "decision.relatives": ("Könnte Geschwister, Zwilling oder Elternteil sein", "May be a sibling, twin or parent"),
    "decision.not_enough": ("Die Angaben reichen nicht für eine sichere Verknüpfung", "Not enough for a safe link"),
    "decision.same_list": ("Steht schon mit eigener Zeile in dieser Liste", "Already has a row of its own in this list"),
    "decision.other_row": ("Eine andere Zeile der Liste passt ebenso gut", "Another row of the list fits as well"),
    "search.name": ("Name passt ({word} / {name})", "Name matches ({word} / {name})"),
    "search.sound": ("Name klingt gleich ({word} / {name})", "Name sounds the same ({word} / {name})"),
    "search.begins": ("Name beginnt so ({word} / {name})", "Name begins like this ({word} / {name})"),
    "search.slip": ("Name ähnlich geschrieben ({word} / {name})", "Name spelled similarly ({word} / {name})"),
    "search.birth": ("Geburtsdatum passt ({word})", "Date of birth matches ({word})"),
    "search.year": ("Geburtsjahr passt ({word})", "Year of birth matches ({word})"),
    "search.number": ("Nummer passt ({word})", "Number matches ({word})"),
    "search.phone": ("Telefonnummer passt ({word})", "Telephone number matches ({word})"),
    "search.place": ("Ort passt ({word})", "Place matches ({word})"),
    "search.not_found": ("Nicht gefunden: {word}", "Not found: {word}"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: key, the words to put in, and its weight in bits (below 0 speaks against)."""

    key: str
    params: tuple[tuple[str, str], ...] = ()
    weight: float = 0.0

    def text(self, lang: str = "de") -> str:
        """The reason as a sentence, German unless English is asked for."""
        german, english = _TEXTS[self.key]
        template = english if lang.lower().startswith("en") else german
        for name, value in self.params:  # not str.format: a name may contain braces
            template = template.replace("{" + name + "}", value.replace("{", "(").replace("}", ")"))
        return template


def keys() -> frozenset[str]:
    """All keys that have a text."""
    return frozenset(_TEXTS)


@dataclass(frozen=True, slots=True)
class Reasons:
    """The reasons of one comparison."""

    comparison: "Comparison"
    evidence: dict[str, float]

    def told(self) -> tuple[Reason, ...]:
        """Reasons worth telling, the weightiest first."""
        told = []
        for field, level in self.comparison.levels().items():
            key = f"{field}.{level}"
            if key in _TEXTS and not (level == "missing" and field not in ("family", "given", "birth")):
                told.append(Reason(key, self._params(field), round(self.evidence.get(field, 0.0), 1)))
        return tuple(sorted(told, key=lambda reason: -abs(reason.weight)))

    def _params(self, field: str) -> tuple[tuple[str, str], ...]:
        names = self.comparison.names
        if field == "numbers":
            return (("number", self.comparison.shared_number),)
        if field not in ("family", "given"):
            return ()
        if names.order == "straight":
            return ("one", _part(names.one, field)), ("other", _part(names.other, field))
        return ("one", _whole(names.one)), ("other", _whole(names.other))


def _part(spelling: Spelling, field: str) -> str:
    return " ".join((spelling.family if field == "family" else spelling.given).split())


def _whole(spelling: Spelling) -> str:
    return ", ".join(" ".join(part.split()) for part in (spelling.family, spelling.given))
