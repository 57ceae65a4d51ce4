"""A status history as it is told: one step after the other, cut at the reference day."""

from dataclasses import dataclass, field
from datetime import date

from nahtlos.exchange.synthetic.calendar import DAY, last_day
from nahtlos.exchange.synthetic.model import Period


@dataclass(slots=True)
class Story:
    """Statuses with the day they begin, and papers with their days of issue and end."""

    steps: list[tuple[date, str]] = field(default_factory=list)
    papers: list[tuple[date, date | None]] = field(default_factory=list)

    def step(self, code: str, on: date) -> date:
        """From `on` the status is `code`; a step never lies before the one told last. Returns the day it took."""
        if self.steps:
            last, before = self.steps[-1]
            if code == before:
                return last
            on = max(on, last + DAY)
        self.steps.append((on, code))
        return on

    def paper(self, issued: date, months: int) -> date:
        """A paper issued for some months; returns its last day."""
        end = last_day(issued, months)
        self.papers.append((issued, end))
        return end

    @property
    def now(self) -> tuple[date, str]:
        """The step told last."""
        return self.steps[-1]

    def periods(self, as_of: date) -> list[Period]:
        """Half-open periods without gaps; what begins after the reference day has not happened."""
        told = [(on, code) for on, code in self.steps if on <= as_of]
        ends: list[date | None] = [on for on, _ in told[1:]]
        return [(code, on, end) for (on, code), end in zip(told, [*ends, None], strict=False)]

    def document(self, as_of: date) -> tuple[date, date | None] | None:
        """The paper issued last."""
        issued = [paper for paper in self.papers if paper[0] <= as_of]
        return max(issued, key=lambda paper: paper[0]) if issued else None
