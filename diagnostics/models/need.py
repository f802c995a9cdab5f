"""Needs: what a learner chose to work on, and why."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel
from carnegie.people.enums import GrantSubject
from carnegie.people.models import SharingGrant, User
from diagnostics.enums import NeedState
from diagnostics.models.attempt import Attempt
from programmes.models import Enrolment
from standards.models import Element


class NeedQuerySet(models.QuerySet["Need"]):
    def visible_to(self, user: User, on: dt.date) -> "NeedQuerySet":
        """The learner's own, her coach's and facilitator's view, and as line manager those shared with her."""
        seen = Enrolment.objects.read_by(user, on)
        granted = SharingGrant.objects.filter(grantee=user, subject=GrantSubject.NEED, revoked_at__isnull=True)
        managed = Enrolment.objects.as_line_manager(user, on)
        return self.filter(
            Q(enrolment__in=seen.order_by().values("pk"))
            | Q(enrolment__in=managed.order_by().values("pk"), pk__in=granted.values("subject_id"))
        )


@tracked(exclude=("title", "reason", "context"))
class Need(UUIDModel):
    """One of the two to five priorities that a learner chooses from a submitted attempt."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="needs")
    title = models.CharField(_("what I want to work on"), max_length=200)
    reason = models.TextField(_("why this matters now"))
    context = models.TextField(_("where at work"), blank=True)
    state = models.CharField(max_length=20, choices=NeedState, default=NeedState.CHOSEN)

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.title


class NeedElement(models.Model):
    """An element that a need is about."""

    # No index of its own: need_element_unique begins with it.
    need = models.ForeignKey(Need, models.CASCADE, related_name="elements", db_index=False)
    element = models.ForeignKey(Element, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["need", "element"],
                name="need_element_unique",
                violation_error_message=_("This need already names this element."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.element)
