"""Who came together: single people, couples, families; their names, ages and places of birth."""

from dataclasses import dataclass
from datetime import date, timedelta

from nahtlos.exchange.synthetic.calendar import birthday
from nahtlos.exchange.synthetic.dice import Dice
from nahtlos.exchange.synthetic.model import Person
from nahtlos.exchange.synthetic.names.culture import Culture, Habit, Name
from nahtlos.exchange.synthetic.names.cultures import CULTURES
from nahtlos.exchange.synthetic.nations import Nation

#: Shape and weight; "lone" is one parent with children, "grand" a family with a grandmother.
_ASYLUM = {"single": 0.57, "couple": 0.06, "family": 0.27, "lone": 0.05, "unaccompanied": 0.03, "siblings": 0.02}
_UKRAINE = {"single": 0.36, "couple": 0.14, "family": 0.12, "lone": 0.32, "grand": 0.06}
_CHILDREN = ((1, 0.28), (2, 0.32), (3, 0.22), (4, 0.12), (5, 0.06))


@dataclass(frozen=True, slots=True)
class Family:
    """What the members of one household share."""

    household_id: str
    nation: Nation
    culture: Culture
    paper: Habit
    entry: date


class Namesakes:
    """People of whom only the year of birth is known: now and then two have the same name and 1 January."""

    def __init__(self, share: float = 0.05) -> None:
        self._share = share
        self._known: dict[tuple[str, str], list[tuple[Name, date]]] = {}

    def borrow(self, dice: Dice, family: Family, sex: str) -> tuple[Name, date] | None:
        """Name and birth date of somebody already invented, if the dice want a namesake."""
        known = self._known.get((family.culture.key, sex))
        return dice.choice(known) if known and dice.chance(self._share) else None

    def remember(self, family: Family, name: Name, birth: date) -> None:
        """Keep a few for later."""
        known = self._known.setdefault((family.culture.key, name.sex), [])
        if len(known) < 200:
            known.append((name, birth))


def compose(dice: Dice, family: Family, ukrainian: bool, room: int, namesakes: Namesakes) -> list[Person]:
    """The members who came, head first; never more than there is room for."""
    shape = dice.weighted(_UKRAINE if ukrainian else _ASYLUM)
    maker = _Maker(dice, family)
    if room == 1 and shape != "unaccompanied":
        shape = "single"
    if shape == "single":
        return [maker.single(ukrainian, namesakes)]
    if shape == "unaccompanied":
        return [maker.minor()]
    if shape == "siblings":
        return maker.siblings(room)
    return maker.with_partner(shape, ukrainian, room)


