"""The status history of each member of a household, from the way the household came."""

from datetime import date

from nahtlos.exchange.synthetic.arrivals import PROTECTION
from nahtlos.exchange.synthetic.calendar import DAY, add_months, birthday, workday
from nahtlos.exchange.synthetic.dice import Dice
from nahtlos.exchange.synthetic.lives.asylum import GRANTS, outcome
from nahtlos.exchange.synthetic.lives.papers import short_papers, title
from nahtlos.exchange.synthetic.lives.story import Story
from nahtlos.exchange.synthetic.lives.tolerated import Plan, Who, tolerated
from nahtlos.exchange.synthetic.model import Person, Procedure

#: Printed end of permits under § 24 by day of issue. The permits run on by ordinance (UkraineAufenthFGV), the print stays;
#: ends after 4 March 2027 are assumed.
PRINTED_ENDS = (
    (date(2023, 10, 15), date(2024, 3, 4)),
    (date(2024, 9, 15), date(2025, 3, 4)),
    (date(2025, 9, 15), date(2026, 3, 4)),
    (date(2026, 9, 15), date(2027, 3, 4)),
)
#: Five years from the application on, the procedure counts (§ 26 Abs. 3 AufenthG since the Integrationsgesetz).
SETTLEMENT_SINCE = date(2016, 8, 6)


def asylum_story(dice: Dice, person: Person, found: Procedure, way: Plan, minor_children: bool, as_of: date) -> Story:
    """Request, certificate, Gestattung, then protection or Duldung."""
    story = Story()
    assert found.request is not None and found.application is not None and found.final is not None  # noqa: S101, PT018
    story.step("asylgesuch", found.request)
    first_paper = found.arrival_certificate or found.application
    short_papers(dice, story, "asylgesuch", min(first_paper, as_of))
    if found.arrival_certificate is not None:
        story.step("ankunftsnachweis", found.arrival_certificate)
        short_papers(dice, story, "ankunftsnachweis", min(found.application, as_of))
    story.step("aufenthaltsgestattung", found.application)
    short_papers(dice, story, "aufenthaltsgestattung", min(found.final, as_of))
    if outcome(found) in GRANTS:
        protected(dice, story, outcome(found), found, as_of)
    else:
        entry = person.entry or person.birth_date
        adult = birthday(person.birth_date, 18) <= as_of
        tolerated(dice, story, Who(person.birth_date, entry, adult, minor_children), way, found.final, as_of)
    return story


def protected(dice: Dice, story: Story, code: str, found: Procedure, as_of: date) -> None:
    """From finality to the card: permitted stay, or a Duldung where § 60 Abs. 5, 7 gives none; then permits."""
    assert found.final is not None and found.application is not None  # noqa: S101, PT018
    waiting = "duldung_60a_2_s1" if code == "ae_25_3" else "erlaubt_nach_anerkennung"
    begun = story.step(waiting, found.final)
    issued = workday(begun + dice.days(28, 95))
    short_papers(dice, story, waiting, min(issued, as_of))
    settles = max(add_months(found.application, 60) + DAY, SETTLEMENT_SINCE, issued + DAY * 200) + dice.days(0, 900)
    refugee = code in {"ae_25_1", "ae_25_2_alt1"}
    settled = dice.chance(0.3 if refugee else 0.08) and settles <= as_of
    title(dice, story, code, issued, settles if settled else as_of)
    if settled:
        title(dice, story, "ne_26_3" if refugee else "ne_26_4", max(settles, story.now[0] + DAY), as_of)


def ukrainian_story(dice: Dice, entry: date, as_of: date) -> Story:
    """Lawful without a title (UkraineAufenthÜV), Fiktion when registered, then the permit under § 24."""
    story = Story()
    story.step("rechtmaessig_ohne_titel", entry)
    registered = max(workday(entry + dice.days(2, 40)), PROTECTION + DAY * 3)
    story.step("fiktion_24", registered)
    issued = workday(registered + dice.days(25, 190))
    short_papers(dice, story, "fiktion_24", min(issued, as_of))
    story.step("ae_24", issued)
    story.papers.append((issued, printed_end(dice, issued)))
    if issued < date(2023, 11, 1) and as_of > date(2024, 6, 1) and dice.chance(0.12):
        reissued = dice.between(date(2024, 1, 8), as_of)
        story.papers.append((reissued, printed_end(dice, reissued)))
    return story


