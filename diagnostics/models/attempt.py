"""Attempts and answers: what a learner said of herself, one row an answer."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import Transition, UUIDModel
from diagnostics.enums import AttemptState, Importance
from diagnostics.models.diagnostic import DiagnosticLevel, Item
from diagnostics.models.round import Round
from programmes.models import Enrolment


@tracked()
class Attempt(UUIDModel):
    """A learner's answers in one round. Submitted = immutable; a later attempt has the next number."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="attempts")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=20, choices=AttemptState, default=AttemptState.IN_PROGRESS)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "enrolment", "number"],
                name="attempt_number_unique",
                violation_error_message=_("This learner already has an attempt with this number in this round."),
            ),
            models.CheckConstraint(
                name="attempt_submitted_has_time",
                condition=Q(state=AttemptState.IN_PROGRESS, submitted_at__isnull=True)
                | Q(state=AttemptState.SUBMITTED, submitted_at__isnull=False),
                violation_error_message=_("A submitted attempt needs the time at which it was submitted."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.number}"


class AttemptTransition(Transition):
    """The submission of an attempt."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="transitions")

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class Answer(models.Model):
    """What a learner said about one item. Saved as she types, so a comment may come before a level;
    `revision` grows with each accepted save and tells a page that another one was newer."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    level = models.ForeignKey(DiagnosticLevel, models.PROTECT, null=True, blank=True, related_name="+")
    is_not_applicable = models.BooleanField(default=False)
    importance = models.PositiveSmallIntegerField(null=True, blank=True, choices=Importance)
    example = models.TextField(_("example from my practice"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "item"],
                name="answer_once_per_item",
                violation_error_message=_("This item already has an answer."),
            ),
            models.CheckConstraint(
                name="answer_level_or_not_applicable",
                condition=Q(level__isnull=True) | Q(is_not_applicable=False),
                violation_error_message=_("An answer is a level or “not applicable”, not both."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.level_id}"
