"""Lists as offices export them, made by the test, and what the workspace made of them."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from openpyxl import Workbook

from tests.personas import acting_as

if TYPE_CHECKING:
    from nahtlos.exchange.models import ImportRow, ImportRun
    from nahtlos.organisations.actor import Actor
    from tests.personas import Personas

Line = Mapping[str, str]


@dataclass(frozen=True)
class Town:
    """A district nobody else works in; what happens there is committed."""

    abh: Actor
    jc: Actor


#: One person as the four offices write her: same name, same day, same house.
AZR, KUNDE = "AZR-Nummer", "Kundennummer"
NAJIB: Line = {"Familienname": "Qaderi", "Vornamen": "Najibullah", "Geburtsdatum": "14.03.1991", "Geschlecht": "m",
               "Staatsangehörigkeit": "Afghanistan", "PLZ": "54901", "Ort": "Moselbrück", "Straße": "Rebenstraße 7"}  # fmt: skip
HIWOT: Line = {"Familienname": "Tesfay", "Vornamen": "Hiwot", "Geburtsdatum": "02.11.1988", "Geschlecht": "w",
               "Staatsangehörigkeit": "Eritrea", "PLZ": "54902", "Ort": "Dornkastel", "Straße": "Im Flürchen 12"}  # fmt: skip
OMAR: Line = {"Familienname": "Al-Hasan", "Vornamen": "Omar", "Geburtsdatum": "01.01.1985", "Geschlecht": "m",
              "Staatsangehörigkeit": "Syrien", "PLZ": "54903", "Ort": "Erzenburg", "Straße": "Winzergasse 3"}  # fmt: skip


def workbook(lines: Iterable[Line], *, before: Sequence[str] = (), after: Sequence[str] = ()) -> bytes:
    """An .xlsx with one column per heading in use; `before` and `after` are lines of text around the table."""
    lines = list(lines)
    headings = list(dict.fromkeys(heading for line in lines for heading in line))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [*([text] for text in before), headings, *([line.get(h) for h in headings] for line in lines)]:
        sheet.append(row)
    for text in after:
        sheet.append([text])
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def bring(by: Actor, source: bytes | Path | Iterable[Line], **more: Any) -> ImportRun:
    """The list is uploaded and carried out at once; returns the finished run."""
    from nahtlos.exchange.imports.carry_out import carry_out  # noqa: PLC0415 -- needs settings

    return carry_out(by=by, run_id=preview(by, source, **more).id)


def preview(by: Actor, source: bytes | Path | Iterable[Line], filename: str = "liste.xlsx", **more: Any) -> ImportRun:
    """The list is uploaded."""
    from nahtlos.exchange.imports.services import prepare_import  # noqa: PLC0415 -- needs settings

    if isinstance(source, Path):
        content, filename = source.read_bytes(), source.name
    else:
        content = source if isinstance(source, bytes) else workbook(source)
    with acting_as(by):
        return prepare_import(by=by, content=content, filename=filename, **more)


def rows(by: Actor, run: ImportRun | UUID) -> list[ImportRow]:
    """All rows of the run in the order of the file."""
    from nahtlos.exchange.models import ImportRow  # noqa: PLC0415 -- needs settings

    with acting_as(by):
        return list(ImportRow.objects.filter(run=getattr(run, "id", run)).order_by("number"))


def people_rows(by: Actor, run: ImportRun | UUID) -> list[ImportRow]:
    """The rows that are people."""
    return [row for row in rows(by, run) if row.outcome != "not_a_person"]


def outcomes(by: Actor, run: ImportRun) -> list[str]:
    """What became of each person of the list, in its order."""
    return [str(row.outcome) for row in people_rows(by, run)]


def facts(by: Actor, person_id: Any, kind: str, *, active: bool = True) -> list[Any]:
    """What the file says about one thing; with `active=False` what it said before."""
    from nahtlos.cases.models import Fact  # noqa: PLC0415 -- needs settings

    with acting_as(by):
        known = Fact.objects.filter(person=person_id, kind=kind, superseded_at__isnull=active)
        return list(known.order_by("recorded_at", "id"))


def doctor() -> list[dict[str, str]]:
    """What the doctor finds."""
    from nahtlos.config.checkup import violations  # noqa: PLC0415 -- needs settings

    return violations()


def as_linkage(by: Actor) -> AbstractContextManager[None]:
    """Everything of the district is visible, as it is for the linkage."""
    from dataclasses import replace  # noqa: PLC0415

    from nahtlos.core.context import acting  # noqa: PLC0415 -- needs settings

    return acting(replace(by.acting(), system="linkage"))


def stored(by: Actor) -> dict[str, Any]:
    """Everything about people of the district as it stands, without the days on which it was last seen."""
    from django.apps import apps  # noqa: PLC0415 -- needs settings

    names = [
        "people.Person", "people.Record", "people.Name", "people.Identifier", "people.Contact", "people.Household",
        "people.HouseholdMember", "people.SearchKey", "cases.Case", "cases.Fact", "cases.Participation",
        "cases.Responsibility", "cases.Conflict", "cases.AnswerPeriod", "cases.Deadline",
    ]  # fmt: skip
    found: dict[str, Any] = {}
    with acting_as(by), as_linkage(by):
        for name in names:
            derived = name in ("people.SearchKey", "cases.AnswerPeriod", "cases.Deadline")
            left_out = {"last_seen_on"} | ({"id"} if derived else set())
            found[name] = Counter(
                tuple((key, repr(value)) for key, value in sorted(row.items()) if key not in left_out)
                for row in apps.get_model(name)._default_manager.values()
            )
    return found


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Tables that differ, with the rows that came and went."""
    return {
        name: (list((after[name] - before[name]).elements())[:3], list((before[name] - after[name]).elements())[:3])
        for name in before
        if before[name] != after[name]
    }


def partition(by: Actor, runs: Iterable[ImportRun]) -> dict[Any, set[tuple[str, int]]]:
    """person → the rows (list, number) that are hers."""
    found: dict[Any, set[tuple[str, int]]] = {}
    for run in runs:
        for row in rows(by, run):
            if row.person_id:
                found.setdefault(row.person_id, set()).add((run.profile, row.number))
    return found


def reader(hochmosel: Personas, profile: str) -> Actor:
    """The clerk who reads this list in."""
    clerks = {"auslaenderbehoerde": "abh", "sozialamt": "soz", "arbeitsagentur": "aa", "jobcenter": "jc"}
    actor: Actor = getattr(hochmosel, clerks[profile])
    return actor
