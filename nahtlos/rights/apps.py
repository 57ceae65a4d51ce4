"""Registers the app."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """See the layers in pyproject.toml for what this app may know."""

    name = "nahtlos.rights"
    label = "rights"

    def ready(self) -> None:
        """From here on a contest goes along with its file."""
        from nahtlos.rights import listening  # noqa: PLC0415 -- needs the models

        listening.connect()
