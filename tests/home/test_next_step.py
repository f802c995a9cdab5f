"""Where the next step leads."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from carnegie.people.models import User
from projects.enums import ProjectState
from tests.cast import Cast
from tests.projects.play import make_project


def test_the_first_evidence_is_for_the_project_that_asks_for_it(cast: Cast, as_user: Callable[[User], Client]) -> None:
    """Without the link to the project it would ask for ever."""
    cast.round.delete()
    project = make_project(cast, ProjectState.IN_PROGRESS)
    address = f"{reverse('projects:evidence-new')}?project={project.pk}"
    assert address in as_user(cast.amara).get("/").text
    assert as_user(cast.amara).get(address).status_code == 200
