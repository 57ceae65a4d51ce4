"""The door of the generator: so many people of a district on a day, always the same for the same seed."""

from datetime import date

from nahtlos.exchange.synthetic import arrivals, places
from nahtlos.exchange.synthetic.calendar import birthday, years_between
from nahtlos.exchange.synthetic.dice import Dice
from nahtlos.exchange.synthetic.households import Family, Namesakes, compose, family_of, newborns
from nahtlos.exchange.synthetic.lives import work
from nahtlos.exchange.synthetic.lives.household import Life
from nahtlos.exchange.synthetic.model import Household, Person, Population
from nahtlos.exchange.synthetic.nations import Nation, nations

FIRST_DAY = date(2015, 6, 1)
MOST_PEOPLE = 200_000


def generate(
    *, district: str = places.HOCHMOSEL, people: int, seed: int, as_of: date, job_seekers: int | None = None
) -> Population:
    """Invent `people` refugees of a district as they are on `as_of`, with their lives up to that day.

    About 500 in 1,424 are registered job seekers unless `job_seekers` says otherwise; small or very young
    populations may not have so many who may work. Raises ValueError for days before June 2015 and more than
    200,000 people.
    """
    if not 1 <= people <= MOST_PEOPLE:
        raise ValueError(f"Between 1 and {MOST_PEOPLE:,} people can be invented, not {people:,}.")
    if as_of < FIRST_DAY:
        raise ValueError(f"The lists begin on {FIRST_DAY:%Y-%m-%d}; {as_of:%Y-%m-%d} lies before.")
    world = _World(places.district(district), seed, as_of)
    while world.count < people:
        world.add_household(people - world.count)
    return world.population(round(people * work.SEEKERS_PER_PERSON) if job_seekers is None else job_seekers)


class _World:
    """The people invented so far."""

    def __init__(self, district: places.District, seed: int, as_of: date) -> None:
        self.district, self.seed, self.as_of = district, seed, as_of
        self.dice = Dice(seed, "people")
        self.namesakes = Namesakes()
        self.households: list[Household] = []
        self.count = 0
        self._azr: set[str] = set()
        weights = arrivals.stock_weights(as_of)
        self._origins, self._origin_weights = list(weights), list(weights.values())
        self._ukrainian_share = arrivals.ukrainian_share(as_of)

    def add_household(self, room: int) -> None:
        """One more household, never more people than `room`."""
        ukrainian = self.dice.chance(self._ukrainian_share)
        nation, entry = self._origin(ukrainian)
        family = family_of(self.dice, f"H{len(self.households) + 1:05d}", nation, entry)
        members = compose(self.dice, family, ukrainian, room, self.namesakes)
        members += newborns(self.dice, members, self.as_of, room - len(members))
        path = "ukraine" if ukrainian else self._path(family, members)
        household = Household(family.household_id, path, members, self.district.reception, entry)
        Life(self, household, family).tell()
        self.households.append(household)
        self.count += len(members)
        self._grown_up(household)

    def _grown_up(self, home: Household) -> None:
        """Children who came long ago have moved out."""
        for member in [member for member in home.members if member.role in {"child", "sibling"}]:
            member.family_id = home.household_id
            age = years_between(member.birth_date, self.as_of)
            if age < 19 or home.address.kind == "Erstaufnahme" or not self.dice.chance(min(0.85, (age - 17) * 0.1)):
                continue
            home.members.remove(member)
            moved = self.dice.between(max(home.moved_in, birthday(member.birth_date, 18)), self.as_of)
            member.household_id, member.role = f"H{len(self.households) + 1:05d}", "head"
            address = self.district.address(self.dice, "privat")
            former = home.address if self.dice.chance(0.7) else None
            self.households.append(Household(member.household_id, home.path, [member], address, moved, former))

    def _origin(self, ukrainian: bool) -> tuple[Nation, date]:
        if ukrainian:
            return nations()["UA"], arrivals.ukrainian_arrival(self.dice, self.as_of)
        if self.dice.chance(0.012):
            code = self.dice.choice(("XK", "RS", "AM", "AZ", "RU", "LB", "IQ"))
            return nations()[code], self.dice.between(date(2004, 3, 1), date(2009, 12, 20))
        year, code = self.dice.choices(self._origins, weights=self._origin_weights)[0]
        return nations()[code], arrivals.arrival_day(self.dice, year, self.as_of)

    def _path(self, family: Family, members: list[Person]) -> str:
        code, entry = family.nation.code, family.entry
        if members[0].unaccompanied_minor:
            return "asylum"
        if code == "AF" and date(2021, 8, 16) <= entry <= date(2024, 12, 1) and self.dice.chance(0.13):
            return "ae_22"
        if code == "SY" and (date(2013, 9, 1) <= entry < date(2015, 6, 1) or date(2016, 4, 4) <= entry):
            return self.dice.weighted({"ae_23_2": 0.045, "ae_23_1": 0.03 if entry.year < 2016 else 0.0, "asylum": 0.93})
        return "asylum"

    def azr_number(self, registered: date) -> str:
        """Twelve digits that begin with the day of registration; nobody else has the same."""
        while True:
            number = f"{registered:%y%m%d}{self.dice.randrange(10**6):06d}"
            if number not in self._azr:
                self._azr.add(number)
                return number

    def population(self, seekers: int) -> Population:
        """Shuffle and number the people, find namesakes, register job seekers."""
        people = [member for household in self.households for member in household.members]
        order = list(people)
        Dice(self.seed, "order").shuffle(order)
        for number, person in enumerate(order, 1):
            person.person_id = f"P{number:05d}"
        _never_merge(order)
        work.register_job_seekers(Dice(self.seed, "job seekers"), order, self.as_of, seekers)
        work.keep_at_agency(Dice(self.seed, "still at the agency"), order, self.as_of)
        _reachable(Dice(self.seed, "contact"), self.households, self.as_of)
        return Population(self.district.name, self.as_of, self.seed, self.households, order)


def _never_merge(people: list[Person]) -> None:
    """Namesakes with one birth date, twins, father and son of one name: marked on both sides."""
    groups: dict[tuple[object, ...], list[Person]] = {}
    for person in people:
        groups.setdefault((person.culture.key, person.name.family, person.name.given, person.birth_date), []).append(
            person
        )
        if person.family_id:
            groups.setdefault((person.family_id, person.birth_date, person.sex), []).append(person)
        groups.setdefault((person.family_id or person.household_id, person.name.given, person.sex), []).append(person)
    for group in groups.values():
        for person in group:
            for other in group:
                if other is not person and other.person_id not in person.must_not_be_merged_with:
                    person.must_not_be_merged_with.append(other.person_id)


def _reachable(dice: Dice, households: list[Household], as_of: date) -> None:
    """Telephone numbers and mail addresses; in a family one number often serves all."""
    numbers = places.phones(dice)
    for household in households:
        shared = next(numbers) if dice.chance(0.5) else None
        for member in household.members:
            if years_between(member.birth_date, as_of) < 14:
                continue
            if dice.chance(0.55):
                member.phone = shared if shared and dice.chance(0.4) else next(numbers)