def printed_end(dice: Dice, issued: date) -> date:
    """The end on the card; offices change over to the new end some weeks after the ordinance."""
    for last_issue, end in PRINTED_ENDS:
        if issued < last_issue + DAY * dice.randint(0, 60) or (
            issued < last_issue + DAY * 61 and issued >= end - DAY * 120
        ):
            return end
    return date(max(2028, issued.year + (issued.month > 8) + 1), 3, 4)


def admitted_story(dice: Dice, code: str, entry: date, as_of: date) -> Story:
    """People who come with an admission or to their family: the permit from the first day."""
    story = Story()
    title(dice, story, code, entry, as_of)
    return story


#: What a child born here gets while the parents have a permit (§ 33 AufenthG).
_BY_BIRTH = "ae_33"


def newborn_registration(dice: Dice, person: Person) -> date:
    """The day the authorities hear of a child born here."""
    return workday(person.birth_date + dice.days(14, 80))


def newborn_story(
    dice: Dice, person: Person, parent: Story, registered: date, own: Procedure | None, as_of: date
) -> Story:
    """A child born here: without a status at first, then beside the parent.

    `own` is the procedure of a child whose application is open at registration (§ 14a AsylG).
    """
    story = Story()
    story.step("ohne", person.birth_date)
    if registered > as_of:
        return story
    code = status_on(parent, registered)
    if code.startswith(("ae_", "ne_", "erlaubt", "fiktion_81")) and code not in {"ae_24"}:
        title(dice, story, _BY_BIRTH, registered, as_of)
        return story
    if code in {"ae_24", "fiktion_24", "rechtmaessig_ohne_titel"}:
        story.step("fiktion_24", registered)
        issued = workday(registered + dice.days(25, 120))
        short_papers(dice, story, "fiktion_24", min(issued, as_of))
        story.step("ae_24", issued)
        story.papers.append((issued, printed_end(dice, issued)))
        return story
    _beside(dice, story, parent, registered, own, as_of)
    return story


def _beside(dice: Dice, story: Story, parent: Story, registered: date, own: Procedure | None, as_of: date) -> None:
    """From the registration, or from the end of the child's own procedure on, every step of the parent."""
    follows = registered
    if own is not None and own.final is not None:
        story.step("aufenthaltsgestattung", registered)
        follows = own.final
    story.step(_for_a_child(status_on(parent, follows)), follows)
    for on, step in parent.steps:
        if on > follows and not step.startswith("ne_"):
            story.step(_for_a_child(step), on)
    bounds = [on for on, _ in story.steps if on > registered] + [as_of]
    for (on, step), until in zip(story.steps[1:], bounds, strict=False):
        _papers_of(dice, story, step, on, min(until, as_of))


_PARENT_ONLY = frozenset({"duldung_60b", "duldung_60c", "duldung_60d", "duldung_60a_2_s4", "ae_16g"})


def _for_a_child(code: str) -> str:
    """Duties and training of the parent are not the child's; a skilled worker's child has a permit of its own."""
    return "duldung_60a_2_s1" if code in _PARENT_ONLY else "ae_33" if code == "ae_19d" else code


def _papers_of(dice: Dice, story: Story, code: str, on: date, until: date) -> None:
    if on > until:
        return
    if code.startswith(("ae_", "ne_")):
        story.paper(on, 36)
        return
    papers = Story(steps=[(on, code)])
    short_papers(dice, papers, code, until)
    story.papers.extend(papers.papers)


#: While the parent has one of these, a child born here is an applicant of its own.
SEEKING = frozenset({"asylgesuch", "ankunftsnachweis", "aufenthaltsgestattung"})


def status_on(parent: Story, on: date) -> str:
    """The parent's status on a day."""
    return next((code for begun, code in reversed(parent.steps) if begun <= on), parent.steps[0][1])
