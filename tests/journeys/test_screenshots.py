"""Pictures of every page with the demo, for looking at: light, dark and on a phone.

SCREENSHOT_DIR=/tmp/pictures python -m pytest -m slow tests/journeys/test_screenshots.py

A route that answers GET and has neither a picture nor a reason in NO_PICTURE is a failure.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from carnegie.core import clock
from carnegie.notifications.selectors import filed_mail_names
from carnegie.operations.access_examples import EXAMPLES, Example
from carnegie.operations.access_map import routes
from carnegie.operations.access_objects import objects_of
from carnegie.people.models import User
from diagnostics.enums import AttemptState
from diagnostics.models import Attempt, ContextQuestion, DiagnosticVersion, RaterInvitation, RaterPanel, Round
from diagnostics.services import Asked, add_question, create_diagnostic
from programmes.models import Enrolment, ProgrammeFramework
from programmes.services import add_framework, add_module
from projects.models import Review, Submission
from standards.models import FrameworkVersion
from standards.services import (
    adopt_version,
    change_element,
    import_framework,
    run_preview,
    start_draft,
    start_import,
)
from tests.fixtures.browser import DESKTOP, PHONE
from tests.journeys.test_pages_are_accessible import pages

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PLAYED_BY = {"COACH": "cora", "LM": "lena", "FAC": "bill", "PA": "dee", "SPON": "sam", "SA": "root"}
SHOTS = (("light", DESKTOP, "light"), ("dark", DESKTOP, "dark"), ("light", PHONE, "phone"))
FOLDER = Path(os.environ.get("SCREENSHOT_DIR", "screenshots"))
# Routes that answer GET without a picture, and why.
NO_PICTURE = {
    "home:health-live": "for machines",
    "home:health-ready": "for machines",
    "diagnostics:target-export": "a file",
    "programmes:cell-detail": "for the grid's script",
    "programmes:mapping-export": "a file",
    "programmes:statement-pdf": "a file",
    "diagnostics:profile-pdf": "a file",
    "diagnostics:profile-csv": "a file",
    "case:discovery-document": "for machines",
    "case:document-list": "for machines",
    "case:object-detail": "for machines",
    "standards:version-export": "a file",
    "programmes:crosswalk-export": "a file",
    "diagnostics:round-board": "a file",
    "standards:version-turn": "for scripts",
    "projects:claim-export": "a file",
    "projects:evidence-file": "a file",
    "diagnostics:answer-news": "for scripts",
    "diagnostics:context-news": "for scripts",
}
BESIDE = {
    "home:gallery": Example(),
    "notifications:mail-list": Example(),
    "notifications:mail-detail": Example({"name": "mail"}),
}
SMALL_FRAMEWORK = b"code,heading,parent_code\nA,Leading a room,\nA1,Greeting families,A\nA2,Handing over,A\n"
FILED = "carnegie.notifications.file_mail.FileMailBackend"


def test_take_pictures(page, sign_in, live_server, settings, tmp_path):
    call_command("seed_demo")
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = FILED, tmp_path
    mail.EmailMessage("You are invited", "Sign in at http://127.0.0.1:8000/", to=["amara@demo.test"]).send()
    extra = what_the_demo_lacks() | {"mail": filed_mail_names()[0]}
    objects = {learner: everything_of(learner) | extra for learner in learners()}
    wanted = [*pages(), *((name, "SA") for name in BESIDE)]

    missing = [f"{name} as {actor}" for name, actor in wanted if not take(page, sign_in, name, actor, objects)]

    shown = {route.name for route in routes() if route.access is None or "GET" in route.access.actions}
    assert missing == []
    assert shown - {name for name, _actor in wanted} == set(NO_PICTURE)


def what_the_demo_lacks() -> dict[str, str]:
    """Drafts, a file that was read, a module without anything in it, a framework that nothing is mapped to."""
    dee, now = User.objects.get(email="dee@demo.test"), clock.now()
    programme = Enrolment.objects.get(learner__email="amara@demo.test").cohort.programme
    asked = ProgrammeFramework.objects.filter(programme=programme)[0].version
    words = {"title": "A second look", "introduction": "Four weeks later.", "minutes": 15}
    draft = create_diagnostic(programme=programme, framework_version=asked, **words, by=dee, now=now)
    add_question(version=draft, question=Asked(wording="Where do you work now?"), by=dee, now=now)
    add_module(programme=programme, title="A module to come", summary="", by=dee, now=now)
    known = objects_of(User.objects.get(email="amara@demo.test"))
    reword_one(FrameworkVersion.objects.get(pk=known["framework_version"]), dee)
    brought = {"data": SMALL_FRAMEWORK, "owner": programme.provider, "by": dee, "now": now}
    job = start_import(file_name="Leading a room.csv", **brought)
    run_preview(job_id=job.pk, clock=clock.now)
    link_two(import_framework(file_name="Nursery rooms.csv", **brought).version)
    used = import_framework(file_name="Reception classes.csv", **brought).version
    adopted = adopt_version(version=used, by=dee, now=now)
    add_framework(programme=programme, version=adopted, by=dee, now=now)
    ask_about_work()
    return {"unmapped_version": str(used.pk), "rater_token": unanswered().token}


def unanswered() -> RaterInvitation:
    """Somebody whose link is open."""
    return RaterInvitation.objects.filter(panel__closed_at=None, response=None)[0]


def ask_about_work() -> None:
    """One question before the statements, where the demo asks none."""
    for version in DiagnosticVersion.objects.filter(questions=None):
        ContextQuestion.objects.create(
            version=version, position=0, wording="How many people do you lead?", kind="number"
        )


def reword_one(version: FrameworkVersion, by: User) -> None:
    """A later text of the framework, so that there is something to compare and to carry over to."""
    who = {"by": by, "now": clock.now()}
    draft = start_draft(framework=version.framework, source=version, label="next", **who)
    row = draft.elements.filter(is_rateable=True)[0]
    words = {"full_statement": f"{row.full_statement} every day", "abbreviated_statement": ""}
    change_element(element=row, base_revision=row.revision, **words, **who)
    adopt_version(version=draft, **who)


def link_two(draft: FrameworkVersion) -> None:
    first, second = draft.elements.order_by("position")[1:3]
    ends = {"origin_identifier": str(first.identifier), "destination_identifier": str(second.identifier)}
    draft.associations.create(kind="precedes", origin=first, destination=second, **ends)


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
            "enrolment": Enrolment.objects.filter(learner=learner),
            "round_unasked": Round.objects.filter(cohort__enrolments__learner=learner).exclude(
                panels__enrolment__learner=learner
            ),
            "invitation": RaterInvitation.objects.filter(panel__enrolment__learner=learner, panel__closed_at=None),
            "panel_open": RaterPanel.objects.filter(enrolment__learner=learner, closed_at=None),
            "review": Review.objects.filter(submission__project__enrolment__learner=learner),
        }
        return {name: str(row.pk) for name, found in rows.items() if (row := found.first())}


def take(page: "Page", sign_in, name: str, actor: str, objects: dict[User, dict[str, str]]) -> bool:
    """Pictures of the first address that shows this page to its visitor; False when there is none."""
    for visitor, address in addresses(name, actor, objects):
        client = Client()
        client.force_login(visitor)
        if client.get(address).status_code == 200:
            page.context.clear_cookies()
            sign_in(page, visitor)
            page.goto(address)
            shoot(page, f"{name.replace(':', '-')}-{actor.lower()}")
            return True
    return False


def addresses(name: str, actor: str, objects: dict[User, dict[str, str]]) -> Iterator[tuple[User, str]]:
    example = (EXAMPLES | BESIDE)[name]
    for learner, known in objects.items():
        if set(example.arguments.values()) <= set(known):
            visitor = learner if actor in ("L", "PEER") else User.objects.get(email=f"{PLAYED_BY[actor]}@demo.test")
            yield visitor, reverse(name, kwargs=example.kwargs(known)) + example.query


def shoot(page: "Page", stem: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for scheme, size, word in SHOTS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        page.screenshot(path=f"{FOLDER / stem}-{word}.png", full_page=True)
