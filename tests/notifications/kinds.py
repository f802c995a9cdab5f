"""Two kinds of reminder for tests, one of each policy; also an app, for commands that tests start."""

from django.apps import AppConfig

from carnegie.notifications.enums import DeliveryPolicy


class TestKindsConfig(AppConfig):
    """Registers the kinds in processes of their own."""

    name = "tests.notifications"
    label = "test_notifications"

    def ready(self):
        from carnegie.notifications.registry import register

        for kind in make_kinds():
            register(kind)


def make_kinds():
    """`tests.must` and `tests.nudge`; an occurrence that begins with "over" is no longer due."""
    from carnegie.notifications.registry import ReminderKind

    def still_due(reminder, now):
        return not reminder.occurrence.startswith("over")

    def context(reminder):
        return {"occurrence": reminder.occurrence, "path": f"/things/{reminder.subject_id}/"}

    template = "tests/reminder.txt"
    return [
        ReminderKind("tests.must", template, DeliveryPolicy.MUST_DELIVER, still_due, context, title="Must"),
        ReminderKind("tests.nudge", template, DeliveryPolicy.NUDGE, still_due, context, title="Nudge"),
    ]
