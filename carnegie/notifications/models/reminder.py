"""One thing to tell one person once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnegie.core.models import UUIDModel
from carnegie.notifications.enums import DeliveryPolicy, ReminderState


class Reminder(UUIDModel):
    """A mail that is owed: unique by kind, recipient, subject and occurrence, so that two schedulers owe it once.

    `subject_id` names the object the reminder is about; `occurrence` tells this time from the next (a date, a
    transition's id). The text is rendered at the moment of sending, from a template that the kind names.

    Without `recipient` it goes to somebody who has no account: the kind finds the address by the subject, so that no
    address is kept here.
    """

    kind = models.CharField(_("kind"), max_length=60)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reminders"
    )
    subject_id = models.UUIDField()
    occurrence = models.CharField(max_length=60)
    policy = models.CharField(max_length=20, choices=DeliveryPolicy, default=DeliveryPolicy.NUDGE)
    state = models.CharField(_("state"), max_length=20, choices=ReminderState, default=ReminderState.SCHEDULED)
    due_at = models.DateTimeField(_("due"))
    expires_at = models.DateTimeField(_("too late after"))
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "recipient", "subject_id", "occurrence"],
                name="reminder_occurrence_unique",
                violation_error_message=_("This reminder has been planned already."),
            ),
            models.UniqueConstraint(
                fields=["kind", "subject_id", "occurrence"],
                condition=Q(recipient__isnull=True),
                name="reminder_without_account_unique",
                violation_error_message=_("This reminder has been planned already."),
            ),
            models.CheckConstraint(
                name="reminder_sending_has_lease",
                condition=~Q(state=ReminderState.SENDING) | Q(lease_until__isnull=False, lease_token__isnull=False),
                violation_error_message=_("A reminder that is being sent needs a lease."),
            ),
            models.CheckConstraint(
                name="reminder_sent_has_time",
                condition=~Q(state=ReminderState.SENT) | Q(sent_at__isnull=False),
                violation_error_message=_("A sent reminder needs the time at which it was sent."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="reminder_due",
                condition=Q(state__in=[ReminderState.SCHEDULED, ReminderState.SENDING]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.occurrence}"
