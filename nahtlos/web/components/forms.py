"""Renders every Django form with the markup of KERN UX, errors first.

A page writes `{{ form }}`; labels, hints, errors, their ids and `aria-describedby` follow from here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
_OWN = Path(__file__).resolve().parent / "form_templates"
_DJANGO = Path(forms.__file__).resolve().parent / "templates"


class KernBoundField(BoundField):
    """Knows which KERN class the control wears and how it looks when something is wrong with it."""

    @property
    def control(self) -> str:
        """check, choices, select or input: what the field template distinguishes."""
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxInput):
            return "check"
        if isinstance(widget, _CHOICES):
            return "choices"
        return "select" if isinstance(widget, forms.Select) else "input"

    @property
    def target(self) -> str:
        """The id to which the error summary leads: the control, or the first of several choices."""
        return f"{self.auto_id}_0" if self.control == "choices" else str(self.auto_id)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """The attributes of the control, with KERN's classes put before those of the widget."""
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        names = [self._class_of(widget), widget.attrs.get("class", "")]
        built["class"] = " ".join(name for name in names if name)
        return built

    def _class_of(self, widget: forms.Widget) -> str:
        if isinstance(widget, (forms.CheckboxInput, forms.CheckboxSelectMultiple)):
            base = "kern-form-check__checkbox"
        elif isinstance(widget, forms.RadioSelect):
            base = "kern-form-check__radio"
        elif isinstance(widget, forms.Select) and not widget.allow_multiple_selected:
            base = "kern-form-input__select"
        else:
            base = "kern-form-input__input"
        return f"{base} {base}--error" if self.errors else base


class KernRenderer(BaseRenderer):
    """FORM_RENDERER of the settings."""

    form_template_name = "components/form.html"
    formset_template_name = "django/forms/formsets/div.html"
    field_template_name = "components/field.html"
    bound_field_class = KernBoundField

    @cached_property
    def engine(self) -> DjangoTemplates:
        """Our widgets first, then Django's, then the templates of the apps."""
        return DjangoTemplates(
            {"APP_DIRS": True, "DIRS": [_OWN, _DJANGO], "NAME": "kern-forms", "OPTIONS": {}},
        )

    def get_template(self, template_name: str) -> Any:
        """Called by every form, field and widget."""
        return self.engine.get_template(template_name)

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Also called by all of them; a select is put together without templates, see `select`."""
        if template_name == forms.Select.template_name:
            return select(context["widget"])
        return super().render(template_name, context, request)


def select(widget: dict[str, Any]) -> SafeString:
    """What Django's templates make of a select. One of 200 states costs more as templates than all the rest of a page."""
    groups = []
    for name, options, _place in widget["optgroups"]:
        lines = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((option["value"], flatatt(option["attrs"]), option["label"]) for option in options),
        )
        groups.append(format_html('<optgroup label="{}">\n{}\n</optgroup>', name, lines) if name else lines)
    shown = format_html_join("\n", "{}", ((group,) for group in groups))
    return format_html('<select name="{}"{}>\n{}\n</select>', widget["name"], flatatt(widget["attrs"]), shown)
