"""Mail for installations without a mail server: one .eml file a mail, in EMAIL_FILE_PATH."""

import contextlib
import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from carnegie.core import clock


class FileMailBackend(BaseEmailBackend):
    """Writes each mail whole or not at all, readable by the server's own account only (0600).

    Names are `<time>-<digest of the Message-ID>.eml`: they sort by time, and copies of one mail show the same digest.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """The number of mails written. OSError (a full disk) stops it, unless `fail_silently`."""
        written = 0
        with contextlib.suppress(*([OSError] if self.fail_silently else [])):
            for message in email_messages:
                if message.recipients():
                    self._write(message)
                    written += 1
        return written

    def _write(self, message: EmailMessage) -> None:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        content = message.message()
        digest = hashlib.sha256(str(content["Message-ID"]).encode()).hexdigest()[:16]
        handle, unfinished = tempfile.mkstemp(dir=folder, suffix=".new")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, folder / f"{clock.now().astimezone(dt.UTC):%Y%m%dT%H%M%S%fZ}-{digest}.eml")
        except BaseException:
            os.unlink(unfinished)
            raise
