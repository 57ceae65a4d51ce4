"""Which planned changes of the law are switched on in this installation, and who decided so.

Read with every question to the law, never kept between two of them: what is decided holds at once, in every process.
Written by the owner of the database only, that is by `nahtlos law module` and never by a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import JSONObject

from nahtlos import law
from nahtlos.audit import journal
from nahtlos.core import clock
from nahtlos.core.context import Acting, acting
from nahtlos.core.migrate import OWNER_ALIAS
from nahtlos.law.modules.in_force import rules_with, shipped
from nahtlos.law.modules.module import Module
from nahtlos.law.modules.register import MODULES, named
from nahtlos.organisations.enums import ModuleState
from nahtlos.organisations.models import ModuleSwitch


class NoFirstDay(ValueError):
    """A module can only be switched on from a day, and nobody has named one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A module of this version and what was decided about it last."""

    module: Module
    state: str  #: a ModuleState; empty where nobody has decided anything
    valid_from: date | None
    decided: ModuleSwitch | None

    @property
    def is_on(self) -> bool:
        """Whether the law is asked with it."""
        return self.state == ModuleState.ENABLED


def rules_in_force(decided: Iterable[ModuleSwitch] | None = None) -> law.Rules:
    """The rules under which this installation asks the law. `decided`: see `switches`; they are asked for without it."""
    return rules_with(switched_on(decided))


def switches() -> ArraySubquery:
    """What was decided last about each module, within another statement; `switches_of` makes rows of it."""
    return ArraySubquery(_latest().values(row=JSONObject(module="module", state="state", valid_from="valid_from")))


def switches_of(found: Iterable[dict[str, Any]]) -> list[ModuleSwitch]:
    """The rows of `switches`, for `rules_in_force`."""
    return [
        ModuleSwitch(**{**one, "valid_from": one["valid_from"] and date.fromisoformat(one["valid_from"])})
        for one in found
    ]


def switched_on(decided: Iterable[ModuleSwitch] | None = None) -> dict[str, date]:
    """The modules that are on, and from when. A module this version no longer knows has become part of the book."""
    on, known = shipped(), {module.id for module in MODULES}
    for last in _latest() if decided is None else decided:
        on.pop(last.module, None)
        if last.state == ModuleState.ENABLED and last.valid_from and last.module in known:
            on[last.module] = last.valid_from
    return on


def standings() -> list[Standing]:
    """Every module of this version, in the order in which they are shown."""
    decided, by_itself = {one.module: one for one in _latest()}, shipped()
    found = []
    for module in MODULES:
        last = decided.get(module.id)
        state = last.state if last else ModuleState.ENABLED if module.id in by_itself else ""
        found.append(Standing(module, state, last.valid_from if last else module.valid_from, last))
    return found


def history(module_id: str) -> list[ModuleSwitch]:
    """Everything that was ever decided about a module, latest first."""
    return list(ModuleSwitch.objects.filter(module=module_id).order_by("-at", "-id"))


def decide(module_id: str, state: ModuleState, first: date | None, *, by: str, note: str = "") -> ModuleSwitch | None:
    """Decide about a module, as the owner of the database; journalled. Returns None where that holds already.

    Without a first day the one prepared earlier counts, otherwise the one its source names. Raises UnknownModule,
    NoFirstDay. Kept answers do not follow by themselves: see `follow_rules`.
    """
    module = named(module_id)
    now = next(one for one in standings() if one.module is module)
    first = first or now.valid_from or module.valid_from
    if state == ModuleState.ENABLED and first is None:
        raise NoFirstDay(f"no source names the first day of {module_id!r}")
    if now.state == state and now.valid_from == first:
        return None
    switch = ModuleSwitch(module=module_id, state=state, valid_from=first, at=clock.now(), by=by, note=note)
    with transaction.atomic(using=OWNER_ALIAS):
        switch.save(using=OWNER_ALIAS)
    operator = Acting(account=None, organisation=None, district=None, purpose="law")
    with transaction.atomic(), acting(operator):
        journal.record(f"law.module_{state}", "module", switch.id, module=module_id, first=first and first.isoformat())
    return switch


def _latest() -> QuerySet[ModuleSwitch]:
    return ModuleSwitch.objects.order_by("module", "-at", "-id").distinct("module")
