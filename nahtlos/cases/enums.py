"""Kinds of facts and what may be said about them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FactSource(TextChoices):
    """Where a fact comes from; the order is not a ranking."""

    LIST = "list", _("list of the organisation")
    DOCUMENT = "document", _("document seen")
    DECISION = "decision", _("decision or notice")
    TOLD = "told", _("told by the person")
    CONCLUDED = "concluded", _("concluded from another fact")


class FactKind(TextChoices):
    """What a fact speaks about. Names follow the facts of the law engine where it knows them."""

    RESIDENCE = "residence", _("Residence status")
    ASYLUM_REQUEST = "asylum_request", _("Asylum request")
    ARRIVAL_CERTIFICATE = "arrival_certificate", _("Arrival certificate")
    ASYLUM_APPLICATION = "asylum_application", _("Asylum application")
    ASYLUM_DECISION = "asylum_decision", _("Decision of the BAMF")
    FIRST_SUSPENSION = "first_suspension", _("First suspension of deportation")
    BIOMETRICS = "biometrics", _("Biometrics taken")
    ENTRY = "entry", _("Entry into Germany")
    NATIONALITY = "nationality", _("Nationality")
    BIRTH = "birth", _("Date of birth")
    SEX = "sex", _("Sex")
    BIRTH_PLACE = "birth_place", _("Place of birth")
    PLACE = "place", _("Place of residence")
    ACCOMMODATION = "accommodation", _("Accommodation")
    BENEFITS = "benefits", _("Benefits received")
    IN_NEED = "in_need", _("In need of benefits")
    ABLE_TO_WORK = "able_to_work", _("Able to work")
    JOBSEEKER = "jobseeker", _("Registered as looking for work")
    EMPLOYMENT = "employment", _("Employment")
    TRAINING = "training", _("Training or school")
    LANGUAGE_LEVEL = "language_level", _("German level")
    LANGUAGE = "language", _("Language spoken")
    SCHOOLING = "schooling", _("School leaving certificate")
    OCCUPATION = "occupation", _("Last occupation")
    COURSE = "course", _("Language course")
    APPLICATION = "application", _("Application")
    WORK_PERMIT = "work_permit", _("Work permit")
    WORK_BAN = "work_ban", _("Reason for a work ban")
    YOUTH_WELFARE = "youth_welfare", _("Youth welfare")
    DRIVING_LICENCE = "driving_licence", _("Driving licence")
    BORN_IN_GERMANY = "born_in_germany", _("Born in Germany")
    SUIT_PENDING = "suit_pending", _("Suit against the decision pending")
    REMARK = "remark", _("Remark in the list")
    IDENTITY = "identity", _("Clarification of identity")
    TITLE_OBSTACLE = "title_obstacle", _("Obstacle to a title")
    LIVELIHOOD = "livelihood", _("Livelihood secured")
    ASSIGNMENT = "assignment", _("Residence assignment")
    ABSENCE = "absence", _("Stay interrupted")
    REMOVAL = "removal", _("Removal imminent")
    PROSPECTS = "prospects", _("Good prospects of staying")
    SINGLE_PARENT = "single_parent", _("Single parent")
    SCHOOL_YEARS = "school_years", _("Years of successful school")
    TRAINING_PLANNED = "training_planned", _("Planned training")
    JOB_OFFER = "job_offer", _("Job offer")
    HARD_TO_REACH = "hard_to_reach", _("Young and hard to reach")


#: At most one of these holds on one day; two organisations that disagree are a conflict.
EXCLUSIVE_KINDS = frozenset(
    {
        FactKind.RESIDENCE,
        FactKind.ENTRY,
        FactKind.NATIONALITY,
        FactKind.BIRTH,
        FactKind.SEX,
        FactKind.PLACE,
        FactKind.ASYLUM_APPLICATION,
        FactKind.ASYLUM_DECISION,
        FactKind.LANGUAGE_LEVEL,
        FactKind.ABLE_TO_WORK,
        FactKind.IN_NEED,
    }
)


class ParticipationRole(TextChoices):
    """Why an organisation takes part."""

    LEAD = "lead", _("lead")
    SERVICE = "service", _("takes part")
    ADVICE = "advice", _("advises")


class AnswerStatus(TextChoices):
    """Status of an answer of the law engine (interface section 4)."""

    DETERMINED = "determined", _("determined")
    UNDETERMINED = "undetermined", _("facts missing")
    BORDERLINE = "borderline", _("borderline day")
    MANUAL_CHECK = "manual_check", _("to be checked by hand")
    NOT_APPLICABLE = "not_applicable", _("does not arise")


class AccessLevel(TextChoices):
    """On what the access of an organisation to a case rests."""

    PARTICIPATION = "participation", _("takes part")
    CONSENT = "consent", _("consent of the person")
    EMERGENCY = "emergency", _("emergency")
    CLOSED = "closed", _("took part when the case was closed")  #: reading only


class Outcome(TextChoices):
    """With what a case ended. Which class of data each one tells stands in access.pieces."""

    EMPLOYMENT = "employment", _("Work subject to social insurance")
    OTHER_WORK = "other_work", _("Mini-job or other work")
    SELF_EMPLOYED = "self_employed", _("Self-employed")
    TRAINING = "training", _("Vocational training (Ausbildung)")
    EDUCATION = "education", _("School or studies")
    OTHER_COURSE = "other_course", _("Course of another body")
    MOVED = "moved", _("Moved to another district")
    LEFT_GERMANY = "left_germany", _("Left Germany")
    DECEASED = "deceased", _("Deceased")
    NO_CONTACT = "no_contact", _("No contact any more")
    NO_NEED = "no_need", _("Needs or wants no support any more")
    BY_MISTAKE = "by_mistake", _("File opened by mistake")
    MERGED = "merged", _("Merged with another file of the same person")  #: by nahtlos
    WITHDRAWN = "withdrawn", _("The list that brought her was taken back")  #: by nahtlos


#: What somebody can choose; the rest comes about by itself.
CHOSEN_OUTCOMES = tuple(one for one in Outcome if one not in (Outcome.MERGED, Outcome.WITHDRAWN))
#: After these nobody expects her on a list of the district.
GONE = frozenset({Outcome.MOVED, Outcome.LEFT_GERMANY, Outcome.DECEASED, Outcome.BY_MISTAKE})


class Reopened(TextChoices):
    """Why a closed case is open again."""

    CLOSED_BY_MISTAKE = "by_mistake", _("It was closed by mistake")
    NEEDS_SUPPORT = "needs_support", _("She needs support again")
    CAME_BACK = "came_back", _("She has come back")
    ENDED = "ended", _("Work, training or course has ended")
    ON_A_LIST = "on_a_list", _("An office has her on its list for the first time")  #: by nahtlos
    ENTERED = "entered", _("Somebody has entered her again")  #: by nahtlos
    PARTED = "parted", _("The merge was undone")  #: by nahtlos


CHOSEN_REASONS = (Reopened.NEEDS_SUPPORT, Reopened.CAME_BACK, Reopened.ENDED, Reopened.CLOSED_BY_MISTAKE)


class OpeningReason(TextChoices):
    """Why somebody opens a file that is not her own work."""

    STANDING_IN = "standing_in", _("I stand in for a colleague")
    ASKED = "asked", _("The person, or another office, has turned to me")
    SHARED = "shared", _("I work on the case together with the colleagues")
    CHECKING = "checking", _("I check the work, a complaint or a statement")
    OTHER = "other", _("Another reason")


class ProtectedBecause(TextChoices):
    """Why where she lives is a secret."""

    VIOLENCE = "violence", _("violence or threat by somebody close")
    SHELTER = "shelter", _("lives in a shelter whose address is secret")
    TRAFFICKING = "trafficking", _("human trafficking or exploitation")
    PERSECUTION = "persecution", _("threat by a state, a group or relatives")
    REGISTER = "register", _("information block in the register of residents (§ 51 BMG)")
    COLLEAGUE = "colleague", _("belongs to somebody who works here")
    OTHER = "other", _("another reason")
