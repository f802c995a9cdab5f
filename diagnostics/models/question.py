"""Questions about the learner's context, asked once beside the statements, and what she answered."""

import datetime as dt
import json
import re
from collections.abc import Sequence
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from carnegie.core.models import UUIDModel
from diagnostics.enums import AttemptState, QuestionKind
from diagnostics.models.attempt import Attempt
from diagnostics.models.diagnostic import DiagnosticVersion
from diagnostics.models.stroke import Stroke, Stroked, in_order, strokes_by_writer

NUMBER = re.compile(r"-?[0-9]{1,12}([.,][0-9]{1,6})?")


class ContextQuestion(UUIDModel):
    """One question about where the learner works; frozen with its version. `options` are the answers to choose from."""

    # No index of its own: context_question_position_unique begins with it.
    version = models.ForeignKey(DiagnosticVersion, models.CASCADE, related_name="questions", db_index=False)
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

    def fault(self, text: str) -> str:
        """Why `text` is no answer to it, for whom it is shown; empty when it is one. Nothing may always be said."""
        if text and self.kind == QuestionKind.NUMBER and not NUMBER.fullmatch(text):
            return gettext("Write a number, for example 12 or 2.5.")
        if text and self.kind == QuestionKind.CHOICE and text not in self.options:
            return gettext("Choose one of the answers.")
        return ""


# As for answers to statements: held against a submission, only questions of the attempt's version, a revision only
# for a change, and nothing that is late.
_UPSERT = """
WITH held AS (
    SELECT attempt.id, round.diagnostic_version_id AS version_id
    FROM diagnostics_attempt attempt JOIN diagnostics_round round ON round.id = attempt.round_id
    WHERE attempt.id = %s AND attempt.state = %s
    FOR SHARE OF attempt
), given (question_id, text) AS (VALUES {rows})
INSERT INTO diagnostics_contextanswer AS kept (attempt_id, question_id, text, revision, saved_at, strokes)
SELECT held.id, question.id, given.text, 1, %s, %s::jsonb
FROM held CROSS JOIN given
JOIN diagnostics_contextquestion question
    ON question.id = given.question_id AND question.version_id = held.version_id
ORDER BY question.id
ON CONFLICT (attempt_id, question_id) DO UPDATE SET
    text = excluded.text,
    saved_at = excluded.saved_at,
    revision = kept.revision + CASE WHEN kept.text IS DISTINCT FROM excluded.text THEN 1 ELSE 0 END,
    strokes = {remembered}
WHERE {is_not_late}
RETURNING question_id, revision
"""
_ROW = "(%s::uuid, %s::text)"


class ContextAnswerQuerySet(models.QuerySet["ContextAnswer"]):
    def upsert(
        self, attempt_id: UUID, given: Sequence[tuple[UUID, str]], now: dt.datetime, stroke: Stroke | None = None
    ) -> dict[UUID, int]:
        """Store `given` (question, text) and return each question's revision; left out as for answers."""
        if not given:
            return {}
        parameters = [value for one in given for value in one]
        with connection.cursor() as cursor:
            cursor.execute(
                in_order(_UPSERT, rows=", ".join([_ROW] * len(given))),
                [
                    attempt_id,
                    AttemptState.IN_PROGRESS,
                    *parameters,
                    now,
                    json.dumps(stroke.as_strokes if stroke else {}),
                ],
            )
            return dict(cursor.fetchall())

    def late(self, attempt_id: UUID, stroke: Stroke | None, questions: Sequence[UUID]) -> dict[UUID, "ContextAnswer"]:
        """As for answers to statements."""
        if stroke is None or not questions:
            return {}
        kept = self.filter(attempt=attempt_id, attempt__state=AttemptState.IN_PROGRESS, question__in=questions)
        return {answer.question_id: answer for answer in kept if answer.has(stroke)}


class ContextAnswer(Stroked):
    """What a learner answered to one question, as text whatever its kind; a number as she typed it, checked."""

    # No index of its own: context_answer_once_per_question begins with it.
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="context_answers", db_index=False)
    question = models.ForeignKey(ContextQuestion, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    objects = ContextAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attempt", "question"],
                name="context_answer_once_per_question",
                violation_error_message=_("This question already has an answer."),
            ),
            strokes_by_writer("context_answer_strokes_by_writer"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.text}"
