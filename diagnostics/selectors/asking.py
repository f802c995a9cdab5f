"""Rounds: whom they ask, who has answered (never what), and what a learner is asked."""

import datetime as dt
import zoneinfo
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, DateField, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from carnegie.notifications.models import Reminder
from carnegie.people.models import User
from diagnostics.enums import ROUND_NUDGE, AttemptState
from diagnostics.models import Attempt, Round, RoundExtension
from diagnostics.models.round import last_day
from programmes.enums import EnrolmentStatus
from programmes.models import Cohort, Enrolment

NOT_BEGUN = "not_begun"
ORDERS = {
    "name": ("learner__full_name", "pk"),
    "submitted": (F("submitted_at").desc(nulls_last=True), "learner__full_name", "pk"),
    "begun": (F("started_at").desc(nulls_last=True), "learner__full_name", "pk"),
    "until": ("last_day", "learner__full_name", "pk"),
}
"""How a board may be sorted: a word of the address → columns."""


@dataclass(frozen=True)
class AskedOf:
    """A round as one learner sees it, with all her attempts in it, the first one first."""

    round: Round
    last_day: dt.date
    attempts: list[Attempt]
    now: dt.datetime

    @property
    def attempt(self) -> Attempt | None:
        """The latest."""
        return self.attempts[-1] if self.attempts else None

    @property
    def submitted(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.is_submitted]

    @property
    def is_open(self) -> bool:
        return self.round.is_open(self.now, self.last_day)

    @property
    def is_to_come(self) -> bool:
        return self.now < self.round.opens_at

    @property
    def is_extended(self) -> bool:
        """She alone has more time."""
        return self.last_day > self.round.closes_on

    @property
    def days_left(self) -> int:
        """Whole days until its last one, in the round's time zone: 0 on the last day itself."""
        return (self.last_day - _day(self.round, self.now)).days

    @property
    def closes_elsewhere(self) -> dt.datetime | None:
        """The moment it closes, where the reader's clock shows another time than the round's."""
        return elsewhere(self.round.end_of(self.last_day))


def elsewhere(moment: dt.datetime) -> dt.datetime | None:
    """`moment`, when the reader's own clock differs from the one it is said in; else None."""
    return None if timezone.localtime(moment).utcoffset() == moment.utcoffset() else moment


def asked(round_: Round, *, unsubmitted: bool = False) -> QuerySet[Enrolment]:
    """Active enrolments whom the round asks; with `unsubmitted` only those who have submitted no attempt in it."""
    found = Enrolment.objects.filter(cohort=round_.cohort_id, status=EnrolmentStatus.ACTIVE).select_related("learner")
    if round_.enrolment_id:
        found = found.filter(pk=round_.enrolment_id)
    if unsubmitted:
        mine = Attempt.objects.filter(round=round_, enrolment=OuterRef("pk"), state=AttemptState.SUBMITTED)
        found = found.filter(~Exists(mine))
    return found


def learners_of(cohort: Cohort) -> QuerySet[Enrolment]:
    """Active learners of a cohort by name: whom a round may ask alone."""
    active = Enrolment.objects.filter(cohort=cohort, status=EnrolmentStatus.ACTIVE)
    return active.select_related("learner").order_by("learner__full_name", "pk")


def open_rounds(now: dt.datetime) -> list[Round]:
    """Rounds that are open at `now`, each by the days of its own time zone."""
    near = now.date()
    day = dt.timedelta(days=1)
    candidates = Round.objects.filter(opens_on__lte=near + day, closes_on__gte=near - day)
    return [round_ for round_ in candidates if round_.is_open(now)]


# ---- the board ----


