"""Addresses of the workspace. They are German, because people read and dictate them."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from nahtlos.web.workspace.views import session

urlpatterns = [
    path("anmelden/", session.LogIn.as_view(), name="login"),
    path("abmelden/", session.LogOut.as_view(), name="logout"),
    path("sprache/", set_language, name="set_language"),
    path("healthz", session.healthz, name="healthz"),
]
