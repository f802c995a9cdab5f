"""The base of Carnegie's own management commands."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


class CarnegieCommand(BaseCommand):
    """A command with `--data-dir` and `--json`; exit 0 done, 1 refused (raise CommandError), 2 wrong usage.

    Subclasses add their arguments in `add_options`, and answer with `self.report(result, sentence)`. All but those
    that prepare the database themselves are refused on one that was never set up.
    """

    prepares_database = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--data-dir",
            metavar="FOLDER",
            help="The data folder, if not that of CARNEGIE_DATA_DIR or .carnegie beside manage.py.",
        )
        parser.add_argument("--json", action="store_true", help="Print one JSON object and nothing else.")
        self.add_options(parser)

    def add_options(self, parser: CommandParser) -> None:
        """Arguments of this command alone."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        self.as_json = bool(options.get("json"))
        if not self.prepares_database and not MigrationRecorder(connection).has_table():
            raise CommandError(
                "This database was never set up: run setup, or name with --data-dir the folder that the demo runs on."
            )
        return super().execute(*args, **options)

    def report(self, result: dict[str, Any], sentence: str) -> None:
        """Say what was done: `result` as JSON with --json, else `sentence`."""
        self.stdout.write(json.dumps(result, default=str) if self.as_json else sentence)
