"""Registers the app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """See the layers in pyproject.toml for what this app may know."""

    name = "nahtlos.core"
    label = "core"
