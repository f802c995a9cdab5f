"""For working on Carnegie itself: tracebacks, no manifest, any local host."""

from carnegie.settings.base import *  # noqa: F403
from carnegie.settings.base import SECRET_KEY as SECRET_KEY_FROM_ENVIRONMENT
from carnegie.settings.base import STORAGES
from carnegie.settings.logs import logging_settings

DEBUG = True
SECRET_KEY = SECRET_KEY_FROM_ENVIRONMENT or "only-for-development-on-this-machine"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
LOGGING = logging_settings(as_json=False, level="INFO")
