"""Assignments to a place that the immigration office has made."""

from nahtlos.law.engine.facts import Facts, covering
from nahtlos.law.engine.finding import Finding, condition, unknown

ASSIGNMENTS = "residence_assignments"


@condition("assigned_under_12a", facts=(ASSIGNMENTS,))
def assigned_under_12a(facts: Facts, day: int) -> Finding:
    """Whether a place has been assigned, or ruled out, under § 12a Abs. 2, 3 or 4 AufenthG."""
    rows = facts.periods(ASSIGNMENTS)
    if rows is None:
        return unknown(ASSIGNMENTS)
    own = tuple(row for row in rows if row.row["basis"] in {"12a_2", "12a_3", "12a_4"})
    row, until = covering(own, day)
    if row is None:
        return Finding(False, ASSIGNMENTS, [row.row["basis"] for row in rows], until=until)
    return Finding(True, f"{ASSIGNMENTS}[{row.number}].basis", row.row["basis"], until=until)
