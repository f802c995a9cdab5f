"""A million answers more, of ten times as many learners: what the same pages cost when an installation has grown."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection, transaction

from carnegie.operations.benchmark.large import PROGRAMME
from carnegie.people.models import User
from diagnostics.enums import AttemptState, RoundKind
from diagnostics.models import Answer, Attempt, Round
from programmes.models import Cohort, Enrolment

LEARNERS, COHORT_SIZE, ROUNDS = 4200, 25, 2
PREFIX = "Grown"

# The answers alone are more than Python should carry: each attempt of these cohorts with each item of its version.
_ANSWERS = """
INSERT INTO diagnostics_answer
    (attempt_id, item_id, level_id, is_not_applicable, importance, example, revision, saved_at)
SELECT attempt.id, item.id, level.id, false, 1 + item.position %% 3, '', 1, attempt.submitted_at
FROM (
    SELECT attempt.*, round.diagnostic_version_id, row_number() OVER () AS place
    FROM diagnostics_attempt attempt
    JOIN diagnostics_round round ON round.id = attempt.round_id
    JOIN programmes_cohort cohort ON cohort.id = round.cohort_id
    WHERE cohort.title LIKE %s
) AS attempt
JOIN diagnostics_item item ON item.version_id = attempt.diagnostic_version_id
JOIN diagnostics_diagnosticlevel level
    ON level.version_id = item.version_id AND level.rank = 1 + (attempt.place * 7 + item.position * 3) %% 5
"""


@contextmanager
def a_million_more(now: dt.datetime) -> Iterator[int]:
    """Adds them, says how many answers there are, and takes them away again, so that the next run begins the same."""
    _execute("SET statement_timeout = 0")  # a page's limit is none for a million rows
    take_away()
    try:
        with transaction.atomic():
            _people(now)
            _execute(_ANSWERS, f"{PREFIX} %")
        _settle()
        yield Answer.objects.count()
    finally:
        take_away()
        _execute("RESET statement_timeout")


def take_away() -> None:
    """Whatever a run left behind."""
    cohorts = Cohort.objects.filter(title__startswith=f"{PREFIX} ")
    if not cohorts.exists():
        return
    with transaction.atomic():
        attempts = Attempt.objects.filter(round__cohort__in=cohorts)
        Answer.objects.filter(attempt__in=attempts)._raw_delete(Answer.objects.db)
        for rows in (attempts, Round.objects.filter(cohort__in=cohorts), Enrolment.objects.filter(cohort__in=cohorts)):
            rows.delete()
        cohorts.delete()
        User.objects.filter(email__startswith=PREFIX.lower()).delete()
    _settle()


def _settle() -> None:
    """What the database does by itself in an hour: free what was deleted and count what is there."""
    _execute("VACUUM (ANALYZE)")


def _people(now: dt.datetime) -> None:
    like = Round.objects.get(cohort__title=PROGRAMME, kind=RoundKind.BASELINE)
    learners = User.objects.bulk_create(
        User(email=f"grown-{n}@bench.test", full_name=f"Grown {n}", password=UNUSABLE_PASSWORD_PREFIX)
        for n in range(LEARNERS)
    )
    for start in range(0, LEARNERS, COHORT_SIZE):
        _cohort(like, start // COHORT_SIZE, learners[start : start + COHORT_SIZE], now)


def _cohort(like: Round, number: int, learners: list[User], now: dt.datetime) -> None:
    """One cohort that answered twice, in rounds as `like`."""
    cohort = Cohort.objects.create(
        programme=like.cohort.programme,
        title=f"{PREFIX} {number:03}",
        starts_on=like.cohort.starts_on,
        ends_on=like.cohort.ends_on,
    )
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, learner=learner, enrolled_at=now) for learner in learners
    )
    for turn in range(ROUNDS):
        _round(like, cohort, enrolments, f"Round {turn + 1}", now - dt.timedelta(days=turn))


def _round(like: Round, cohort: Cohort, enrolments: list[Enrolment], title: str, at: dt.datetime) -> None:
    round_ = Round.objects.create(
        cohort=cohort,
        diagnostic_version_id=like.diagnostic_version_id,
        target_profile_id=like.target_profile_id,
        title=title,
        opens_on=like.opens_on,
        closes_on=like.closes_on,
        opened_by_id=like.opened_by_id,
    )
    Attempt.objects.bulk_create(
        Attempt(round=round_, enrolment=one, state=AttemptState.SUBMITTED, started_at=at, submitted_at=at)
        for one in enrolments
    )


def _execute(statement: str, *values: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
