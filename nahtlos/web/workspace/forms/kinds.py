"""Which form records which kind of fact: every kind of the file can be entered by hand."""

from __future__ import annotations

from collections.abc import Mapping

from nahtlos.cases.enums import FactKind
from nahtlos.web.workspace.forms import facts, particulars, prospects
from nahtlos.web.workspace.forms.fact import FactForm

FORMS: Mapping[str, type[FactForm]] = {
    FactKind.RESIDENCE: facts.ResidenceForm,
    FactKind.ASYLUM_DECISION: facts.DecisionForm,
    FactKind.PLACE: facts.PlaceForm,
    FactKind.ACCOMMODATION: facts.AccommodationForm,
    FactKind.LANGUAGE_LEVEL: facts.LanguageLevelForm,
    FactKind.LANGUAGE: particulars.LanguageForm,
    FactKind.BENEFITS: facts.BenefitsForm,
    FactKind.EMPLOYMENT: facts.EmploymentForm,
    FactKind.WORK_PERMIT: particulars.WorkPermitForm,
    FactKind.WORK_BAN: particulars.WorkBanForm,
    FactKind.TRAINING: facts.TrainingForm,
    FactKind.COURSE: facts.CourseForm,
    FactKind.APPLICATION: facts.ApplicationForm,
    FactKind.JOBSEEKER: facts.JobseekerForm,
    FactKind.ABLE_TO_WORK: facts.YesNoForm,
    FactKind.IN_NEED: facts.YesNoForm,
    FactKind.YOUTH_WELFARE: facts.YouthWelfareForm,
    FactKind.ENTRY: facts.EventForm,
    FactKind.BORN_IN_GERMANY: particulars.BornInGermanyForm,
    FactKind.ASYLUM_REQUEST: facts.EventOrNoneForm,
    FactKind.ARRIVAL_CERTIFICATE: facts.EventOrNoneForm,
    FactKind.ASYLUM_APPLICATION: facts.EventOrNoneForm,
    FactKind.SUIT_PENDING: facts.YesNoForm,
    FactKind.FIRST_SUSPENSION: facts.EventOrNoneForm,
    FactKind.BIOMETRICS: facts.EventOrNoneForm,
    FactKind.NATIONALITY: particulars.NationalityForm,
    FactKind.BIRTH: particulars.BirthForm,
    FactKind.SEX: particulars.SexForm,
    FactKind.BIRTH_PLACE: particulars.BirthPlaceForm,
    FactKind.SCHOOLING: facts.TextForm,
    FactKind.OCCUPATION: facts.TextForm,
    FactKind.DRIVING_LICENCE: particulars.DrivingLicenceForm,
    FactKind.REMARK: facts.TextForm,
    FactKind.IDENTITY: prospects.IdentityForm,
    FactKind.TITLE_OBSTACLE: particulars.TitleObstacleForm,
    FactKind.LIVELIHOOD: facts.YesNoForm,
    FactKind.ASSIGNMENT: prospects.AssignmentForm,
    FactKind.ABSENCE: prospects.AbsenceForm,
    FactKind.REMOVAL: facts.YesNoForm,
    FactKind.PROSPECTS: facts.YesNoForm,
    FactKind.SINGLE_PARENT: facts.YesNoForm,
    FactKind.SCHOOL_YEARS: prospects.SchoolYearsForm,
    FactKind.TRAINING_PLANNED: prospects.TrainingPlannedForm,
    FactKind.JOB_OFFER: prospects.JobOfferForm,
    FactKind.HARD_TO_REACH: facts.YesNoForm,
}
