"""The login of an organisation opens the door to its own people only: tried against a small provider on this machine."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from nahtlos.config.environment import SignOn
from nahtlos.organisations.models import Account, Membership
from tests.personas import Personas, acting_as
from tests.web.workspace.test_login import is_in

pytestmark = pytest.mark.django_db

KEY, OTHER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _n in range(2))
DOOR = "/anmelden/organisation/soz/"


class Provider:
    """Lets everybody in, and says of her what a test wants it to."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.key, self.asked = KEY, {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._say(provider.keys() if self.path == "/keys" else provider.about())

            def do_POST(self) -> None:
                sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self._say(provider.token({name: values[0] for name, values in sent.items()}))

            def _say(self, answer: dict[str, Any]) -> None:
                body = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_words: object) -> None:
                """Silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"

    def about(self) -> dict[str, Any]:
        paths = {"authorization_endpoint": "/in", "token_endpoint": "/token", "jwks_uri": "/keys"}
        return {"issuer": self.issuer} | {name: self.issuer + path for name, path in paths.items()}

    def keys(self) -> dict[str, Any]:
        return {
            "keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "1", "alg": "RS256"}]
        }

    def token(self, sent: dict[str, str]) -> dict[str, Any]:
        challenge = base64.urlsafe_b64encode(sha256(sent["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        assert (sent["client_secret"], challenge) == ("word", self.asked["code_challenge"])
        now = int(time.time())
        said = {"iss": self.issuer, "aud": "nahtlos", "sub": "7", "iat": now, "exp": now + 60}
        said |= {"nonce": self.asked["nonce"], "email": "soz@example.org", "email_verified": True} | self.claims
        return {"id_token": jwt.encode(said, self.key, "RS256", headers={"kid": "1"})}


@pytest.fixture
def provider(hochmosel: Personas, settings: Any) -> Iterator[Provider]:
    """The Sozialamt has a login of its own, which knows its clerk by her address."""
    made = Provider()
    threading.Thread(target=made.server.serve_forever, daemon=True).start()
    settings.SINGLE_SIGN_ON = {"soz": SignOn("soz", "Sozialamt Hochmosel", made.issuer, "nahtlos", "word")}
    for actor, address in ((hochmosel.soz, "soz@example.org"), (hochmosel.jc, "jc@example.org")):
        with acting_as(actor):
            Membership.objects.filter(pk=actor.membership.pk).update(email=address)
    yield made
    made.server.shutdown()
    made.server.server_close()


def come_through(provider: Provider, client: Client, **changed: str) -> int:
    """Away and back again; the status of the answer."""
    away = client.get(DOOR).url
    provider.asked = {name: values[0] for name, values in parse_qs(urlsplit(away).query).items()}
    return client.get(f"{DOOR}zurueck/", {"code": "x", "state": provider.asked["state"]} | changed).status_code


def test_somebody_who_works_there_comes_in_and_the_login_page_offers_it(provider: Provider) -> None:
    client = Client()
    assert DOOR in client.get("/anmelden/").content.decode()
    assert come_through(provider, client) == 302
    assert is_in(client)


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "nobody@example.org"},
        {"email": "jc@example.org"},  # works for another organisation
        {"email_verified": False},
        {"nonce": "of another login"},
        {"aud": "another program"},
        {"iss": "https://evil.example"},
        {"exp": 1},
    ],
    ids=lambda claims: next(iter(claims)),
)
def test_nobody_else_does_and_no_account_is_made(claims: dict[str, Any], provider: Provider) -> None:
    before, client = Account.objects.count(), Client()
    provider.claims = claims
    assert come_through(provider, client) == 403
    assert not is_in(client)
    assert Account.objects.count() == before


def test_what_is_signed_by_somebody_else_or_comes_back_to_another_browser_is_refused(provider: Provider) -> None:
    assert come_through(provider, Client(), state="made up") == 403
    assert Client().get(f"{DOOR}zurueck/", {"code": "x", "state": provider.asked["state"]}).status_code == 403
    provider.key = OTHER
    assert come_through(provider, Client()) == 403


def test_outside_the_demo_the_other_login_must_be_encrypted(provider: Provider, settings: Any) -> None:
    settings.DEMO = False
    assert Client().get(DOOR).status_code == 403
