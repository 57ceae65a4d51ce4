"""`demo`, `db`, `doctor`, `case` and `import` on a real installation, called as programs."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from openpyxl import load_workbook

from tests.config.commands.installation import Installation
from tests.exchange.imports.offices import AZR, HIWOT, KUNDE, NAJIB, workbook

ABH = ("--profile", "auslaenderbehoerde", "--as", "abh")
JC = ("--profile", "jobcenter", "--as", "jc")
PEOPLE = ("people_person", "people_record", "cases_fact")
TYPES = {"auslaenderbehoerde", "sozialamt", "arbeitsagentur", "jobcenter", "jugendamt", "koordinierungsstelle",
         "migrationsberatung", "verein"}  # fmt: skip


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., str]:
    """`written(lines)` → the path of a list with these people."""

    def write(*lines: dict[str, str], name: str = "liste.xlsx") -> str:
        path = tmp_path / name
        path.write_bytes(workbook(lines))
        return str(path)

    return write


def test_accounts_are_for_their_owner_only_and_name_every_kind_of_office(installation: Installation) -> None:
    mode = (installation.folder / "accounts.json").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    logins = installation.accounts()
    assert {login["organisation_type"] for login in logins} == TYPES
    for login in logins:
        assert set(login) == {"username", "password", "name", "role", "organisation", "organisation_type"}
        assert all(login.values())
    assert len({login["password"] for login in logins}) == len(logins)
    assert len({login["username"] for login in logins}) == len(logins)
    assert [login["organisation"] for login in logins if login["username"] == "fremd"] == ["Jobcenter Fernau"]
    assert stat.S_IMODE((installation.folder / "instance.json").stat().st_mode) == 0o600


def test_an_empty_demo_has_offices_and_no_people(installation: Installation) -> None:
    with psycopg.connect(installation.url("owner")) as connection:
        (offices,) = connection.execute("select count(*) from organisations_organisation").fetchone() or (0,)
    assert offices >= len(TYPES)


def test_a_second_demo_keeps_what_is_there_and_another_scenario_is_refused(installation: Installation) -> None:
    before = installation.accounts()
    again = installation.run("demo", "--empty", "--no-serve", "--scenario", "2016")
    assert installation.accounts() == before
    assert before[0]["password"] in again.stdout
    for other in (["--empty"], ["--empty", "--scenario", "2025"], ["--scenario", "2016"]):
        refused = installation.run("demo", "--no-serve", *other, code=2)
        assert "--reset" in refused.stderr
    assert installation.accounts() == before


def test_both_roles_can_connect_and_only_the_owner_may_change_the_schema(installation: Installation) -> None:
    for role, user in (("app", "nt_app"), ("owner", "nt_owner")):
        with psycopg.connect(installation.url(role)) as connection:
            assert connection.execute("select current_user").fetchone() == (user,)
    with psycopg.connect(installation.url("app")) as connection:
        assert connection.execute("select count(*) from people_person").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("create table public.mine ()")


def test_the_doctor_finds_nothing_and_then_what_was_planted(installation: Installation) -> None:
    assert "0 violations" in installation.run("doctor").stdout
    with psycopg.connect(installation.url("owner"), autocommit=True) as owner:
        owner.execute("alter table people_person no force row level security")
        try:
            found = installation.run("doctor", code=1).stdout
            machine = json.loads(installation.run("doctor", "--json", code=1).stdout)
        finally:
            owner.execute("alter table people_person force row level security")
    assert "second-lock: people_person" in found
    assert machine["violations"][0]["what"] == "people_person"
    installation.run("doctor")


def test_a_dry_run_says_what_would_happen_and_writes_nothing_about_people(
    installation: Installation, written: Callable[..., str], tmp_path: Path
) -> None:
    before = installation.count(*PEOPLE, "exchange_importrow")
    out, book = tmp_path / "out.json", tmp_path / "out.xlsx"
    list_ = written({AZR: "150912000101", **NAJIB, "Familienname": "Trocken"})
    done = installation.run("import", list_, *ABH, "--dry-run", "--json", str(out), "--report", str(book))
    assert "created 1" in done.stdout
    report = json.loads(out.read_text(encoding="utf-8"))
    assert (report["file"], report["profile"]) == ("liste.xlsx", "auslaenderbehoerde")
    assert [row["outcome"] for row in report["rows"]] == ["not_a_person", "created"]
    sheet = load_workbook(book).active
    assert sheet is not None
    assert sheet.max_row == 3
    assert installation.count(*PEOPLE, "exchange_importrow") == before


def test_an_import_reports_every_row_and_tells_by_its_exit_code_whether_work_is_left(
    installation: Installation, written: Callable[..., str], tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    clean = {AZR: "150912000001", **NAJIB}
    nameless = {"Familienname": "", "Vornamen": "", "Geburtsdatum": "04.05.1990"}
    installation.run("import", written(clean), *ABH, "--json", str(out))
    first = json.loads(out.read_text(encoding="utf-8"))["rows"][1]
    installation.run("import", written(clean), *ABH, "--json", str(out))
    again = json.loads(out.read_text(encoding="utf-8"))["rows"][1]
    assert (first["outcome"], again["outcome"]) == ("created", "unchanged")
    assert first["person"] == again["person"] is not None
    done = installation.run("import", written(clean, nameless), *ABH, "--json", str(out), code=1)
    assert "refused 1" in done.stdout
    assert [row["outcome"] for row in json.loads(out.read_text(encoding="utf-8"))["rows"]][1:] == [
        "unchanged",
        "refused",
    ]
    installation.run("doctor")


def test_a_case_is_shown_to_who_takes_part_and_to_nobody_else(
    installation: Installation, written: Callable[..., str], tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    installation.run("import", written({AZR: "150912000002", **HIWOT}), *ABH, "--json", str(out))
    person = json.loads(out.read_text(encoding="utf-8"))["rows"][1]["person"]
    words = ("case", "show", person, "--json", "--as")
    shown = json.loads(installation.run(*words, "abh", "--purpose", "aufenthg_task").stdout)
    assert (shown["id"], shown["name"], shown["on"]) == (person, "Tesfay, Hiwot", "2016-09-30")
    assert shown["lead"]["organisation"]
    assert "Tesfay" in installation.run(*words[:3], "--as", "abh", "--purpose", "aufenthg_task").stdout
    for user, purpose in (("fremd", "sgb_ii_task"), ("verein", "volunteer_support")):
        refused = installation.run(*words, user, "--purpose", purpose, code=1)
        assert refused.stdout == ""
        assert refused.stderr.strip() == "There is no such case for you."
    unknown = installation.run("case", "show", "0190aaaa-0000-7000-8000-000000000000", *words[3:], "abh",
                               "--purpose", "aufenthg_task", code=1)  # fmt: skip
    assert unknown.stderr == refused.stderr
    for wrong in (["nobody", "--purpose", "aufenthg_task"], ["abh", "--purpose", "curiosity"],
                  ["abh", "--purpose", "aufenthg_task", "--on", "gestern"]):  # fmt: skip
        assert installation.run(*words, *wrong, code=2).stderr.count("\n") == 1
    installation.run("case", "show", "Tesfay", *words[3:], "abh", "--purpose", "aufenthg_task", code=2)


def test_handovers_are_for_their_two_sides_and_a_refusal_is_one_sentence(installation: Installation) -> None:
    assert isinstance(json.loads(installation.run("handover", "list", "--as", "abh", "--json").stdout), list)
    for words in (("accept", "AAAA-BBBB"), ("show", "0190aaaa-0000-7000-8000-000000000000")):
        refused = installation.run("handover", *words, "--as", "fremd", code=1)
        assert refused.stderr.strip() == "There is no such handover for you."
    installation.run("handover", "accept", "--as", "abh", code=2)


def test_wrong_use_of_import_is_one_sentence(
    installation: Installation, written: Callable[..., str], tmp_path: Path
) -> None:
    before = installation.count(*PEOPLE, "exchange_importrun")
    good = written({AZR: "150912000301", **NAJIB, "Familienname": "Falsch"})
    for words in (
        [good, "--profile", "jobcenter", "--as", "abh"],  # the list of another office
        [good, "--profile", "jobcenter", "--as", "ja"],  # an office without a list
        [good, "--profile", "auslaenderbehoerde", "--as", "nobody"],
        [str(tmp_path / "missing.xlsx"), *ABH],
        [str(tmp_path), *ABH],
        [good, *ABH, "--json", str(tmp_path / "no" / "such" / "folder.json")],
        [good, *ABH, "--report", str(tmp_path)],
        [written({"Farbe": "rot", "Größe": "12"}, name="farben.xlsx"), *ABH],
    ):
        sentence = installation.run("import", *words, code=2).stderr
        assert sentence.count("\n") == 1, words
        assert sentence.strip().endswith("."), words
    assert installation.count(*PEOPLE, "exchange_importrun") == before


def hostile(folder: Path) -> list[Path]:
    """Files nobody should have to fear."""
    paths = {
        name: folder / name for name in ("bomb.xlsx", "pdf.xlsx", "huge.csv", "nul.csv", "\udcff.xlsx", "empty.csv")
    }
    with zipfile.ZipFile(paths["bomb.xlsx"], "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _megabyte in range(300):
                part.write(b" " * 1024 * 1024)
    paths["pdf.xlsx"].write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    with paths["huge.csv"].open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    paths["nul.csv"].write_bytes(b"AZR-Nummer;Familienname;Vornamen\r\n1509;Qa\x00deri;Najib\r\n")
    paths["\udcff.xlsx"].write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    paths["empty.csv"].write_bytes(b"")
    return list(paths.values())


def test_hostile_files_get_one_sentence_and_leave_nothing_behind(installation: Installation, tmp_path: Path) -> None:
    before, files = installation.count(*PEOPLE, "exchange_importrun", "exchange_importrow"), installation.files()
    for path in hostile(tmp_path):
        done = installation.run("import", str(path), *ABH, code=2)
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1, path
        assert done.stderr.strip().endswith("."), path
    assert installation.count(*PEOPLE, "exchange_importrun", "exchange_importrow") == before
    assert installation.files() == files
    assert list(installation.scratch.iterdir()) == []


def test_characters_no_database_takes_are_no_reason_to_stop(
    installation: Installation, written: Callable[..., str]
) -> None:
    odd = {KUNDE: "543A100077", "Familienname": "Nobody", "Vornamen": "Else", "Geburtsdatum": "07.07.1977"}
    list_ = written({**odd, "Bemerkung": "x_x0000_y_xD800_z\u202e\u200b"}, name="a\u0301\t liste.xlsx")
    assert "created 1" in installation.run("import", list_, *JC).stdout
    installation.run("doctor")


def test_commands_find_the_folder_by_option_too(installation: Installation) -> None:
    by_option = installation.run("db", "url", "--data", str(installation.folder), NAHTLOS_TODAY="")
    assert by_option.stdout.strip() == installation.url()


def test_reset_throws_away_what_an_installation_made_and_nothing_else(installation: Installation) -> None:
    """The last test of this module: afterwards everything is new."""
    mine = installation.folder / "mine.txt"
    mine.write_text("not yours")
    before = installation.accounts()
    installation.run("demo", "--reset", "--empty", "--no-serve")
    assert mine.read_text() == "not yours"
    assert {login["password"] for login in installation.accounts()}.isdisjoint(login["password"] for login in before)
    assert installation.count("people_person") == {"people_person": 0}
    installation.run("doctor")
