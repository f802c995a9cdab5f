"""The command that builds the demo: its stages, what it says, what it refuses, and that a seed repeats itself."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from carnegie.operations.demo_data import people
from carnegie.operations.demo_data.build import build, cast_of
from carnegie.operations.demo_data.report import report
from carnegie.people.models import Organisation, User
from diagnostics.models import Answer
from programmes.models import LearningEvent
from projects.models import CheckIn, Evidence, ProjectTransition, Review
from tests.cast import NOW, person

OBJECTS = ["programme", "cohort", "round", "attempt", "need", "goal", "project", "evidence", "review"]


def make(stage: str | None = None, learners: int = 2, seed: int = 1, with_canaries: bool = False) -> None:
    build(stage=stage, learners=learners, seed=seed, with_canaries=with_canaries, now=NOW)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("seed_demo", *arguments, stdout=out)
    return out.getvalue()


# ---- what the command says ----


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stage", "made"),
    [
        ("enrolled", OBJECTS[:3]),
        ("diagnosed", OBJECTS[:5]),
        ("in_project", OBJECTS[:8]),
        ("reviewed", OBJECTS),
    ],
)
def test_each_stage_has_its_objects_and_no_more(stage: str, made: list[str]) -> None:
    said = json.loads(run("--stage", stage, "--learners", "3", "--json"))

    assert list(said) == ["people", "objects", "canaries"]
    assert list(said["objects"]) == OBJECTS
    assert [name for name, pk in said["objects"].items() if pk] == made
    assert said["canaries"] == []


@pytest.mark.django_db
def test_at_reviewed_amaras_own_project_is_signed_off() -> None:
    make("reviewed")

    review = Review.objects.get(pk=report()["objects"]["review"])
    assert review.submission.project.enrolment.learner.email == "amara@demo.test"
    assert (review.state, review.submission.project.state) == ("released", "completed")


@pytest.mark.django_db
def test_it_refuses_a_database_with_other_people() -> None:
    person("Nora")

    with pytest.raises(CommandError, match="holds people whom the demo did not make"):
        run()

    assert (User.objects.count(), Organisation.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_it_refuses_fewer_than_two_learners() -> None:
    with pytest.raises(CommandError, match="at least 2 learners"):
        run("--learners", "1")


# ---- the same seed, the same demo ----


def told() -> list[Any]:
    """All that a seed decides: words, levels and moments, without ids."""
    return [
        sorted(
            Answer.objects.values_list("attempt__enrolment__learner__email", "item__code", "level__rank", "saved_at")
        ),
        sorted(CheckIn.objects.values_list("goal__title", "at", "note")),
        sorted(ProjectTransition.objects.values_list("project__title", "action", "at", "reason")),
        sorted(Evidence.objects.values_list("title", "created_at", "sha256")),
        sorted(LearningEvent.objects.values_list("title", "starts_at")),
    ]


def rolled_back(seed: int) -> list[Any]:
    with transaction.atomic():
        make(learners=3, seed=seed)
        found = told()
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_a_seed_repeats_itself_and_another_does_not() -> None:
    first = rolled_back(7)

    assert rolled_back(7) == first
    assert rolled_back(8) != first


def test_more_learners_than_stories_have_names_of_their_own() -> None:
    import random

    everybody = cast_of(60, random.Random(1))

    assert len(everybody) == len({one.email for one in everybody}) == 60
    assert [one.key for one in cast_of(3, random.Random(1))] == ["amara", "ben", "grace"]
    assert {one.employer for one in everybody} == {people.NURSERY, people.PRIMARY}
