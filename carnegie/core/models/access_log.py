"""Who looked at a learner's own record."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from carnegie.core.enums import AccessKind


class AccessLog(models.Model):
    """One reading, sharing or export of a learner's record by someone else; ids only."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(_("what was done"), max_length=20, choices=AccessKind)
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["learner", "-at"], name="access_log_learner")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_type} {self.object_id}"
