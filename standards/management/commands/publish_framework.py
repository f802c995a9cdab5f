"""Opens a framework to everybody through the CASE feed, or closes it again."""

import argparse
import uuid
from typing import Any

from django.core.management.base import CommandError

from carnegie.core import clock
from carnegie.core.commands import CarnegieCommand
from carnegie.core.errors import Refused
from carnegie.people.models import User
from standards import services
from standards.models import Framework


class Command(CarnegieCommand):
    help = (
        "Lets everybody read the adopted and deprecated versions of a framework as CASE, without signing in. It must "
        "state a licence, which you confirm to allow this."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("version", type=uuid.UUID, metavar="UUID", help="any version of the framework")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="programme admin of the owner who decides it")
        parser.add_argument("--withdraw", action="store_true", help="close it again")

    def handle(self, *args: Any, **options: Any) -> None:
        framework = Framework.objects.filter(versions=options["version"]).first()
        if framework is None:
            raise CommandError(f"There is no framework version {options['version']}.")
        by = User.objects.filter(email=User.objects.normalise(options["by"]), is_active=True).first()
        if by is None:
            raise CommandError(f"There is no active account {options['by']}.")
        act = services.withdraw_framework if options["withdraw"] else services.publish_framework
        try:
            act(framework=framework, by=by, now=clock.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        state = "closed" if options["withdraw"] else "public"
        self.report({"framework": framework.pk, "state": state}, f"{framework.title}: {state}")
