"""The database of the tests, and the people who appear in them: clerks of four agencies, and Fremd."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from hypothesis import settings

from tests import personas

# Everybody runs the same examples: what fails here fails for the author too. NAHTLOS_HISTORIES=N looks for new ones.
settings.register_profile("the same for everybody", derandomize=True, database=None)
if "NAHTLOS_HISTORIES" not in os.environ:
    settings.load_profile("the same for everybody")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> None:
    """Migrated by the owner; everything after that happens as the role of the application."""
    from nahtlos.core.migrate import migrate  # noqa: PLC0415 -- needs settings

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        migrate()
        personas.create()


@pytest.fixture
def hochmosel(db: None) -> personas.Personas:
    """Clerks of the four agencies of Landkreis Hochmosel, and Fremd of another district."""
    return personas.Personas()


@pytest.fixture
def acting_as() -> Callable[..., AbstractContextManager[None]]:
    """`with acting_as(actor): …`"""
    return personas.acting_as


@pytest.fixture(autouse=True)
def _nobody_acts_unasked() -> Iterator[None]:
    """No test inherits another test's actor."""
    from nahtlos.core import context  # noqa: PLC0415 -- needs settings

    yield
    assert context.current() is None
