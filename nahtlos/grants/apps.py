"""Registers the app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _load(**_more: Any) -> None:
    from nahtlos.grants.loading import load_texts  # noqa: PLC0415 -- models are there only now

    load_texts()


class GrantsConfig(AppConfig):
    """See the layers in pyproject.toml for what this app may know."""

    name = "nahtlos.grants"
    label = "grants"

    def ready(self) -> None:
        """After each migration the texts of this version are there."""
        post_migrate.connect(_load, sender=self, dispatch_uid="grants.texts")
