"""The database of the tests, and the people who appear in them: clerks of four agencies, and Fremd."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from tests import personas


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
