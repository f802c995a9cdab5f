"""Many learners of one cohort, as rows: for figures that stand for several people."""

import datetime as dt
from collections.abc import Sequence

from carnegie.people.models import User
from diagnostics.enums import AttemptState
from diagnostics.models import Answer, Attempt, Round
from programmes.models import Cohort, Enrolment
from tests.cast import NOW


def enrol(cohort: Cohort, number: int) -> list[Enrolment]:
    """So many more learners, called learner0@…, learner1@… from where the last call ended."""
    begun = User.objects.filter(email__startswith="learner").count()
    users = User.objects.bulk_create(
        User(email=f"learner{n}@example.test", full_name=f"Learner {n}") for n in range(begun, begun + number)
    )
    return Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, learner=user, enrolled_at=NOW, job_title="Head") for user in users
    )


def submit(round_: Round, enrolments: Sequence[Enrolment], ranks: Sequence[Sequence[int | None]]) -> list[Attempt]:
    """Each submits, a minute after the one before, what stands in her row of `ranks`: one an item, None for nothing."""
    begun = Attempt.objects.filter(round=round_).count()
    attempts = Attempt.objects.bulk_create(
        Attempt(
            round=round_,
            enrolment=enrolment,
            state=AttemptState.SUBMITTED,
            started_at=NOW - dt.timedelta(days=3),
            submitted_at=NOW - dt.timedelta(days=2) + dt.timedelta(minutes=begun + place),
        )
        for place, enrolment in enumerate(enrolments)
    )
    levels = {level.rank: level for level in round_.diagnostic_version.levels.all()}
    items = list(round_.diagnostic_version.items.all())
    Answer.objects.bulk_create(
        Answer(attempt=attempt, item=item, level=levels[rank], example="canary-example", saved_at=NOW)
        for attempt, given in zip(attempts, ranks, strict=True)
        for item, rank in zip(items, given, strict=False)
        if rank
    )
    return attempts
