"""Who looked at a learner's own record."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from carnegie.core.enums import AccessKind


class AccessLogQuerySet(models.QuerySet["AccessLog"]):
    """Readings, told apart from sharings and exports."""

    def readings_of(self, learner: Any, object_type: Any, object_id: Any) -> "AccessLogQuerySet":
        """Each time somebody looked at this object of the learner's; ids or `OuterRef`s."""
        return self.filter(learner=learner, object_type=object_type, object_id=object_id, kind=AccessKind.VIEWED)

    def last_of_each(self) -> models.QuerySet[Any, dict[str, Any]]:
        """`name` of each person and when she looked `last`, the latest first."""
        return self.values("actor", name=F("actor__full_name")).annotate(last=Max("at")).order_by("-last", "actor")


class AccessLog(models.Model):
    """One reading, sharing or export of a learner's record by someone else; ids only."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(_("what was done"), max_length=20, choices=AccessKind)
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField()
    at = models.DateTimeField()

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["learner", "-at"], name="access_log_learner")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_type} {self.object_id}"
