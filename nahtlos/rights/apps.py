"""Registers the app."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """See the layers in pyproject.toml for what this app may know."""

    name = "nahtlos.rights"
    label = "rights"
