"""Rounds: whom they ask, who has answered (never what), and what a learner is asked."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from carnegie.people.models import User
from diagnostics.enums import AttemptState
from diagnostics.models import Attempt, Round
from programmes.enums import EnrolmentStatus
from programmes.models import Enrolment


@dataclass(frozen=True)
class BoardRow:
    """One learner of a round: how far she is, and nothing of what she said."""

    enrolment: Enrolment
    attempt: Attempt | None


@dataclass(frozen=True)
class AskedOf:
    """A round as one learner sees it, with her latest attempt."""

    round: Round
    attempt: Attempt | None
    is_open: bool
    is_to_come: bool


def asked(round_: Round, *, unsubmitted: bool = False) -> QuerySet[Enrolment]:
    """Active enrolments whom the round asks; with `unsubmitted` only those who have submitted no attempt in it."""
    found = Enrolment.objects.filter(cohort=round_.cohort_id, status=EnrolmentStatus.ACTIVE).select_related("learner")
    if round_.enrolment_id:
        found = found.filter(pk=round_.enrolment_id)
    if unsubmitted:
        mine = Attempt.objects.filter(round=round_, enrolment=OuterRef("pk"), state=AttemptState.SUBMITTED)
        found = found.filter(~Exists(mine))
    return found


def open_rounds(now: dt.datetime) -> list[Round]:
    """Rounds that are open at `now`, each by the days of its own time zone."""
    near = now.date()
    day = dt.timedelta(days=1)
    candidates = Round.objects.filter(opens_on__lte=near + day, closes_on__gte=near - day)
    return [round_ for round_ in candidates if round_.is_open(now)]


def round_board(round_: Round) -> list[BoardRow]:
    """Everybody whom the round asks, by name, with the latest attempt: two queries."""
    latest = {attempt.enrolment_id: attempt for attempt in Attempt.objects.filter(round=round_).order_by("number")}
    return [BoardRow(enrolment, latest.get(enrolment.pk)) for enrolment in asked(round_)]


def rounds_of(user: User, now: dt.datetime) -> list[AskedOf]:
    """What `user` is asked as a learner, the newest first: two queries."""
    rounds = list(
        Round.objects.for_learner(user)
        .select_related("cohort__programme", "diagnostic_version__diagnostic")
        .order_by("-opens_on", "title")
    )
    mine = Attempt.objects.filter(enrolment__learner=user, round__in=rounds).order_by("number")
    latest = {attempt.round_id: attempt for attempt in mine}
    return [
        AskedOf(round_, latest.get(round_.pk), is_open=round_.is_open(now), is_to_come=now < round_.opens_at)
        for round_ in rounds
    ]
