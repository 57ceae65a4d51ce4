"""The rule book under /recht/: what this installation takes to be the law, for everybody who wants to check it."""

from __future__ import annotations

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from nahtlos.cases.modules import rules_in_force
from nahtlos.law import Rules
from nahtlos.law.book.content import book
from nahtlos.law.book.pages import Pages
from nahtlos.web.components.context import Step, visitor

#: Seconds for which anybody on the way may keep a page: a module that is switched on shows after that time.
_KEPT_FOR = 600
_PAGES_KEPT = 256


@require_safe
@cache_control(public=True, max_age=_KEPT_FOR)
def page(request: HttpRequest, language: str, name: str = "") -> HttpResponse:
    """One page of the book, the contents without a name. The same for everybody, whoever is logged in."""
    try:
        title, content = _content(rules_in_force(), language, name)
    except KeyError:
        raise Http404 from None
    with translation.override(language):
        context = {
            "frame": visitor(),
            "title": title,
            "content": content,
            "trail": [Step(_title(language), _address(language, "")), Step(title)] if name else [],
            "others": [(code, own, _address(code, name)) for code, own in (("de", "Deutsch"), ("en", "English"))],
        }
        response = render(request, "public/law.html", context)
    response.headers["Content-Language"] = language
    return response


@lru_cache(maxsize=_PAGES_KEPT)
def _content(rules: Rules, language: str, name: str) -> tuple[str, SafeString]:
    pages = Pages(book(rules, language), lambda page, anchor: _address(language, page, anchor))
    # The pages are made of our own code and data, and escape whatever they put between their tags.
    return pages.title(name), SafeString(pages.content(name))


def _title(language: str) -> str:
    return Pages(book(rules_in_force(), language), lambda page, anchor: "").title("")


def _address(language: str, name: str, anchor: str = "") -> str:
    end = "" if language == "de" else f"_{language}"
    address = reverse(f"law_page{end}", args=[name]) if name else reverse(f"law_book{end}")
    return f"{address}#{anchor}" if anchor else address
