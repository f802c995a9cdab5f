"""What diagnostics tells people by mail: that a round is open, and that it still waits for them."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from carnegie.notifications.enums import DeliveryPolicy
from carnegie.notifications.models import Reminder
from carnegie.notifications.registry import ReminderKind
from carnegie.notifications.services import plan_reminder
from carnegie.people.models import User
from diagnostics.enums import ROUND_NUDGE, ROUND_OPENS
from diagnostics.models import Round
from diagnostics.models.reach import administered
from diagnostics.selectors import asked, open_rounds, waiting_for


def still_due(reminder: Reminder, now: dt.datetime) -> bool:
    """The round is open to her, she still takes part, and she has not submitted."""
    round_ = Round.objects.filter(pk=reminder.subject_id).first()
    if round_ is None:
        return False
    return any(one.learner_id == reminder.recipient_id for one in waiting_for(round_, now))


def context(reminder: Reminder) -> dict[str, Any]:
    """The round's name and her days, and the way to it; nothing that anybody answered."""
    rounds = Round.objects.with_last_day(enrolment__learner=reminder.recipient_id)
    round_: Any = rounds.select_related("diagnostic_version", "cohort__programme").get(pk=reminder.subject_id)
    return {
        "round": round_.title,
        "programme": round_.cohort.programme.title,
        "closes_on": round_.last_day,
        "minutes": round_.diagnostic_version.minutes,
        "path": reverse("diagnostics:attempt-start", args=[round_.pk]),
    }


def nudge_context(reminder: Reminder) -> dict[str, Any]:
    """The same, and who asked."""
    asker = User.objects.filter(pk=reminder.occurrence.partition(" ")[2]).values_list("full_name", flat=True)
    return context(reminder) | {"asker": asker.first()}


def due_reminders(*, now: dt.datetime) -> int:
    """Owe the mail to everybody whom an open round asks and who was enrolled after it was opened; returns how many.
    Due from now, not from the day the round opened: she was invited in between, and that mail comes first. Running it
    twice owes nothing twice."""
    owed = 0
    for round_ in open_rounds(now):
        told = Reminder.objects.filter(kind=ROUND_OPENS, subject_id=round_.pk).values("recipient")
        for enrolment in asked(round_, unsubmitted=True).exclude(learner__in=told):
            plan_reminder(
                kind=ROUND_OPENS,
                recipient=enrolment.learner,
                subject_id=round_.pk,
                occurrence="opens",
                due_at=max(round_.opens_at, now),
                expires_at=round_.closes_at,
                now=now,
            )
            owed += 1
    return owed


def overseen(user: User, on: dt.date) -> Any:
    """Rounds whose reminders this person may see as metadata: those of programmes that she administers."""
    mine = administered(user, on).order_by().values("pk")
    return Round.objects.filter(cohort__programme__in=mine).order_by().values_list("pk", flat=True)


KINDS = (
    ReminderKind(
        code=ROUND_OPENS,
        template="diagnostics/mail/round_opens.txt",
        policy=DeliveryPolicy.NUDGE,
        still_due=still_due,
        context=context,
        title=_("A self-assessment is open"),
        overseen=overseen,
    ),
    ReminderKind(
        code=ROUND_NUDGE,
        template="diagnostics/mail/round_nudge.txt",
        policy=DeliveryPolicy.NUDGE,
        still_due=still_due,
        context=nudge_context,
        title=_("A self-assessment is still waited for"),
        reason=_("somebody who leads your programme asked Carnegie to remind you"),
        overseen=overseen,
    ),
)
