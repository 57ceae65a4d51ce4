"""What every command promises: help with an example, one sentence when used wrongly, no installation made by mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from nahtlos.config.command import COMMANDS
from tests.config.commands.installation import call


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_every_command_shows_an_example(name: str) -> None:
    done = call(name, "--help")
    assert done.returncode == 0
    assert "example" in done.stdout
    assert f"nahtlos {name}" in done.stdout


def test_help_names_every_command() -> None:
    done = call("--help")
    assert done.returncode == 0
    assert all(f"  {name} " in done.stdout for name in COMMANDS)
    assert "example" in done.stdout


@pytest.mark.parametrize(
    "words", [[], ["fly"], ["db"], ["db", "fly"], ["import"], ["generate"], ["case", "show"], ["demo", "--port", "x"]]
)
def test_wrong_use_is_exit_code_2(words: list[str], tmp_path: Path) -> None:
    assert call(*words, NAHTLOS_DATA=str(tmp_path / "none")).returncode == 2
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["doctor"],
        ["db", "stop"],
        ["serve"],
        ["worker"],
        ["case", "show", "0190aaaa-0000-7000-8000-000000000000", "--as", "jc", "--purpose", "sgb_ii_task"],
        ["import", __file__, "--profile", "jobcenter", "--as", "jc"],
    ],
)
def test_a_slip_in_the_name_of_the_folder_makes_no_installation(words: list[str], tmp_path: Path) -> None:
    missing = tmp_path / "dta"
    done = call(*words, "--data", str(missing))
    assert done.returncode == 2
    assert str(missing) in done.stderr
    assert done.stderr.count("\n") == 1
    assert not missing.exists()


def test_reset_never_touches_a_folder_that_is_no_installation(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_text("precious")
    done = call("demo", "--reset", "--empty", "--no-serve", "--data", str(tmp_path))
    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


def test_generate_makes_the_same_files_for_the_same_seed(tmp_path: Path) -> None:
    def made(seed: int, where: str) -> dict[str, bytes]:
        words = ["--people", "8", "--seed", str(seed), "--as-of", "2016-09-30", "--out", str(tmp_path / where)]
        done = call("generate", "--district", "Landkreis Andersfeld", *words)
        assert done.returncode == 0, done.stderr
        assert "8 people" in done.stdout
        return {path.name: path.read_bytes() for path in (tmp_path / where).iterdir()}

    one, again, other = made(3, "one"), made(3, "again"), made(4, "other")
    lists = {"auslaenderbehoerde.xlsx", "sozialamt.csv", "arbeitsagentur.xlsx", "jobcenter.csv"}
    assert lists <= set(one)
    assert one == again
    assert all(one[name] != other[name] for name in lists)


@pytest.mark.parametrize(
    "words",
    [
        ["--people", "0", "--seed", "1"],
        ["--people", "5", "--seed", "1", "--as-of", "gestern"],
        ["--people", "5", "--seed", "1", "--as-of", "1999-01-01"],
        ["--people", "5", "--seed", "1", "--mess", "-1"],
        ["--people", "5", "--seed", "1", "--out", "/dev/null/lists"],
    ],
)
def test_generate_refuses_what_cannot_be_made(words: list[str], tmp_path: Path) -> None:
    done = call("generate", "--out", str(tmp_path / "out"), *words)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()
