"""The tick: claim a due row, look again whether it is due, send, mark it sent.

A row is claimed in a short transaction and sent outside any, one at a time, so that a dead worker leaves one row
in doubt and a slow mail server holds no lock. Any number of ticks may run at once.
"""

import datetime as dt
import logging
import smtplib
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import cast

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet

from carnegie.notifications import registry
from carnegie.notifications.enums import DeliveryPolicy, ReminderState
from carnegie.notifications.models import Reminder
from carnegie.notifications.services import failpoints, mail
from carnegie.people.models import User

logger = logging.getLogger(__name__)

BATCH = 25
BUDGET_SECONDS = 10.0
LEASE = dt.timedelta(seconds=60)
MAX_ATTEMPTS = 5
FIRST_WAIT = dt.timedelta(minutes=1)
WAIT_GROWS = 4


@dataclass
class TickResult:
    """How many rows were due (taken up), and what became of them; the rest wait for another try."""

    due: int = 0
    sent: int = 0
    uncertain: int = 0
    failed: int = 0
    suppressed: int = 0
    cancelled: int = 0
    expired: int = 0
    has_more: bool = False

    def count(self, state: str) -> None:
        self.due += 1
        if state != ReminderState.SCHEDULED:
            setattr(self, state, getattr(self, state) + 1)

    def add(self, other: "TickResult") -> None:
        for name, value in asdict(other).items():
            setattr(self, name, getattr(self, name) + value)


@dataclass(frozen=True)
class Outcome:
    """What became of one try; `due_at` when another follows."""

    state: ReminderState
    error: str = ""
    due_at: dt.datetime | None = None


def tick(*, now: dt.datetime, batch: int = BATCH, budget_seconds: float = BUDGET_SECONDS) -> TickResult:
    """Plan what the apps find due at `now`, then deliver at most `batch` rows in about `budget_seconds`."""
    scan(now=now)
    return deliver(now=now, batch=batch, budget_seconds=budget_seconds)


def scan(*, now: dt.datetime) -> None:
    """Let every app plan what has come due. One that fails is logged and keeps nobody else from planning."""
    for name, scanner in registry.SCANNERS.items():
        try:
            with transaction.atomic():
                scanner(now=now)
        except Exception:
            logger.exception("reminder scanner %s failed", name)


def deliver(*, now: dt.datetime, batch: int = BATCH, budget_seconds: float = BUDGET_SECONDS) -> TickResult:
    """Deliver what is due. `has_more` says that the batch or the time ended before the due rows did."""
    result = TickResult()
    for moment in _moments(now, budget_seconds):
        if result.due == batch:
            break
        state = _deliver_one(now, moment)
        if state is None:
            return result
        result.count(state)
    result.has_more = True
    return result


def _moments(now: dt.datetime, budget_seconds: float) -> Iterator[dt.datetime]:
    """`now` as it moves on, until the budget is used up."""
    started = time.monotonic()
    passed = 0.0
    while passed < budget_seconds:
        yield now + dt.timedelta(seconds=passed)
        passed = time.monotonic() - started


def _deliver_one(now: dt.datetime, moment: dt.datetime) -> str | None:
    """Take up one row that was due at `now`; the state it ended in, or None when none is due."""
    failpoints.reach("before_claim")
    row = _claim(now, moment)
    if row is None:
        return None
    if row.state != ReminderState.SENDING:
        return row.state
    failpoints.reach("after_claim")
    outcome = _try(row, moment)
    _finish(row, outcome, moment)
    return outcome.state


def _claim(now: dt.datetime, moment: dt.datetime) -> Reminder | None:
    """Lease the row that has waited longest. One whose worker died is leased again, or left as uncertain."""
    with transaction.atomic(durable=True):
        free = claimable(now).select_for_update(skip_locked=True, of=("self",))
        row = free.select_related("recipient").first()
        if row is None:
            return None
        if _stays_uncertain(row, now):
            row.state, row.lease_until, row.lease_token = ReminderState.UNCERTAIN, None, None
        else:
            row.state, row.lease_until, row.lease_token = ReminderState.SENDING, moment + LEASE, uuid.uuid4()
            row.attempts += 1
        row.save(update_fields=["state", "lease_until", "lease_token", "attempts"])
    return row


