"""The person who signs in."""

import zoneinfo
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from carnegie.core.audit import tracked
from carnegie.core.models import UUIDModel


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who signs in with `email`; without a password she signs in by a code sent to that address."""
        user = self.model(email=self.normalise(email), **fields)
        user.set_password(password) if password else user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    @staticmethod
    def normalise(email: str) -> str:
        """Addresses are compared and kept in lower case."""
        return email.strip().lower()


@tracked(exclude=("password", "last_login", "email", "full_name"))
class User(UUIDModel, AbstractBaseUser, PermissionsMixin):
    """A person, known by her e-mail address. What she may do follows from her relations, never from a flag here;
    `is_staff` marks system administrators, who run the installation and read no learner content."""

    email = models.EmailField(
        _("e-mail address"),
        max_length=254,
        unique=True,
        error_messages={"unique": _("There is already an account with this e-mail address.")},
    )
    full_name = models.CharField(_("name"), max_length=150)
    is_staff = models.BooleanField(_("system administrator"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    language = models.CharField(_("language"), max_length=10, default="en-gb", choices=settings.LANGUAGES)
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/London")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="user_email_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message=_("E-mail addresses are kept in lower case."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    @property
    def short_name(self) -> str:
        return self.full_name.split(" ")[0] if self.full_name else self.email

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The person's own time zone, in which her dates are shown and her reminders are timed."""
        return zoneinfo.ZoneInfo(self.time_zone)
