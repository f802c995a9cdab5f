"""Pictures of every page with the demo, for looking at: light, dark and on a phone.

SCREENSHOT_DIR=/tmp/pictures python -m pytest -m slow tests/journeys/test_screenshots.py
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from carnegie.operations.access_examples import EXAMPLES, objects_of
from carnegie.people.models import User
from diagnostics.enums import AttemptState
from diagnostics.models import Attempt
from programmes.models import Enrolment
from projects.models import Review, Submission
from tests.fixtures.browser import DESKTOP, PHONE
from tests.journeys.test_pages_are_accessible import pages

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PLAYED_BY = {"COACH": "cora", "LM": "lena", "FAC": "bill", "PA": "dee", "SPON": "sam", "SA": "root"}
SHOTS = (("light", DESKTOP, "light"), ("dark", DESKTOP, "dark"), ("light", PHONE, "phone"))


def test_take_pictures(page, sign_in, live_server):
    folder = Path(os.environ.get("SCREENSHOT_DIR", "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    call_command("seed_demo")
    objects = {learner: everything_of(learner) for learner in learners()}
    missing = [f"{name} as {actor}" for name, actor in pages() if not take(page, sign_in, folder, name, actor, objects)]
    print("Nothing in the demo to show:", missing)  # noqa: T201


def learners() -> list[User]:
    """Amara first, then all others, whose work may show what hers does not."""
    ids = Enrolment.objects.values("learner")
    return sorted(User.objects.filter(pk__in=ids), key=lambda user: (user.short_name != "Amara", user.email))


def everything_of(learner: User) -> dict[str, str]:
    """By the names of the examples; of a learner whom nobody supports, what only such a one has."""
    try:
        return objects_of(learner)
    except IndexError:
        rows = {
            "attempt_draft": Attempt.objects.filter(enrolment__learner=learner, state=AttemptState.IN_PROGRESS),
            "submission": Submission.objects.filter(project__enrolment__learner=learner),
            "review": Review.objects.filter(submission__project__enrolment__learner=learner),
        }
        return {name: str(row.pk) for name, found in rows.items() if (row := found.first())}


def take(page: "Page", sign_in, folder: Path, name: str, actor: str, objects: dict[User, dict[str, str]]) -> bool:
    """Pictures of the first address that shows this page to its visitor; False when there is none."""
    for visitor, address in addresses(name, actor, objects):
        client = Client()
        client.force_login(visitor)
        if client.get(address).status_code == 200:
            page.context.clear_cookies()
            sign_in(page, visitor)
            page.goto(address)
            shoot(page, folder / f"{name.replace(':', '-')}-{actor.lower()}")
            return True
    return False


def addresses(name: str, actor: str, objects: dict[User, dict[str, str]]) -> Iterator[tuple[User, str]]:
    for learner, known in objects.items():
        example = EXAMPLES[name]
        if set(example.arguments.values()) <= set(known):
            visitor = learner if actor in ("L", "PEER") else User.objects.get(email=f"{PLAYED_BY[actor]}@demo.test")
            yield visitor, reverse(name, kwargs=example.kwargs(known)) + example.query


def shoot(page: "Page", stem: Path) -> None:
    for scheme, size, word in SHOTS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        page.screenshot(path=f"{stem}-{word}.png", full_page=True)
