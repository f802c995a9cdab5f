"""Fill an empty database with the demo."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from carnegie.core import clock
from carnegie.core.commands import CarnegieCommand
from carnegie.operations.demo_data.build import FEWEST, STAGES, build
from carnegie.operations.demo_data.people import PASSWORD
from carnegie.operations.demo_data.report import has_strangers, is_seeded, report
from carnegie.operations.demo_data.stories import STORIES


class Command(CarnegieCommand):
    help = (
        "Fill an empty database with invented people and their work, dated relative to now. "
        "Run again it changes nothing; refuses a database that holds other people."
    )

    def add_options(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--stage",
            choices=STAGES,
            help="Stop everybody there. Without it learners are on every stage, and Amara in the middle of a project.",
        )
        parser.add_argument(
            "--learners",
            type=int,
            default=len(STORIES),
            metavar="N",
            help=f"Learners in the cohort (at least {FEWEST}; {len(STORIES)}).",
        )
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="Repeats times and made-up answers (1).")
        parser.add_argument("--canary", action="store_true", help="Plant a unique text in each private field.")

    def handle(self, *args: Any, **options: Any) -> None:
        if is_seeded():
            return self.report(report(), "The demo is here already: nothing to do.")
        if has_strangers():
            raise CommandError(
                "This database holds people whom the demo did not make: seed_demo only fills an empty one."
            )
        if options["learners"] < FEWEST:
            raise CommandError(f"The demo needs at least {FEWEST} learners: Amara and Ben.")
        build(
            stage=options["stage"],
            learners=options["learners"],
            seed=options["seed"],
            with_canaries=options["canary"],
            now=clock.now(),
        )
        made = report()
        sentence = f"The demo is ready: {len(made['people'])} people, each with the password {PASSWORD}."
        return self.report(made, sentence)
