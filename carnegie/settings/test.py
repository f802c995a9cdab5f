"""For the test suite: a real database, plain static files, no sign-in limits."""

from carnegie.settings.base import *  # noqa: F403
from carnegie.settings.base import INSTALLED_APPS, MIDDLEWARE, STORAGES
from carnegie.settings.logs import logging_settings

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
INSTALLED_APPS = [name for name in INSTALLED_APPS if "StaticFiles" not in name] + ["django.contrib.staticfiles"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = False
MIDDLEWARE = [name for name in MIDDLEWARE if "RequestLog" not in name]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TESTING = True
LOGGING = logging_settings(as_json=False, level="WARNING")
LOGGING["loggers"]["django.request"] = {"level": "ERROR"}
