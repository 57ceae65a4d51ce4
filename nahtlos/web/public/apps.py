"""Registers the public pages with Django under the short label `public`."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Views and templates; no models."""

    name = "nahtlos.web.public"
    label = "public"
