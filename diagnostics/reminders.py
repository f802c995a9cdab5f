"""What diagnostics tells people by mail: that a round is open, that it still waits for them, raters what they are
asked, and who asked them that nobody answers any more."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from carnegie.notifications.enums import DeliveryPolicy
from carnegie.notifications.models import Reminder
from carnegie.notifications.registry import Addressee, ReminderKind
from carnegie.notifications.services import plan_reminder
from carnegie.people.models import User
from diagnostics.enums import PANEL_CLOSED, RATER_ASKED, ROUND_NUDGE, ROUND_OPENS
from diagnostics.models import RaterInvitation, RaterPanel, Round
from diagnostics.models.reach import administered
from diagnostics.policies import may_follow_raters
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


def rater(reminder: Reminder) -> Addressee | None:
    """Name and address of who is asked, in the time zone of the round; None once she was taken off the list."""
    invitation = _invitation(reminder)
    if invitation is None:
        return None
    return Addressee(invitation.email, invitation.name, time_zone=invitation.panel.round.time_zone)


def rater_still_due(reminder: Reminder, now: dt.datetime) -> bool:
    """She is still asked, has neither answered nor said no, and the panel is open."""
    invitation = _invitation(reminder)
    if invitation is None or invitation.declined_at is not None or not invitation.panel.is_open(now):
        return False
    return not RaterInvitation.objects.filter(pk=invitation.pk, response__submitted_at__isnull=False).exists()


def rater_context(reminder: Reminder) -> dict[str, Any]:
    """Who asks, how long it takes, until when, and the link; nothing of the other raters."""
    invitation = _invitation(reminder)
    assert invitation is not None  # `rater` found it a moment ago
    panel = invitation.panel
    return {
        "learner": panel.enrolment.learner.full_name,
        "programme": panel.enrolment.cohort.programme.title,
        "panel": panel,
        "minutes": panel.round.diagnostic_version.minutes,
        "hides": panel.hides(invitation.relationship),
        "path": reverse("diagnostics:rating-start", args=[invitation.token]),
    }


def _invitation(reminder: Reminder) -> RaterInvitation | None:
    about = "panel__enrolment__learner", "panel__enrolment__cohort__programme", "panel__round__diagnostic_version"
    return RaterInvitation.objects.filter(pk=reminder.subject_id).select_related(*about).first()


def panel_still_due(reminder: Reminder, now: dt.datetime) -> bool:
    """It has closed, and she may still look at it."""
    panel = _panels(reminder).filter(closed_at__isnull=False).first()
    person = reminder.recipient
    return bool(panel and person and may_follow_raters(person, panel.enrolment, timezone.localdate(now)))


def panel_context(reminder: Reminder) -> dict[str, Any]:
    """Which round, about whom, and the way to it; neither what was said nor how many said it."""
    panel = _panels(reminder).get()
    return {
        "round": panel.round.title,
        "programme": panel.enrolment.cohort.programme.title,
        "learner": panel.enrolment.learner.full_name,
        "is_own": panel.enrolment.learner_id == reminder.recipient_id,
        "path": reverse("diagnostics:panel-detail", args=[panel.pk]),
    }


def _panels(reminder: Reminder) -> QuerySet[RaterPanel]:
    panels = RaterPanel.objects.filter(pk=reminder.subject_id)
    return panels.select_related("round", "enrolment__learner", "enrolment__cohort__programme")


_OF_A_ROUND: dict[str, Any] = {"policy": DeliveryPolicy.NUDGE, "still_due": still_due, "overseen": overseen}

KINDS = (
    ReminderKind(
        code=ROUND_OPENS,
        template="diagnostics/mail/round_opens.txt",
        context=context,
        title=_("A self-assessment is open"),
        **_OF_A_ROUND,
    ),
    ReminderKind(
        code=ROUND_NUDGE,
        template="diagnostics/mail/round_nudge.txt",
        context=nudge_context,
        title=_("A self-assessment is still waited for"),
        reason=_("somebody who leads your programme asked Carnegie to remind you"),
        **_OF_A_ROUND,
    ),
    ReminderKind(
        code=RATER_ASKED,
        template="diagnostics/mail/rater_asked.txt",
        policy=DeliveryPolicy.MUST_DELIVER,
        still_due=rater_still_due,
        context=rater_context,
        title=_("Somebody is asked about a learner"),
        reason=_("somebody who learns with Carnegie named you as one whose view counts"),
        addressee=rater,
    ),
    ReminderKind(
        code=PANEL_CLOSED,
        template="diagnostics/mail/panel_closed.txt",
        policy=DeliveryPolicy.NUDGE,
        still_due=panel_still_due,
        context=panel_context,
        title=_("Others have said how they see a learner"),
        reason=_("others were asked about you, or you asked them about a learner"),
    ),
)
