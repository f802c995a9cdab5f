"""Background work that a person started and may leave."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.enums import JobState
from carnegie.core.models.base import UUIDModel


class Job(UUIDModel):
    """One piece of background work: what, for whom, how far, what came of it.

    `progress` and `total` count the same unit, which `kind` defines; `result` holds ids, counts and report rows.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=20, choices=JobState, default=JobState.QUEUED)
    file = models.FileField(upload_to="jobs/", blank=True)
    parameters = models.JSONField(default=dict, blank=True)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True, help_text=_("A sentence for the owner, never a traceback."))
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="job_finished_has_time",
                condition=Q(state__in=[JobState.QUEUED, JobState.RUNNING]) | Q(finished_at__isnull=False),
                violation_error_message=_("A finished job needs the time at which it finished."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"
