"""How a name changes on its way through an office: other transcription, father's name, order, case, blanks, slips."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from nahtlos.exchange.synthetic.dice import Dice
from nahtlos.exchange.synthetic.model import Person
from nahtlos.exchange.synthetic.names.culture import Habit, Spelled

#: How often each slip happens in each list (share of the rows to which it can happen).
RATES: Mapping[str, Mapping[str, float]] = {
    "auslaenderbehoerde": {"spelling": 0.035, "uppercase": 0.032, "lowercase": 0.018, "trailing_space": 0.02,
                           "leading_space": 0.012, "nbsp": 0.011, "double_space": 0.01, "father_as_family": 0.02,
                           "father_added": 0.02, "swapped_names": 0.011, "typo": 0.014, "given_dropped": 0.04,
                           "family_part_dropped": 0.012, "diacritics_lost": 0.08, "umlaut_written_out": 0.06,
                           "patronymic_added": 0.008, "mojibake": 0.002},
    "sozialamt": {"spelling": 0.27, "uppercase": 0.045, "lowercase": 0.006, "trailing_space": 0.024,
                  "leading_space": 0.012, "nbsp": 0.01, "double_space": 0.01, "father_as_family": 0.035,
                  "father_added": 0.02, "swapped_names": 0.037, "typo": 0.037, "given_dropped": 0.08,
                  "family_part_dropped": 0.02, "diacritics_lost": 0.15, "umlaut_written_out": 0.05,
                  "patronymic_added": 0.01, "mojibake": 0.0},
    "arbeitsagentur": {"spelling": 0.34, "uppercase": 0.037, "lowercase": 0.013, "trailing_space": 0.035,
                       "leading_space": 0.012, "nbsp": 0.01, "double_space": 0.0, "father_as_family": 0.045,
                       "father_added": 0.03, "swapped_names": 0.036, "typo": 0.03, "given_dropped": 0.12,
                       "family_part_dropped": 0.015, "diacritics_lost": 0.2, "umlaut_written_out": 0.05,
                       "patronymic_added": 0.01, "mojibake": 0.0},
    "jobcenter": {"spelling": 0.3, "uppercase": 0.045, "lowercase": 0.006, "trailing_space": 0.018,
                  "leading_space": 0.011, "nbsp": 0.012, "double_space": 0.006, "father_as_family": 0.03,
                  "father_added": 0.03, "swapped_names": 0.034, "typo": 0.032, "given_dropped": 0.05,
                  "family_part_dropped": 0.015, "diacritics_lost": 0.04, "umlaut_written_out": 0.02,
                  "patronymic_added": 0.004, "mojibake": 0.002, "call_name_only": 0.2},
}  # fmt: skip
_NO_FAMILY_NAME = ("-", "-", "-", "XXX", "FNU", "ohne")
_UMLAUTS = str.maketrans({"ö": "oe", "ü": "ue", "ä": "ae", "Ö": "Oe", "Ü": "Ue", "Ä": "Ae", "ß": "ss"})
_SPECIAL = {"ı": "i", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "ə": "a", "Ə": "A"}


@dataclass(slots=True)
class Writer:
    """The people of one office who type names; `strength` 0 types everything as on the paper."""

    dice: Dice
    rates: Mapping[str, float]
    strength: float

    def write(self, person: Person) -> tuple[Spelled, list[str]]:
        """The name as it stands in the list, and the kinds of what happened to it."""
        if self.strength <= 0:
            return person.spelled, []
        if person.one_name_only:
            return self._one_name(person), ["one_name"]
        kinds: list[str] = []
        spelled = self._parts(person, kinds)
        spelled = self._letters(spelled, kinds)
        return self._blanks(spelled, kinds), kinds

    def _hit(self, kind: str, kinds: list[str]) -> bool:
        if self.dice.chance(min(0.9, self.rates.get(kind, 0) * self.strength)):
            kinds.append(kind)
            return True
        return False

    def _one_name(self, person: Person) -> Spelled:
        given = person.spelled.given
        other = given if self.dice.chance(0.2) else self.dice.choice(_NO_FAMILY_NAME)
        return Spelled(given, other) if self.dice.chance(0.25) else Spelled(other, given)

    def _parts(self, person: Person, kinds: list[str]) -> Spelled:
        culture, name, habit = person.culture, person.name, self._habit(person, kinds)
        if culture.patronymic is not None:
            spelled = culture.spell(name, habit, patronymic=self._hit("patronymic_added", kinds))
        elif culture.family_rule != "double" and self._hit("father_as_family", kinds):
            spelled = Spelled(culture.write(name.father, habit), culture.spell(name, habit).given)
        else:
            if culture.family_rule != "double" and self._hit("father_added", kinds):
                place = self.dice.chance(0.6)
                added = (
                    replace(name, given=(*name.given, name.father))
                    if place
                    else replace(name, family=(name.father, *name.family))
                )
            else:
                added = name
            spelled = culture.spell(added, habit)
        return self._dropped(spelled, kinds)

    def _habit(self, person: Person, kinds: list[str]) -> Habit:
        if self._hit("spelling", kinds):
            other = person.culture.clerk_habit(self.dice, person.paper)
            if person.culture.spell(person.name, other) != person.spelled:
                return other
            kinds.remove("spelling")
        return person.paper

    def _dropped(self, spelled: Spelled, kinds: list[str]) -> Spelled:
        family, given = spelled.family, spelled.given
        if " " in given and self._hit("given_dropped", kinds):
            given = given.split()[0]
        elif " " in given and self._hit("call_name_only", kinds):
            given = given.split()[-1]
        if " " in family and self._hit("family_part_dropped", kinds):
            parts = family.split()
            family = parts[-1] if self.dice.chance(0.6) else parts[0]
        if self._hit("swapped_names", kinds):
            family, given = given, family
        return Spelled(family, given)

    def _letters(self, spelled: Spelled, kinds: list[str]) -> Spelled:
        both = spelled.family + spelled.given
        if both != both.translate(_UMLAUTS) and self._hit("umlaut_written_out", kinds):
            spelled = Spelled(spelled.family.translate(_UMLAUTS), spelled.given.translate(_UMLAUTS))
        elif not both.isascii() and self._hit("diacritics_lost", kinds):
            spelled = Spelled(without_diacritics(spelled.family), without_diacritics(spelled.given))
        elif not both.isascii() and self._hit("mojibake", kinds):
            spelled = Spelled(mojibake(spelled.family), mojibake(spelled.given))
        if self._hit("typo", kinds):
            if self.dice.chance(0.5):
                spelled = replace(spelled, family=slip(self.dice, spelled.family))
            else:
                spelled = replace(spelled, given=slip(self.dice, spelled.given))
        if self._hit("uppercase", kinds):
            whole = self.dice.chance(0.3)
            return Spelled(spelled.family.upper(), spelled.given.upper() if whole else spelled.given)
        if self._hit("lowercase", kinds):
            return replace(spelled, given=spelled.given.lower())
        return spelled

    def _blanks(self, spelled: Spelled, kinds: list[str]) -> Spelled:
        if " " in spelled.family + spelled.given and self._hit("double_space", kinds):
            return Spelled(spelled.family.replace(" ", "  "), spelled.given.replace(" ", "  "))
        if self._hit("trailing_space", kinds):
            return replace(spelled, family=spelled.family + " ")
        if self._hit("nbsp", kinds):
            return replace(spelled, given=spelled.given + "\u00a0")
        if self._hit("leading_space", kinds):
            return replace(spelled, given=" " + spelled.given)
        return spelled


def without_diacritics(text: str) -> str:
    """Base letters only."""
    plain = "".join(_SPECIAL.get(letter, letter) for letter in text)
    return "".join(letter for letter in unicodedata.normalize("NFD", plain) if not unicodedata.combining(letter))


def mojibake(text: str) -> str:
    """UTF-8 read as Windows-1252."""
    return text.encode().decode("cp1252", errors="ignore")


def slip(dice: Dice, text: str) -> str:
    """One slip of the finger: two letters changed, one left out, doubled or hit beside."""
    if len(text) < 4:
        return text + text[-1:]
    at = dice.randrange(1, len(text) - 1)
    kind = dice.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[:at] + text[at] + text[at:]
    return text[:at] + dice.choice("aeinrstlmkd") + text[at + 1 :]
