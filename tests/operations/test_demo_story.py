"""The whole demo: who is in it, the canaries in it, what its people have done, and that each page shows something."""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from carnegie.notifications.models import Reminder
from carnegie.operations.demo_data.build import build
from carnegie.operations.demo_data.report import report
from carnegie.people.models import Membership, Organisation, User
from diagnostics.models import Answer, Attempt, ContextAnswer, Need
from programmes.models import Booking, Cohort, Enrolment, LearningEvent, Mapping, Programme
from projects.models import CheckIn, Evidence, Goal, Project, ProjectTransition
from projects.reminders import due_reminders
from tests.cast import NOW

CAST = {
    "amara": "learner",
    "ben": "learner",
    "bill": "facilitator",
    "cora": "coach",
    "carl": "workplace colleague",
    "lena": "line manager",
    "dee": "programme admin",
    "sam": "sponsor",
    "root": "system admin",
    "otto": "learner of another cohort",
    "olga": "facilitator of another cohort",
    "pia": "admin of another provider",
}


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("seed_demo", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """The whole demo with canaries, built once for this module and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        build(stage=None, learners=15, seed=1, with_canaries=True, now=NOW)
        yield report()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_everybody_is_named_with_a_password_that_opens_the_door(demo: dict[str, Any]) -> None:
    said = {one["email"].removesuffix("@demo.test"): one for one in demo["people"]}

    assert {name: said[name]["relation"] for name in CAST} == CAST
    assert len(said) == 25
    assert {tuple(one) for one in demo["people"]} == {("email", "relation", "password", "id")}
    for one in demo["people"]:
        assert User.objects.get(pk=one["id"]).check_password(one["password"])


@pytest.mark.django_db
def test_everybody_has_a_confirmed_address_and_changes_to_none(demo: dict[str, Any], client: Client) -> None:
    said = EmailAddress.objects.values_list("user__email", "email", "verified", "primary").order_by("email")
    assert list(said) == [(one["email"], one["email"], True, True) for one in demo["people"]]
    cora = User.objects.get(email="cora@demo.test")
    client.force_login(cora)
    page = client.get(reverse("account_email")).text
    assert "cora@demo.test" in page
    assert "waits for your confirmation" not in page


@pytest.mark.django_db
def test_a_second_run_has_nothing_to_do(demo: dict[str, Any]) -> None:
    before = counts()

    assert run() == "The demo is here already: nothing to do.\n"
    assert json.loads(run("--json", "--stage", "enrolled", "--learners", "40")) == demo
    assert counts() == before


def counts() -> dict[str, int]:
    models = (User, Organisation, Membership, Programme, Cohort, Enrolment, Attempt, Answer, Need, Goal, Project)
    return {model.__name__: model.objects.count() for model in models}


# ---- canaries ----


@pytest.mark.django_db
def test_canaries_are_unique_and_in_every_private_field(demo: dict[str, Any]) -> None:
    canaries = demo["canaries"]
    texts = [one["text"] for one in canaries]

    assert len(set(texts)) == len(texts)
    assert {(one["object"], one["field"]) for one in canaries if one["owner"] == "amara@demo.test"} == {
        ("self_assessment.submitted", "example"),
        ("feedback360.report", "comment"),
        ("feedback360.response", "comment"),
        ("need", "reason"),
        ("need", "context"),
        ("goal", "success_measure"),
        ("goal", "why_strategies"),
        ("check_in", "note"),
        ("project", "context"),
        ("project", "risks"),
        ("project", "reason"),
        ("rpl_claim", "statement"),
        ("rpl_claim", "reason"),
        ("evidence_file", "description"),
        ("evidence_file", "text"),
    }
    assert "self_assessment.draft" in {one["object"] for one in canaries}
    assert {"mei@demo.test", "callum@demo.test", "grace@demo.test"} == {
        one["owner"] for one in canaries if one["object"] == "review"
    }


# ---- the story ----


@pytest.mark.django_db
def test_who_has_begun_has_said_where_she_works(demo: dict[str, Any]) -> None:
    """How many she leads and in which kind of place; those who look again say it once, at first."""
    begun = Attempt.objects.filter(round__kind="baseline").count()
    said = ContextAnswer.objects.exclude(text="").values_list("question__kind").annotate(count=Count("pk"))
    assert (begun > 10, dict(said)) == (True, {"number": begun, "choice": begun})


@pytest.mark.django_db
def test_one_event_is_nearly_full_and_amara_waits_for_another(demo: dict[str, Any]) -> None:
    ahead = LearningEvent.objects.filter(starts_at__gt=NOW).with_seats().order_by("starts_at")
    rooms = [(event.capacity, event.booked, event.waiting) for event in ahead]
    mine = Booking.objects.live().filter(enrolment__learner__email="amara@demo.test").with_ahead()
    assert rooms == [(12, 10, 0), (None, 5, 0), (8, 8, 3)]
    assert sorted((one.status, one.ahead) for one in mine) == [("booked", 0), ("waiting", 1)]


@pytest.mark.django_db
def test_learners_stand_on_every_stage(demo: dict[str, Any]) -> None:
    states = set(Project.objects.values_list("state", flat=True))

    assert states == {"draft", "proposed", "approved", "in_progress", "submitted", "rework", "completed"}
    assert Attempt.objects.filter(state="in_progress").count() == 1
    assert Enrolment.objects.exclude(pk__in=Attempt.objects.values("enrolment")).count() == 1
    assert ProjectTransition.objects.filter(action="return").count() == 1
    assert {one.file.name.rpartition(".")[2] or one.kind for one in Evidence.objects.all()} >= {"text"}
    assert set(Evidence.objects.exclude(content_type="").values_list("content_type", flat=True)) == {
        "image/png",
        "application/pdf",
        "text/plain",
    }


@pytest.mark.django_db
def test_some_standards_are_untouched_and_some_thin(demo: dict[str, Any]) -> None:
    mapped = set(Mapping.objects.values_list("element__code", flat=True))
    deep = set(Mapping.objects.exclude(depth="introduces").values_list("element__code", flat=True))

    assert {"S1.5", "HTS4", "HTS10"} & mapped == set()
    assert {"HTS5", "HTS9"} <= mapped - deep


@pytest.mark.django_db
def test_amaras_check_in_is_due_today_and_old_mails_stay_unsent(demo: dict[str, Any]) -> None:
    waiting = Reminder.objects.filter(state="scheduled", due_at__lte=NOW)
    assert waiting.count() == 0

    due_reminders(now=NOW)

    assert "amara@demo.test" in set(waiting.values_list("recipient__email", flat=True))


@pytest.mark.django_db
def test_nothing_happened_in_the_future(demo: dict[str, Any]) -> None:
    for model, moment in ((Need, "created_at"), (Goal, "created_at"), (Evidence, "created_at"), (CheckIn, "at")):
        latest: dt.datetime = getattr(model.objects.latest(moment), moment)  # type: ignore[attr-defined]
        assert latest < NOW, model


# ---- the pages ----


@pytest.mark.django_db
def test_every_page_of_the_header_has_something_on_it(demo: dict[str, Any], as_user: Callable[[User], Client]) -> None:
    """All but one: Ben has not begun a project yet."""
    empty = set()
    for name in CAST.keys() - {"pia", "olga", "otto"}:
        client = as_user(User.objects.get(email=f"{name}@demo.test"))
        page = client.get("/").text
        menu = page[page.index('class="menu-list"') : page.index('class="me"')]
        for url in re.findall(r'href="([^"]+)"', menu):
            answer = client.get(url)
            assert answer.status_code == 200, (name, url)
            if 'class="empty"' in answer.text:
                empty.add((name, url))

    assert empty == {("ben", "/projects/")}


@pytest.mark.django_db
def test_amara_is_in_the_middle_of_things(demo: dict[str, Any], as_user: Callable[[User], Client]) -> None:
    page = as_user(User.objects.get(email="amara@demo.test")).get("/").text

    assert "Check in on “Every practitioner has one observed hour a month”" in page
    assert "3 of 5 milestones" in page
    assert "Approved by Bill Fairweather" in page


@pytest.mark.django_db
def test_the_sponsor_is_told_a_number(demo: dict[str, Any], as_user: Callable[[User], Client]) -> None:
    page = as_user(User.objects.get(email="sam@demo.test")).get("/").text

    assert re.findall(r'<p class="stat"><b>(\d+)</b>', page) == ["8"]
