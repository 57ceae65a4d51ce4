"""A district of its own for tests in which transactions really end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.elsewhere import elsewhere
from tests.exchange.imports.offices import Town


@pytest.fixture
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """Real transactions on real connections need a district of their own."""
    kinds = ("auslaenderbehoerde", "jobcenter", "sozialamt")
    with elsewhere(django_db_blocker, {kind: kind for kind in kinds}) as actors:
        yield Town(actors["auslaenderbehoerde"], actors["jobcenter"])
