"""Colleagues: inviting them, where they sit, their role, their absence, and who takes over when they go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from nahtlos.organisations.enums import Role
from nahtlos.organisations.models import Membership, Unit
from nahtlos.web.workspace.forms.choices import PLEASE
from nahtlos.web.workspace.words.roles import ROLES

_NOBODY = ("", _("nobody"))


class RoleForm(forms.Form):
    """A role of those an organisation of this kind has."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: Iterable[Role], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [(one.value, f"{one.label}: {ROLES[one].does}") for one in roles]  # type: ignore[attr-defined]


class InvitationForm(RoleForm):
    """Whom, as what, into which team."""

    field_order = ("email", "role", "unit")
    email = forms.EmailField(label=_("E-mail address at work"))
    unit = forms.TypedChoiceField(label=_("Team"), coerce=UUID, required=False, empty_value=None)

    def __init__(self, *args: Any, units: Iterable[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = _teams(units)  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """Where and how a colleague is reached."""

    unit = forms.TypedChoiceField(label=_("Team"), coerce=UUID, required=False, empty_value=None)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    room = forms.CharField(label=_("Room"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail address at work"), required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = _teams(units)  # type: ignore[attr-defined]


class AbsenceForm(forms.Form):
    """Both days empty: she is here."""

    start = forms.DateField(label=_("First day of absence"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("Back on"), required=False, widget=forms.DateInput({"type": "date"}))
    substitute = forms.TypedChoiceField(label=_("Stands in"), coerce=UUID, required=False, empty_value=None)

    def __init__(self, *args: Any, others: Iterable[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["substitute"].choices = [_NOBODY, *_people(others)]  # type: ignore[attr-defined]


class LeavingForm(forms.Form):
    """One successor for all cases, or one per team."""

    everybody = forms.TypedChoiceField(
        label=_("Successor for all cases"), coerce=UUID, required=False, empty_value=None
    )

    def __init__(
        self, *args: Any, teams: Mapping[UUID | None, str], others: Sequence[Membership], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.teams = teams if len(teams) > 1 else {}
        self.fields["everybody"].choices = [PLEASE, *_people(others)]  # type: ignore[attr-defined]
        for unit, label in self.teams.items():
            self.fields[f"unit_{unit}"] = forms.TypedChoiceField(
                label=label,
                choices=[("", _("as above")), *_people(others)],
                coerce=UUID,
                required=False,
                empty_value=None,
            )
        if not teams:
            del self.fields["everybody"]

    def successors(self, named: Iterable[UUID | None]) -> dict[UUID | None, UUID]:
        """Who takes over the cases of each team; teams nobody was chosen for are missing."""
        chosen = {unit: self.cleaned_data.get(f"unit_{unit}") or self.cleaned_data.get("everybody") for unit in named}
        return {unit: successor for unit, successor in chosen.items() if successor}


class UnitForm(forms.Form):
    """One more team."""

    name = forms.CharField(label=_("Name of the team"), max_length=120)


class PasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least twelve characters; a sentence is easy to remember"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"), widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"])
        return str(self.cleaned_data["password"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        return cleaned


class JoiningForm(PasswordForm):
    """Who takes an invitation says who she is."""

    field_order = ("username", "name", "phone", "password", "again")
    username = forms.RegexField(
        r"^[\w.@+-]{2,80}$", label=_("User name"), help_text=_("With it you log in: letters, digits, . @ + - _")
    )
    name = forms.CharField(label=_("First and last name"), max_length=120)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)


def _teams(units: Iterable[Unit]) -> list[tuple[str, Any]]:
    return [("", _("no team")), *((str(unit.id), unit.name) for unit in units)]


def _people(members: Iterable[Membership]) -> list[tuple[str, str]]:
    return [(str(one.id), one.account.name) for one in members]
