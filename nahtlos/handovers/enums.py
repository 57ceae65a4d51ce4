"""The words of handovers and referrals: kinds, states, acts and coded reasons."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Whether responsibility moves."""

    HANDOVER = "handover", _("Handover")  #: responsibility moves when the receiver accepts
    REFERRAL = "referral", _("Referral")  #: responsibility stays; the loop closes with an outcome
    MOVE = "move", _("Move to another district")  #: the whole file is handed over; the old one closes the same day


class Origin(TextChoices):
    """Who began it."""

    LAW = "law", _("proposed by the law")
    PERSON = "person", _("begun by a colleague")
    FORWARD = "forward", _("forwarded by an office that is not responsible")


class State(TextChoices):
    """Where it stands; the states of a task in FHIR that offices need."""

    DRAFT = "draft", _("draft")
    REQUESTED = "requested", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("declined")
    IN_PROGRESS = "in_progress", _("in progress")
    ON_HOLD = "on_hold", _("on hold")
    COMPLETED = "completed", _("completed")
    FAILED = "failed", _("ended without result")
    CANCELLED = "cancelled", _("withdrawn")
    ENTERED_IN_ERROR = "entered_in_error", _("entered in error")


#: Responsibility changes hands on a day; nothing is asked for beside it.
LEADING = (Kind.HANDOVER, Kind.MOVE)
#: Nothing can happen any more.
TERMINAL = frozenset({State.REJECTED, State.COMPLETED, State.FAILED, State.CANCELLED, State.ENTERED_IN_ERROR})
OPEN = frozenset(State) - TERMINAL


class Side(TextChoices):
    """On which side of a transfer somebody stands."""

    SENDER = "sender", _("sender")
    RECEIVER = "receiver", _("receiver")
    LAW = "law", _("the law")  #: nahtlos itself: computed answers, the calendar, a case that is closed


class Act(TextChoices):
    """What somebody does to a transfer."""

    DRAFT = "draft", _("drafted")
    REQUEST = "request", _("asked for")
    SEND = "send", _("sent")
    AMEND = "amend", _("amended")
    ACCEPT = "accept", _("accepted")
    REJECT = "reject", _("declined")
    HOLD = "hold", _("put on hold")
    RESUME = "resume", _("taken up again")
    START = "start", _("begun")
    TAKE_EFFECT = "take_effect", _("responsibility moved")
    COMPLETE = "complete", _("completed")
    FAIL = "fail", _("ended without result")
    WITHDRAW = "withdraw", _("withdrawn")
    REVOKE = "revoke", _("revoked by the team lead")
    TAKE_BACK = "take_back", _("acceptance taken back by the team lead")
    LAPSE = "lapse", _("no longer named by the law")
    VOID = "void", _("marked as entered in error")
    ESCALATE = "escalate", _("reminded")


class Reason(TextChoices):
    """Why, in words that can be counted."""

    NOT_RESPONSIBLE = "not_responsible", _("We are not responsible")  #: must name who is
    INCOMPLETE = "incomplete", _("What we need is missing")
    UNKNOWN_PERSON = "unknown_person", _("We cannot tell who it is about")
    NO_CAPACITY = "no_capacity", _("No place or capacity")
    NOT_ELIGIBLE = "not_eligible", _("The conditions are not met")
    WAITING_PERSON = "waiting_person", _("Waiting for the person")
    WAITING_PAPERS = "waiting_papers", _("Waiting for papers")
    DID_NOT_ARRIVE = "did_not_arrive", _("She did not arrive")
    BROKEN_OFF = "broken_off", _("Begun and broken off")
    BY_MISTAKE = "by_mistake", _("By mistake")
    NOT_NEEDED = "not_needed", _("No longer needed")
    LAW_CHANGED = "law_changed", _("The law no longer names this office")
    LEAD_CHANGED = "lead_changed", _("Another office leads the case now")
    CASE_CLOSED = "case_closed", _("The case was closed")
    OWN_LIST = "own_list", _("The receiver's own records say that it serves her")
    DAY_HAS_COME = "day_has_come", _("The day has come")
    OVERDUE = "overdue", _("No answer in time")
    REACHED = "reached", _("Reached: it has really begun")
    ADVISED = "advised", _("Advised, nothing more is needed")


class Way(TextChoices):
    """How a partner without an account gets at what it is asked."""

    LINK = "link", _("by a link; you read out the PIN on the telephone")
    LETTER = "letter", _("by a letter with a code")


class Over(TextChoices):
    """Why a link leads nowhere any more."""

    ANSWERED = "answered", _("the referral is over")
    REPLACED = "replaced", _("there is a newer one")
    LOCKED = "locked", _("five wrong PINs")


class Service(TextChoices):
    """What a referral asks for."""

    NONE = "", _("Responsibility")  #: of a handover
    COUNSELLING = "counselling", _("Counselling")
    LANGUAGE_COURSE = "language_course", _("Language course")
    PLACEMENT = "placement", _("Placement in work or training")
    RECOGNITION = "recognition", _("Recognition of a qualification")
    HOUSING = "housing", _("Housing")
    YOUTH = "youth", _("Youth migration service")
    MENTORING = "mentoring", _("A mentor")


class Level(TextChoices):
    """Who must act now on a request, as the days pass."""

    CONTACT = "0_contact", _("the contact person")
    DEPUTY = "1_deputy", _("her deputy")
    TEAM_LEAD = "2_team_lead", _("the team lead")
    COORDINATOR = "3_coordinator", _("the coordination office")
