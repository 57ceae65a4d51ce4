"""Builds what the pages need from third parties: KERN UX, htmx, the font, and the compiled translations.

    python tools/assets/build.py          builds when something changed; a second run is instant
    python tools/assets/build.py --force  builds anyway

Result: nahtlos/web/components/static/vendor/ and nahtlos/locale/*/LC_MESSAGES/django.mo. Neither is kept in the repository.
Exit codes: 0 built or nothing to do, 1 something is missing (one sentence says what).
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import messages
import node

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "nahtlos" / "web"
VENDOR = WEB / "components" / "static" / "vendor"
MODULES = ROOT / "node_modules"
STAMP = VENDOR / "stamp"

#: Fira Sans is the font of KERN; these are the weights and alphabets the pages use.
FONT_WEIGHTS = (400, 600)
FONT_ALPHABETS = {
    "cyrillic-ext": "U+0460-052F,U+1C80-1C8A,U+20B4,U+2DE0-2DFF,U+A640-A69F,U+FE2E-FE2F",
    "cyrillic": "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116",
    "latin-ext": "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,"
    "U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,"
    "U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
}
#: Alphabets that PDFs need beyond those Typst brings along; as whole fonts, because Typst reads no parts of one.
PRINT_FONTS = ("noto-sans-arabic", "noto-sans-ethiopic")
PRINT_WEIGHTS = ("400Regular", "700Bold")
LICENCES = {
    "noto-sans-arabic.txt": "@expo-google-fonts/noto-sans-arabic/LICENSE_FONT",
    "noto-sans-ethiopic.txt": "@expo-google-fonts/noto-sans-ethiopic/LICENSE_FONT",
    "kern-ux.txt": "@kern-ux/native/LICENSE.md",
    "htmx.txt": "htmx.org/LICENSE",
    "fira-sans.txt": "@fontsource/fira-sans/LICENSE",
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Builds the assets of the pages.", epilog="Example: build.py --force")
    parser.add_argument("--force", action="store_true", help="build even when nothing changed")
    force = parser.parse_args().force
    stamp = fingerprint()
    if not force and STAMP.exists() and STAMP.read_text(encoding="utf-8") == stamp and messages.compiled(ROOT):
        return 0
    try:
        build(stamp)
    except (node.Missing, messages.BadCatalogue) as problem:
        print(f"The assets could not be built. {problem}", file=sys.stderr)
        return 1
    return 0


def build(stamp: str) -> None:
    """Installs, trims and copies into a new folder, which replaces the old one in the end."""
    tools = node.find()
    _install(tools)
    VENDOR.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".vendor-", dir=VENDOR.parent))
    try:
        trim = Path(__file__).with_name("trim.mjs")
        source = MODULES / "@kern-ux" / "native" / "dist" / "kern.min.css"
        node.run([*tools.node, str(trim), str(source), str(draft), str(WEB)], ROOT)
        shutil.copy(MODULES / "htmx.org" / "dist" / "htmx.min.js", draft / "htmx.js")
        _fonts(draft)
        _licences(draft)
        messages.compile_all(ROOT)
        (draft / "stamp").write_text(stamp, encoding="utf-8")
        draft.chmod(0o755)
        shutil.rmtree(VENDOR, ignore_errors=True)
        draft.rename(VENDOR)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def fingerprint() -> str:
    """Changes when anything changes that the result depends on."""
    digest = hashlib.sha256()
    for path in sorted(_inputs()):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _inputs() -> Iterator[Path]:
    yield ROOT / "package-lock.json"
    yield from messages.folder(ROOT).glob("*/LC_MESSAGES/*.po")
    yield from Path(__file__).parent.glob("*.py")
    yield from Path(__file__).parent.glob("*.mjs")
    for pattern in ("*.html", "*.py", "*.css"):
        yield from (path for path in WEB.rglob(pattern) if "vendor" not in path.parts)


def _install(tools: node.Node) -> None:
    """`npm ci` once for each state of the lock file."""
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    mark = MODULES / ".lock-sha256"
    if mark.exists() and mark.read_text(encoding="utf-8") == lock:
        return
    node.run([*tools.npm, "ci", "--ignore-scripts"], ROOT)
    mark.write_text(lock, encoding="utf-8")


def _fonts(draft: Path) -> None:
    folder = draft / "fonts"
    folder.mkdir()
    rules = []
    for weight in FONT_WEIGHTS:
        for alphabet, characters in FONT_ALPHABETS.items():
            name = f"fira-sans-{alphabet}-{weight}-normal.woff2"
            shutil.copy(MODULES / "@fontsource" / "fira-sans" / "files" / name, folder / name)
            rules.append(
                f'@font-face{{font-family:"Fira Sans";font-style:normal;font-weight:{weight};font-display:swap;'
                f'src:url("fonts/{name}") format("woff2");unicode-range:{characters}}}\n'
            )
    (draft / "fonts.css").write_text("".join(rules), encoding="utf-8")
    for family in PRINT_FONTS:
        for weight in PRINT_WEIGHTS:
            for font in (MODULES / "@expo-google-fonts" / family / weight).glob("*.ttf"):
                shutil.copy(font, folder / font.name)


def _licences(draft: Path) -> None:
    folder = draft / "licences"
    folder.mkdir()
    for name, source in LICENCES.items():
        shutil.copy(MODULES / source, folder / name)


if __name__ == "__main__":
    raise SystemExit(main())
