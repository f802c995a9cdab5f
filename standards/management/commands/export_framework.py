"""Writes a framework version to a file or to standard output."""

import argparse
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from carnegie.core.commands import CarnegieCommand
from carnegie.core.errors import Refused
from standards import formats
from standards.models import FrameworkVersion


class Command(CarnegieCommand):
    help = "Writes one version of a framework, by its UUID (as import_framework and the address of its page name it)."

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("version", type=uuid.UUID, metavar="UUID", help="the version to write")
        parser.add_argument(
            "--format",
            required=True,
            choices=formats.EXPORT_FORMATS,
            help=f"the kind of file; so far {', '.join(formats.WRITABLE)} can be written",
        )
        parser.add_argument("--output", type=Path, metavar="FILE", help="where to write it (default: standard output)")

    def handle(self, *args: Any, **options: Any) -> None:
        version = FrameworkVersion.objects.select_related("framework").filter(pk=options["version"]).first()
        if version is None:
            raise CommandError(f"There is no framework version {options['version']}.")
        try:
            text = formats.write(
                options["format"],
                formats.draft_of(version),
                status=version.status,
                changed_at=version.changed_at,
                base_url=settings.BASE_URL,
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self._put(text, options["output"])

    def _put(self, text: str, output: Path | None) -> None:
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror or error}.") from None
