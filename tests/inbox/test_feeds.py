"""A calendar shows what and when, never who, and dies with its owner's right."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nahtlos.inbox.feeds import as_ics, list_feeds, make_feed, revoke_feed
from nahtlos.inbox.models import Feed
from nahtlos.organisations import actor as actors
from tests.cases.files import TODAY, asylum_seeker, listed
from tests.personas import Personas, acting_as

pytestmark = pytest.mark.django_db


def test_f16_d7_a_calendar_has_no_names_and_dies_when_revoked_or_when_its_owner_leaves(
    hochmosel: Personas, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting_as(hochmosel.abh):
        listed(hochmosel.abh, asylum_seeker("Zzyxcanary"))
    by = hochmosel.aa
    with acting_as(by):
        secret = make_feed(by=by, is_team=True)
        assert secret not in str(Feed.objects.values().get())
        (feed,) = list_feeds(by)
    address = reverse("calendar", args=[secret])
    text = client.get(address).content.decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") >= 1
    assert "Zzyxcanary" not in text
    assert "Amira" not in text
    with acting_as(hochmosel.fremd):
        assert not Feed.objects.exists()
        with pytest.raises(Feed.DoesNotExist):
            revoke_feed(by=hochmosel.fremd, feed_id=feed.id)
    with monkeypatch.context() as left:
        left.setattr(actors, "memberships_of", lambda account: [])
        assert client.get(address).status_code == 404
    assert client.get(address).status_code == 200
    with acting_as(by):
        revoke_feed(by=by, feed_id=feed.id)
    assert client.get(address).status_code == 404
    assert client.get(reverse("calendar", args=["made-up"])).status_code == 404


def test_long_lines_are_folded_without_cutting_a_character() -> None:
    title = "Ä; b, c\\d " * 12
    lines = as_ics("x", [("k", TODAY, title, "/")]).split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    joined = "\r\n".join(lines).replace("\r\n ", "")
    escaped: Any = title.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"SUMMARY:{escaped}" in joined
