"""Django's entry for the handovers: they listen to what the law says about cases."""

from __future__ import annotations

from django.apps import AppConfig


class HandoversConfig(AppConfig):
    name = "nahtlos.handovers"

    def ready(self) -> None:
        """From here on every recomputed answer and every closed case is heard."""
        from nahtlos.handovers import listening, stuck, telling  # noqa: PLC0415 -- needs the models

        listening.connect()
        telling.register()
        stuck.register()
