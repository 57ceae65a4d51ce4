"""The modules of this version, in the order in which they are shown."""

from nahtlos.law.modules.geas import GEAS
from nahtlos.law.modules.grundsicherungsgeld import GRUNDSICHERUNGSGELD
from nahtlos.law.modules.lrag import LRAG
from nahtlos.law.modules.module import Module, UnknownModule
from nahtlos.law.modules.ordinance_29b import ORDINANCE_29B

MODULES: tuple[Module, ...] = (LRAG, GRUNDSICHERUNGSGELD, GEAS, ORDINANCE_29B)


def named(module_id: str) -> Module:
    """The module of this name. Raises UnknownModule."""
    for module in MODULES:
        if module.id == module_id:
            return module
    raise UnknownModule(f"there is no module {module_id!r}; there are {', '.join(one.id for one in MODULES)}")
