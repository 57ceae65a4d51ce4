"""Registers the app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """See the layers in pyproject.toml for what this app may know."""

    name = "nahtlos.audit"
    label = "audit"
