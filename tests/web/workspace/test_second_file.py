"""After a decision in the queue the second file of the same person is one click away, with a preview and a way back."""

from __future__ import annotations

import html
import re
from datetime import date
from uuid import UUID

from django.urls import reverse

from nahtlos.people.models import Person
from tests.cases.files import open_file, person
from tests.exchange.imports.offices import KUNDE, NAJIB, bring, people_rows
from tests.personas import Personas, acting_as
from tests.web.workspace.conftest import Browser


def merged_into(hochmosel: Personas, gone: UUID) -> UUID | None:
    with acting_as(hochmosel.jc):
        return Person.objects.get(id=gone).merged_into_id


def test_the_second_file_is_offered_compared_merged_and_given_back(browser: Browser, hochmosel: Personas) -> None:
    by, clerk = hochmosel.jc, browser("jc")
    with acting_as(by):
        one, other = (
            open_file(by, person("Qaderi", given, date(1991, 3, 14), sex="m", nationalities=("AF",)))
            for given in ("Najibullah", "Najib Ullah")
        )
    row = people_rows(by, bring(by, [{KUNDE: "543A100001", **NAJIB}]))[0]
    page = clerk.post(reverse("queue_row", args=[row.id]), {"person": str(one)}, follow=True).content.decode()
    assert "may be the same person" in page
    (offer,) = re.findall(rf'href="(/faelle/{one}/zusammenfuehren/[^"]*)"', page)
    preview = clerk.get(html.unescape(offer)).content.decode()
    assert "What speaks for one person" in preview
    assert preview.count("Najib") > 2
    assert merged_into(hochmosel, other) is None
    done = clerk.post(html.unescape(offer), {"other": str(other), "next": reverse("queue")})
    assert done.url == reverse("queue")  # type: ignore[attr-defined]
    assert merged_into(hochmosel, other) == one
    news = clerk.session["news"][-1]
    clerk.post(news["undo"], dict(news["fields"]))
    assert merged_into(hochmosel, other) is None
