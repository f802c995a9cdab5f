"""For real use and for the demo: nothing is guessed, and an https BASE_URL turns on secure cookies and HSTS."""

import sys
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from carnegie.settings.base import *  # noqa: F403
from carnegie.settings.base import BASE_URL, SECRET_KEY, TESTING, env

if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("Set SECRET_KEY to at least 50 random characters (see README, Settings).")

_https = urlsplit(BASE_URL).scheme == "https"
SECURE_SSL_REDIRECT = _https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_HSTS_PRELOAD = _https

if TESTING:
    ACCOUNT_RATE_LIMITS = False
    print(
        "Warning: CARNEGIE_TESTING is set. Sign-in limits are off; never do this on a public server.", file=sys.stderr
    )

if env("SENTRY_DSN", default=""):
    try:
        import sentry_sdk
    except ImportError:
        raise ImproperlyConfigured("SENTRY_DSN is set: install sentry-sdk too (see README, Settings).") from None
    sentry_sdk.init(dsn=env("SENTRY_DSN"), send_default_pii=False, include_local_variables=False)
