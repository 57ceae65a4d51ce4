"""The door of the generator: so many people of a district on a day, always the same for the same seed."""

from datetime import date

from nahtlos.exchange.synthetic import arrivals, places
from nahtlos.exchange.synthetic.calendar import DAY, birthday, workday, years_between
from nahtlos.exchange.synthetic.dice import Dice
from nahtlos.exchange.synthetic.households import Family, Namesakes, compose, family_of, newborns
from nahtlos.exchange.synthetic.lives import asylum, benefits, status, tolerated, work
from nahtlos.exchange.synthetic.lives.story import Story
from nahtlos.exchange.synthetic.model import Address, Household, Person, Population, Procedure
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
        _Life(self, household, family).tell()
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


class _Life:
    """Tells the lives of one household up to the reference day."""

    def __init__(self, world: _World, household: Household, family: Family) -> None:
        self.world, self.dice, self.as_of = world, world.dice, world.as_of
        self.household, self.family = household, family
        self.stories: list[Story] = []

    def tell(self) -> None:
        allocated = self._house()
        self._statuses()
        self._work_and_benefits(allocated)

    def _house(self) -> date:
        """Reception centre, then a shelter or a flat; returns the day from which the district pays."""
        entry, path, dice = self.family.entry, self.household.path, self.dice
        if path == "ukraine":
            allocated = entry + dice.days(0, 20)
        elif path == "asylum":
            allocated = entry + dice.days(35, 170)
        else:
            allocated = entry
        if allocated > self.as_of:
            self.household.moved_in = entry
            return allocated
        years = (self.as_of - allocated).days / 365.25
        private = 0.7 if path == "ukraine" else min(0.82, 0.22 + 0.16 * years)
        kind = "privat" if dice.chance(private) else "dezentral" if dice.chance(0.2) else "GU"
        self.household.address = self._place(kind)
        moved = allocated if kind == "GU" and dice.chance(0.7) else dice.between(allocated, self.as_of)
        self.household.moved_in = moved
        if moved > allocated and dice.chance(0.5):
            self.household.previous_address = self._place("GU" if kind != "GU" or dice.chance(0.6) else "privat")
        return allocated

    def _place(self, kind: str) -> Address:
        district = self.world.district
        return self.dice.choice(district.shelters) if kind == "GU" else district.address(self.dice, kind)

    def _statuses(self) -> None:
        path, dice, as_of = self.household.path, self.dice, self.as_of
        found = asylum.procedure(dice, self.family.nation, self.family.entry, as_of) if path == "asylum" else None
        way = tolerated.plan(dice)
        young = any(years_between(member.birth_date, as_of) < 18 for member in self.household.members)
        for member in self.household.members:
            registered = self._status(member, found, way, young)
            story = self.stories[-1]
            member.statuses, member.document = story.periods(as_of), story.document(as_of)
            if registered <= as_of:
                member.azr_number = self.world.azr_number(registered)

    def _status(self, member: Person, found: Procedure | None, way: tolerated.Plan, young: bool) -> date:
        """Append the member's story; returns the day of registration with the authorities."""
        dice, as_of, entry = self.dice, self.as_of, self.family.entry
        if member.born_in_germany:
            story, registered = self._newborn(member, found)
        elif found is not None:
            assert found.request is not None  # noqa: S101
            story = status.asylum_story(dice, member, found, way, young, as_of)
            registered = found.request
            self._procedure(member, found)
        elif self.household.path == "ukraine":
            story = status.ukrainian_story(dice, entry, as_of)
            registered = story.steps[1][0]
        else:
            story = status.admitted_story(dice, self.household.path, entry, as_of)
            registered = workday(entry + DAY)
        self.stories.append(story)
        return registered

    def _procedure(self, member: Person, found: Procedure) -> None:
        member.procedure = asylum.known_on(found, self.as_of)
        member.appeal_pending = member.procedure.sued and member.procedure.court_decision is None
        if years_between(member.birth_date, self.as_of) < 14 and member.role == "child":
            member.procedure.interview = None

    def _newborn(self, member: Person, found: Procedure | None) -> tuple[Story, date]:
        """Story and registration of a child born here, with its own application where the parents' is open."""
        parent, dice = self.stories[0], self.dice
        member.birth_place = self.household.address.town
        registered = status.newborn_registration(dice, member)
        own = None
        if found is not None and registered <= self.as_of and status.status_on(parent, registered) in status.SEEKING:
            own = asylum.of_newborn(dice, found, registered)
            self._procedure(member, own)
        return status.newborn_story(dice, member, parent, registered, own, self.as_of), registered

    def _work_and_benefits(self, allocated: date) -> None:
        for member in self.household.members:
            if not member.unaccompanied_minor:
                member.employed_since = work.earning_since(self.dice, member, self.as_of)
        independent = work.independent_from(self.dice, self.household, self.as_of)
        moves = self.dice.choices(
            (date(2022, 6, 1), date(2022, 7, 1), date(2022, 8, 1), date(2022, 9, 1)), (7, 1, 1, 1)
        )[0]
        analogue = benefits.analogue_benefits_from(self.family.entry, allocated)
        head: benefits.Claim | None = None
        for member, story in zip(self.household.members, self.stories, strict=True):
            starts = max(allocated, member.birth_date)
            minor = birthday(member.birth_date, 18) > self.as_of
            own = analogue if not member.born_in_germany or minor else allocated
            kind = benefits.kind_on(self.stories[0], head, member.birth_date) if head else "asylblg"
            claim = benefits.Claim(
                starts,
                max(own, member.birth_date),
                member.birth_date,
                independent,
                moves,
                member.unaccompanied_minor,
                kind,
            )
            head = head or claim
            member.benefits = benefits.payments(story, claim, self.as_of)


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
    for household in households:
        shared = places.phone(dice) if dice.chance(0.5) else None
        for member in household.members:
            if years_between(member.birth_date, as_of) < 14:
                continue
            if dice.chance(0.55):
                member.phone = shared if shared and dice.chance(0.4) else places.phone(dice)
