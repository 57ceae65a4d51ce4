"""What can be recorded by hand, in groups, the frequent things first."""

from __future__ import annotations

from nahtlos.cases.enums import FactKind

#: Shown at once in the file.
SHORTCUTS = (
    FactKind.RESIDENCE,
    FactKind.ASYLUM_DECISION,
    FactKind.PLACE,
    FactKind.LANGUAGE_LEVEL,
    FactKind.BENEFITS,
    FactKind.EMPLOYMENT,
    FactKind.TRAINING,
    FactKind.APPLICATION,
)
