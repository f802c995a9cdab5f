"""`manage.py setup`: bring database, cache table and static files to the state of this version."""

import hashlib
import io
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import CommandParser

from carnegie.core import clock
from carnegie.core.commands import CarnegieCommand
from standards.services import default_scale

DEMO_LEARNER = "amara@demo.test"


class Command(CarnegieCommand):
    prepares_database = True
    help = "Bring the database, the cache table and the static files to this version. Run it after every update."

    def add_options(self, parser: CommandParser | ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="Load the demo into a database without people.")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        default_scale(by=None, now=clock.now())  # so that whoever builds first can choose it
        collected = collect_static_files()
        if options["demo"] and not get_user_model()._default_manager.exists() and "seed_demo" in get_commands():
            call_command("seed_demo", verbosity=0, stdout=io.StringIO())
        demo = get_user_model()._default_manager.filter(email=DEMO_LEARNER).exists()
        self.report({"static_files_collected": collected, "demo": demo}, "Ready, with the demo." if demo else "Ready.")


def collect_static_files() -> bool:
    """Collect and compress, which takes seconds, only when a file has changed since the last time."""
    mark = settings.STATIC_ROOT.with_name("static.mark")
    state = static_state()
    if settings.STATIC_ROOT.exists() and mark.exists() and mark.read_text() == state:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(state)
    return True


def static_state() -> str:
    """A digest of the names, sizes and times of all static files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            info = f"{path} {storage.size(path)} {storage.get_modified_time(path)}\n"
            digest.update(info.encode())
    return digest.hexdigest()
