"""Registers the app."""

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from nahtlos.access.agreement import Agreement, InvalidAgreement, put_in_force, read


class OrganisationsConfig(AppConfig):
    """See the layers in pyproject.toml for what this app may know."""

    name = "nahtlos.organisations"
    label = "organisations"

    def ready(self) -> None:
        """What the authorities have agreed is in force before anybody acts. Refuses to start with an agreement that is wrong."""
        put_in_force(*_agreements())


def _agreements() -> tuple[Agreement, ...]:
    try:
        return read(settings.AGREEMENT)
    except OSError as problem:
        raise ImproperlyConfigured(
            f"NAHTLOS_AGREEMENT: {settings.AGREEMENT} cannot be read: {problem.strerror}."
        ) from None
    except InvalidAgreement as wrong:
        raise ImproperlyConfigured(f"NAHTLOS_AGREEMENT: {wrong}") from None
