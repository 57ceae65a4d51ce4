"""Giving a task, and saying when mail may come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from nahtlos.cases.models import Participation
from nahtlos.inbox.enums import CHOSEN
from nahtlos.inbox.models import MailSetting
from nahtlos.web.components.fields import DayField
from nahtlos.web.workspace.forms.choices import PLEASE

WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"))


class TaskForm(forms.Form):
    """What, who, until when."""

    kind = forms.ChoiceField(
        label=_("What is to be done"), choices=[PLEASE, *((kind.value, kind.label) for kind in CHOSEN)]
    )
    organisation = forms.ChoiceField(
        label=_("Who does it"), help_text=_("Only participants of the case can be given a task.")
    )
    due_on = DayField(label=_("Until when"))
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("Seen by all participants of the case, never in a mail."),
    )

    def __init__(self, *args: Any, parts: Sequence[Participation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [PLEASE, *((str(part.organisation_id), _who(part)) for part in parts)]


def _who(part: Participation) -> str:
    if part.contact is None:
        return part.organisation.name
    return f"{part.organisation.name} – {part.contact.account.name}"


class MailForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    """When nahtlos may send mail."""

    weekday = forms.TypedChoiceField(label=_("Weekly list on"), coerce=int, choices=list(enumerate(WEEKDAYS)))

    class Meta:
        model = MailSetting
        fields: ClassVar = ["wants_digest", "digest_at", "quiet_from", "quiet_until", "wants_weekly", "weekday"]
        labels: ClassVar = {
            "wants_digest": _("Send me once a day what is not urgent"),
            "digest_at": _("Time of the daily mail"),
            "quiet_from": _("No mail from"),
            "quiet_until": _("until"),
            "wants_weekly": _("Send me once a week what waits for me"),
        }
        widgets: ClassVar = {
            name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            for name in ("digest_at", "quiet_from", "quiet_until")
        }
