"""The texts of this version of the program stand in the database, each once and never changed."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import Any

import yaml

from nahtlos.core.migrate import OWNER_ALIAS
from nahtlos.grants.models import ConsentText

GERMAN = "de"
NOT_TEXTS = frozenset({"version", "valid_from", "reviewed"})


class TextWasChanged(Exception):
    """A text that people may have signed reads differently now: other words need another version."""


def load_texts() -> int:
    """Add what is new; returns how many. Raises TextWasChanged. The owner writes; the application only reads."""
    known = {
        (one.purpose, one.version, one.language): one.sha256 for one in ConsentText.objects.using(OWNER_ALIAS).all()
    }
    new = []
    for text in _texts():
        before = known.get((text.purpose, text.version, text.language))
        if before is None:
            new.append(text)
        elif before != text.sha256:
            raise TextWasChanged(f"{text} is not the text that was signed; give it another version")
    ConsentText.objects.using(OWNER_ALIAS).bulk_create(new)
    return len(new)


def _texts() -> list[ConsentText]:
    folder = files("nahtlos.grants").joinpath("texts")
    found = []
    for path in sorted((one for one in folder.iterdir() if one.name.endswith(".yaml")), key=lambda one: one.name):
        plan: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        for purpose in sorted(set(plan) - NOT_TEXTS):
            found += [
                ConsentText(
                    purpose=purpose,
                    version=plan["version"],
                    language=language,
                    text=words,
                    sha256=hashlib.sha256(words.encode()).hexdigest(),
                    valid_from=plan["valid_from"],
                    is_reviewed=language in plan["reviewed"],
                )
                for language, words in plan[purpose].items()
            ]
    return found