def round_board(round_: Round) -> QuerySet[Any]:
    """Everybody whom the round asks, each with how far she is and nothing of what she said.

    `state`, `started_at`, `submitted_at` of her latest attempt (`state` is “not_begun” without one), `attempt_count`,
    `last_day` until which she may answer, and `reminded_at`.
    """
    mine = Attempt.objects.filter(round=round_, enrolment=OuterRef("pk")).order_by("-number")
    counted = mine.order_by().values("enrolment").annotate(count=Count("pk")).values("count")
    board: QuerySet[Any] = _with_last_day(asked(round_), round_).annotate(
        state=Coalesce(Subquery(mine.values("state")[:1]), Value(NOT_BEGUN)),
        started_at=Subquery(mine.values("started_at")[:1]),
        submitted_at=Subquery(mine.values("submitted_at")[:1]),
        attempt_count=Subquery(counted),
        reminded_at=Subquery(_nudges(round_).filter(recipient=OuterRef("learner")).values("created_at")[:1]),
    )
    return board.order_by(*ORDERS["name"])


def of_board(board: QuerySet[Any], wanted: Mapping[str, str]) -> QuerySet[Any]:
    """The rows of a board that an address asks for (`state`, `name`), in its order (`sort`)."""
    if wanted.get("state"):
        board = board.filter(state=wanted["state"])
    if wanted.get("name"):
        board = board.filter(learner__full_name__icontains=wanted["name"])
    return board.order_by(*ORDERS[wanted.get("sort") or "name"])


def board_counts(board: QuerySet[Any]) -> Counter[str]:
    """How many of a board stand where: state → number, in one query."""
    return Counter(board.order_by().values_list("state", flat=True))


def extensions_of(round_: Round) -> QuerySet[RoundExtension]:
    """Who gave whom more time, the latest first."""
    return round_.extensions.select_related("enrolment__learner", "by").order_by("-at", "-pk")


def learners_to_extend(round_: Round) -> QuerySet[Any]:
    """Whom the round asks, each with her `last_day`, by name."""
    return _with_last_day(asked(round_), round_).order_by("learner__full_name", "pk")


# ---- reminding ----


def waiting_for(round_: Round, now: dt.datetime) -> list[Any]:
    """Who has submitted nothing and still may: enrolments with their `last_day`."""
    rows = _with_last_day(asked(round_, unsubmitted=True), round_)
    return [one for one in rows if round_.is_open(now, one.last_day)]


def to_remind(round_: Round, now: dt.datetime) -> list[Any]:
    """Of those for whom the round waits who was not reminded of it today, whoever asked; the day is the round's."""
    today = f"{_day(round_, now).isoformat()} "
    known = set(_nudges(round_).filter(occurrence__startswith=today).values_list("recipient", flat=True))
    return [one for one in waiting_for(round_, now) if one.learner_id not in known]


def nudge_key(round_: Round, by: User, now: dt.datetime) -> str:
    """The occurrence of a reminder: the round's day, and who asked for it."""
    return f"{_day(round_, now).isoformat()} {by.pk}"


def _day(round_: Round, now: dt.datetime) -> dt.date:
    return now.astimezone(zoneinfo.ZoneInfo(round_.time_zone)).date()


def _nudges(round_: Round) -> QuerySet[Reminder]:
    return Reminder.objects.filter(kind=ROUND_NUDGE, subject_id=round_.pk).order_by("-created_at")


def _with_last_day(enrolments: QuerySet[Enrolment], round_: Round) -> QuerySet[Any]:
    day = last_day(Value(round_.closes_on, DateField()), round=round_, enrolment=OuterRef("pk"))
    return enrolments.annotate(last_day=day)


# ---- a learner's own ----


def rounds_of(user: User, now: dt.datetime) -> list[AskedOf]:
    """What `user` is asked as a learner, the newest first: two queries."""
    rounds = list(
        Round.objects.for_learner(user)
        .with_last_day(enrolment__learner=user)
        .select_related("cohort__programme", "diagnostic_version__diagnostic")
        .order_by("-opens_on", "title")
    )
    mine: dict[UUID, list[Attempt]] = defaultdict(list)
    for attempt in Attempt.objects.filter(enrolment__learner=user, round__in=rounds).order_by("number"):
        mine[attempt.round_id].append(attempt)
    return [AskedOf(round_, round_.last_day, mine[round_.pk], now) for round_ in rounds]
