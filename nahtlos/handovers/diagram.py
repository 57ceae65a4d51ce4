"""The state machines as a page of documentation, made from the tables themselves."""

from __future__ import annotations

from nahtlos.handovers.enums import LEADING, TERMINAL, Kind, Side, State
from nahtlos.handovers.machines import BEGINNINGS, MACHINES, Step

_WHO = {Side.SENDER: "sender", Side.RECEIVER: "receiver", Side.LAW: "nahtlos"}


def page() -> str:
    """docs/handovers/states.md."""
    parts = [
        "# States of handovers, referrals and moves",
        "",
        "Made by `python -m nahtlos.handovers.diagram` from `nahtlos/handovers/machines.py`; a test says when it is out of",
        "date. Acts that leave the state as it is are in the tables only.",
    ]
    for kind in Kind:
        parts += ["", f"## {kind.value.capitalize()}", "", *_drawing(kind), "", *_table(kind)]
    return "\n".join(parts) + "\n"


def _drawing(kind: Kind) -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    [*] --> {after}: {act} ({_WHO[side]})" for act, after, side in BEGINNINGS if _begins(kind, side)]
    for step in MACHINES[kind]:
        if step.after:
            lines += [
                f"    {before} --> {step.after}: {step.act} ({_WHO[step.side]})" for before in _in_order(step.before)
            ]
    reached = {step.after for step in MACHINES[kind]}
    lines += [f"    {state} --> [*]" for state in State if state in TERMINAL and state in reached]
    return [*lines, "```"]


def _begins(kind: Kind, side: Side) -> bool:
    return kind in LEADING or side is not Side.LAW


def _table(kind: Kind) -> list[str]:
    rows = ["| act | from | to | who | reasons |", "| --- | --- | --- | --- | --- |"]
    return rows + [_row(step) for step in MACHINES[kind]]


def _row(step: Step) -> str:
    roles = f": {', '.join(sorted(step.roles))}" if step.roles else ""
    cells = (
        step.act.value,
        ", ".join(_in_order(step.before)),
        step.after.value if step.after else "stays",
        _WHO[step.side] + roles,
        ", ".join(step.reasons) or "–",
    )
    return f"| {' | '.join(cells)} |"


def _in_order(states: frozenset[State]) -> list[str]:
    return [state.value for state in State if state in states]


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 -- the page is the output
