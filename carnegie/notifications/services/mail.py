"""What a reminder says, and what a mail server's refusal means."""

import re
import smtplib
from email.header import Header
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone, translation

from carnegie.notifications.models import Reminder
from carnegie.notifications.registry import Addressee, ReminderKind
from carnegie.people.models import User

# What these say is about our server or our account there, not about this mail: trying later may help.
ABOUT_THE_SERVER = (smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPAuthenticationError)
SIGN_IN_NEEDED = 530
ERROR_LENGTH = 200
ADDRESS = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")


class Mail(EmailMessage):
    """A mail whose subject begins on its header's own line: folded as Django does it, a long one with other letters
    than ASCII begins on the next, and some readers show the fold as a space."""

    def message(self, **options: Any) -> Any:
        built: Any = super().message(**options)
        if not self.subject.isascii():
            built.replace_header("Subject", Header(str(self.subject), "utf-8", header_name="Subject"))
        return built


def message_id(reminder: Reminder) -> str:
    """The same for every copy of this reminder, so that a mailbox can drop a second one."""
    return f"<reminder-{reminder.pk}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}>"


def compose(reminder: Reminder, kind: ReminderKind, person: User | Addressee) -> EmailMessage:
    """The mail to `person` in her language and time zone. It carries names and links, and says why it came."""
    with translation.override(person.language), timezone.override(person.zone):
        context: dict[str, object] = {"recipient": person, "base_url": settings.BASE_URL, **kind.context(reminder)}
        subject, text = split(render(kind.template, context))
        about: dict[str, object] = {"reason": kind.reason, "list_url": _list_url(person)}
        footer = render("notifications/mail/footer.txt", about)
    return Mail(
        subject,
        f"{text}\n\n{footer}",
        to=[person.email],
        headers={"Message-ID": message_id(reminder), "Auto-Submitted": "auto-generated"},
    )


def _list_url(person: User | Addressee) -> str:
    """Where she sees what she was sent; nowhere without an account."""
    return settings.BASE_URL + reverse("notifications:reminder-list") if isinstance(person, User) else ""


def render(template: str, context: dict[str, object]) -> str:
    """Plain text: nothing is escaped for HTML."""
    drawn: str = get_template(template).template.render(Context(context, autoescape=False))  # type: ignore[attr-defined]
    return drawn


def split(mail: str) -> tuple[str, str]:
    """Subject and text of a rendered template, whose first line is `Subject: …`. Refuses one that begins otherwise."""
    first, _newline, rest = mail.strip().partition("\n")
    if not first.startswith("Subject: "):
        raise ValueError("the first line of a mail template is its subject")
    return " ".join(first.removeprefix("Subject: ").split()), rest.strip()


def is_final(error: Exception) -> bool:
    """Whether the server will never take this mail (5xx about it), as opposed to not now."""
    codes = {code for code, _text in answers(error)}
    if isinstance(error, ABOUT_THE_SERVER) or not codes or SIGN_IN_NEEDED in codes:
        return False
    return all(500 <= code < 600 for code in codes)


def in_words(error: Exception) -> str:
    """One printable line for the log of reminders, without the addresses that mail servers like to repeat."""
    said = "; ".join(f"{code} {text}" for code, text in answers(error)) or f"{type(error).__name__}: {error}"
    printable = "".join(letter if letter.isprintable() else " " for letter in said)
    return ADDRESS.sub("(address)", printable)[:ERROR_LENGTH]


def answers(error: Exception) -> list[tuple[int, str]]:
    """Code and text of what the mail server answered; empty when it said nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [(code, as_text(text)) for code, text in error.recipients.values()]
    if isinstance(error, smtplib.SMTPResponseException):
        return [(error.smtp_code, as_text(error.smtp_error))]
    return []


def as_text(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said
