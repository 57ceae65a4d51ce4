"""How she wants to be met, in words that can be read at a glance."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEETS: Mapping[str, Promise] = {"f": _("a woman"), "m": _("a man")}
REACHED: Mapping[str, Promise] = {"phone": _("by telephone"), "email": _("by e-mail")}
