"""Papers and their renewal: how long each is valid by the law and practice of the day, and who renews in time."""

from datetime import date, timedelta

from nahtlos.exchange.synthetic.calendar import DAY
from nahtlos.exchange.synthetic.dice import Dice
from nahtlos.exchange.synthetic.lives.story import Story

#: Since the Rückführungsverbesserungsgesetz three years at once for subsidiary protection (§ 26 Abs. 1 AufenthG).
SUBSIDIARY_THREE_YEARS = date(2024, 2, 27)
SETTLED = frozenset({"ne_26_3", "ne_26_4", "ne_9"})
_SHORT_PAPERS = {
    "ankunftsnachweis": (6, 3), "aufenthaltsgestattung": (6, 6), "duldung_60a_2_s1": (3, 6, 3, 1), "duldung_60a_2_s3": (6, 3),
    "duldung_60b": (1, 1), "duldung_60a_2_s4": (12, 12), "duldung_60c": (12, 12), "duldung_60d": (12, 12),
    "folgeantrag": (3, 3), "ausreisepflichtig_ohne_papier": (1, 1), "fiktion_81_4": (3, 3), "fiktion_24": (6, 6),
    "asylgesuch": (3, 3), "erlaubt_nach_anerkennung": (3, 3),
}  # fmt: skip


def months_of_title(code: str, issued: date, first: bool) -> int:
    """How long a residence permit is issued for (§ 26 Abs. 1 AufenthG and practice)."""
    if code in {"ae_25_1", "ae_25_2_alt1", "ae_22"}:
        return 36
    if code == "ae_25_2_alt2":
        return 36 if issued >= SUBSIDIARY_THREE_YEARS else 12 if first else 24
    return {"ae_104c": 18, "ae_23_1": 24, "ae_23_2": 24, "ae_25b": 24, "ae_25a": 36, "ae_19d": 24, "ae_16g": 36}.get(
        code, 12
    )


def short_papers(dice: Dice, story: Story, code: str, until: date) -> None:
    """Certificates of a status without a title, renewed in time or a little late, as long as the status lasts."""
    issued = story.now[0]
    choices = _SHORT_PAPERS[code]
    story.paper(issued, choices[0])
    while True:
        end = story.papers[-1][1]
        if end is None or end >= until:
            return
        late = dice.days(2, 75) if code == "aufenthaltsgestattung" and dice.chance(0.06) else DAY
        if end + late >= until:
            return
        story.paper(end + late, dice.choice(choices))


def title(dice: Dice, story: Story, code: str, on: date, until: date) -> date:
    """A residence permit and its renewals up to `until`; a renewal that takes long runs over a Fiktion (§ 81 Abs. 4)."""
    issued = story.step(code, on)
    if code in SETTLED:
        story.papers.append((issued, None))
        return until
    end = story.paper(issued, months_of_title(code, issued, first=True))
    while end < until and code != "ae_104c":
        if dice.chance(0.3):
            end = _renewed_late(dice, story, code, end)
        else:
            issued = end - dice.days(0, 25)
            end = story.paper(issued, months_of_title(code, issued, first=False))
    return end


def _renewed_late(dice: Dice, story: Story, code: str, end: date) -> date:
    waiting = story.step("fiktion_81_4", end + DAY)
    story.paper(waiting, 3)
    issued = story.step(code, waiting + dice.days(20, 150))
    if (issued - waiting).days > 88:
        story.paper(waiting + timedelta(days=85), 3)
    return story.paper(issued, months_of_title(code, issued, first=False))
