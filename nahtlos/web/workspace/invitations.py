"""The link of an invitation: by mail where mail is sent, else shown once to whoever invites."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from nahtlos.web.workspace.news import tell

_log = logging.getLogger(__name__)


def send_link(request: HttpRequest, secret: str, address: str) -> None:
    """The next page says that it was sent, or shows the link. The mail says nothing about anybody."""
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    if _sent(link, address):
        tell(request, gettext("The invitation is sent."))
    else:
        tell(
            request,
            gettext("No mail was sent. Please hand over this link yourself; it is shown only now:"),
            level="info",
            lines=[link],
        )


def _sent(link: str, address: str) -> bool:
    if not settings.MAIL_IS_SENT:
        return False
    text = render_to_string("workspace/staff/invitation.txt", {"link": link, "days": settings.INVITATION_DAYS})
    try:
        return bool(send_mail(gettext("Invitation to nahtlos"), text, None, [address]))
    except (OSError, SMTPException) as problem:
        _log.warning("an invitation could not be sent: %s", type(problem).__name__)
        return False
