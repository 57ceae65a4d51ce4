"""axe-core on the page at hand: no violation of WCAG 2.2 A and AA, and nothing that has to be scrolled sideways."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """What axe finds, as one line each. Runs through the debugging protocol, so the page keeps its own strict policy."""
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    run = f"axe.run({{runOnly: {json.dumps(RULES)}}}).then((result) => JSON.stringify(result.violations))"
    answer = session.send("Runtime.evaluate", {"expression": run, "awaitPromise": True, "returnByValue": True})
    session.detach()
    found = json.loads(answer["result"]["value"])
    lines = [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        lines.append("the page is wider than the window")
    return lines
