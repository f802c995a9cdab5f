"""The learner's home: the one next thing, what is due, her thread in one line, and who is around her."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from carnegie.people.models import User
from diagnostics.models import Attempt, Need
from projects.enums import ProjectAction, ProjectState
from projects.models import Milestone, Project, ProjectTransition
from tests.cast import NOW, TODAY, Cast, make_attempt, make_need
from tests.home.conftest import exit_round
from tests.projects.play import link_goal, make_evidence, make_goal, make_project

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def title(page: str) -> str:
    found = re.search(r'data-testid="next-step".*?<h2[^>]*>(.*?)</h2>', page, re.S)
    assert found
    return found[1].replace("&quot;", '"')


# ---- the learner's one next thing ----


class Way:
    """Amara's way through the programme, a step at a time, made by models."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def rated(self) -> Any:
        return make_attempt(self.cast.round, self.cast.amara_enrolment, ranks=[2] * 6)

    def chosen(self) -> Any:
        return make_need(self.rated())

    def with_goal(self, **fields: Any) -> Any:
        return make_goal(self.cast.amara_enrolment, need=self.chosen(), **fields)

    def with_project(self, state: str) -> Project:
        goal = self.with_goal(next_check_in_date=TODAY + dt.timedelta(days=9))
        project = make_project(self.cast, state)
        link_goal(project, goal)
        return project


@pytest.fixture
def way(cast: Cast) -> Way:
    return Way(cast)


def test_an_open_round_comes_first_of_all(cast: Cast, as_user: SignIn) -> None:
    page = as_user(cast.amara).get("/").text

    assert title(page) == "Say where you stand today"
    assert f"/diagnostics/rounds/{cast.round.pk}/start/" in page


def test_a_begun_self_assessment_says_how_far_it_is(cast: Cast, as_user: SignIn) -> None:
    make_attempt(cast.round, cast.amara_enrolment, ranks=[2, 3], submitted=False)

    page = as_user(cast.amara).get("/").text

    assert title(page) == "Go on with your self-assessment"
    assert "You have answered 2 of 6." in page


def test_after_the_self_assessment_needs_are_chosen(way: Way, cast: Cast, as_user: SignIn) -> None:
    attempt = way.rated()

    page = as_user(cast.amara).get("/").text

    assert title(page) == "Choose what to work on"
    assert f"/diagnostics/attempts/{attempt.pk}/profile/" in page


def test_after_needs_a_goal(way: Way, cast: Cast, as_user: SignIn) -> None:
    need = way.chosen()

    page = as_user(cast.amara).get("/").text

    assert title(page) == "Turn “Delegating with follow-up” into a goal"
    assert f"/projects/goals/new/?need={need.pk}" in page


def test_after_a_goal_a_project(way: Way, cast: Cast, as_user: SignIn) -> None:
    way.with_goal()

    assert title(as_user(cast.amara).get("/").text) == "Propose your work based project"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ProjectState.DRAFT, "Finish and propose “Calmer handovers”"),
        (ProjectState.PROPOSED, "Nothing waits for you now"),
        (ProjectState.APPROVED, "Start “Calmer handovers”"),
        (ProjectState.IN_PROGRESS, "Add a first piece of evidence"),
        (ProjectState.SUBMITTED, "Nothing waits for you now"),
        (ProjectState.COMPLETED, "Nothing waits for you now"),
        (ProjectState.WITHDRAWN, "Propose your work based project"),
    ],
)
def test_each_state_of_the_project_has_its_next_thing(
    way: Way, cast: Cast, as_user: SignIn, state: str, words: str
) -> None:
    way.with_project(state)

    assert title(as_user(cast.amara).get("/").text) == words


def test_after_sign_off_the_needs_that_are_still_open_come_next(way: Way, cast: Cast, as_user: SignIn) -> None:
    project = way.with_project(ProjectState.COMPLETED)
    attempt = project.goals.get().goal.need.attempt
    still_open = [make_need(attempt, title=f"Open {number}") for number in (1, 2)]
    for day, need in enumerate(still_open):
        Need.objects.filter(pk=need.pk).update(created_at=NOW + dt.timedelta(days=day))

    page = as_user(cast.amara).get("/").text

    assert title(page) == "Turn “Open 1” into a goal"
    assert "“Calmer handovers” is signed off. 2 needs that you chose have no goal yet." in page
    assert f"/projects/goals/new/?need={still_open[0].pk}" in page


def test_when_all_is_done_the_thread_is_there_to_look_at(way: Way, cast: Cast, as_user: SignIn) -> None:
    way.with_project(ProjectState.COMPLETED)

    page = as_user(cast.amara).get("/").text
    step = page[page.index('data-testid="next-step"') :]

    assert title(page) == "Nothing waits for you now"
    element = cast.framework_version.elements.get(code="D1.1")
    assert f'href="/thread/{cast.amara_enrolment.pk}/{element.pk}/"' in step[: step.index("</section>")]


