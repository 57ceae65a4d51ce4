"""Registers the app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """See the layers in pyproject.toml for what this app may know."""

    name = "nahtlos.cases"
    label = "cases"
