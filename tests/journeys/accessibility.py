"""axe-core on the page at hand: no violation of WCAG 2.2 A and AA, and nothing that has to be scrolled sideways."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: The shapes a page is looked at in; between light and dark nothing changes but colours.
SHAPES = [
    ("narrow and dark", 320, "dark", ["color-contrast"]),
    ("narrow", 320, "light", RULES),
    ("dark", 1280, "dark", ["color-contrast"]),
    ("wide", 1280, "light", RULES),
]


def violations(page: Page) -> list[str]:
    """What axe finds, as one line each: in a wide and in a narrow window, and whatever concerns colours in the dark, too.

    Runs through the debugging protocol, so the page keeps its own strict policy. The page is left wide and light.
    """
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    found = []
    for name, width, scheme, rules in SHAPES:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 800})
        run = f"axe.run({{runOnly: {json.dumps(rules)}}}).then((result) => JSON.stringify(result.violations))"
        answer = session.send("Runtime.evaluate", {"expression": run, "awaitPromise": True, "returnByValue": True})
        result = json.loads(answer["result"]["value"])
        found += [f"{name}: {one['id']}: {node['html'][:160]}" for one in result for node in one["nodes"]]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{name}: the page is wider than the window")
    session.detach()
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
    return found
