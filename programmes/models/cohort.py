"""Cohorts and who leads them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import DatedRelation, DatedRelationQuerySet, UUIDModel
from programmes.enums import CohortRoleKind
from programmes.models.programme import Programme


@tracked()
class Cohort(UUIDModel):
    """A group that takes a programme together; its learners may have different employers."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cohorts")
    title = models.CharField(_("title"), max_length=200)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/London")

    class Meta:
        ordering = ["-starts_on", "title"]
        constraints = [
            models.CheckConstraint(
                name="cohort_dates_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The cohort ends before it starts."),
            ),
            models.UniqueConstraint(
                fields=["programme", "title"],
                name="cohort_title_unique",
                violation_error_message=_("This programme already has a cohort with this title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class CohortRole(UUIDModel, DatedRelation):
    """A person's dated role for a whole cohort."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="roles")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=CohortRoleKind, default=CohortRoleKind.FACILITATOR)

    objects = DatedRelationQuerySet.as_manager()

    class Meta:
        constraints = [DatedRelation.dates_in_order("cohort_role_dates_in_order")]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_kind_display()}"
