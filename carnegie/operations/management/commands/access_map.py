"""`manage.py access_map`: every route, its row of the access matrix, an example address."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError, CommandParser

from carnegie.core.commands import CarnegieCommand
from carnegie.operations.access_examples import EXAMPLES
from carnegie.operations.access_map import describe
from carnegie.operations.access_objects import objects_of
from carnegie.people.models import User


class Command(CarnegieCommand):
    help = "List every route with its row of the access matrix and an example address for one learner's objects."

    def add_options(self, parser: CommandParser | ArgumentParser) -> None:
        parser.add_argument("--learner", default="amara@demo.test", help="Whose objects the addresses name.")

    def handle(self, *args: Any, **options: Any) -> None:
        learner = User.objects.filter(email=options["learner"]).first()
        if learner is None:
            raise CommandError(f"No {options['learner']} here: load the demo (seed_demo) or name a learner.")
        entries = describe(EXAMPLES, objects_of(learner))
        lines = (f"{'/'.join(one['methods']):9} {one['object']}.{one['action']}  {one['path']}" for one in entries)
        self.report(json.loads(json.dumps({"routes": entries})), "\n".join(lines))
