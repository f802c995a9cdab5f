"""Choices of people and organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    PROVIDER = "provider", _("provider of programmes")
    EMPLOYER = "employer", _("employer")
    BOTH = "both", _("provider and employer")


class MembershipRole(models.TextChoices):
    PROGRAMME_ADMIN = "programme_admin", _("programme admin")
    SPONSOR = "sponsor", _("sponsor")
    STAFF = "staff", _("member of staff")


class GrantSubject(models.TextChoices):
    """What a learner may share with a named person; the id beside it is that object's."""

    ATTEMPT = "attempt", _("self-assessment")
    NEED = "need", _("need")
    GOAL = "goal", _("goal")
    PROJECT = "project", _("project")
    EVIDENCE = "evidence", _("evidence")
    REVIEW = "review", _("review")
    ENROLMENT = "enrolment", _("golden thread")
    PANEL = "panel", _("what others say")
