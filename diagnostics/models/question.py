"""Questions about the learner's context, asked once beside the statements, and what she answered."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.models import UUIDModel
from diagnostics.enums import QuestionKind
from diagnostics.models.attempt import Attempt
from diagnostics.models.diagnostic import DiagnosticVersion


class ContextQuestion(UUIDModel):
    """One question about where the learner works; frozen with its version. `options` are the answers to choose from."""

    version = models.ForeignKey(DiagnosticVersion, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("answered by"), max_length=10, choices=QuestionKind, default=QuestionKind.TEXT)
    wording = models.CharField(_("question"), max_length=300)
    hint = models.CharField(_("hint"), max_length=300, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    options = ArrayField(
        models.CharField(max_length=200), verbose_name=_("answers to choose from"), default=list, blank=True
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"],
                name="context_question_position_unique",
                violation_error_message=_("Two questions cannot have the same place."),
            ),
            models.CheckConstraint(
                name="context_question_choice_has_options",
                condition=Q(kind=QuestionKind.CHOICE, options__len__gte=2)
                | (~Q(kind=QuestionKind.CHOICE) & Q(options=[])),
                violation_error_message=_("A question with answers to choose from needs at least two, others none."),
            ),
        ]

    def __str__(self) -> str:
        return self.wording


class ContextAnswer(models.Model):
    """What a learner answered to one question, as text whatever its kind; a number as she typed it, checked."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="context_answers")
    question = models.ForeignKey(ContextQuestion, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "question"],
                name="context_answer_once_per_question",
                violation_error_message=_("This question already has an answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.text}"
