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

from nahtlos.web.workspace.views import session

_OWN = "meine-arbeit/anmeldung/"

urlpatterns = [
    path("anmelden/", session.LogIn.as_view(), name="account_login"),
    path("anmelden/zweiter-faktor/", second.authenticate, name="mfa_authenticate"),
    path("anmelden/passkey/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("anmelden/bestaetigen/", reauthenticate, name="account_reauthenticate"),
    path("anmelden/bestaetigen/code/", second.reauthenticate, name="mfa_reauthenticate"),
    path("anmelden/bestaetigen/passkey/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("anmelden/noch-da/", session.alive, name="alive"),
    path(_OWN, second.index, name="mfa_index"),
    path(f"{_OWN}app/", totp.activate_totp, name="mfa_activate_totp"),
    path(f"{_OWN}app/entfernen/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(f"{_OWN}passkey/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path(f"{_OWN}passkeys/", second.index, name="mfa_list_webauthn"),
    path(f"{_OWN}passkey/<int:pk>/entfernen/", passkey.remove_webauthn, name="mfa_remove_webauthn"),
    path(f"{_OWN}notfallcodes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(f"{_OWN}notfallcodes/neu/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(f"{_OWN}passwort/", password_change, name="account_change_password"),
]
