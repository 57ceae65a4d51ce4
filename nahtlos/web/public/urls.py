"""Addresses of the public pages. The language stands in the address, so that a page can be kept and passed on."""

from __future__ import annotations

from django.urls import path

from nahtlos.web.public import answering, law, welcome

urlpatterns = [
    path("recht/", law.page, {"language": "de"}, name="law_book"),
    path("recht/en/", law.page, {"language": "en"}, name="law_book_en"),
    path("recht/en/<str:name>/", law.page, {"language": "en"}, name="law_page_en"),
    path("willkommen/", welcome.page, {"language": "de"}, name="welcome"),
    path("willkommen/<str:language>/", welcome.page, name="welcome_in"),
    path("recht/<str:name>/", law.page, {"language": "de"}, name="law_page"),
    path("vermittlung/", answering.code, name="partner_code"),
    path("vermittlung/anfrage/", answering.request_, name="partner_request"),
    path("vermittlung/anfrage/<slug:act>/", answering.answer, name="partner_answer"),
    path("vermittlung/link/<str:secret>/", answering.link, name="partner_link"),
]
