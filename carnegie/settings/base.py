"""Settings shared by every environment; all that varies comes from environment variables (README)."""

from pathlib import Path

import bootstrap
import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from carnegie.settings.logs import logging_settings
from carnegie.settings.storage import storage_settings

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

DATA_DIR = Path(env("CARNEGIE_DATA_DIR", default=str(BASE_DIR / ".carnegie"))).resolve()
TESTING = env.bool("CARNEGIE_TESTING", default=False)

DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
BASE_URL = (env("BASE_URL", default="") or "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "carnegie.core.apps.CoreConfig",
    "carnegie.people",
    "carnegie.notifications",
    "standards",
    "programmes",
    "diagnostics",
    "projects",
    "carnegie.home",
    "carnegie.operations",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_structlog",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "carnegie.core.apps.UsedStaticFilesConfig",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "carnegie.core.middleware.RequestLogMiddleware",
    "standards.middleware.CaseErrorsMiddleware",
    "csp.middleware.CSPMiddleware",
    "carnegie.core.middleware.RefuseNulBytesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "carnegie.people.middleware.SignInMiddleware",
    "carnegie.people.middleware.PersonTimeZoneMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "carnegie.core.middleware.TrailMiddleware",
    "carnegie.core.middleware.RefusalPagesMiddleware",
]

ROOT_URLCONF = "carnegie.urls"
WSGI_APPLICATION = "carnegie.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["carnegie.core.templatetags.components"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "carnegie.home.context_processors.navigation",
            ],
        },
    },
]

# Database: connection settings follow design "Nothing lost": no statement may hold a web worker for long.
DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///carnegie")}
DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    "-c statement_timeout=10000 -c idle_in_transaction_session_timeout=30000 -c synchronous_commit=on"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The cache is the database, so that no page and no rate limit depends on the broker.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "carnegie_cache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# People and sign-in
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:home"
PASSWORD_HASHERS = [
    "carnegie.people.hashers.OwaspArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "carnegie.people.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "carnegie.people.forms.LoginForm",
    "request_login_code": "carnegie.people.forms.RequestLoginCodeForm",
    "confirm_login_code": "carnegie.people.forms.ConfirmLoginCodeForm",
    "reset_password": "carnegie.people.forms.ResetPasswordForm",
    "reset_password_from_key": "carnegie.people.forms.ResetPasswordKeyForm",
    "change_password": "carnegie.people.forms.ChangePasswordForm",
    "set_password": "carnegie.people.forms.SetPasswordForm",
    "add_email": "carnegie.people.forms.AddEmailForm",
    "reauthenticate": "carnegie.people.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Carnegie: "
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = None
MFA_FORMS = {
    "activate_totp": "carnegie.people.forms.ActivateTOTPForm",
    "add_webauthn": "carnegie.people.forms.AddWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Off: it would cost five queries and a write on every request; the sessions page lists sign-ins without it.
USERSESSIONS_TRACK_ACTIVITY = False

# Words, dates, places
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
TIME_ZONE = env("TIME_ZONE", default="Europe/London")
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["carnegie.formats"]

# Static files and uploads
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", Path(bootstrap.__path__[0]))]
STORAGES = {
    "default": storage_settings(env("STORAGE_URL", default=""), default=DATA_DIR / "files"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A framework without headings is one page: six fields a statement; a grid of targets has two.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_HANDLERS = ["carnegie.core.files.MemoryUploadHandler"]

# Forms and pages
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# Mail: EMAIL_URL=smtp://user:password@host:port, or files in <data-dir>/mail when it is not set.
if env("EMAIL_URL", default=""):
    EMAIL_CONFIG = env.email_url("EMAIL_URL")
    vars().update(EMAIL_CONFIG)
else:
    EMAIL_BACKEND = "carnegie.notifications.file_mail.FileMailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Carnegie <carnegie@localhost.localdomain>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Background work: at least once, one task at a time, no results kept (ADR on reminders).
CELERY_BROKER_URL = env("BROKER_URL", default="redis://127.0.0.1:6379/0")
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_TIME_LIMIT = 600
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "socket_connect_timeout": 2,
    "socket_timeout": 10,
    "max_retries": 1,
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "carnegie.notifications.tasks.tick", "schedule": 30.0, "options": {"expires": 25}},
}

# Logs: no addresses and no people in them, only request ids.
LOGGING = logging_settings(as_json=True)
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_USER_ID_FIELD = None

# Security
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "carnegie.core.views.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# Carnegie's own limits, each explained in the README
AGGREGATE_MINIMUM = env.int("AGGREGATE_MINIMUM", default=5)
RATER_MINIMUM = env.int("RATER_MINIMUM", default=3)
RATER_ADDRESSES_A_DAY = env.int("RATER_ADDRESSES_A_DAY", default=30)
ALLOW_PRIVATE_ADDRESSES = env.bool("ALLOW_PRIVATE_ADDRESSES", default=False)
IMPORT_MAX_BYTES = 10 * 1024 * 1024
EVIDENCE_MAX_BYTES = 20 * 1024 * 1024
UPLOAD_MAX_BYTES = EVIDENCE_MAX_BYTES + 1024 * 1024  # of one request, all its files together
