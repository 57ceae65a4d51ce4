"""Small pieces of KERN UX that pages use many times: `{% icon %}`, `{% badge %}`, and day formats."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

KINDS = frozenset({"info", "success", "warning", "danger"})


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """One of KERN's icons; with a label it speaks, without it is ornament."""
    classes = f"kern-icon kern-icon--{name}" + (f" kern-icon--{size}" if size else "")
    if label:
        return format_html('<span class="{}" role="img" aria-label="{}"></span>', classes, label)
    return format_html('<span class="{}" aria-hidden="true"></span>', classes)


@register.simple_tag
def badge(kind: str, text: object) -> SafeString:
    """A short state in a frame. The text carries the meaning, the colour only repeats it."""
    if kind not in KINDS:
        return format_html('<span class="nt-badge"><span class="kern-label">{}</span></span>', text)
    return format_html(
        '<span class="kern-badge kern-badge--small kern-badge--{}"><span class="kern-icon kern-icon--{}" '
        'aria-hidden="true"></span><span class="kern-label">{}</span></span>',
        kind,
        kind,
        text,
    )


@register.filter
def day(value: date | datetime | None) -> SafeString:
    """A day as offices write it (01.09.2024), readable by machines; a dash that is spoken as nothing when empty."""
    if value is None:
        return SafeString('<span aria-hidden="true">–</span>')
    shown = date_format(value, "d.m.Y")
    return format_html('<time datetime="{}">{}</time>', value.isoformat()[:10], shown)
