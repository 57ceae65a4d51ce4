"""Registers the app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """See the layers in pyproject.toml for what this app may know."""

    name = "nahtlos.people"
    label = "people"
