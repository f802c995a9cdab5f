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


class Ask(models.TextChoices):
    """Whether a diagnostic asks something beside the level."""

    OFF = "off", _("not asked")
    OPTIONAL = "optional", _("may be left out")
    REQUIRED = "required", _("must be answered")


class QuestionKind(models.TextChoices):
    """How a question about the learner's context is answered."""

    TEXT = "text", _("words")
    CHOICE = "choice", _("one of several")
    NUMBER = "number", _("number")


class Importance(models.IntegerChoices):
    """How much an element matters in the learner's own role."""

    LITTLE = 1, _("little")
    SOME = 2, _("some")
    GREAT = 3, _("great")


class Confidence(models.IntegerChoices):
    """How sure the learner is of the level that she chose."""

    LITTLE = 1, _("not sure")
    SOME = 2, _("fairly sure")
    GREAT = 3, _("very sure")


class TargetAudience(models.TextChoices):
    """Whose expected levels a target profile holds, the most particular first."""

    ORGANISATION = "organisation", _("one organisation")
    ROLE = "role", _("one role")
    PROGRAMME = "programme", _("everybody in the programme")


class RaterMode(models.TextChoices):
    """What raters are told before they answer, and what therefore holds for the report."""

    NAMED = "named", _("named")
    ANONYMOUS = "anonymous", _("anonymous")


class RaterRelationship(models.TextChoices):
    """What a rater is to the learner. Each stays a group of its own: they are never added up."""

    LINE_MANAGER = "line_manager", _("line manager")
    COLLEAGUE = "colleague", _("colleague")
    PEER = "peer", _("peer on the programme")
    REPORT = "report", _("somebody whom I lead")
    COACH = "coach", _("coach or mentor")
    OTHER = "other", _("somebody else")


ATTRIBUTABLE: frozenset[str] = frozenset({RaterRelationship.LINE_MANAGER})
"""Groups that are shown whatever their size, also when raters are anonymous: they are told so before they answer."""

FEWEST_LEVELS = 2
MOST_LEVELS = 11

ROUND_OPENS = "diagnostics.round_opens"
"""The kind of reminder that tells a learner that a round is open."""

ROUND_NUDGE = "diagnostics.round_nudge"
"""The kind of reminder by which somebody who leads the cohort asks a learner who has not submitted yet."""

RATER_ASKED = "diagnostics.rater_asked"
"""The kind of reminder that brings a rater her link."""

PANEL_CLOSED = "diagnostics.panel_closed"
"""The kind of reminder that tells who asks others that nobody answers any more."""

FEWEST_UNNAMED = 2
"""However low an installation sets its minimum: the mean of one rater is what she said."""
MOST_RATERS = 30
"""So many people can be asked by one panel."""
ASKS_A_DAY = 2
"""So many mails may one address be sent within a day on behalf of one learner."""

MOST_NEEDS = 5
FEWEST_NEEDS = 2
"""A learner chooses so many needs from one attempt: more cannot be worked on, fewer is said, not refused."""
