"""Who sees which reminders, how far delivery lags, and the mails of an installation without a mail server."""

import datetime as dt
import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage as ParsedMail
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet

from carnegie.notifications import registry
from carnegie.notifications.enums import ReminderState
from carnegie.notifications.models import Reminder
from carnegie.people.models import User


def visible_reminders(user: User, on: dt.date) -> QuerySet[Reminder]:
    """One's own; those about subjects that one oversees; all for system administrators. Newest first.

    Pages show metadata only (what kind, to whom, when, what became of it): no reminder keeps its text.
    """
    rows = Reminder.objects.select_related("recipient").order_by("-due_at", "-created_at", "-pk")
    return rows if user.is_staff else rows.filter(_own_or_overseen(user, on))


def _own_or_overseen(user: User, on: dt.date) -> Q:
    visible = Q(recipient=user)
    for kind in registry.KINDS.values():
        if kind.overseen is not None:
            visible |= Q(kind=kind.code, subject_id__in=kind.overseen(user, on))
    return visible


def lag(now: dt.datetime) -> dt.timedelta:
    """How long the reminder that waits longest has been due and is still worth sending; zero when none is."""
    open_states = [ReminderState.SCHEDULED, ReminderState.SENDING]
    due = Reminder.objects.filter(state__in=open_states, due_at__lte=now, expires_at__gt=now).order_by("due_at")
    oldest = due.values_list("due_at", flat=True).first()
    return now - oldest if oldest else dt.timedelta(0)


@dataclass(frozen=True)
class FiledMail:
    """A mail that was written to a file instead of sent. `name` is the file's name without its ending."""

    name: str
    subject: str
    to: str
    at: dt.datetime | None
    text: str


def mails_are_filed() -> bool:
    """Whether this installation writes mails to files (EMAIL_URL is not set)."""
    return settings.EMAIL_BACKEND == "carnegie.notifications.file_mail.FileMailBackend"


def filed_mail_names() -> list[str]:
    """Names of the filed mails, newest first."""
    return sorted((path.stem for path in Path(settings.EMAIL_FILE_PATH).glob("*.eml")), reverse=True)


def read_filed_mail(name: str) -> FiledMail | None:
    """One filed mail, or None when there is none of this name (letters, digits, hyphens)."""
    try:
        content = (Path(settings.EMAIL_FILE_PATH) / f"{name}.eml").read_bytes()
    except OSError:
        return None
    parsed = email.message_from_bytes(content, _class=ParsedMail, policy=email.policy.default)
    return FiledMail(
        name=name,
        subject=" ".join(str(parsed["Subject"] or "").split()),
        to=str(parsed["To"] or ""),
        at=_date(str(parsed["Date"] or "")),
        text=_text(parsed),
    )


def _date(header: str) -> dt.datetime | None:
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def _text(parsed: ParsedMail) -> str:
    """The plain text; empty when there is none, or in an unknown character set."""
    body = parsed.get_body(("plain",))
    try:
        return str(body.get_content()) if body else ""
    except LookupError:
        return ""
