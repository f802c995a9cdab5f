"""Claims that a standard is met already: what a learner says and shows, and what the facilitator decides."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import Transition, UUIDModel
from carnegie.people.models import User
from diagnostics.models import Item
from programmes.models import Enrolment
from projects.enums import ClaimState
from projects.models import reach
from projects.models.evidence import Evidence


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: User, on: dt.date) -> "ClaimQuerySet":
        """The learner's own, those of learners whom she facilitates, and (that they exist) of programmes that she
        administers."""
        return self.filter(
            Q(enrolment__in=reach.own(user))
            | Q(enrolment__in=reach.facilitated(user, on))
            | Q(enrolment__in=reach.administered(user, on))
        )


@tracked(exclude=("statement", "reason"))
class Claim(UUIDModel):
    """A learner says that she meets an element already (recognition of prior learning). `reason` is the facilitator's,
    when he decides."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    statement = models.TextField(_("how I meet this already"))
    state = models.CharField(_("state"), max_length=20, choices=ClaimState, default=ClaimState.CLAIMED)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "item"],
                condition=~Q(state__in=[ClaimState.DECLINED, ClaimState.WITHDRAWN]),
                name="claim_once_per_item",
                violation_error_message=_("You have claimed this already."),
            ),
            models.CheckConstraint(
                name="claim_decided_has_who_when_why",
                condition=Q(state__in=[ClaimState.CLAIMED, ClaimState.WITHDRAWN], decided_at__isnull=True)
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason="")),
                violation_error_message=_("A decision needs who made it, when and why."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.item)


class ClaimEvidence(models.Model):
    """Evidence that a claim rests on."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="evidence")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "evidence"],
                name="claim_evidence_unique",
                violation_error_message=_("This evidence is already part of the claim."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.evidence)


class ClaimTransition(Transition):
    """A claim made, decided or withdrawn."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="transitions")

    @property
    def label(self) -> str:
        """The word for where it led."""
        return str(ClaimState(self.to_state).label)

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
