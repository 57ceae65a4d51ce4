"""Registers the app, which listens to what happens to files."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """See the layers in pyproject.toml for what this app may know."""

    name = "nahtlos.inbox"
    label = "inbox"

    def ready(self) -> None:
        """From here on whoever the immigration office brings is to be informed."""
        from nahtlos.inbox import arrivals, closings, gaps, tasks  # noqa: PLC0415 -- needs the models

        arrivals.listen()
        closings.listen()
        closings.register()
        tasks.register()
        gaps.register()
