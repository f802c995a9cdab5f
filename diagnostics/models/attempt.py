"""Attempts and answers: what a learner said of herself, one row an answer."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import Transition, UUIDModel
from carnegie.people.enums import GrantSubject
from carnegie.people.models import SharingGrant, User
from diagnostics.enums import AttemptState, Confidence, Importance
from diagnostics.models.diagnostic import DiagnosticLevel, DiagnosticVersion, Item
from diagnostics.models.round import Round, last_day
from diagnostics.models.stroke import Stroke, Stroked, in_order, strokes_by_writer
from diagnostics.models.target import TargetProfile
from programmes.models import Enrolment


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def visible_to(self, user: User, on: dt.date) -> "AttemptQuerySet":
        """Attempts that `user` may know of: her own, those of learners whom she facilitates, coaches or
        administers, and as line manager those shared with her. What she may read is in `diagnostics.policies`."""
        known = Enrolment.objects.close_to(user, on)
        granted = SharingGrant.objects.filter(grantee=user, subject=GrantSubject.ATTEMPT, revoked_at__isnull=True)
        managed = Enrolment.objects.as_line_manager(user, on)
        return self.filter(
            Q(enrolment__in=known.order_by().values("pk"))
            | Q(enrolment__in=managed.order_by().values("pk"), pk__in=granted.values("subject_id"))
        )

    def with_last_day(self) -> models.QuerySet[Any, Any]:
        """Each with its `last_day`, so that asking for it takes no query."""
        hers = {"round": models.OuterRef("round"), "enrolment": models.OuterRef("enrolment")}
        return self.annotate(last_day=last_day("round__closes_on", **hers))


@tracked()
class Attempt(UUIDModel):
    """A learner's answers in one round. Submitted = immutable; a later attempt has the next number.

    `target_profile` is what is expected of this learner, settled when she begins, so that a later change of employer or
    role changes no result.
    """

    # No index of its own: attempt_number_unique begins with it.
    round = models.ForeignKey(Round, models.PROTECT, related_name="attempts", db_index=False)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=20, choices=AttemptState, default=AttemptState.IN_PROGRESS)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    target_profile = models.ForeignKey(TargetProfile, models.PROTECT, null=True, blank=True, related_name="+")
    shows_previous = models.BooleanField(_("show my last answers beside"), default=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "enrolment"],
                condition=Q(state=AttemptState.IN_PROGRESS),
                name="attempt_one_in_progress",
                violation_error_message=_("This learner has already begun this self-assessment."),
            ),
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

    @property
    def is_submitted(self) -> bool:
        return self.state == AttemptState.SUBMITTED

    @cached_property
    def last_day(self) -> dt.date:
        """Until the end of which day its learner may answer; a query unless it came `with_last_day`."""
        return self.round.last_day_for(self.enrolment_id)

    def is_open(self, now: dt.datetime) -> bool:
        """Whether its learner may still answer; asks for more time of hers only when the round itself is over."""
        return self.round.is_open(now) or self.round.is_open(now, self.last_day)


class AttemptTransition(Transition):
    """The submission of an attempt."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="transitions")

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


@dataclass(frozen=True)
class Given:
    """What a learner gives for one item in one save; `rank` counts from 1 (least)."""

    item_id: UUID
    rank: int | None
    is_not_applicable: bool
    importance: int | None
    example: str
    confidence: int | None = None

    def parameters(self) -> list[object]:
        return [self.item_id, self.rank, self.is_not_applicable, self.importance, self.confidence, self.example]