def test_with_evidence_the_project_goes_on_to_its_next_milestone(way: Way, cast: Cast, as_user: SignIn) -> None:
    project = way.with_project(ProjectState.IN_PROGRESS)
    make_evidence(cast.amara_enrolment, project)
    Milestone.objects.create(project=project, title="Second round", due_date=TODAY + dt.timedelta(days=3))
    Milestone.objects.create(project=project, title="First round", due_date=TODAY, done_at=NOW)

    page = as_user(cast.amara).get("/").text

    assert title(page) == "Go on with “Calmer handovers”"
    assert "Next: Second round, by Fri 27 Nov 2026." in page
    assert "1 of 2 milestones" in page


@pytest.mark.parametrize("state", [ProjectState.RETURNED, ProjectState.REWORK])
def test_a_returned_project_comes_before_everything_with_its_reason(
    way: Way, cast: Cast, as_user: SignIn, state: str
) -> None:
    project = way.with_project(state)
    exit_round(cast, opens=-1)
    ProjectTransition.objects.create(
        project=project, action=ProjectAction.RETURN, to_state=state, at=NOW, by=cast.bill, reason="Name one number."
    )

    page = as_user(cast.amara).get("/").text

    assert title(page) == "Bill has returned “Calmer handovers”"
    assert "Name one number." in page


def test_a_check_in_comes_before_the_project(way: Way, cast: Cast, as_user: SignIn) -> None:
    project = way.with_project(ProjectState.IN_PROGRESS)
    goal = project.goals.get().goal
    goal.next_check_in_date = TODAY
    goal.save()

    page = as_user(cast.amara).get("/").text

    assert title(page) == "Check in on “Delegate with follow-up”"
    assert f"/projects/goals/{goal.pk}/check-in/" in page


def test_a_closed_round_and_one_to_come_ask_for_nothing(way: Way, cast: Cast, as_user: SignIn) -> None:
    way.with_project(ProjectState.COMPLETED)
    exit_round(cast, opens=20)

    page = as_user(cast.amara).get("/").text

    assert title(page) == "Nothing waits for you now"
    assert "“Exit” opens on Mon 14 Dec 2026." in page


# ---- dates, strip, people ----


def test_what_is_due_stands_in_order_with_what_is_late(way: Way, cast: Cast, as_user: SignIn) -> None:
    way.with_goal(next_check_in_date=TODAY - dt.timedelta(days=2))

    page = as_user(cast.amara).get("/").text
    dues = page[page.index('data-testid="due-dates"') :]

    assert re.findall(r'<a href="[^"]*">(Delegate with follow-up|Workshop: change in small teams)</a>', dues) == [
        "Delegate with follow-up",
        "Workshop: change in small teams",
        "Delegate with follow-up",
    ]
    assert dues.count("Overdue") == 1


def test_the_strip_says_how_far_the_thread_is(way: Way, cast: Cast, as_user: SignIn) -> None:
    way.with_project(ProjectState.IN_PROGRESS)

    page = as_user(cast.amara).get("/").text
    strip = page[page.index('class="thread-strip"') :]

    assert re.findall(r'<li class="(\w+)">', strip)[:6] == ["done", "done", "done", "now", "waiting", "waiting"]
    element = cast.framework_version.elements.get(code="D1.1")
    assert f"/thread/{cast.amara_enrolment.pk}/{element.pk}/" in page


def test_the_strip_says_when_she_rated_herself_again_on_her_own_clock(way: Way, cast: Cast, as_user: SignIn) -> None:
    way.with_project(ProjectState.IN_PROGRESS)
    again = make_attempt(exit_round(cast, opens=-5), cast.amara_enrolment, ranks=[3] * 6)
    late_in_summer = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)
    Attempt.objects.filter(pk=again.pk).update(submitted_at=late_in_summer)

    page = as_user(cast.amara).get("/").text
    strip = page[page.index('class="thread-strip"') :].partition("</ol>")[0]

    assert re.findall(r'<li class="(\w+)">', strip) == ["done", "done", "done", "now", "done", "waiting"]
    seen_again = " ".join(re.sub("<[^>]+>", " ", strip).partition("Seen again")[2].split())
    assert seen_again.startswith("(done) 2 Jul Confirmed")


def test_the_people_around_her_are_those_of_today(cast: Cast, as_user: SignIn) -> None:
    page = as_user(cast.amara).get("/").text
    people = page[page.index('data-testid="people-around"') :]

    assert re.findall(r"<b>(\w+) Example</b>", people) == ["Bill", "Cora", "Carl", "Lena"]
