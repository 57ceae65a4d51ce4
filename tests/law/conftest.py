"""In the tests a horizon that does not lie ahead is an error; outside them it costs only time."""

from collections.abc import Iterator

import pytest

from nahtlos.law.engine import remembered


@pytest.fixture(autouse=True)
def strict_horizons() -> Iterator[None]:
    remembered.strict = True
    yield
    remembered.strict = False
