"""What a facilitator would teach at an event, for the programme admin to decide."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel
from carnegie.people.models import User
from programmes.enums import Depth, SuggestionState
from programmes.models.programme import LearningEvent, Programme
from standards.models import Element


class MappingSuggestionQuerySet(models.QuerySet["MappingSuggestion"]):
    def visible_to(self, user: User, on: dt.date) -> "MappingSuggestionQuerySet":
        """Those of programmes that `user` administers or facilitates in."""
        programmes = Programme.objects.all()
        return self.filter(
            Q(event__programme__in=programmes.as_programme_admin(user, on).values("pk"))
            | Q(event__programme__in=programmes.as_facilitator(user, on).values("pk"))
        )


@tracked()
class MappingSuggestion(UUIDModel):
    """An element that an event should serve, because learners need it; accepted, it becomes a cell of the mapping."""

    event = models.ForeignKey(LearningEvent, models.CASCADE, related_name="suggestions")
    element = models.ForeignKey(Element, models.PROTECT, related_name="+")
    depth = models.CharField(_("depth"), max_length=20, choices=Depth, default=Depth.DEVELOPS)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    state = models.CharField(max_length=20, choices=SuggestionState, default=SuggestionState.OPEN)
    suggested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = MappingSuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "element"],
                condition=Q(state=SuggestionState.OPEN),
                name="mapping_suggestion_once",
                violation_error_message=_("This is suggested already."),
            ),
            models.CheckConstraint(
                name="mapping_suggestion_decided_has_who",
                condition=Q(state=SuggestionState.OPEN) | Q(decided_by__isnull=False, decided_at__isnull=False),
                violation_error_message=_("A decided suggestion needs who decided it, and when."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.element}"
