"""What is said about programmes beside their gate is complete, in both languages, and the same from both sides."""

from datetime import date

from nahtlos import law
from nahtlos.law.catalogue import texts

ALL = {entry["code"]: entry for entry in law.programmes()}


def test_every_programme_says_who_decides_and_how_to_apply() -> None:
    details = {"programme.eq_54a.duration", "programme.agh_asylblg_5.allowance"}
    asked = {code for code in texts.questions() if code.startswith("programme.")}
    assert {entry["question"] for entry in ALL.values()} == asked - details
    authorities = {"arbeitsagentur", "jobcenter", "asylblg_authority", "ausbildungsfoerderung", "bamf"}
    for entry in ALL.values():
        assert set(entry["authority"].values()) <= authorities, entry["code"]
        assert entry["applicant"] in {"person", "employer", "nobody"}
        assert entry["apply"]["de"].endswith(".")
        assert entry["apply"]["en"].endswith(".")
        assert entry["norm"]


def test_programmes_exclude_each_other_in_both_directions() -> None:
    for code, entry in ALL.items():
        for excluded in entry["excludes"]:
            other = ALL[excluded["programme"]]
            assert {**excluded, "programme": code} in other["excludes"]
            assert excluded["norm"]


def test_further_training_moved_to_the_agency_for_people_under_sgb_ii() -> None:
    def decides(on: date) -> str:
        [entry] = [entry for entry in law.programmes(on=on) if entry["code"] == "fbw_81"]
        return entry["authority"]["under_sgb_ii"]  # type: ignore[no-any-return]

    assert decides(date(2024, 12, 31)) == "jobcenter"
    assert decides(date(2025, 1, 1)) == "arbeitsagentur"


def test_bafoeg_and_bab_are_never_granted_together() -> None:
    assert {row["programme"] for row in ALL["bafoeg_8"]["excludes"]} == {"bab_56", "fbw_81"}
