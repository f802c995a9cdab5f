"""Choices shared by every app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class AccessKind(models.TextChoices):
    VIEWED = "viewed", _("looked at")
    SHARED = "shared", _("shared")
    EXPORTED = "exported", _("exported")
