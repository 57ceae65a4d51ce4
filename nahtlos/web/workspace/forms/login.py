"""Forms around logging in whose words are ours."""

from __future__ import annotations

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that asks for finger, face or number opens the door alone."""

    name = forms.CharField(label=_("Name of the key"), max_length=80, required=False)
    passwordless = forms.BooleanField(
        label=_("Log in with it alone, without user name and password"), required=False, initial=True
    )
