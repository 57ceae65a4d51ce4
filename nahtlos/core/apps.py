"""Registers the app."""

from importlib import import_module

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """See the layers in pyproject.toml for what this app may know."""

    name = "nahtlos.core"
    label = "core"

    def ready(self) -> None:
        """Makes the lookups known."""
        import_module("nahtlos.core.lookups")
