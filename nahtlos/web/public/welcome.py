"""/willkommen/: what the employment agency offers newcomers, for everybody who scans the code on the letter.

Nobody is asked anything, nothing is stored, and no cookie is set.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from nahtlos.inbox.welcome import LANGUAGES, text
from nahtlos.organisations.enums import OrganisationKind
from nahtlos.organisations.models import Organisation
from nahtlos.web.components.context import visitor


@require_safe
@cache_control(public=True, max_age=600)
def page(request: HttpRequest, language: str) -> HttpResponse:
    """One language of it."""
    if language not in LANGUAGES:
        raise Http404
    words = text(language)
    agencies = Organisation.objects.filter(kind=OrganisationKind.ARBEITSAGENTUR).order_by("name")
    # The frame around the text (skip link, notices) has German and English only.
    with translation.override("de" if language.startswith("de") else "en"):
        context = {
            "frame": visitor(),
            "words": words,
            "tag": language,
            "agencies": agencies,
            "languages": [(code, name, _address(code)) for code, name in LANGUAGES.items()],
        }
        response = render(request, "public/welcome.html", context)
    response.headers["Content-Language"] = language
    return response


def _address(code: str) -> str:
    return reverse("welcome") if code == "de" else reverse("welcome_in", args=[code])
