"""Who acts, for which organisation and purpose: carried beside the call and bound to every database transaction.

The database shows nothing without it (row-level security); `nahtlos.core.database` hands it over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from uuid import UUID

#: What the workspace itself may do beyond the actor's own cases; each value has its own narrow policies in the database.
#: `linkage` sees identities of the whole district to recognise one person; `doctor` reads to check invariants;
#: `recompute` reads cases of a district to follow a change of the law; `imports` sees which lists of a district wait to be
#: carried out, and nothing of what is in them; `seal` seals the journal and reads no file; `erasure` calls the function
#: that erases, and reads no file either; `figures` counts what is due or done in a district without seeing whose it is;
#: `move` reads the file that the acting organisation has accepted from another district, until it has it;
#: `mail` sees which account waits for which kind of mail, and no person; `feed` finds whose calendar a secret address opens;
#: `link` sees the one referral whose key it has.
SYSTEM_JOBS = frozenset(
    {
        "erasure",
        "linkage",
        "doctor",
        "recompute",
        "imports",
        "migration",
        "seal",
        "figures",
        "mail",
        "feed",
        "move",
        "link",
    }
)


@dataclass(frozen=True, slots=True)
class Acting:
    """One actor at work. `system` names a job of the workspace itself (SYSTEM_JOBS)."""

    account: UUID | None
    organisation: UUID | None
    district: UUID | None
    purpose: str
    system: str = ""
    key: str = ""  #: fingerprint of the one link a partner without an account came by

    def as_guc(self) -> str:
        """The JSON the database reads from `nt.ctx`."""
        parts = {
            "account": self.account and str(self.account),
            "organisation": self.organisation and str(self.organisation),
            "district": self.district and str(self.district),
            "purpose": self.purpose,
            "system": self.system,
            "key": self.key,
        }
        return json.dumps({key: value for key, value in parts.items() if value})


_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)


def current() -> Acting | None:
    """The actor of this thread of work, or None."""
    return _acting.get()


def as_guc() -> str:
    """The value of `nt.ctx` for the present actor; empty when nobody acts."""
    actor = _acting.get()
    return actor.as_guc() if actor else ""


@contextmanager
def acting(actor: Acting | None) -> Iterator[None]:
    """Everything inside happens in the name of `actor`."""
    token = _acting.set(actor)
    try:
        yield
    finally:
        _acting.reset(token)


@contextmanager
def as_system(job: str) -> Iterator[None]:
    """Everything inside happens as the named job of the workspace, on behalf of the present actor.

    Raises ValueError for a job nobody has defined, and LookupError when nobody acts.
    """
    if job not in SYSTEM_JOBS:
        raise ValueError(f"unknown job of the workspace: {job}")
    actor = _acting.get()
    if actor is None:
        raise LookupError("a job of the workspace needs an actor on whose behalf it runs")
    with acting(replace(actor, system=job)):
        yield
