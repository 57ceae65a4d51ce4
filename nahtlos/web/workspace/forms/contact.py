"""How she wants to be met, her further names, and who answers for her here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nahtlos.linkage.identity import Spelling
from nahtlos.organisations.models import Membership
from nahtlos.people.enums import NameKind
from nahtlos.people.models import ContactWish
from nahtlos.web.workspace.forms.choices import PLEASE, languages
from nahtlos.web.workspace.forms.names import NameField
from nahtlos.web.workspace.words.wishes import MEETS, REACHED

_LARGEST = 10_000
_NEEDED = {"": None, "yes": True, "no": False}


def _any_script(**attributes: str) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", **attributes})


class OpenedWithField(forms.JSONField):
    """What the page wrote into its own form. Whatever else is sent counts as nothing."""

    def to_python(self, value: Any) -> Any:
        """The entries, or None; too deep, too long and no JSON are all the same."""
        try:
            return super().to_python(value) if len(str(value)) <= _LARGEST else None
        except (ValueError, RecursionError, forms.ValidationError):
            return None

    def bound_data(self, data: Any, initial: Any) -> Any:
        """The same for the form that is shown again."""
        return self.to_python(data)


class SharedForm(forms.Form):
    """Entries that others change as well: the form carries what it showed when it was opened."""

    base = OpenedWithField(widget=forms.HiddenInput, required=False)

    def opened_with(self) -> dict[str, Any] | None:
        """What it showed then; None when it does not say."""
        said = self.cleaned_data.get("base")
        return said if isinstance(said, dict) else None


class ContactWishForm(SharedForm):
    """Everything may stay open; the whole wish is replaced."""

    interpreter = forms.ChoiceField(
        label=_("Is an interpreter needed?"),
        choices=[("yes", _("yes")), ("no", _("no")), ("", _("not known"))],
        widget=forms.RadioSelect,
        required=False,
    )
    interpreter_language = forms.ChoiceField(label=_("Language of the interpreter"), required=False)
    prefers_contact_with = forms.ChoiceField(
        label=_("With whom does she prefer to speak?"),
        choices=[("", _("no wish known")), *MEETS.items()],
        required=False,
    )
    preferred_channel = forms.ChoiceField(
        label=_("How is she best reached?"), choices=[("", _("no wish known")), *REACHED.items()], required=False
    )
    note = forms.CharField(
        label=_("What everybody who meets her should know"),
        max_length=300,
        required=False,
        help_text=_("Only what helps at the meeting, no diagnoses"),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["interpreter_language"].choices = [("", _("not known")), *languages()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("interpreter_language") and cleaned.get("interpreter") != "yes":
            self.add_error("interpreter", gettext("A language is chosen: is an interpreter needed?"))
        return cleaned

    def wish(self) -> dict[str, Any]:
        """The words of `set_contact_wish`."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "base"}
        return {"interpreter_needed": _NEEDED[data.pop("interpreter")], **data}

    @classmethod
    def initial_of(cls, wish: ContactWish | None) -> dict[str, str]:
        """What the form shows; all empty when nothing was noted."""
        names = [name for name in cls.base_fields if name != "base"]
        if wish is None:
            return dict.fromkeys(names, "")
        needed = next(word for word, meant in _NEEDED.items() if meant is wish.interpreter_needed)
        return {"interpreter": needed} | {name: getattr(wish, name) for name in names if name != "interpreter"}


class NameForm(forms.Form):
    """One more of her names. Spellings are collected, so that she is found by each."""

    kind = forms.ChoiceField(
        label=_("Which name is it?"),
        choices=[
            choice
            for choice in NameKind.choices
            if choice[0] in (NameKind.SPOKEN, NameKind.ORIGINAL_SCRIPT, NameKind.MAIDEN, NameKind.ALIAS)
        ],
        widget=forms.RadioSelect,
    )
    family = NameField(label=_("Family name"), max_length=200, required=False, widget=_any_script())
    given = NameField(label=_("Given names"), max_length=200, required=False, widget=_any_script())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("family") or cleaned.get("given")) and not self.errors:
            self.add_error("family", gettext("Please enter at least one name."))
        return cleaned

    def spelling(self) -> Spelling:
        """The name as it was typed."""
        data = self.cleaned_data
        return Spelling(data["family"], data["given"], data["kind"])


class DeskForm(SharedForm):
    """The colleague one calls about this case, and who stands in for her."""

    contact = forms.TypedChoiceField(label=_("Contact person"), coerce=UUID)
    deputy = forms.TypedChoiceField(label=_("Deputy"), coerce=UUID, required=False, empty_value=None)

    def named(self) -> dict[str, UUID | None]:
        """The words of `name_contact`."""
        return {"contact": self.cleaned_data["contact"], "deputy": self.cleaned_data["deputy"]}

    def __init__(self, *args: Any, team: Sequence[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        offered = [(str(member.id), _colleague(member)) for member in team]
        self.fields["contact"].choices = [PLEASE, *offered]  # type: ignore[attr-defined]
        self.fields["deputy"].choices = [("", _("nobody")), *offered]  # type: ignore[attr-defined]


def _colleague(member: Membership) -> str:
    return ", ".join(part for part in (member.account.name, member.phone) if part)
