"""Choices of diagnostics, rounds and attempts, with the tables of what may follow what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DiagnosticState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


class RoundKind(models.TextChoices):
    BASELINE = "baseline", _("baseline")
    MID_POINT = "mid_point", _("mid-point")
    EXIT = "exit", _("exit")
    FOLLOW_UP = "follow_up", _("follow-up")
    RETROSPECTIVE = "retrospective", _("looking back (“then”)")


class AttemptState(models.TextChoices):
    IN_PROGRESS = "in_progress", _("in progress")
    SUBMITTED = "submitted", _("submitted")


ATTEMPT_TRANSITIONS: dict[str, frozenset[str]] = {
    AttemptState.IN_PROGRESS: frozenset({AttemptState.SUBMITTED}),
    AttemptState.SUBMITTED: frozenset(),
}


class NeedState(models.TextChoices):
    CHOSEN = "chosen", _("chosen")
    SET_ASIDE = "set_aside", _("set aside")


class Importance(models.IntegerChoices):
    """How much an element matters in the learner's own role."""

    LITTLE = 1, _("little")
    SOME = 2, _("some")
    GREAT = 3, _("great")


ROUND_OPENS = "diagnostics.round_opens"
"""The kind of reminder that tells a learner that a round is open."""

MOST_NEEDS = 5
FEWEST_NEEDS = 2
"""A learner chooses so many needs from one attempt: more cannot be worked on, fewer is said, not refused."""
