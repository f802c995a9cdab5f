"""A real SMTP server that keeps what it accepted and can be told to refuse or to hang."""

import asyncio
import contextlib
import email
import email.policy
import socket
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller


@dataclass
class Accepted:
    to: str
    mail: email.message.EmailMessage

    @property
    def message_id(self):
        return self.mail["Message-ID"]


@dataclass
class MailServer:
    """`answers` says by address what to answer instead of accepting: a reply line, or "hang"."""

    port: int = 0
    accepted: list[Accepted] = field(default_factory=list)
    tries: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.tries.append(address)
        answer = self.answers.get(address)
        if answer == "hang":
            await asyncio.sleep(60)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.accepted += [Accepted(address, mail) for address in envelope.rcpt_tos]
        return "250 taken"

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def to(self):
        return sorted(one.to for one in self.accepted)


@contextlib.contextmanager
def running_mail_server():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = MailServer(port)
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