def claimable(now: dt.datetime) -> QuerySet[Reminder]:
    """Planned rows that are due, and rows whose lease has run out; served by the index `reminder_due`."""
    open_states = [ReminderState.SCHEDULED, ReminderState.SENDING]
    due = Reminder.objects.filter(state__in=open_states, due_at__lte=now)
    return due.filter(Q(state=ReminderState.SCHEDULED) | Q(lease_until__lt=now)).order_by("due_at")


def _stays_uncertain(row: Reminder, now: dt.datetime) -> bool:
    """A dead worker may have sent it: a nudge, or what is too late by now, is not sent again."""
    in_doubt = row.state == ReminderState.SENDING
    return in_doubt and (row.policy == DeliveryPolicy.NUDGE or row.expires_at <= now)


Someone = User | registry.Addressee


def _try(row: Reminder, now: dt.datetime) -> Outcome:
    """Look again, write the mail, hand it over. Our own errors wait for another try, like the mail server's."""
    try:
        kind = registry.get(row.kind)
        person = registry.addressee(row, kind)
        if refusal := _refusal(row, kind, person, now):
            return refusal
        return _send(row, mail.compose(row, kind, cast(Someone, person)), now)
    except registry.UnknownKind as error:
        return Outcome(ReminderState.FAILED, str(error.args[0]))
    except Exception as error:
        logger.exception("reminder %s could not be prepared", row.pk)
        return _later(row, f"{type(error).__name__} while preparing the mail", now)


def _refusal(row: Reminder, kind: registry.ReminderKind, person: Someone | None, now: dt.datetime) -> Outcome | None:
    checks: list[tuple[ReminderState, Callable[[], bool]]] = [
        (ReminderState.EXPIRED, lambda: row.expires_at <= now),
        (ReminderState.SUPPRESSED, lambda: person is None or not person.is_active),
        (ReminderState.CANCELLED, lambda: not kind.still_due(row, now)),
    ]
    return next((Outcome(state) for state, applies in checks if applies()), None)


def _send(row: Reminder, message: EmailMessage, now: dt.datetime) -> Outcome:
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        logger.warning("reminder %s was not accepted: %s", row.pk, mail.in_words(error))
        if mail.is_final(error):
            return Outcome(ReminderState.FAILED, mail.in_words(error))
        return _later(row, mail.in_words(error), now)
    failpoints.reach("after_send")
    return Outcome(ReminderState.SENT)


def _later(row: Reminder, error: str, now: dt.datetime) -> Outcome:
    """Another try after 1, 4, 16 and 64 minutes, then no more."""
    if row.attempts >= MAX_ATTEMPTS:
        return Outcome(ReminderState.FAILED, error)
    wait = FIRST_WAIT * WAIT_GROWS ** (row.attempts - 1)
    return Outcome(ReminderState.SCHEDULED, error, due_at=now + wait)


def _finish(row: Reminder, outcome: Outcome, now: dt.datetime) -> None:
    """Write what became of it, if the lease is still ours: otherwise another worker has taken the row over."""
    with transaction.atomic(durable=True):
        ours = Reminder.objects.filter(pk=row.pk, state=ReminderState.SENDING, lease_token=row.lease_token)
        changed = ours.update(
            state=outcome.state,
            due_at=outcome.due_at or row.due_at,
            sent_at=now if outcome.state == ReminderState.SENT else None,
            last_error=outcome.error,
            lease_until=None,
            lease_token=None,
        )
        failpoints.reach("before_commit")
    failpoints.reach("after_commit")
    if not changed:
        logger.warning("reminder %s: its lease ran out before it was marked %s", row.pk, outcome.state)
