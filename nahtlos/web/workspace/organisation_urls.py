"""Addresses for the administrators of an organisation, and for whoever they invite."""

from __future__ import annotations

from django.urls import path

from nahtlos.web.workspace.views import joining, staff

_COLLEAGUE = "organisation/kollegen/<uuid:membership_id>/"

urlpatterns = [
    path("organisation/", staff.people, name="staff"),
    path("organisation/einladen/", staff.invite, name="staff_invite"),
    path("organisation/einladungen/<uuid:invitation_id>/zurueckziehen/", staff.withdraw, name="staff_withdraw"),
    path("organisation/rollen/", staff.roles, name="staff_roles"),
    path("organisation/ansicht/<slug:role>/", staff.view_as, name="staff_view_as"),
    path(_COLLEAGUE, staff.place, name="staff_place"),
    path(f"{_COLLEAGUE}abwesenheit/", staff.absence, name="staff_absence"),
    path(f"{_COLLEAGUE}rolle/", staff.role, name="staff_role"),
    path(f"{_COLLEAGUE}ausscheiden/", staff.leave, name="staff_leave"),
    path(f"{_COLLEAGUE}zugang/", staff.renew, name="staff_renew"),
    path("einladung/<str:secret>/", joining.invitation, name="invitation"),
]
