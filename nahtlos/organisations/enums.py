"""Kinds of organisations and the roles people have in them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    """What an organisation is under the law; institutions keep their German names."""

    AUSLAENDERBEHOERDE = "auslaenderbehoerde", _("Immigration office")
    SOZIALAMT = "sozialamt", _("Social welfare office")
    ARBEITSAGENTUR = "arbeitsagentur", _("Employment agency")
    JOBCENTER = "jobcenter", _("Jobcenter")
    JUGENDAMT = "jugendamt", _("Youth welfare office")
    KOORDINIERUNGSSTELLE = "koordinierungsstelle", _("Coordination office")
    MIGRATIONSBERATUNG = "migrationsberatung", _("Migration counselling")
    VEREIN = "verein", _("Association")


class Role(TextChoices):
    """What a member does in her organisation."""

    CLERK = "clerk", _("Case worker")
    TEAM_LEAD = "team_lead", _("Team lead")
    COORDINATOR = "coordinator", _("Coordinator")
    COUNSELLOR = "counsellor", _("Counsellor")
    VOLUNTEER = "volunteer", _("Volunteer")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Data protection officer")
    ADMINISTRATOR = "administrator", _("Administrator")


class ModuleState(TextChoices):
    """What has been decided about a planned change of the law."""

    STAGED = "staged", _("prepared")
    ENABLED = "enabled", _("switched on")
    DISABLED = "disabled", _("switched off")
