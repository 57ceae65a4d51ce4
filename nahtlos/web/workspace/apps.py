"""Registers the workspace with Django under the short label `workspace`."""

from importlib import import_module

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """Views and templates; no models."""

    name = "nahtlos.web.workspace"
    label = "workspace"

    def ready(self) -> None:
        """Coming and going is journalled from the first request on."""
        import_module("nahtlos.web.workspace.sessions")
