"""Writes: planning reminders (in the caller's transaction) and delivering what is due (in its own)."""

from carnegie.notifications.services.delivery import BATCH, TickResult, deliver, scan, tick
from carnegie.notifications.services.planning import cancel_reminders, plan_reminder

__all__ = ["BATCH", "TickResult", "cancel_reminders", "deliver", "plan_reminder", "scan", "tick"]
