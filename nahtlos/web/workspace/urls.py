"""Addresses of the workspace. They are German, because people read and dictate them."""

from __future__ import annotations

from django.urls import path

from nahtlos.web.workspace.views import (
    case,
    cases,
    contact,
    facts,
    imports,
    people,
    profile,
    queue,
    search,
    session,
    today,
)

urlpatterns = [
    path("", today.today, name="heute"),
    path("anmelden/", session.LogIn.as_view(), name="login"),
    path("abmelden/", session.LogOut.as_view(), name="logout"),
    path("sprache/", session.switch_language, name="set_language"),
    path("meine-arbeit/", profile.profile, name="profile"),
    path("healthz", session.healthz, name="healthz"),
    path("faelle/", cases.cases, name="cases"),
    path("faelle/suche/", search.search, name="search"),
    path("faelle/suche/<slug:word>/", search.found, name="found"),
    path("faelle/export.xlsx", cases.export, name="export"),
    path("faelle/<uuid:person_id>/", case.case, name="case"),
    path("faelle/<uuid:person_id>/protokoll/", profile.case_journal, name="case_journal"),
    path("faelle/<uuid:person_id>/erfassen/", facts.choice, name="record_choice"),
    path("faelle/<uuid:person_id>/erfassen/<str:kind>/", facts.record, name="record"),
    path("faelle/<uuid:person_id>/angaben/<uuid:fact_id>/", facts.correct, name="correct"),
    path("faelle/<uuid:person_id>/haushalt/", case.household, name="household"),
    path("faelle/<uuid:person_id>/kontaktwunsch/", contact.wish, name="contact_wish"),
    path("faelle/<uuid:person_id>/namen/", contact.name, name="name_new"),
    path("faelle/<uuid:person_id>/ansprechperson/", contact.desk, name="contact_desk"),
    path("faelle/<uuid:person_id>/zuruecknehmen/", facts.withdraw, name="withdraw"),
    path("faelle/<uuid:person_id>/widerspruch/", facts.settle, name="settle"),
    path("faelle/<uuid:person_id>/frist/", facts.tick, name="tick"),
    path("faelle/<uuid:person_id>/zusammenfuehren/", people.merge, name="merge"),
    path("faelle/<uuid:person_id>/zusammenfuehren/aufheben/", people.unmerge, name="unmerge"),
    path("faelle/<uuid:person_id>/quellen/<uuid:record_id>/trennen/", people.separate, name="separate"),
    path("personen/neu/", people.person_new, name="person_new"),
    path("einlesen/", imports.imports, name="imports"),
    path("einlesen/zu-klaeren/", queue.unclear, name="queue"),
    path("einlesen/zu-klaeren/<uuid:row_id>/", queue.decide, name="queue_row"),
    path("einlesen/zu-klaeren/<uuid:row_id>/zurueck/", queue.undo, name="queue_undo"),
    path("einlesen/<uuid:run_id>/", imports.import_run, name="import_run"),
    path("einlesen/<uuid:run_id>/spalten/", imports.import_mapping, name="import_mapping"),
    path("einlesen/<uuid:run_id>/ausfuehren/", imports.import_act, name="import_act"),
    path("einlesen/<uuid:run_id>/abgelehnt.xlsx", imports.import_refused, name="import_refused"),
    path("einlesen/<uuid:run_id>/bericht.xlsx", imports.import_report, name="import_report"),
]
