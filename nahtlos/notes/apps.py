"""Django's entry for the notes."""

from __future__ import annotations

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """See the layers in pyproject.toml for what this app may know."""

    name = "nahtlos.notes"

    def ready(self) -> None:
        """A file with notes in it is somebody's work, whatever becomes of the lists it came from."""
        from nahtlos.notes import listening  # noqa: PLC0415 -- needs the models

        listening.connect()
