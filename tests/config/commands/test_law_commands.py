"""Planned law in an installation, as an operator meets it: list, drill, switch on, roll back; nothing by mistake."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.config.commands.installation import Installation, call


def test_the_law_itself_is_asked_without_django() -> None:
    script = (
        "import sys; from nahtlos.config.command import main; code = main(['law', 'questions']);"
        "sys.exit(code or ('django' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_every_module_is_listed_as_off(installation: Installation) -> None:
    listed = json.loads(installation.run("law", "module", "list", "--json").stdout)
    assert {one["id"]: one["state"] for one in listed["modules"]} == dict.fromkeys(
        ["lrag", "grundsicherungsgeld", "geas", "ordinance_29b"], "disabled"
    )
    assert "+" not in listed["rules_version"]
    shown = installation.run("law", "module", "list").stdout
    assert "lrag" in shown
    assert "grundsicherungsgeld  off from 2026-07-01 (planned)" in shown


def test_prepared_switched_on_and_rolled_back_with_its_history(installation: Installation) -> None:
    installation.run("law", "module", "stage", "lrag", "--from", "2026-10-01", "--note", "as the press says")
    assert "prepared from 2026-10-01" in installation.run("law", "module", "list").stdout
    on = installation.run("law", "module", "enable", "lrag")
    assert "+lrag@2026-10-01" in on.stdout
    assert "answers renewed: 0 people" in on.stdout
    assert "so it is already" in installation.run("law", "module", "enable", "lrag").stdout
    assert "+" not in installation.run("law", "module", "disable", "lrag").stdout.replace("lrag", "")
    history = installation.run("law", "module", "show", "lrag").stdout
    assert [word for word in ("disabled", "enabled", "staged") if word in history] == ["disabled", "enabled", "staged"]
    assert "as the press says" in history


def test_a_drill_of_an_installation_without_people_counts_nobody(installation: Installation) -> None:
    done = installation.run("law", "drill", "lrag", "--on", "2026-10-01", "--json")
    assert json.loads(done.stdout)["people"] == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("module", "enable", "lrga", "--from", "2026-10-01"), "there is no module 'lrga'"),
        (("module", "enable", "ordinance_29b"), "name it with --from"),
        (("module", "enable"), "enable needs a module"),
        (("module", "list", "lrag"), "list needs no module"),
        (("drill", "lrga", "--on", "2026-10-01"), "there is no module 'lrga'"),
    ],
)
def test_a_slip_of_the_pen_changes_nothing(installation: Installation, words: tuple[str, ...], sentence: str) -> None:
    done = installation.run("law", *words, code=2)
    assert sentence in done.stderr
    assert done.stdout == ""


def test_a_drill_without_an_installation_says_so(tmp_path: object) -> None:
    done = call("law", "drill", "lrag", "--on", "2026-10-01", NAHTLOS_DATA=f"{tmp_path}/none")
    assert done.returncode == 2
    assert "There is no installation in" in done.stderr
