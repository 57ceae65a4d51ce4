"""The base of every row: a time-ordered UUID as key."""

from __future__ import annotations

from django.db import models

from nahtlos.core.ids import new_id


class Row(models.Model):
    """A row whose key nobody can guess."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
