"""Choices of reminders."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderState(models.TextChoices):
    SCHEDULED = "scheduled", _("scheduled")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    UNCERTAIN = "uncertain", _("uncertain")
    FAILED = "failed", _("failed")
    SUPPRESSED = "suppressed", _("suppressed")
    CANCELLED = "cancelled", _("no longer needed")
    EXPIRED = "expired", _("too late")


class DeliveryPolicy(models.TextChoices):
    """What happens when a worker dies while it holds the row: send again, or list it as uncertain."""

    MUST_DELIVER = "must_deliver", _("must deliver")
    NUDGE = "nudge", _("nudge")
