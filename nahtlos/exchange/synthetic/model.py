"""The invented people: what is true about them, whatever the lists say."""

from dataclasses import dataclass, field
from datetime import date

from nahtlos.exchange.synthetic.names.culture import Culture, Habit, Name, Spelled
from nahtlos.exchange.synthetic.nations import Nation

#: Code, first day, first day after (None: still running).
Period = tuple[str, date, date | None]


@dataclass(slots=True)
class Address:
    """Where somebody lives: `kind` GU, dezentral, privat or Erstaufnahme; shelters have a name."""

    kind: str
    street: str
    plz: str
    town: str
    name: str | None = None

    def __str__(self) -> str:
        return f"{self.street}, {self.plz} {self.town}"


@dataclass(slots=True)
class Procedure:
    """The asylum procedure; a day that has not come is None."""

    request: date | None = None
    arrival_certificate: date | None = None
    application: date | None = None
    interview: date | None = None
    decision_date: date | None = None
    decision: str | None = None
    served: date | None = None
    court_decision: date | None = None
    final: date | None = None
    sued: bool = False
    decided_by_court: bool = False


@dataclass(slots=True)
class Person:
    """One person with the whole of a life that matters to the four agencies."""

    household_id: str
    role: str
    name: Name
    culture: Culture = field(repr=False)
    paper: Habit
    sex: str
    birth_date: date
    nation: Nation = field(repr=False)
    entry: date | None
    birth_place: str
    birth_year_only: bool = False
    person_id: str = ""
    #: The household the person came with; stays when she moves out.
    family_id: str = ""
    azr_number: str | None = None
    procedure: Procedure = field(default_factory=Procedure)
    statuses: list[Period] = field(default_factory=list)
    document: tuple[date, date | None] | None = None
    benefits: list[Period] = field(default_factory=list)
    unaccompanied_minor: bool = False
    one_name_only: bool = False
    appeal_pending: bool = False
    phone: str | None = None
    email: str | None = None
    employed_since: date | None = None
    job_seeker_at: str | None = None
    registered_on: date | None = None
    #: Moved on to the Jobcenter, still in the list of the agency.
    still_at_agency: bool = False
    german_level: str | None = None
    languages: dict[str, str] = field(default_factory=dict)
    schooling: str | None = None
    occupation: str | None = None
    kldb: str | None = None
    must_not_be_merged_with: list[str] = field(default_factory=list)

    @property
    def spelled(self) -> Spelled:
        """The name as the identity paper has it."""
        return self.culture.spell(self.name, self.paper)

    @property
    def born_in_germany(self) -> bool:
        """Born after the parents came."""
        return self.entry is None

    @property
    def status(self) -> str:
        """The status code of the reference day."""
        return self.statuses[-1][0] if self.statuses else ""

    @property
    def benefit(self) -> str | None:
        """The law by which benefits are paid on the reference day."""
        return self.benefits[-1][0] if self.benefits and self.benefits[-1][2] is None else None


@dataclass(slots=True)
class Household:
    """People who live together; `members` in the order head, spouse, others, children."""

    household_id: str
    path: str
    members: list[Person]
    address: Address
    moved_in: date
    previous_address: Address | None = None


@dataclass(slots=True)
class Population:
    """Everybody of a district on the reference day."""

    district: str
    as_of: date
    seed: int
    households: list[Household] = field(repr=False)
    people: list[Person] = field(repr=False)

    @property
    def job_seekers(self) -> list[Person]:
        """The people registered as job seekers with the agency or the Jobcenter."""
        return [person for person in self.people if person.job_seeker_at]
