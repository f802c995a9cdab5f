"""What reminders mean. Each app above registers its kinds and scanners in its `apps.py: ready()`.

`carnegie.notifications` stores, re-checks and sends; it asks here what a kind is and knows nobody above it.
"""

import datetime as dt
import zoneinfo
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnegie.notifications.enums import DeliveryPolicy
from carnegie.notifications.models import Reminder
from carnegie.people.models import User

Words = str | Promise
Subjects = QuerySet[Any] | Collection[Any]
TAKES_PART = _("you take part in a programme on Carnegie")


class UnknownKind(LookupError):
    """No app registers this kind: it was removed, or planned by a newer release."""


@dataclass(frozen=True)
class Addressee:
    """Somebody who gets a mail and has no account: read from the reminder's subject at the moment of sending."""

    email: str
    full_name: str
    language: str = settings.LANGUAGE_CODE
    time_zone: str = settings.TIME_ZONE
    is_active: bool = True

    @property
    def short_name(self) -> str:
        return self.full_name.split(" ")[0]

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)


@dataclass(frozen=True)
class ReminderKind:
    """One kind of mail.

    `code`        app and name, as in `projects.check_in_due`
    `template`    text template whose first line is `Subject: …`; it gets `context`, `recipient` and `base_url`
    `policy`      what happens when a worker dies while it sends
    `still_due`   asked with (reminder, now) just before sending; False cancels the reminder
    `context`     names and paths for the template; never what a learner wrote
    `title`       what people who look after reminders call it
    `reason`      ends the sentence "You get this mail because …"
    `addressee`   who gets it when the reminder names no account; returns None when there is nobody any more
    `overseen`    ids of the subjects whose reminders (person, day) may see as metadata; None: nobody's but one's own
    """

    code: str
    template: str
    policy: DeliveryPolicy
    still_due: Callable[[Reminder, dt.datetime], bool]
    context: Callable[[Reminder], dict[str, Any]]
    title: Words = ""
    reason: Words = TAKES_PART
    addressee: Callable[[Reminder], Addressee | None] | None = None
    overseen: Callable[[User, dt.date], Subjects] | None = None


def addressee(reminder: Reminder, kind: ReminderKind) -> User | Addressee | None:
    """Who gets this mail: the account it names, else whom the kind finds; None when there is nobody."""
    if reminder.recipient is not None or kind.addressee is None:
        return reminder.recipient
    return kind.addressee(reminder)


Scanner = Callable[..., object]
KINDS: dict[str, ReminderKind] = {}
SCANNERS: dict[str, Scanner] = {}


def register(kind: ReminderKind) -> None:
    """Make a kind known. Refuses a code that is taken."""
    if kind.code in KINDS:
        raise ImproperlyConfigured(f"The reminder kind {kind.code} is registered twice.")
    KINDS[kind.code] = kind


def get(code: str) -> ReminderKind:
    """The kind of this code; UnknownKind when no app registers it."""
    try:
        return KINDS[code]
    except KeyError:
        raise UnknownKind(f"No app registers the reminder kind {code}.") from None


def register_scanner(scanner: Scanner) -> None:
    """Have every tick call `scanner(now=...)`, which plans what has come due. Refuses a second registration."""
    name = f"{scanner.__module__}.{scanner.__qualname__}"
    if name in SCANNERS:
        raise ImproperlyConfigured(f"The reminder scanner {name} is registered twice.")
    SCANNERS[name] = scanner
