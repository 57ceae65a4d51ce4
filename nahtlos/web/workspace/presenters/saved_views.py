"""Saved views in words and addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from nahtlos.cases.saved_views import ViewLine, as_stored
from nahtlos.cases.selectors import CaseFilter
from nahtlos.web.workspace.forms.filters import CaseFilterForm


@dataclass(frozen=True, slots=True)
class Shown:
    """A saved view with the address that opens it."""

    view: ViewLine
    url: str
    words: Sequence[str]  #: "Nationality: Syria", …
    is_open: bool  #: the list is narrowed to exactly this now


def shown(views: Sequence[ViewLine], chosen: CaseFilter | None = None) -> list[Shown]:
    """All of them; the one that is open is marked."""
    return [Shown(view, address(view.chosen), in_words(view.chosen), view.chosen == chosen) for view in views]


def address(chosen: CaseFilter) -> str:
    """The list narrowed like this; without any filter, all cases, whatever the list opens with."""
    return f"{reverse('cases')}?{urlencode(as_stored(chosen)) or ALL}"


#: What stands in the address of the list of all cases.
ALL = "alle=1"


def in_words(chosen: CaseFilter) -> list[str]:
    """One line per field that narrows."""
    stored = as_stored(chosen)
    form = CaseFilterForm(stored)
    return [
        f"{field.label}: {dict(field.choices).get(stored[name], stored[name])}"  # type: ignore[attr-defined]
        for name, field in form.fields.items()
        if name in stored
    ]
