"""Addresses of the installation."""

from django.urls import include, path

urlpatterns = [
    path("", include("nahtlos.web.public.urls")),
    path("", include("nahtlos.web.workspace.urls")),
    path("", include("nahtlos.web.workspace.login_urls")),
    path("", include("nahtlos.web.workspace.organisation_urls")),
]
