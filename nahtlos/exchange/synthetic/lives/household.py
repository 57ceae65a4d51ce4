"""One household from arrival to the reference day: housing, statuses, papers, work, benefits."""

from datetime import date
from typing import Protocol

from nahtlos.exchange.synthetic.calendar import DAY, birthday, workday, years_between
from nahtlos.exchange.synthetic.dice import Dice
from nahtlos.exchange.synthetic.households import Family
from nahtlos.exchange.synthetic.lives import asylum, benefits, reunion, status, tolerated, work
from nahtlos.exchange.synthetic.lives.story import Story
from nahtlos.exchange.synthetic.model import Address, Household, Person, Procedure
from nahtlos.exchange.synthetic.places import District


class World(Protocol):
    """What a household shares with all others."""

    district: District
    dice: Dice
    as_of: date

    def azr_number(self, registered: date) -> str:
        """A number nobody else has."""


class Life:
    """Tells the lives of one household up to the reference day."""

    def __init__(self, world: World, household: Household, family: Family) -> None:
        self.world, self.dice, self.as_of = world, world.dice, world.as_of
        self.household, self.family = household, family
        self.stories: list[Story] = []

    def tell(self) -> None:
        """Fill in address, statuses, papers, work and benefits of every member."""
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
        joining = self._family_joins(found)
        young = any(years_between(member.birth_date, as_of) < 18 for member in self.household.members)
        for member in self.household.members:
            registered = self._status(member, found, way, young, joining)
            story = self.stories[-1]
            member.statuses, member.document = story.periods(as_of), story.document(as_of)
            if registered <= as_of:
                member.azr_number = self.world.azr_number(registered)

    def _family_joins(self, found: Procedure | None) -> reunion.Joining | None:
        """Now and then the husband came first and the family followed when he had his permit."""
        members = self.household.members
        together = found is None or len(members) < 2 or members[1].role != "spouse" or members[-1].born_in_germany
        if found is None or together or not self.dice.chance(0.18):
            return None
        youngest_adult = min((birthday(member.birth_date, 18) for member in members[2:]), default=date.max)
        joining = reunion.joining(self.dice, found)
        return joining if joining and joining.day <= self.as_of and joining.day < youngest_adult else None

    def _status(
        self,
        member: Person,
        found: Procedure | None,
        way: tolerated.Plan,
        young: bool,
        joining: reunion.Joining | None,
    ) -> date:
        """Append the member's story; returns the day of registration with the authorities."""
        dice, as_of, entry = self.dice, self.as_of, self.family.entry
        if member.born_in_germany:
            story, registered = self._newborn(member, found)
        elif joining is not None and member.role != "head":
            member.entry = joining.day
            story = status.admitted_story(dice, joining.code(member.role), joining.day, as_of)
            registered = workday(joining.day + DAY)
            registered = registered if registered <= as_of else joining.day
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
            starts = max(allocated, member.birth_date, member.entry or member.birth_date)
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
