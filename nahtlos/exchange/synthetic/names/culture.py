"""What a name is made of, and a culture as its parts, its spelling habits and its original script."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nahtlos.exchange.synthetic.dice import Dice
from nahtlos.exchange.synthetic.names.spelling import Writing, write_part

#: A habit: the letters used and how the article and two-part names are joined ("fr", "joined").
Habit = tuple[str, str]
Sex = str


@dataclass(frozen=True, slots=True)
class Name:
    """The parts a person is called by, in the notation of the culture; nothing is spelled yet."""

    family: tuple[str, ...]
    given: tuple[str, ...]
    father: str
    sex: Sex
    patronymic: str = ""
    maiden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name as one hand writes it."""

    family: str
    given: str

    @property
    def comma(self) -> str:
        """Family name, comma, given names."""
        return f"{self.family}, {self.given}"


def same(part: str, sex: Sex) -> str:
    """Families whose name does not change with the sex."""
    return part


@dataclass(frozen=True)
class Culture:
    """A stock of name parts with the ways people and offices write them."""

    key: str
    male: list[str]
    female: list[str]
    family: list[str]
    letters: Mapping[str, Writing]
    #: What identity papers use, and what clerks write by ear or by another paper (weights).
    papers: Mapping[Habit, float]
    clerks: Mapping[Habit, float]
    script: Callable[[str], str] | None = None
    #: "inherited", "father" (father's name and maybe grandfather's), "double" (father's and mother's)
    family_rule: str = "inherited"
    second_given: float = 0.0
    inflect: Callable[[str, Sex], str] = same
    patronymic: Callable[[str, Sex], str] | None = None
    #: Which of "a:b" a habit writes (the Ukrainian or the Russian form).
    second_form: frozenset[str] = frozenset()
    #: A wife who keeps her own family name is the rule.
    wife_keeps_name: bool = True
    languages: Mapping[str, float] = field(default_factory=dict)

    def given_name(self, dice: Dice, sex: Sex, taken: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """One or two given names, not one a brother or sister has."""
        stock = self.male if sex == "m" else self.female
        first = next((name for name in (dice.skewed(stock) for _ in range(8)) if name not in taken), dice.choice(stock))
        if dice.chance(self.second_given):
            second = dice.skewed(stock)
            if second != first and "_" not in first + second:
                return (first, second)
        return (first,)

    def founder(self, dice: Dice, sex: Sex) -> Name:
        """The name of somebody whose parents are not on any list."""
        father = dice.skewed(self.male)
        if self.family_rule == "father":
            family: tuple[str, ...] = (father, dice.skewed(self.male)) if dice.chance(0.35) else (father,)
        elif self.family_rule == "double":
            family = (dice.skewed(self.family), dice.skewed(self.family))
        else:
            family = (dice.skewed(self.family),)
        return self._name(family, self.given_name(dice, sex), father, sex)

    def child(self, dice: Dice, sex: Sex, father: Name, mother: Name | None, taken: frozenset[str]) -> Name:
        """The name of a child of this father (the mother's family name counts where it does)."""
        given = self.given_name(dice, sex, taken)
        if self.family_rule == "father":
            family: tuple[str, ...] = (father.given[0],)
            if len(father.family) > 1 or dice.chance(0.2):
                family = (father.given[0], father.family[0])
        elif self.family_rule == "double":
            family = (father.family[0], (mother or father).family[0])
        else:
            family = father.family
        return self._name(family, given, father.given[0], sex)

    def wife(self, dice: Dice, husband: Name) -> Name:
        """A wife's name: her own, or the husband's with hers kept as the maiden name."""
        own = self.founder(dice, "f")
        if self.wife_keeps_name or self.family_rule != "inherited":
            return own
        return Name(husband.family, own.given, own.father, "f", own.patronymic, maiden=own.family)

    def _name(self, family: tuple[str, ...], given: tuple[str, ...], father: str, sex: Sex) -> Name:
        patronymic = self.patronymic(father, sex) if self.patronymic else ""
        return Name(family, given, father, sex, patronymic)

    def spell(self, name: Name, habit: Habit, patronymic: bool = False) -> Spelled:
        """The name in a habit, with capitals."""
        given = " ".join(self.write(part, habit) for part in name.given)
        if patronymic and name.patronymic:
            given = f"{given} {self.write(name.patronymic, habit)}"
        return Spelled(self.spell_family(name.family, name.sex, habit), given)

    def spell_family(self, family: tuple[str, ...], sex: Sex, habit: Habit) -> str:
        """A family name in a habit, in the form of the sex."""
        return " ".join(self.write(self.inflect(part, sex), habit) for part in family)

    def write(self, part: str, habit: Habit) -> str:
        """One part in a habit."""
        if ":" in part:
            part = part.split(":")[1 if habit[0] in self.second_form else 0]
        return write_part(part, self.letters[habit[0]], habit[1])

    def original(self, name: Name) -> Spelled | None:
        """The name in its own script, where that is not Latin."""
        if self.script is None:
            return None
        family = " ".join(self.script(self.inflect(part, name.sex)) for part in name.family)
        given = " ".join(self.script(part.split(":")[0]) for part in name.given)
        return Spelled(family, given)

    def paper_habit(self, dice: Dice) -> Habit:
        """The habit of the family's papers."""
        return dice.weighted(self.papers)

    def clerk_habit(self, dice: Dice, paper: Habit) -> Habit:
        """Another habit than the papers'."""
        for _ in range(6):
            habit = dice.weighted(self.clerks)
            if habit != paper:
                return habit
        return habit
