"""Planning reminders: rows written in the transaction of the change that causes them."""

import datetime as dt
from typing import Any
from uuid import UUID

from carnegie.notifications import registry
from carnegie.notifications.enums import ReminderState
from carnegie.notifications.models import Reminder
from carnegie.people.models import User


def plan_reminder(
    *,
    kind: str,
    recipient: User | None,
    subject_id: UUID,
    occurrence: str,
    due_at: dt.datetime,
    expires_at: dt.datetime,
    now: dt.datetime,
) -> Reminder:
    """Owe `recipient` one mail about `subject_id`, once per `occurrence`; planning it again changes nothing.

    `recipient` None: to somebody without an account, whom the kind finds by the subject. Written in the caller's
    transaction. Due at `due_at`, pointless after `expires_at`. One that had been cancelled is owed again. Raises
    UnknownKind for a kind that no app registers.
    """
    key: dict[str, Any] = {"kind": kind, "recipient": recipient, "subject_id": subject_id, "occurrence": occurrence}
    times = {"due_at": due_at, "expires_at": expires_at}
    row = Reminder(**key, **times, policy=registry.get(kind).policy, created_at=now)
    Reminder.objects.bulk_create([row], ignore_conflicts=True)
    kept = Reminder.objects.get(**key)
    if kept.state == ReminderState.CANCELLED:
        _owe_again(kept, times)
    return kept


def _owe_again(row: Reminder, times: dict[str, dt.datetime]) -> None:
    cancelled = Reminder.objects.filter(pk=row.pk, state=ReminderState.CANCELLED)
    cancelled.update(state=ReminderState.SCHEDULED, attempts=0, last_error="", **times)
    row.refresh_from_db()


def cancel_reminders(*, kind: str, subject_id: UUID, now: dt.datetime) -> int:
    """Drop the planned mails of this kind about this subject; returns how many. One being sent just now goes out."""
    planned = Reminder.objects.filter(kind=kind, subject_id=subject_id, state=ReminderState.SCHEDULED)
    return planned.update(state=ReminderState.CANCELLED)
