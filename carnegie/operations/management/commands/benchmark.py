"""`manage.py benchmark`: measure the pages of the main job against the floor view."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.db import connection

from carnegie.core import clock
from carnegie.core.commands import CarnegieCommand
from carnegie.operations.benchmark import dataset, large
from carnegie.operations.benchmark.drive import LoadToolMissingError
from carnegie.operations.benchmark.growth import grown
from carnegie.operations.benchmark.imports import imports
from carnegie.operations.benchmark.measure import Figures, measure, peak_megabytes, rehearse
from carnegie.operations.benchmark.pages import large_pages, pages
from carnegie.operations.benchmark.report import document
from carnegie.operations.benchmark.savers import save_together
from carnegie.people.models import User

SAVING = 10  # seconds that fifty learners save at once


class Command(CarnegieCommand):
    prepares_database = True
    help = (
        "Fill an empty database with the benchmark's data, load each page with wrk, print ratios against a floor view "
        "and write docs/performance.md. Use a data folder of its own: --data-dir /tmp/benchmark."
    )

    def add_options(self, parser: CommandParser | ArgumentParser) -> None:
        parser.add_argument("--seconds", type=int, default=3, help="How long to load each page (default 3).")
        parser.add_argument("--seed", type=int, default=1, help="The data are the same for the same seed.")
        parser.add_argument("--port", type=int, default=8765, help="Where the measured web server listens.")
        parser.add_argument(
            "--no-million",
            action="store_true",
            help="Leave out the pages measured again with a million stored answers more (about two minutes).",
        )
        parser.add_argument("--output", type=Path, default=Path("docs/performance.md"))

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_used_database()
        others = os.getloadavg()[0]
        call_command("migrate", verbosity=0, interactive=False)
        call_command("setup", verbosity=0)
        data = dataset.build(seed=options["seed"], now=clock.now())
        cohort = large.build(seed=options["seed"], now=clock.now())
        settings.ROOT_URLCONF = "carnegie.operations.benchmark.urls"
        figures: list[Figures] = []
        try:
            with web_server(options["port"]) as server, tempfile.TemporaryDirectory() as work:
                how = {
                    "base_url": f"http://127.0.0.1:{options['port']}",
                    "seconds": options["seconds"],
                    "work": Path(work),
                }
                rehearse(pages(data)[0], **how)
                for page in [*pages(data), *large_pages(cohort)]:
                    figures.append(measure(page, **how))
                    self.stderr.write(f"measured: {page.title}")
                saving = save_together(cohort, **how | {"seconds": SAVING})
                growth = None if options["no_million"] else grown(pages(data)[0], cohort, now=clock.now(), **how)
                peak = peak_megabytes(children_of(server.pid))
                brought_in = imports(Path(work))
        except (LoadToolMissingError, ValueError) as error:
            raise CommandError(str(error)) from error
        facts = {"seconds": options["seconds"], "cores": os.cpu_count() or 1, "on": clock.today(), "others": others}
        text = document(figures, saving, growth, brought_in, peak=peak, **facts)
        options["output"].write_text(text)
        self.report({"pages": len(figures), "output": str(options["output"])}, text)


def refuse_used_database() -> None:
    """Never among real people: the benchmark's own, or nobody."""
    tables_exist = User._meta.db_table in connection.introspection.table_names()
    if tables_exist and User.objects.exclude(email__endswith="@bench.test").exists():
        raise CommandError("This database has people of its own: use --data-dir with a folder for the benchmark.")


@contextmanager
def web_server(port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """Gunicorn with two workers, as in the demo, with the floor view beside our pages."""
    command = [sys.executable, "-m", "gunicorn", "carnegie.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "carnegie.settings.benchmark"}
    command += ["--workers", "2", "--log-level", "warning"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz/live", server)
        yield server
    finally:
        server.terminate()
        server.wait(timeout=10)


def wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    for _attempt in range(100):
        if server.poll() is not None:
            raise CommandError("The web server did not start: is the port taken? Choose another with --port.")
        try:
            urllib.request.urlopen(url, timeout=1)  # noqa: S310 - our own address
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise CommandError("The web server did not answer within 20 seconds.")


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listed.split()]