# One statement saves any number of answers. It holds the attempt against a submission at the same moment, takes
# only items and levels of the attempt's own version, and counts a revision only when something changed: a save
# that is sent twice because its acknowledgement was lost is then no second change. What is late leaves the row alone.
_UPSERT = """
WITH held AS (
    SELECT attempt.id, round.diagnostic_version_id AS version_id
    FROM diagnostics_attempt attempt JOIN diagnostics_round round ON round.id = attempt.round_id
    WHERE attempt.id = %s AND attempt.state = %s
    FOR SHARE OF attempt
), given (item_id, rank, not_applicable, importance, confidence, example) AS (VALUES {rows})
INSERT INTO diagnostics_answer AS kept
    (attempt_id, item_id, level_id, is_not_applicable, importance, confidence, example, revision, saved_at, strokes)
SELECT
    held.id, item.id, level.id, given.not_applicable, given.importance, given.confidence, given.example,
    1, %s, %s::jsonb
FROM held CROSS JOIN given
JOIN diagnostics_item item ON item.id = given.item_id AND item.version_id = held.version_id
LEFT JOIN diagnostics_diagnosticlevel level ON level.version_id = held.version_id AND level.rank = given.rank
WHERE given.rank IS NULL OR level.id IS NOT NULL
ORDER BY item.id
ON CONFLICT (attempt_id, item_id) DO UPDATE SET
    level_id = excluded.level_id,
    is_not_applicable = excluded.is_not_applicable,
    importance = excluded.importance,
    confidence = excluded.confidence,
    example = excluded.example,
    saved_at = excluded.saved_at,
    revision = kept.revision + CASE WHEN
        (kept.level_id, kept.is_not_applicable, kept.importance, kept.confidence, kept.example) IS DISTINCT FROM
        (excluded.level_id, excluded.is_not_applicable, excluded.importance, excluded.confidence, excluded.example)
        THEN 1 ELSE 0 END,
    strokes = {remembered}
WHERE {is_not_late}
RETURNING item_id, revision
"""
_ROW = "(%s::uuid, %s::smallint, %s::boolean, %s::smallint, %s::smallint, %s::text)"


class AnswerQuerySet(models.QuerySet["Answer"]):
    def upsert(
        self, attempt_id: UUID, given: Sequence[Given], now: dt.datetime, stroke: Stroke | None = None
    ) -> dict[UUID, int]:
        """Store `given` and return each item's revision. Left out: what is not of the attempt's version, what is late,
        and everything when the attempt is not in progress."""
        if not given:
            return {}
        parameters = [value for one in given for value in one.parameters()]
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

    def late(self, attempt_id: UUID, stroke: Stroke | None, items: Sequence[UUID]) -> dict[UUID, "Answer"]:
        """Of `items` that an upsert left out those for which `stroke` was late, with what is kept of them. No query
        when nothing was left out."""
        if stroke is None or not items:
            return {}
        kept = self.filter(attempt=attempt_id, attempt__state=AttemptState.IN_PROGRESS, item__in=items)
        return {answer.item_id: answer for answer in kept.select_related("level") if answer.has(stroke)}

    def answered(self) -> "AnswerQuerySet":
        """Those with a level or “not applicable”; a comment alone is not an answer yet."""
        return self.filter(Q(level__isnull=False) | Q(is_not_applicable=True))

    def complete(self, version: DiagnosticVersion) -> "AnswerQuerySet":
        """Those with all that `version` requires; “not applicable” needs nothing beside it."""
        given = Q(level__isnull=False)
        for name in version.required:
            given &= ~Q(**{name: ""}) if name == "example" else Q(**{f"{name}__isnull": False})
        return self.filter(Q(is_not_applicable=True) | given)

    def latest_of(self, learner_id: UUID, lineages: Sequence[UUID]) -> "AnswerQuerySet":
        """What a learner last submitted about each of these elements, in whatever round."""
        submitted = self.answered().filter(
            attempt__enrolment__learner=learner_id, attempt__state=AttemptState.SUBMITTED, item__lineage__in=lineages
        )
        newest = submitted.order_by("item__lineage", "-attempt__submitted_at", "-attempt__number")
        return newest.distinct("item__lineage")


class Answer(Stroked):
    """What a learner said about one item. Saved as she types, so a comment may come before a level;
    `revision` grows with each accepted save and tells a page that another one was newer."""

    # No index of its own: answer_once_per_item begins with it.
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers", db_index=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    level = models.ForeignKey(DiagnosticLevel, models.PROTECT, null=True, blank=True, related_name="+")
    is_not_applicable = models.BooleanField(default=False)
    importance = models.PositiveSmallIntegerField(null=True, blank=True, choices=Importance)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True, choices=Confidence)
    example = models.TextField(_("example from my practice"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    objects = AnswerQuerySet.as_manager()

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
            models.CheckConstraint(
                name="answer_importance_in_range",
                condition=Q(importance__isnull=True) | Q(importance__in=Importance.values),
                violation_error_message=_("This is no degree of importance."),
            ),
            models.CheckConstraint(
                name="answer_confidence_in_range",
                condition=Q(confidence__isnull=True) | Q(confidence__in=Confidence.values),
                violation_error_message=_("This is no degree of confidence."),
            ),
            strokes_by_writer("answer_strokes_by_writer"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.level_id}"

    @property
    def rank(self) -> int | None:
        """The chosen level's, counted from 1 (least); None without one."""
        return self.level.rank if self.level else None
