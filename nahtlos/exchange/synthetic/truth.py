"""The truth beside the lists, in files a scorer can read: rows, people, households, defects, manifest."""

import csv
import json
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from nahtlos.exchange.synthetic.mess.record import ListContent
from nahtlos.exchange.synthetic.model import Address, Household, Period, Person, Population

#: What the manifest says about the form of each file.
FILES: dict[str, dict[str, Any]] = {
    "auslaenderbehoerde": {"file": "auslaenderbehoerde.xlsx", "sheet": 1},
    "sozialamt": {"file": "sozialamt.csv", "encoding": "cp1252", "delimiter": ";"},
    "arbeitsagentur": {"file": "arbeitsagentur.xlsx", "sheet": 2},
    "jobcenter": {"file": "jobcenter.csv", "encoding": "utf-8-sig", "delimiter": ","},
}


def write_truth(population: Population, lists: Sequence[ListContent], out: Path, mess: float) -> None:
    """Write truth.csv, people.jsonl, households.jsonl, mess.csv and manifest.json into `out`."""
    truth = ([content.name, str(row), person] for content in lists for row, person in content.persons())
    _csv(out / "truth.csv", ["list", "row", "person_id"], truth)
    _csv(out / "mess.csv", ["list", "row", "column", "kind", "raw", "true_value"], _defects(lists))
    _lines(out / "people.jsonl", (person_as_json(person) for person in population.people))
    _lines(out / "households.jsonl", (_household(home) for home in population.households))
    manifest = _manifest(population, lists, mess)
    (out / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _defects(lists: Sequence[ListContent]) -> Iterable[list[str]]:
    for content in lists:
        rows = content.row_of()
        found = [(rows[id(defect.line)], defect) for defect in content.defects if id(defect.line) in rows]
        found.sort(key=lambda pair: pair[0])
        for row, defect in found:
            yield [content.name, str(row), defect.column, defect.kind, defect.raw, defect.true_value]


def person_as_json(person: Person) -> dict[str, Any]:
    """The true person; an absent key is none, false or the default."""
    spelled, procedure = person.spelled, person.procedure
    original = person.culture.original(person.name)
    data: dict[str, Any] = {
        "person_id": person.person_id, "household_id": person.household_id,
        "role": None if person.role == "head" else person.role, "family_name": spelled.family,
        "given_names": spelled.given, "sex": person.sex, "birth_date": person.birth_date,
        "birth_date_precision": "year" if person.birth_year_only else None, "born_in_germany": person.born_in_germany,
        "nationality": person.nation.code, "azr_number": person.azr_number, "entry": person.entry,
        "asylum_request": procedure.request, "arrival_certificate": procedure.arrival_certificate,
        "asylum_application": procedure.application, "interview": procedure.interview,
        "decision_date": procedure.decision_date, "decision": procedure.decision, "decision_served": procedure.served,
        "decision_final": procedure.final, "court_decision": procedure.court_decision,
        "decided_by_court": procedure.decided_by_court, "appeal_pending": person.appeal_pending,
        "status_periods": [_period(period) for period in person.statuses],
        "document": [_day(day) for day in person.document] if person.document else None,
        "benefits": [_period(period) for period in person.benefits], "phone": person.phone,
        "unaccompanied_minor": person.unaccompanied_minor, "one_name_only": person.one_name_only,
        "job_seeker_at": person.job_seeker_at, "employed": person.employed_since is not None,
        "german_level": person.german_level, "languages": person.languages, "schooling": person.schooling,
        "occupation": person.occupation, "kldb": person.kldb,
        "must_not_be_merged_with": person.must_not_be_merged_with,
        "original_script": {"family_name": original.family, "given_names": original.given} if original else None,
    }  # fmt: skip
    return {key: _day(value) for key, value in data.items() if value or key == "status_periods"}


def _household(home: Household) -> dict[str, Any]:
    data: dict[str, Any] = {
        "household_id": home.household_id,
        "members": [member.person_id for member in home.members],
        "address": _address(home.address) | {"kind": home.address.kind},
        "moved_in": home.moved_in.isoformat(),
    }
    if home.previous_address is not None:
        data["previous_address"] = _address(home.previous_address)
    return data


def _address(address: Address) -> dict[str, str]:
    data = {"street": address.street, "plz": address.plz, "town": address.town}
    return data | {"name": address.name} if address.name else data


def _period(period: Period) -> list[str | None]:
    code, begin, end = period
    return [code, begin.isoformat(), end.isoformat() if end else None]


def _day(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _manifest(population: Population, lists: Sequence[ListContent], mess: float) -> dict[str, Any]:
    return {
        "scenario": f"{population.district}, generated",
        "as_of": population.as_of.isoformat(),
        "seed": population.seed,
        "mess": mess,
        "people": len(population.people),
        "households": len(population.households),
        "registered_job_seekers": len(population.job_seekers),
        "lists": {content.name: _list(content) for content in lists},
    }


def _list(content: ListContent) -> dict[str, Any]:
    persons = list(content.persons())
    others = [{"row": row, "kind": line.kind} for row, line in enumerate(content.lines, 1) if line.person_id is None]
    data = FILES[content.name] | {
        "header_row": content.header_row,
        "person_rows": len(persons),
        "persons": len({person for _, person in persons}),
        "not_person_rows": others,
    }
    return data | {"serial_number_columns": ["Zuzug"]} if content.name == "auslaenderbehoerde" else data


def _csv(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")


def _lines(path: Path, entries: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as target:
        for entry in entries:
            target.write(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) + "\n")
