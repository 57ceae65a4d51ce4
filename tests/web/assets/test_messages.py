"""German is the first language of the workspace: no text may fall back to English."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]


def _module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("asset_messages", ROOT / "tools" / "assets" / "messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


messages = _module()


@pytest.fixture(scope="module")
def german() -> dict[tuple[str | None, object], object]:
    catalogue = messages.read(messages.folder(ROOT) / "de" / "LC_MESSAGES" / "django.po")
    return {(entry.context, entry.id): entry.string for entry in catalogue if entry.id}


def test_every_text_has_a_german_translation(german: dict[tuple[str | None, object], object]) -> None:
    missing = [key for key in messages.used(ROOT) if not _filled(german.get(key))]
    assert missing == []


def _filled(text: object) -> bool:
    return all(text) if isinstance(text, tuple) else bool(text)


def test_placeholders_are_the_same_in_both_languages(german: dict[tuple[str | None, object], object]) -> None:
    for (_context, source), translation in german.items():
        originals = source if isinstance(source, tuple) else (source,)
        allowed = {name for text in originals for name in _placeholders(text)}
        for text in translation if isinstance(translation, tuple) else (translation,):
            assert _placeholders(text) <= allowed, source
            if not isinstance(source, tuple):
                assert _placeholders(text) == allowed, source


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text))


def test_german_texts_neither_shout_nor_speak_informally(german: dict[tuple[str | None, object], object]) -> None:
    for translation in german.values():
        for text in translation if isinstance(translation, tuple) else (translation,):
            assert "!" not in text, text
            assert not re.search(r"\b([Dd]u|[Dd]ein(e[rnms]?)?|[Dd]ich|[Dd]ir)\b", text), text


def test_texts_of_templates_are_found_with_quotes_plurals_and_contexts(tmp_path: Path) -> None:
    package = tmp_path / "nahtlos"
    package.mkdir()
    (package / "page.html").write_text(
        '{% load i18n %}<p title="{% translate "It\'s (here)" %}">{% translate "open" context "door" %}</p>\n'
        "{% blocktranslate count n=n %}{{ n }} file{% plural %}{{ n }} files{% endblocktranslate %}",
        encoding="utf-8",
    )
    assert set(messages.used(tmp_path)) == {
        (None, "It's (here)"),
        ("door", "open"),
        (None, ("%(n)s file", "%(n)s files")),
    }


def test_a_broken_catalogue_is_refused_with_its_name(tmp_path: Path) -> None:
    path = messages.folder(tmp_path) / "de" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text('nonsense "a"\n', encoding="utf-8")
    with pytest.raises(messages.BadCatalogue, match=r"django\.po"):
        messages.compile_all(tmp_path)
