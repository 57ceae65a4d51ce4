"""What a note of each class is called."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nahtlos.access.vocabulary import DataClass

NAMES: Mapping[DataClass, Promise] = {
    DataClass.COUNSELLING: _("Note of counselling"),
    DataClass.HEALTH: _("Note on health"),
    DataClass.YOUTH: _("Note of youth welfare"),
    DataClass.VOLUNTEERING: _("Note of volunteers"),
}
