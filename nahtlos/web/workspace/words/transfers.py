"""Handovers and referrals in words: what was done, what can be done."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nahtlos.handovers.enums import Act

#: What a button says.
BUTTONS: Mapping[str, Promise] = {
    Act.SEND: _("Send"),
    Act.AMEND: _("Amend"),
    Act.WITHDRAW: _("Withdraw"),
    Act.REVOKE: _("Revoke"),
    Act.TAKE_BACK: _("Take the acceptance back"),
    Act.VOID: _("Entered in error"),
    Act.ACCEPT: _("Accept"),
    Act.REJECT: _("Decline"),
    Act.HOLD: _("Put on hold"),
    Act.RESUME: _("Take up again"),
    Act.START: _("Begin"),
    Act.COMPLETE: _("Completed: note the outcome"),
    Act.FAIL: _("Ended without result"),
}
#: What is told afterwards.
DONE: Mapping[str, Promise] = {
    Act.SEND: _("It is sent. You stay responsible until it is accepted."),
    Act.AMEND: _("It is amended."),
    Act.WITHDRAW: _("It is withdrawn."),
    Act.REVOKE: _("It is revoked."),
    Act.TAKE_BACK: _("The acceptance is taken back. The request waits for an answer again."),
    Act.VOID: _("It is marked as entered in error."),
    Act.ACCEPT: _("It is accepted. The file is open to you."),
    Act.REJECT: _("It is declined. The sender sees the reason."),
    Act.HOLD: _("It is on hold. The sender sees why."),
    Act.RESUME: _("It is taken up again."),
    Act.START: _("It has begun."),
    Act.COMPLETE: _("The loop is closed. The sender sees the outcome."),
    Act.FAIL: _("The loop is closed. The sender sees the outcome."),
}
#: Of a move the file is there on its day, and not before.
MOVE_ACCEPTED = {
    True: _("It is accepted. The file is here, and your office leads it from today."),
    False: _("It is accepted. The file comes on its day; until then the other district leads."),
}
BOXES: Mapping[str, Promise] = {
    "incoming": _("Incoming"),
    "outgoing": _("Outgoing"),
    "overdue": _("Overdue"),
    "ended": _("Ended"),
}
#: What an empty box says.
EMPTY: Mapping[str, Promise] = {
    "incoming": _("Nobody is waiting for your answer."),
    "outgoing": _("You are waiting for nobody."),
    "overdue": _("Nothing is overdue."),
    "ended": _("Nothing has ended yet."),
}
#: Sentences of the services.
_SENTENCES = (
    _("Only the other side can do this."),
    _("Your role does not include this."),
    _("This is not possible any more."),
    _("This is not possible now."),
    _("Please choose a reason."),
    _("Please choose a colleague of your organisation."),
    _("Please name the organisation that is responsible."),
    _("This has been answered already."),
    _("Please choose another organisation of the district."),
    _("Please choose an office of another district that can lead the case."),
    _("This has been asked already and is still open. Please amend it instead of sending it twice."),
    _("Only the authority that leads the case can hand it over."),
    _("The law does not name this office. Correct the facts first, or refer her there."),
    _("Please choose what is asked for."),
    _("Please name the partner."),
    _("Please choose how the partner gets it."),
    _("Please say on which day she agreed that this is passed on, or pass on nothing."),
    _("The day on which she agreed lies in the future."),
    _("Part of this may not be passed on, or is not known."),
    _("Please say who answers."),
    _("Please say who is responsible, as far as you know."),
)
