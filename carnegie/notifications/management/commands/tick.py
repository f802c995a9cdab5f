"""Deliver what is due, once, without Celery."""

import argparse
import datetime as dt
import json
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from carnegie.core import clock
from carnegie.core.commands import CarnegieCommand
from carnegie.notifications import services

REPORTED = ("due", "sent", "uncertain", "failed", "suppressed", "cancelled")


def moment(text: str) -> dt.datetime:
    """An ISO time; without an offset it is UTC."""
    try:
        given = dt.datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no ISO time such as 2026-11-24T09:00:00+00:00") from None
    return given if given.tzinfo else given.replace(tzinfo=dt.UTC)


class Command(CarnegieCommand):
    help = "Plan and send every reminder that is due, once, without Celery. Safe to run at any time, several at once."

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument("--now", type=moment, metavar="ISO", help="act as if it were this time (tests only)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["now"] and not settings.TESTING:
            raise CommandError("--now is for tests: set CARNEGIE_TESTING=1 to use it.")
        counts = asdict(self.deliver_all(options["now"]))
        shown = {name: counts[name] for name in REPORTED}
        as_words = ", ".join(f"{name}: {number}" for name, number in shown.items())
        self.stdout.write(json.dumps(shown) if options["json"] else as_words)

    def deliver_all(self, fixed: dt.datetime | None) -> services.TickResult:
        """Batch after batch until nothing is due."""
        total = services.tick(now=fixed or clock.now())
        more = total.has_more
        while more:
            result = services.deliver(now=fixed or clock.now())
            total.add(result)
            more = result.has_more
        return total
