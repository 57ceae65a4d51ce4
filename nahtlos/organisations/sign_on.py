"""Coming in through one's organisation's own login (OpenID Connect, code flow with PKCE).

It opens the door only to somebody who works in that organisation already, and in no other: what one organisation's login says
must not open the files of another. Nobody becomes known by logging in.
"""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import jwt
from django.conf import settings
from django.db.models import Q

from nahtlos.core import clock
from nahtlos.organisations.models import Account, Membership

_SECONDS = 5
_ALGORITHMS = ["RS256", "ES256", "PS256"]
_MOST = 200_000  #: bytes of an answer


class NotLetIn(Exception):
    """The other login did not say what is needed, or says it about somebody who does not come in this way."""


@dataclass(frozen=True, slots=True)
class Journey:
    """What is remembered while somebody is away at the other login."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> Journey:
        return cls(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))


def leave_for(name: str, journey: Journey, back: str) -> str:
    """The address of the other login. Raises NotLetIn when it cannot be reached, LookupError when there is none."""
    known = settings.SINGLE_SIGN_ON[name]
    challenge = urlsafe_b64encode(sha256(journey.verifier.encode()).digest()).rstrip(b"=").decode()
    words = {
        "response_type": "code",
        "client_id": known.client_id,
        "redirect_uri": back,
        "scope": "openid email",
        "state": journey.state,
        "nonce": journey.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{_about(known.issuer)['authorization_endpoint']}?{urlencode(words)}"


def who_came(name: str, journey: Journey, back: str, code: str) -> Account:
    """Whose account it is. Raises NotLetIn."""
    known = settings.SINGLE_SIGN_ON[name]
    about = _about(known.issuer)
    words = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "client_id": known.client_id,
        "client_secret": known.client_secret,
        "code_verifier": journey.verifier,
    }
    answer = _fetch(about["token_endpoint"], urlencode(words).encode())
    claims = _checked(str(answer.get("id_token", "")), about, known.issuer, known.client_id)
    if claims.get("nonce") != journey.nonce:
        raise NotLetIn("made for another login")
    return _account(claims, known.organisation)


def _account(claims: dict[str, Any], organisation: str) -> Account:
    email = claims.get("email")
    if not email or claims.get("email_verified") is not True:
        raise NotLetIn("no verified address")
    today = clock.today()
    holds = Q(valid_until=None) | Q(valid_until__gt=today)
    found = list(
        Membership.objects.filter(holds, email__iexact=email, organisation__name=organisation, valid_from__lte=today)
        .filter(account__is_active=True)
        .select_related("account")[:2]
    )
    if len(found) != 1:
        raise NotLetIn("nobody, or more than one, works there with this address")
    if Membership.objects.filter(holds, account=found[0].account_id).exclude(pk=found[0].pk).exists():
        raise NotLetIn("works for another organisation as well")
    return found[0].account


def _checked(token: str, about: dict[str, Any], issuer: str, client: str) -> dict[str, Any]:
    """What the token says, if the other login has signed it, for us, and it still holds."""
    try:
        keys = jwt.PyJWKSet.from_dict(_fetch(about["jwks_uri"]))
        key = keys[jwt.get_unverified_header(token).get("kid", "")]
        return dict(
            jwt.decode(
                token,
                key.key,
                algorithms=_ALGORITHMS,
                audience=client,
                issuer=issuer,
                leeway=30,
                options={"require": ["exp", "iat", "aud", "iss", "sub"]},
            )
        )
    except (jwt.PyJWTError, KeyError) as problem:
        raise NotLetIn(type(problem).__name__) from None


def _about(issuer: str) -> dict[str, Any]:
    about = _fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if about.get("issuer") != issuer:
        raise NotLetIn("speaks for another")
    return about


def _fetch(address: str, data: bytes | None = None) -> dict[str, Any]:
    """JSON from the other login; encrypted, except in the demo on this machine. Raises NotLetIn."""
    parts = urlsplit(address)
    here = settings.DEMO and parts.hostname in {"127.0.0.1", "localhost"}
    if parts.scheme != "https" and not here:
        raise NotLetIn("not encrypted")
    request = Request(address, data=data, headers={"Accept": "application/json"})  # noqa: S310 -- checked above
    try:
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            found = json.loads(answer.read(_MOST))
    except (OSError, ValueError) as problem:
        raise NotLetIn(type(problem).__name__) from None
    if not isinstance(found, dict):
        raise NotLetIn("no answer")
    return found
