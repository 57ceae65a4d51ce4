"""Names as people write them, in every script, without the marks that turn the writing of a whole page round."""

from __future__ import annotations

import re
from typing import Any

from django import forms

#: Overrides, embeddings and isolates of direction. Joiners stay: Persian and Kurdish are written with them.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")


class NameField(forms.CharField):
    """A name, or a part of one."""

    def to_python(self, value: Any) -> str:
        """As typed, without what cannot be seen and changes what is seen."""
        return _TURNING.sub("", str(super().to_python(value) or "")).strip()
