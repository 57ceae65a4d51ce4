"""The form renderer: whoever makes a mistake is led to it, with eyes, keyboard or screen reader."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test import SimpleTestCase
from django.utils.translation import override

from nahtlos.web.components.fields import DayField
from nahtlos.web.components.forms import KernRenderer


class Sample(forms.Form):
    default_renderer = KernRenderer()

    status = forms.ChoiceField(choices=[("a", "A")], help_text="Which one")
    day = DayField()
    source = forms.ChoiceField(choices=[("1", "One"), ("2", "Two")], widget=forms.RadioSelect, help_text="Choose")
    languages = forms.MultipleChoiceField(choices=[("ar", "Arabic")], widget=forms.CheckboxSelectMultiple)
    seen = forms.BooleanField(help_text="The original")
    note = forms.CharField(required=False, widget=forms.Textarea)
    file = forms.FileField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


def _html(data: dict[str, str] | None) -> str:
    with override("en"):
        return str(Sample(data))


def _ids(html: str) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', html)


def test_every_control_has_a_label_that_points_at_it() -> None:
    html = _html(None)
    ids = _ids(html)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'\bfor="([^"]+)"', html))
    controls = re.findall(r'<(?:input|select|textarea)\b(?![^>]*type="hidden")[^>]*\bid="([^"]+)"', html)
    assert set(controls) <= targets <= set(ids)


def test_the_error_summary_leads_to_each_mistake() -> None:
    html = _html({"day": "31.02.2024"})
    links = re.findall(r'href="#([^"]+)"', html)
    assert {"id_status", "id_day", "id_source_0", "id_languages_0", "id_seen"} == set(links)
    assert set(links) <= set(_ids(html))
    assert "31.02.2024" in html  # what was typed is kept


def test_hints_and_errors_are_tied_to_their_control() -> None:
    html = _html({})
    described = re.findall(r'aria-describedby="([^"]+)"', html)
    assert len(described) == 5
    assert {name for group in described for name in group.split()} <= set(_ids(html))


def test_hidden_mistakes_are_not_swallowed() -> None:
    assert "Enter a whole number" in _html({"version": "x"})


def test_hostile_values_are_escaped() -> None:
    html = _html({"note": '"><script>alert(1)</script>', "day": "<b>"})
    assert "<script>" not in html
    assert "<b>" not in html


def test_radio_and_checkbox_look_like_themselves() -> None:
    html = _html(None)
    assert re.search(r'type="radio"[^>]*kern-form-check__radio"', html)
    assert re.search(r'type="checkbox" name="languages"[^>]*kern-form-check__checkbox"', html)


class Choice(forms.Form):
    state = forms.ChoiceField(
        required=False,
        choices=[
            ("", '<all> & "more"'),
            ("SY", "Syria"),
            ('<x y="">', "Hostile"),
            ("Others", [("1", "One"), ("2", "Two")]),
        ],
    )


@pytest.mark.parametrize("chosen", ["SY", "", '<x y="">', "2", "nobody offers this"])
def test_a_select_is_what_django_would_make_of_it(chosen: str) -> None:
    """It is put together by hand because it is quicker, not because it says anything else."""
    ours, djangos = (
        str(Choice({"state": chosen}, renderer=renderer)["state"]) for renderer in (KernRenderer(), DjangoTemplates())
    )
    ours = ours.replace(' class="kern-form-input__select kern-form-input__select--error"', "")
    assert_html = SimpleTestCase().assertHTMLEqual
    assert_html(ours.replace(' class="kern-form-input__select"', ""), djangos)
    assert "<all>" not in ours
