from carnegie.notifications.models.reminder import Reminder

__all__ = ["Reminder"]
