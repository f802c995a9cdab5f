"""`access_map`: what others test us by, from outside."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from carnegie.operations.access_map import routes
from tests.access.scene import set_scene

pytestmark = pytest.mark.django_db


def test_it_names_every_route_with_its_row_and_an_address() -> None:
    set_scene()
    output = StringIO()
    call_command("access_map", "--json", "--learner", "amara@example.test", stdout=output)
    entries = json.loads(output.getvalue())["routes"]
    assert {entry["name"] for entry in entries} == {route.name for route in routes() if route.access}
    goal = next(entry for entry in entries if entry["name"] == "projects:goal-detail")
    assert (goal["methods"], goal["object"], goal["action"], goal["data"]) == (["GET"], "goal", "view", {})
    assert goal["path"].startswith("/projects/goals/")


def test_it_says_whom_it_misses() -> None:
    with pytest.raises(CommandError, match=r"No amara@demo\.test here"):
        call_command("access_map")
