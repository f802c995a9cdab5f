"""`manage.py demo`: everything on this machine, from nothing, in one command."""

import os
from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from carnegie.operations import launcher


def port_number(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f"{text} is not a port: choose a number from 1 to 65535.")
    return int(text)


class Command(BaseCommand):
    help = (
        "Run Carnegie on this machine: database, broker, web server, worker and scheduler. The first start fills an "
        "empty database with the demo; later starts keep what is there. With DATABASE_URL or BROKER_URL set, those "
        "servers are used. Ctrl-C stops all of it."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=port_number, default=8000, help="The port to serve on (8000).")
        parser.add_argument(
            "--data-dir", metavar="FOLDER", help="The data folder (CARNEGIE_DATA_DIR, or .carnegie beside manage.py)."
        )
        parser.add_argument("--no-demo", action="store_true", help="Leave the database without the demo.")
        parser.add_argument("--reset", action="store_true", help="Delete the data folder first.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["reset"]:
            if os.environ.get("DATABASE_URL"):
                raise CommandError("--reset deletes the data folder only, and DATABASE_URL names another database.")
            launcher.reset(settings.DATA_DIR)
        run = launcher.Launcher(
            settings.DATA_DIR, port=options["port"], demo=not options["no_demo"], say=self._say
        ).run()
        raise SystemExit(run)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
