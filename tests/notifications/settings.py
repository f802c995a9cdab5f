"""The test settings, with the kinds of reminder that tests use and a quick beat: for processes that tests start."""

from carnegie.settings.test import *  # noqa: F403
from carnegie.settings.test import BASE_DIR, CELERY_BEAT_SCHEDULE, INSTALLED_APPS, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "tests.notifications.kinds.TestKindsConfig"]
TEMPLATES[0]["DIRS"].append(BASE_DIR / "tests/notifications/templates")
CELERY_BEAT_SCHEDULE["tick"] = {**CELERY_BEAT_SCHEDULE["tick"], "schedule": 1.0}