class _Maker:
    """Makes the people of one family."""

    def __init__(self, dice: Dice, family: Family) -> None:
        self.dice, self.family, self.culture = dice, family, family.culture

    def person(self, role: str, name: Name, birth: date, year_only: bool) -> Person:
        entry: date | None = self.family.entry
        place = self.dice.skewed(self.family.nation.cities)[0]
        person = Person(
            self.family.household_id, role, name, self.culture, self.family.paper, name.sex, birth,
            self.family.nation, entry, place, birth_year_only=year_only,
        )  # fmt: skip
        if self.culture.script is not None and role == "head" and self.dice.chance(0.015):
            person.one_name_only = self.family.nation.year_only >= 0.1
        return person

    def born(self, age: float) -> tuple[date, bool]:
        """A birth date of somebody about this old at entry, and whether only the year is known."""
        birth = self.family.entry - timedelta(days=round(age * 365.25))
        if self.dice.chance(self.family.nation.year_only):
            return birth.replace(month=1, day=1), True
        return birth, False

    def single(self, ukrainian: bool, namesakes: Namesakes) -> Person:
        men = 0.42 if ukrainian else 0.88
        sex = "m" if self.dice.chance(men) else "f"
        borrowed = namesakes.borrow(self.dice, self.family, sex)
        if borrowed is not None and borrowed[1] < self.family.entry - timedelta(days=18 * 366):
            return self.person("head", borrowed[0], borrowed[1], True)
        age = self.dice.triangular(18, 84, 38) if ukrainian else min(62, 18 + self.dice.expovariate(1 / 9.5))
        birth, year_only = self.born(age)
        name = self.culture.founder(self.dice, sex)
        if year_only:
            namesakes.remember(self.family, name, birth)
        return self.person("head", name, birth, year_only)

    def minor(self) -> Person:
        birth, year_only = self.born(self.dice.uniform(14.2, 17.7))
        if birthday(birth, 18) <= self.family.entry:
            birth = birth.replace(year=birth.year + 1)
        person = self.person("head", self.culture.founder(self.dice, "m"), birth, year_only)
        person.unaccompanied_minor = True
        return person

    def siblings(self, room: int) -> list[Person]:
        first = self.culture.founder(self.dice, "m")
        head = self.person("head", first, *self.born(self.dice.uniform(18.5, 30)))
        father = Name(first.family, (first.father,), first.family[-1], "m")
        people, taken = [head], frozenset(first.given[:1])
        for _ in range(min(room - 1, self.dice.randint(1, 2))):
            name = self.culture.child(self.dice, self.dice.choice("mmf"), father, None, taken)
            taken |= {name.given[0]}
            people.append(self.person("sibling", name, *self.born(self.dice.uniform(18, 27))))
        return people

    def with_partner(self, shape: str, ukrainian: bool, room: int) -> list[Person]:
        mother_age = self.dice.triangular(19, 46, 30) if shape != "couple" else self.dice.triangular(19, 75, 32)
        father_age = max(19.0, mother_age + self.dice.triangular(-3, 12, 4))
        father = self.culture.founder(self.dice, "m")
        mother = self.culture.wife(self.dice, father)
        he = self.person("head", father, *self.born(father_age))
        she = self.person("spouse", mother, *self.born(mother_age))
        if shape == "couple":
            return [he, she]
        if shape in {"lone", "grand"} and self.dice.chance(0.93):
            she.role = "head"
            adults = [she]
        else:
            adults = [he, she]
        if shape == "grand" and room > len(adults):
            adults.append(self._grandmother(she))
        return adults + self._children(father, mother, mother_age, room - len(adults))

    def _grandmother(self, mother: Person) -> Person:
        age = self.family.entry.year - mother.birth_date.year + self.dice.uniform(20, 33)
        return self.person("grandmother", self.culture.founder(self.dice, "f"), *self.born(age))

    def _children(self, father: Name, mother: Name, mother_age: float, room: int) -> list[Person]:
        wanted = self.dice.choices([n for n, _ in _CHILDREN], weights=[w for _, w in _CHILDREN])[0]
        most = min(17.8, mother_age - 17.5)
        children: list[Person] = []
        age = self.dice.uniform(0.05, most)
        while len(children) < min(wanted, room) and age > 0.02:
            children.append(self._child(father, mother, age, children))
            if len(children) < min(wanted, room) and self.dice.chance(0.02):
                children.append(self._twin(father, mother, children))
            age -= self.dice.uniform(0.9, 4.5)
        return children

    def _child(self, father: Name, mother: Name, age: float, elder: list[Person]) -> Person:
        sex = self.dice.choice("mf")
        taken = frozenset(child.name.given[0] for child in elder)
        name = self.culture.child(self.dice, sex, father, mother, taken)
        if sex == "m" and father.given[0] not in taken and self.dice.chance(0.012):
            name = Name(name.family, father.given[:1], name.father, "m", name.patronymic)
        return self.person("child", name, *self.born(age))

    def _twin(self, father: Name, mother: Name, elder: list[Person]) -> Person:
        other = elder[-1]
        taken = frozenset(child.name.given[0] for child in elder)
        name = self.culture.child(self.dice, other.sex, father, mother, taken)
        return self.person("child", name, other.birth_date, other.birth_year_only)


def newborns(dice: Dice, members: list[Person], as_of: date, room: int) -> list[Person]:
    """Children born in Germany to couples and lone mothers until the reference day."""
    mothers = [member for member in members if member.sex == "f" and member.role in {"head", "spouse"}]
    fathers = [member for member in members if member.sex == "m" and member.role == "head"]
    if not mothers or not fathers or mothers[0].entry is None:
        return []
    mother, father = mothers[0], fathers[0]
    born: list[Person] = []
    day = mothers[0].entry + timedelta(days=dice.randint(30, 900))
    youngest = max((member.birth_date for member in members if member.role == "child"), default=date(1990, 1, 1))
    day = max(day, youngest + timedelta(days=300))
    while day < as_of and len(born) < min(room, 3):
        if day < birthday(mother.birth_date, 42) and dice.chance(0.5):
            born.append(_newborn(dice, mother, father, members + born, day))
        day += timedelta(days=dice.randint(420, 1500))
    return born


def _newborn(dice: Dice, mother: Person, father: Person, elder: list[Person], day: date) -> Person:
    taken = frozenset(member.name.given[0] for member in elder if member.role == "child")
    name = mother.culture.child(dice, dice.choice("mf"), father.name, mother.name, taken)
    return Person(
        mother.household_id, "child", name, mother.culture, mother.paper, name.sex, day, mother.nation, None, ""
    )


def family_of(dice: Dice, household_id: str, nation: Nation, entry: date) -> Family:
    """Culture and spelling habit of a family of this country."""
    culture = CULTURES[dice.weighted(nation.cultures)]
    return Family(household_id, nation, culture, culture.paper_habit(dice), entry)
