"""Addresses of the public pages. The language stands in the address, so that a page can be kept and passed on."""

from __future__ import annotations

from django.urls import path

from nahtlos.web.public import law

urlpatterns = [
    path("recht/", law.page, {"language": "de"}, name="law_book"),
    path("recht/en/", law.page, {"language": "en"}, name="law_book_en"),
    path("recht/en/<str:name>/", law.page, {"language": "en"}, name="law_page_en"),
    path("recht/<str:name>/", law.page, {"language": "de"}, name="law_page"),
]
