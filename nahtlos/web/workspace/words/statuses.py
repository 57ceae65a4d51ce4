"""Residence statuses in the words of the trade, each with the provision by which clerks know it."""

from __future__ import annotations

from nahtlos.web.workspace.words import spoken

STATUSES = spoken.topic("statuses")
