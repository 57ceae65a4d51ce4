"""`nahtlos handover`: listed, shown, accepted and declined in somebody's name, as on the pages."""

from __future__ import annotations

import json
from contextlib import nullcontext
from typing import Any

import pytest

from nahtlos.config import instance
from nahtlos.config.command import Refused
from nahtlos.config.commands import handover
from nahtlos.handovers.enums import Act, Kind
from nahtlos.handovers.machines import MACHINES
from nahtlos.handovers.models import Transfer
from tests.handovers.conftest import hers, proposed
from tests.personas import Personas

__all__ = ["hers", "proposed"]


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """`say("list", "--as", "jc")`: the command on the database of the tests; what it printed."""
    monkeypatch.setattr(instance, "opened", lambda *_a, **_k: nullcontext())
    monkeypatch.setattr(handover, "start_django", lambda: None)

    def said(*words: str) -> str:
        assert handover.main(list(words)) == 0
        return capsys.readouterr().out

    return said


def _refused(say: Any, code: int, *words: str) -> str:
    with pytest.raises(Refused) as refused:
        say(*words)
    assert refused.value.code == code, words
    return str(refused.value)


@pytest.mark.django_db
def test_the_receiver_lists_shows_and_accepts(say: Any, hochmosel: Personas, proposed: Transfer) -> None:
    jc = hochmosel.jc.membership.account.username
    listed = say("list", "--as", jc)
    assert f"{proposed.reference}  handover requested" in listed
    (one,) = json.loads(say("list", "--as", jc, "--json"))
    assert (one["id"], one["person"]) == (str(proposed.id), None)
    shown = say("show", proposed.reference.lower(), "--as", jc)
    assert "Zzyxcanary" not in shown
    assert "request  nahtlos" in shown
    done = json.loads(say("accept", proposed.reference, "--as", jc, "--json"))
    assert done["state"] in ("accepted", "completed")
    assert done["person"] == str(proposed.case.person_id)
    assert "accept" in [step["act"] for step in done["steps"]]
    assert "not possible" in _refused(say, 1, "accept", proposed.reference, "--as", jc)


@pytest.mark.django_db
def test_who_is_not_responsible_names_the_office_that_is(say: Any, hochmosel: Personas, proposed: Transfer) -> None:
    jc, ja = hochmosel.jc.membership.account.username, hochmosel.ja.membership.account.username
    call = ("reject", proposed.reference, "--as", jc)
    assert "incomplete" in _refused(say, 2, *call)
    assert "--responsible" in _refused(say, 2, *call, "--reason", "not_responsible")
    assert "jugend" in _refused(say, 2, *call, "--reason", "not_responsible", "--responsible", "jugend")
    say(*call, "--reason", "not_responsible", "--responsible", "jugendamt", "--json")
    (forwarded,) = json.loads(say("list", "--as", ja, "--json"))
    assert forwarded["state"] == "requested"


@pytest.mark.django_db
def test_wrong_calls_end_with_two_and_strangers_find_nothing(
    say: Any, hochmosel: Personas, proposed: Transfer, capsys: pytest.CaptureFixture[str]
) -> None:
    jc, soz = hochmosel.jc.membership.account.username, hochmosel.soz.membership.account.username
    _refused(say, 2, "show", "--as", jc)
    _refused(say, 2, "accept", proposed.reference, "--as", jc, "--contact", soz)
    assert "other side" in _refused(say, 1, "accept", proposed.reference, "--as", soz)
    stranger = hochmosel.fremd.membership.account.username
    assert "no such handover" in _refused(say, 1, "show", proposed.reference, "--as", stranger)
    with pytest.raises(SystemExit) as wrong:
        handover.main(["reject", proposed.reference, "--as", jc, "--reason", "because"])
    assert wrong.value.code == 2
    with pytest.raises(SystemExit):
        handover.main(["--help"])
    assert "example: nahtlos handover accept" in capsys.readouterr().out


def test_the_reasons_are_those_of_the_tables() -> None:
    tables = [step.reasons for kind in Kind for step in MACHINES[kind] if step.act == Act.REJECT]
    assert all(tuple(reason.value for reason in reasons) == handover.REASONS for reasons in tables)
