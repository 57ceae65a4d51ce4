"""Registers the workspace with Django under the short label `workspace`."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """Views and templates; no models."""

    name = "nahtlos.web.workspace"
    label = "workspace"
