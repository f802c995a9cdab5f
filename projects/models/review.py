"""Reviews: what a facilitator judged of one submission."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel
from carnegie.people.enums import GrantSubject
from carnegie.people.models import User
from projects.enums import Judgement, ReviewDecision, ReviewState
from projects.models import reach
from projects.models.project import Submission
from standards.models import Element


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: User, on: dt.date) -> "ReviewQuerySet":
        """Reviews that `user` may read: those of learners she facilitates or administers; once released her own
        work's and that of learners she coaches, and as line manager those shared with her."""
        enrolment = "submission__project__enrolment"
        shared = Q(pk__in=reach.granted(user, GrantSubject.REVIEW, f"{enrolment}__learner"))
        released = (
            Q(**{f"{enrolment}__in": reach.own(user)})
            | Q(**{f"{enrolment}__in": reach.coached(user, on)})
            | (shared & Q(**{f"{enrolment}__in": reach.managed(user, on)}))
        )
        return self.filter(
            Q(**{f"{enrolment}__in": reach.facilitated(user, on)})
            | Q(**{f"{enrolment}__in": reach.administered(user, on)})
            | (Q(state=ReviewState.RELEASED) & released)
        )


@tracked(exclude=("comment",))
class Review(UUIDModel):
    """A facilitator's review of a submission: a draft that its author may change until it is
    released, and that the learner sees from then on."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reviews")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    comment = models.TextField(_("what I saw"), blank=True)
    decision = models.CharField(_("decision"), max_length=20, choices=ReviewDecision, blank=True)
    state = models.CharField(max_length=20, choices=ReviewState, default=ReviewState.DRAFT)
    released_at = models.DateTimeField(null=True, blank=True)
    lock_version = models.PositiveIntegerField(default=1)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"],
                name="review_once_per_submission",
                violation_error_message=_("This submission already has a review."),
            ),
            models.CheckConstraint(
                name="review_released_is_complete",
                condition=Q(state=ReviewState.DRAFT) | (Q(released_at__isnull=False) & ~Q(decision="")),
                violation_error_message=_("A released review needs a decision."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission} ({self.state})"


class ReviewJudgement(models.Model):
    """What the reviewer judged of one element, with a word why."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="judgements")
    element = models.ForeignKey(Element, models.PROTECT, related_name="+")
    judgement = models.CharField(_("judgement"), max_length=20, choices=Judgement)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "element"],
                name="review_judgement_unique",
                violation_error_message=_("This review already judges this element."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}: {self.judgement}"
