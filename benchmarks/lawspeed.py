"""The law for one person: the whole timeline with reasons, one date, and the kept answers of a file."""

from __future__ import annotations

import argparse
import json
import time
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.report import Section, median, ms, p95
from nahtlos import law

PEOPLE = 200
#: The questions a file keeps (nahtlos.cases.answers.KEPT, which needs a database to import).
KEPT = (
    "seed_group", "benefit_law", "benefit_authority", "benefit.asylblg_level", "employment_service", "employment",
    "apprenticeship", "self_employment", "integration_course",
)  # fmt: skip


def measure(_folder: Path, _options: argparse.Namespace) -> Section:
    people = [_person(number) for number in range(PEOPLE)]
    section = Section("The law for one person", ["what", "median", "p95"])
    for name, call in {
        "whole timeline, all questions, with reasons": lambda facts: law.timeline(facts, check=False),
        "timeline of the nine kept answers": lambda facts: law.timeline(
            facts, start=date(2015, 1, 1), end=date(2030, 1, 1), questions=KEPT, check=False
        ),
        "one date, all questions, with reasons": lambda facts: law.answer(facts, on=date(2024, 3, 1), check=False),
        "limit: reading the same facts as JSON": _read,
    }.items():
        times = []
        for facts in people:
            began = time.process_time()
            call(facts)
            times.append(time.process_time() - began)
        section.rows.append([name, ms(median(times)), ms(p95(times))])
    section.notes = [
        f"{PEOPLE} invented people with three status periods each; no cache between calls. Processor time.",
        "Goals: 5 ms for the timeline, 1 ms for one date.",
    ]
    return section


def _read(facts: dict[str, Any]) -> None:
    json.loads(json.dumps(facts))


def _person(number: int) -> dict[str, Any]:
    """An asylum procedure with another length, outcome and age for every number."""
    arrived = date(2015 + number % 9, 1 + number % 12, 1 + number % 27)
    decided = date(arrived.year + 1, arrived.month, arrived.day)
    status = ("ae_25_2_alt1", "ae_25_2_alt2", "ae_25_3", "duldung_60a_2_s1", "ae_25_5")[number % 5]
    return {
        "nationality": ("SY", "AF", "NG", "RS", "IQ", "GE")[number % 6],
        "date_of_birth": date(1960 + number % 45, 1 + number % 12, 1 + number % 28).isoformat(),
        "entry_on": arrived.isoformat(),
        "stay_interruptions": [],
        "residence": [
            {
                "status": "ankunftsnachweis",
                "from": arrived.isoformat(),
                "until": f"{arrived:%Y-%m}-28",
                "valid_until": None,
            },
            {
                "status": "aufenthaltsgestattung",
                "from": f"{arrived:%Y-%m}-28",
                "until": decided.isoformat(),
                "valid_until": None,
            },
            {"status": status, "from": decided.isoformat(), "until": None, "valid_until": None},
        ],
        "asylum": {"application_on": f"{arrived:%Y-%m}-28", "decision": None},
        "first_suspension_of_deportation_on": decided.isoformat(),
        "accommodation": [{"kind": "shared", "from": arrived.isoformat(), "until": None}],
        "in_need": True,
        "able_to_work": True,
        "habitual_residence_in_germany": True,
        "household": [],
        "training": [],
        "youth_welfare": [],
        "work_ban_reasons": [],
    }
