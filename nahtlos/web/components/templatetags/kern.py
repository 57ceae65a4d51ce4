"""Small pieces of KERN UX that pages use many times: `{% icon %}`, `{% badge %}`, and day formats."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

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


@register.filter
def period(start: date | None, until: date | None) -> str:
    """A half-open period as people say it, with its last day: 01.03.2016 – 31.08.2016, since, until."""
    last = until - timedelta(days=1) if until else None
    if start and last:
        return date_format(start, "d.m.Y") if start == last else f"{start:%d.%m.%Y} – {last:%d.%m.%Y}"
    if start:
        return gettext("since %(day)s") % {"day": f"{start:%d.%m.%Y}"}
    return gettext("until %(day)s") % {"day": f"{last:%d.%m.%Y}"} if last else "–"


@register.filter
def day_before(value: date) -> date:
    """The last day of a half-open period."""
    return value - timedelta(days=1)


@register.filter
def words(value: str) -> str:
    """A sentence that the domain wrote in English, in the language of the page where the catalogue has it."""
    return gettext(value) if value else ""
