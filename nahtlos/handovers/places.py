"""Acting where the file is: what is asked between two districts is followed up in the district of the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from nahtlos.core.context import Acting, acting, current
from nahtlos.handovers.models import Transfer


@contextmanager
def at_the_file(transfer: Transfer) -> Iterator[None]:
    """Inside, the job `recompute` runs in the district of the file, on behalf of whoever acts, as it does at night.

    Within one district it is what `as_system("recompute")` is. Raises LookupError when nobody acts.
    """
    actor = current()
    if actor is None:
        raise LookupError("a job of the workspace needs an actor on whose behalf it runs")
    with acting(replace(actor, district=transfer.district_id, system="recompute")):
        yield


@contextmanager
def of_the_file(transfer: Transfer) -> Iterator[None]:
    """The same in the name of nahtlos itself and of the office that sends: who receives stands in no journal of the file."""
    with acting(Acting(None, transfer.sender_id, transfer.district_id, "calendar", system="recompute")):
        yield
