"""Registers the app."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """See the layers in pyproject.toml for what this app may know."""

    name = "nahtlos.organisations"
    label = "organisations"
