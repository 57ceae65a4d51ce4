"""Two people have changed the same entries: what only one of them changed is taken over, the rest is put side by side.

Three states of a form are compared: as it was opened (base), as she sends it (mine), as it stands now (theirs).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext

#: Fields that travel with a form and are nobody's entry.
TRAVELLING = frozenset({"version", "base"})
#: Which of the two holds: `holds-<field>` is `mine` or `theirs`; `clash` names each field that has to be decided.
MARK, CHOICE = "clash", "holds-"


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both have changed, each to something else."""

    name: str
    label: str
    mine: str
    theirs: str
    is_missing: bool = False  #: nobody has chosen yet, although asked


@dataclass(frozen=True, slots=True)
class Merged:
    """What the form holds now; `taken` are the labels of fields that were taken over from the other one."""

    data: QueryDict
    taken: Sequence[str]
    clashes: Sequence[Clash]


def merge(form: forms.Form, base: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """`form` as it was sent (mine), `base` and `theirs` as initial values of the same form."""
    data, taken, clashes = _copy(form.data), [], []
    for name, field in _entries(form):
        before, mine, now = posted(field, base.get(name)), _sent(form, name), posted(field, theirs.get(name))
        if _same(field, now, before) or _same(field, now, mine):
            continue
        if _same(field, mine, before):
            data.setlist(name, now)
            taken.append(str(field.label))
        else:
            clashes.append(Clash(name, str(field.label), in_words(field, mine), in_words(field, now)))
    return Merged(data, taken, clashes)


def decided(form: forms.Form, theirs: Mapping[str, Any]) -> Merged:
    """The choices made on the page that put both side by side; a field without a choice stays a clash."""
    data, open_ones = _copy(form.data), []
    asked = set(data.getlist(MARK))
    for name, field in _entries(form):
        if name not in asked:
            continue
        choice, now = data.get(f"{CHOICE}{name}"), posted(field, theirs.get(name))
        if choice == "theirs":
            data.setlist(name, now)
        elif choice != "mine":
            mine, other = in_words(field, _sent(form, name)), in_words(field, now)
            open_ones.append(Clash(name, str(field.label), mine, other, is_missing=True))
    return Merged(data, [], open_ones)


def say(form: forms.Form, **more: str) -> None:
    """Let a form that was sent say this as well."""
    data = _copy(form.data)
    for name, value in more.items():
        data[name] = value
    form.data = data


def hide(form: forms.Form, clashes: Sequence[Clash]) -> None:
    """What is chosen between side by side is not typed as well; what I typed travels along."""
    for clash in clashes:
        field = form.fields[clash.name]
        field.widget = field.hidden_widget()


def posted(field: forms.Field, value: Any) -> list[str]:
    """What a browser sends for a field that shows this initial value."""
    if isinstance(field.widget, forms.CheckboxInput):
        return ["on"] if field.widget.check_test(value) else []
    shown = field.widget.format_value(field.prepare_value(value))
    texts = [str(one) for one in shown] if isinstance(shown, list | tuple) else [str(shown or "")]
    return [text for text in texts if text]


def in_words(field: forms.Field, sent: Sequence[str]) -> str:
    """What was entered, as the page shows it."""
    if isinstance(field.widget, forms.CheckboxInput):
        return gettext("yes") if sent else gettext("no")
    labels = dict(_flat(getattr(field, "choices", ())))
    return ", ".join(str(labels.get(one, one)) for one in sent) or "–"


def _entries(form: forms.Form) -> Iterator[tuple[str, forms.Field]]:
    return ((name, field) for name, field in form.fields.items() if name not in TRAVELLING)


def _sent(form: forms.Form, name: str) -> list[str]:
    return [text for text in _copy(form.data).getlist(form.add_prefix(name)) if text.strip()]


def _same(field: forms.Field, one: Sequence[str], other: Sequence[str]) -> bool:
    """1.9.2016 and 01.09.2016 are one day."""
    return list(one) == list(other) or _meant(field, one) == _meant(field, other)


def _meant(field: forms.Field, sent: Sequence[str]) -> Any:
    data = QueryDict(mutable=True)
    data.setlist("x", list(sent))
    try:
        return field.clean(field.widget.value_from_datadict(data, {}, "x"))
    except ValidationError:
        return list(sent)


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), label


def _copy(data: Any) -> QueryDict:
    if isinstance(data, QueryDict):
        return data.copy()
    copied = QueryDict(mutable=True)
    for name, value in dict(data).items():
        copied.setlist(name, value if isinstance(value, list) else [value])
    return copied
