"""Choices of provision and participation."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Strategy(models.TextChoices):
    """How people learn in an activity or event."""

    SEMINAR = "seminar", _("seminar")
    WORKSHOP = "workshop", _("workshop")
    COACHING = "coaching", _("coaching")
    MENTORING = "mentoring", _("mentoring")
    ACTION_LEARNING = "action_learning", _("action learning")
    FOCUS_GROUP = "focus_group", _("focus group")
    PROBLEM_BASED = "problem_based", _("problem based learning")
    REFLECTION = "reflection", _("reflection")
    COMMUNITY = "community", _("community of practice")
    SELF_STUDY = "self_study", _("self study")
    ONLINE_SESSION = "online_session", _("online session")
    WORK_SHADOWING = "work_shadowing", _("work shadowing")
    WORK_PROJECT = "work_project", _("work based project")


class Mode(models.TextChoices):
    FACE_TO_FACE = "face_to_face", _("face to face")
    ONLINE = "online", _("online")
    BLENDED = "blended", _("blended")
    AT_WORK = "at_work", _("at work")


class Depth(models.TextChoices):
    """How far an item takes a learner in an element."""

    INTRODUCES = "introduces", _("introduces")
    DEVELOPS = "develops", _("develops")
    ASSESSES = "assesses", _("assesses")


DEPTH_RANK: dict[str, int] = {Depth.INTRODUCES: 1, Depth.DEVELOPS: 2, Depth.ASSESSES: 3}


class CoverageStatus(models.TextChoices):
    """How well one element is covered, the most urgent first."""

    UNTOUCHED = "untouched", _("untouched")
    THIN = "thin", _("thin")
    UNPREPARED = "unprepared", _("assessed, not developed")
    COVERED = "covered", _("covered")

    @property
    def meaning(self) -> Promise:
        """One line for who meets the word for the first time."""
        return _MEANINGS[self]


OVER = "over"
"""A filter beside the statuses: covered by more parts than an element needs."""

_MEANINGS = {
    CoverageStatus.UNTOUCHED: _("Nothing in the programme serves it yet."),
    CoverageStatus.THIN: _("Introduced, but nowhere developed or assessed."),
    CoverageStatus.UNPREPARED: _("Assessed, but nowhere developed."),
    CoverageStatus.COVERED: _("Developed at least once."),
}


class ProgrammeRoleKind(models.TextChoices):
    ADMIN = "admin", _("programme admin")


class CohortRoleKind(models.TextChoices):
    FACILITATOR = "facilitator", _("facilitator")


class SupporterKind(models.TextChoices):
    COACH = "coach", _("coach")
    MENTOR = "mentor", _("mentor")
    COLLEAGUE = "colleague", _("workplace colleague")
    LINE_MANAGER = "line_manager", _("line manager")


class EnrolmentStatus(models.TextChoices):
    ACTIVE = "active", _("taking part")
    COMPLETED = "completed", _("completed")
    WITHDRAWN = "withdrawn", _("withdrawn")


ENROLMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    EnrolmentStatus.ACTIVE: frozenset({EnrolmentStatus.COMPLETED, EnrolmentStatus.WITHDRAWN}),
    EnrolmentStatus.COMPLETED: frozenset(),
    EnrolmentStatus.WITHDRAWN: frozenset({EnrolmentStatus.ACTIVE}),
}


class BookingStatus(models.TextChoices):
    """What a learner has at an event."""

    BOOKED = "booked", _("has a place")
    WAITING = "waiting", _("on the waiting list")
    CANCELLED = "cancelled", _("cancelled")


PLACE_FREE = "programmes.place_free"
PLACE_CANCELLED = "programmes.place_cancelled"
PLACE_MOVED = "programmes.place_moved"
"""Kinds of mail about a booking."""


class Relation(models.TextChoices):
    """What a person is to a learner's enrolment: the actors of the access matrix that hang on an enrolment."""

    LEARNER = "L", _("learner")
    PEER = "PEER", _("learner in the same cohort")
    COACH = "COACH", _("coach or mentor")
    COLLEAGUE = "COLL", _("workplace colleague")
    LINE_MANAGER = "LM", _("line manager")
    FACILITATOR = "FAC", _("facilitator")
    PROGRAMME_ADMIN = "PA", _("programme admin")
    SPONSOR = "SPON", _("sponsor")


class SuggestionState(models.TextChoices):
    """What became of a facilitator's wish that an event serve an element."""

    OPEN = "open", _("waiting for a decision")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
