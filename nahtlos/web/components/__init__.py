"""Shared look of all pages: layouts, form renderer, template tags, style sheets. No business rule lives here."""
