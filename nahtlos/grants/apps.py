"""Registers the app."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """See the layers in pyproject.toml for what this app may know."""

    name = "nahtlos.grants"
    label = "grants"
