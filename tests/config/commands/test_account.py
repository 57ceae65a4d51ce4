"""`nahtlos account`: the operator lets the first administrator in, and ends somebody's work at once."""

from __future__ import annotations

import re

from tests.config.commands.installation import Installation


def test_an_administrator_is_invited_and_a_colleague_is_out_at_once(installation: Installation) -> None:
    office = "Jugendamt Landkreis Hochmosel"
    link = installation.run(
        "account", "invite", "--organisation", office, "--role", "administrator", "--email", "a@example.org"
    )
    assert re.match(r"http://\S+/einladung/[\w-]{40,}/\n", link.stdout)
    refused = installation.run(
        "account", "invite", "--organisation", office, "--role", "volunteer", "--email", "a@example.org", code=2
    )
    assert "Choose a role from clerk" in refused.stderr
    assert (
        "there is no organisation" in installation.run("account", "list", "--organisation", "X", code=2).stderr.lower()
    )
    installation.run("account", "deactivate", "aa2")
    there = installation.run("account", "list").stdout
    assert re.search(r"^aa +clerk", there, re.M)
    assert not re.search(r"^aa2 ", there, re.M)
    installation.run("account", "deactivate", "aa2", code=2)
    installation.run("doctor")
