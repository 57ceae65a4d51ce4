"""Addresses around logging in: second factors, the password, proving once more who one is.

The library's own pages are taken one by one, so that none it may bring later is open unasked (signing up, for one).
"""

from __future__ import annotations

from allauth.account.views import password_change, reauthenticate
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from nahtlos.web.workspace.views import session, single

_OWN = "meine-arbeit/anmeldung/"

_form = require_http_methods(["GET", "POST"])

urlpatterns = [
    path("anmelden/", session.LogIn.as_view(), name="account_login"),
    path("anmelden/zweiter-faktor/", _form(second.authenticate), name="mfa_authenticate"),
    path("anmelden/passkey/", _form(passkey.login_webauthn), name="mfa_login_webauthn"),
    path("anmelden/bestaetigen/", _form(reauthenticate), name="account_reauthenticate"),
    path("anmelden/bestaetigen/code/", _form(second.reauthenticate), name="mfa_reauthenticate"),
    path("anmelden/bestaetigen/passkey/", _form(passkey.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("anmelden/organisation/<slug:name>/", single.begin, name="sso"),
    path("anmelden/organisation/<slug:name>/zurueck/", single.finish, name="sso_back"),
    path("anmelden/noch-da/", session.alive, name="alive"),
    path(_OWN, require_safe(second.index), name="mfa_index"),
    path(f"{_OWN}app/", _form(totp.activate_totp), name="mfa_activate_totp"),
    path(f"{_OWN}app/entfernen/", _form(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(f"{_OWN}passkey/", _form(passkey.add_webauthn), name="mfa_add_webauthn"),
    path(f"{_OWN}passkeys/", require_safe(second.index), name="mfa_list_webauthn"),
    path(f"{_OWN}passkey/<int:pk>/entfernen/", _form(passkey.remove_webauthn), name="mfa_remove_webauthn"),
    path(f"{_OWN}notfallcodes/", require_safe(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(f"{_OWN}notfallcodes/neu/", _form(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(f"{_OWN}passwort/", _form(password_change), name="account_change_password"),
]
