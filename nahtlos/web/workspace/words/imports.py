"""Sentences of the list reader, translated: why a file or a cell was refused, and why a row is no person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.exchange.lists.problems import MESSAGES as CELL
from nahtlos.exchange.lists.profile import PROFILES
from nahtlos.exchange.lists.unreadable import UnreadableFile

NO_PERSON: Mapping[str, Promise] = {
    "row.title": _("title"),
    "row.group_heading": _("group heading"),
    "row.header": _("column headings"),
    "row.empty": _("empty row"),
    "row.total": _("total"),
    "row.subtotal": _("subtotal"),
    "row.carry_over": _("carried over"),
    "row.signature": _("signature"),
    "row.section": _("heading of a section"),
}


def unreadable(problem: UnreadableFile) -> str:
    """The one sentence for the person who uploaded the file."""
    return gettext(problem.template).format(**problem.params)


def cell_problem(problem: Mapping[str, Any]) -> str:
    """What is wrong with a cell, from the stored form."""
    template = CELL.get(problem["code"])
    if template is None:
        return str(problem["code"])
    params = problem.get("params") or {}
    return gettext(template).format(**params)


def field(profile: str, key: str) -> str:
    """What a column of the list carries."""
    known = PROFILES[profile].fields.get(key)
    if known is None:
        return key
    return known.label_de if (get_language() or "de").startswith("de") else known.label_en
