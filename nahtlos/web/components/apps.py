"""Registers the shared look with Django under the short label `components`."""

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """Templates, tags and static files; no models."""

    name = "nahtlos.web.components"
    label = "components"
