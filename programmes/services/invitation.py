"""Telling people that they are expected."""

import datetime as dt
from uuid import UUID

from carnegie.notifications.services import plan_reminder
from carnegie.people.models import User

KIND = "programmes.invitation"
WORTH_SENDING = dt.timedelta(days=14)


def invite(*, recipient: User, subject_id: UUID, until: dt.date, now: dt.datetime) -> None:
    """Owe the person one invitation to sign in, due now; `subject_id` is her enrolment or her role.

    It is worth sending for two weeks, or until the day `until` if that is later.
    """
    end = dt.datetime.combine(until, dt.time.max, dt.UTC)
    expires_at = max(now + WORTH_SENDING, end)
    plan_reminder(
        kind=KIND,
        recipient=recipient,
        subject_id=subject_id,
        occurrence="1",
        due_at=now,
        expires_at=expires_at,
        now=now,
    )
