"""The lists of the four agencies for the demo: made for today, or those of the two recorded scenarios."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from nahtlos.config.command import Refused
from nahtlos.exchange.synthetic.lists import write_lists
from nahtlos.exchange.synthetic.population import generate

#: The press release of 2016 counts 1,424 refugees in its district, about 500 of them registered as looking for work.
PEOPLE, JOB_SEEKERS, SEED = 1424, 500, 2016
#: scenario → the day of its lists
SCENARIOS = {"2016": date(2016, 9, 30), "2025": date(2025, 3, 31)}
#: list → user name that reads it in
READERS = {"auslaenderbehoerde": "abh", "sozialamt": "soz", "arbeitsagentur": "aa", "jobcenter": "jc"}


def lists_of(scenario: str, folder: Path, today: date) -> Iterator[tuple[str, str, Path]]:
    """(profile, user name, file) of the four lists; makes them in `folder`/lists for the scenario `today`."""
    if scenario == "today":
        source = folder / "lists"
        write_lists(generate(people=PEOPLE, seed=SEED, as_of=today, job_seekers=JOB_SEEKERS), source)
    else:
        source = _recorded(scenario)
    for profile, user in READERS.items():
        found = sorted(path for path in source.glob(f"{profile}.*") if path.suffix in (".xlsx", ".csv"))
        if not found:
            raise Refused(f"There is no list {profile}.xlsx or {profile}.csv in {source}.")
        yield profile, user, found[0]


def _recorded(scenario: str) -> Path:
    """The folder with the recorded lists: NAHTLOS_LISTS, else ../shared/data/lists beside the repository."""
    named = os.environ.get("NAHTLOS_LISTS")
    root = Path(named) if named else Path(__file__).resolve().parents[3].parent / "shared" / "data" / "lists"
    folder = root / scenario
    if not folder.is_dir():
        raise Refused(
            f"The lists of {scenario} are not here; set NAHTLOS_LISTS to the folder that holds {scenario}/.", 2
        )
    return folder
