"""The dozen in openfisca-core, for comparison: `python -m benchmarks.besideopenfisca PEOPLE.parquet`.

openfisca-core is under the AGPL: it is no dependency, nahtlos never imports it, and it is installed apart
(`make openfisca`). Its formulas are the array functions of `handfused`, so it is given the fastest ones there are; the codes
it finds are compared with theirs, and theirs with the engine's in `columnspeed`. No texts are made of its codes.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks import handfused
from benchmarks.handfused import FLAGS, Crowd

DAY, PERIOD = np.datetime64("2024-03-15"), "2024-03-15"
_TYPES = {np.dtype(bool): bool, np.dtype("datetime64[D]"): date}
Formula = Callable[..., Any]


def main(source: str) -> int:
    chunk = pq.read_table(source).combine_chunks().to_batches()[0]
    inputs = _inputs(chunk)
    system = TaxBenefitSystem([Entity("person", "persons", "", "")])
    for name, values in inputs.items():
        _add(system, name, _TYPES.get(values.dtype, int))
    for name, formula in _formulas().items():
        _add(system, name, int, formula)
    began = time.process_time()
    simulation = SimulationBuilder().build_default_simulation(system, count=len(chunk))
    for name, values in inputs.items():
        simulation.set_input(name, PERIOD, values)
    found = {name: simulation.calculate(name, PERIOD) for name in _formulas() if name not in _PARTS}
    took = time.process_time() - began
    expected = handfused.answers(chunk, DAY)
    wrong = [code for code, codes in expected.items() if (codes != found[_name(code)]).any()]
    if wrong or len(found) != len(expected):
        print(f"not the same: {wrong}")
        return 1
    peak = int(re.findall(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))[0]) // 1024
    print(
        f"openfisca-core: {len(chunk):,} people, {len(found)} questions, {len(chunk) / took:,.0f} a second, {peak} MB"
    )
    return 0


def _name(code: str) -> str:
    return code.replace(".", "_")


def _add(system: Any, name: str, kind: type, formula: Formula | None = None) -> None:
    words: dict[str, Any] = {
        "value_type": kind,
        "entity": system.person_entity,
        "definition_period": DateUnit.DAY,
        "label": name,
    }
    if formula:
        words["formula"] = formula
    system.add_variable(type(name, (Variable,), words))


def _inputs(chunk: pa.RecordBatch) -> dict[str, Any]:
    crowd = handfused.read(chunk, DAY)
    return {**{name: getattr(crowd, name) for name in Crowd._fields if name != "flags"}, **crowd.flags}


def _crowd(person: Any, period: Any) -> Crowd:
    known = {name: person(name, period) for name in Crowd._fields if name != "flags"}
    return Crowd(**known, flags={name: person(name, period) for name in FLAGS})


#: Variables between facts and answers.
_PARTS = ("age", "law", "work")


def _formulas() -> dict[str, Formula]:
    def age(person: Any, period: Any) -> Any:
        return _packed(*handfused.age(person("born", period), DAY))

    def law(person: Any, period: Any) -> Any:
        return _packed(*handfused.law(_crowd(person, period), DAY, *_parts(person("age", period), 2)))

    def work(person: Any, period: Any) -> Any:
        return _packed(*handfused.work(_crowd(person, period), DAY))

    def answering(question: Any) -> Formula:
        def formula(person: Any, period: Any) -> Any:
            parts = (_parts(person(name, period), number) for name, number in (("age", 2), ("law", 4), ("work", 3)))
            return question(_crowd(person, period), DAY, *parts)

        return formula

    found: dict[str, Formula] = {"age": age, "law": law, "work": work}
    return found | {_name(code): answering(question) for code, question in handfused.ANSWERS.items()}


def _packed(*parts: Any) -> Any:
    """Several codes in one number."""
    return sum(part.astype(np.int32) << (8 * place) for place, part in enumerate(parts))


def _parts(packed: Any, number: int) -> list[Any]:
    return [packed >> (8 * place) & 255 for place in range(number)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
