"""Brings in a framework file from the command line."""

import argparse
import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from carnegie.core import clock
from carnegie.core.commands import CarnegieCommand
from carnegie.core.errors import Refused
from carnegie.people.models import Organisation, User
from standards import formats, selectors, services
from standards.services import ImportReport


class Command(CarnegieCommand):
    help = (
        "Reads a framework file and stores it as a draft, all of it or nothing. With --by, the framework belongs to "
        "the one organisation of which that person is programme admin; without, it is shared by all providers, and a "
        "system administrator adopts it on its page in the library."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the file to read")
        parser.add_argument(
            "--format",
            default="auto",
            choices=formats.IMPORT_FORMATS,
            help="what kind of file it is (default: auto)",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, store nothing")
        parser.add_argument("--by", metavar="EMAIL", help="the programme admin who imports it")

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        try:
            report = self._run(options, now)
        except services.ImportRefused as refusal:
            self._answer(refusal.report, options)
            raise CommandError(self._reasons(refusal.report)) from None
        except Refused as refusal:
            self._answer(ImportReport(errors=[_error(str(refusal))]), options)
            raise CommandError(str(refusal)) from None
        self._answer(report, options)

    def _run(self, options: dict[str, Any], now: dt.datetime) -> ImportReport:
        formats.check_format(options["format"])
        by = _person(options["by"])
        file = {"data": _contents(options["file"]), "file_name": options["file"].name, "format": options["format"]}
        owner = _owner(by, clock.today())
        if not options["dry_run"]:
            return services.import_framework(**file, owner=owner, by=by, now=now)
        report, _draft = services.preview_framework(**file, owner=owner)
        if report.errors:
            raise services.ImportRefused(report)
        return report

    def _answer(self, report: ImportReport, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        elif not report.errors:
            self._tell(report, options["dry_run"])

    def _tell(self, report: ImportReport, is_dry: bool) -> None:
        for issue in report.warnings:
            self.stderr.write(f"warning: {_line(issue)}")
        counts = f"{report.created} new, {report.updated} changed, {report.unchanged} unchanged"
        outcome = "nothing stored (dry run)" if is_dry else f"stored as {report.version.pk}" if report.version else ""
        self.stdout.write(f"{report.title}: {report.elements} elements ({counts}); {outcome}")

    def _reasons(self, report: ImportReport) -> str:
        return "\n".join(["Nothing was stored:", *(_line(issue) for issue in report.errors)])


def _contents(path: Path) -> bytes:
    """The file's bytes; one more than allowed is enough to know that it is too large."""
    try:
        with path.open("rb") as source:
            return source.read(settings.IMPORT_MAX_BYTES + 1)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror or error}.") from None


def _person(email: str | None) -> User | None:
    if email is None:
        return None
    found = User.objects.filter(email=User.objects.normalise(email), is_active=True).first()
    if found is None:
        raise Refused(f"There is no active account {email}.")
    return found


def _owner(by: User | None, on: dt.date) -> Organisation | None:
    if by is None:
        return None
    owners = list(selectors.owners_for(by, on))
    if len(owners) != 1:
        raise Refused(f"{by.email} is programme admin of {len(owners)} organisations; it must be exactly one.")
    return owners[0]


def _error(message: str) -> dict[str, Any]:
    return {"identifier": "", "field": "", "code": "refused", "message": message}


def _line(issue: dict[str, Any]) -> str:
    place = f"row {issue['row']}" if "row" in issue else issue["identifier"]
    return ": ".join(part for part in (place, issue["field"], issue["message"]) if part)
