"""What somebody searched for, kept in her session: a name never stands in an address, a history of pages or a log.

The address of the found people carries a short random word instead, so that Back and Reload work as everywhere.
"""

from __future__ import annotations

import secrets

from django.http import HttpRequest

KEY = "searches"
#: So many of the latest searches can be gone back to.
KEPT = 10
_LONGEST = 200


def remember(request: HttpRequest, text: str) -> str:
    """The word under which this session finds the text again."""
    word = secrets.token_hex(6)
    latest = list(request.session.get(KEY, {}).items())[-(KEPT - 1) :]
    request.session[KEY] = dict([*latest, (word, text[:_LONGEST])])
    return word


def recall(request: HttpRequest, word: str) -> str:
    """What was searched for; empty when this session does not know the word (any more)."""
    return str(request.session.get(KEY, {}).get(word, ""))
