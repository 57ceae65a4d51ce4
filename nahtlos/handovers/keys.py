"""Secrets of links, codes of letters and PINs: made here, shown once, kept as fingerprints only."""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import salted_hmac

#: Read out and typed without doubt.
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
#: 16 signs of 32: 80 bits, which nobody guesses through a door that counts.
_GROUPS, _GROUP = 4, 4


def new_secret() -> str:
    """For the address of a link: 256 bits."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """For a letter: `K7QM-…`."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def new_pin() -> str:
    """Six digits, to be read out on the telephone."""
    return f"{secrets.randbelow(1_000_000):06}"


def as_typed(code: str) -> str:
    """A code of a letter as it was printed, however it was typed."""
    signs = "".join(sign for sign in code.upper() if sign in _SIGNS)
    return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))


def fingerprint(secret: str) -> str:
    """What is kept of a secret: whoever reads the database cannot try codes against it without the key of the house."""
    return salted_hmac("nahtlos.handovers.link", secret, algorithm="sha256").hexdigest()


def sealed(pin: str) -> str:
    """What is kept of a PIN."""
    return make_password(pin)


def opens(pin: str, kept: str) -> bool:
    """Whether this is the PIN."""
    return check_password("".join(sign for sign in pin if sign.isdigit()), kept)
