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
            help="the kind of file",
        )
        parser.add_argument("--output", type=Path, metavar="FILE", help="where to write it (default: standard output)")

    def handle(self, *args: Any, **options: Any) -> None:
        version = FrameworkVersion.objects.select_related("framework").filter(pk=options["version"]).first()
        if version is None:
            raise CommandError(f"There is no framework version {options['version']}.")
        try:
            draft = formats.draft_of(version)
            content = formats.as_file(
                options["format"],
                draft,
                status=version.status,
                changed_at=version.changed_at,
                base_url=settings.BASE_URL,
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        for sentence in formats.losses(options["format"], draft):
            self.stderr.write(f"not in this file: {sentence}")
        self._put(content, options["output"])

    def _put(self, content: bytes, output: Path | None) -> None:
        if output is None:
            self._put_out(content)
            return
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror or error}.") from None

    def _put_out(self, content: bytes) -> None:
        """Text as text; a workbook is bytes, which only a real stream takes."""
        try:
            self.stdout.write(content.decode(), ending="")
        except UnicodeDecodeError:
            stream = getattr(self.stdout._out, "buffer", None)  # type: ignore[attr-defined]
            if stream is None:
                raise CommandError("A workbook cannot be written here: name a file with --output.") from None
            stream.write(content)
