"""Red, amber, green: each with its reason, and the worst that is true of a learner wins."""

import datetime as dt
from collections.abc import Callable

import pytest

from carnegie.home.selectors.board import Row, board
from diagnostics.models import Attempt, Need, Round
from programmes.models import Enrolment
from projects.enums import ProjectState
from tests.cast import NOW, TODAY, Cast, make_attempt, make_need
from tests.projects.play import make_goal, make_project

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
Look = Callable[[], tuple[str, str]]


@pytest.fixture
def look(cast: Cast) -> Look:
    """What the board says of Amara now."""

    def read() -> tuple[str, str]:
        row = row_of_amara(cast)
        return row.tone, row.reason

    return read


def row_of_amara(cast: Cast) -> Row:
    rows = board(Enrolment.objects.as_facilitator(cast.bill, TODAY), NOW, TODAY)
    assert {row.learner for row in rows} == {"Amara Example", "Ben Example"}
    return next(row for row in rows if row.learner == "Amara Example")


def test_the_self_assessment(cast: Cast, look: Look) -> None:
    assert look() == ("info", "Not begun yet")

    Round.objects.update(closes_on=TODAY + 3 * DAY)
    assert look() == ("warn", "Self-assessment closes in 3 days")

    Round.objects.update(closes_on=TODAY - DAY)
    assert look() == ("bad", "Self-assessment closed unfinished")

    Round.objects.update(closes_on=TODAY + 10 * DAY)
    make_attempt(cast.round, cast.amara_enrolment, ranks=[2], submitted=False)
    assert look() == ("info", "Self-assessment under way")


def test_needs_that_are_not_chosen(cast: Cast, look: Look) -> None:
    make_attempt(cast.round, cast.amara_enrolment, ranks=[2])
    assert look() == ("info", "No needs chosen yet")

    Attempt.objects.update(submitted_at=NOW - 8 * DAY)
    assert look() == ("warn", "No needs chosen yet")


def test_needs_without_a_goal(cast: Cast, look: Look) -> None:
    make_need(make_attempt(cast.round, cast.amara_enrolment, ranks=[2]))
    Need.objects.update(created_at=NOW - 3 * DAY)
    assert look() == ("info", "Needs without a goal")

    Need.objects.update(created_at=NOW - 8 * DAY)
    assert look() == ("warn", "Needs without a goal")


def test_looking_back(cast: Cast, look: Look) -> None:
    need = make_need(make_attempt(cast.round, cast.amara_enrolment, ranks=[2]))
    goal = make_goal(cast.amara_enrolment, need=need, next_check_in_date=TODAY)
    assert look() == ("good", "On track")

    goal.next_check_in_date = TODAY - DAY
    goal.save()
    assert look() == ("warn", "Check-in overdue by 1 day")

    goal.next_check_in_date = TODAY - 9 * DAY
    goal.save()
    assert look() == ("bad", "Check-in overdue by 9 days")

    goal.next_check_in_date = None
    goal.save()
    goal.check_ins.create(at=NOW - DAY, confidence=1, is_blocked=True)
    assert look() == ("bad", "Something blocks a goal")

    goal.check_ins.create(at=NOW, confidence=4, is_blocked=False)
    assert look() == ("good", "On track")


@pytest.mark.parametrize(
    ("state", "days", "said"),
    [
        (ProjectState.PROPOSED, 2, ("warn", "Waits for an answer")),
        (ProjectState.PROPOSED, 6, ("bad", "Waits for an answer for 6 days")),
        (ProjectState.SUBMITTED, 7, ("bad", "Waits for an answer for 7 days")),
        (ProjectState.RETURNED, 3, ("info", "Works on what was returned")),
        (ProjectState.REWORK, 8, ("warn", "Returned 8 days ago")),
        (ProjectState.IN_PROGRESS, 8, ("good", "On track")),
        (ProjectState.COMPLETED, 90, ("good", "Signed off")),
        (ProjectState.DRAFT, 8, ("good", "On track")),
    ],
)
def test_the_project(cast: Cast, look: Look, state: str, days: int, said: tuple[str, str]) -> None:
    make_goal(cast.amara_enrolment, need=make_need(make_attempt(cast.round, cast.amara_enrolment, ranks=[2])))
    make_project(cast, state, state_since=NOW - days * DAY)

    assert look() == said


def test_a_draft_project_is_not_on_the_board(cast: Cast) -> None:
    make_project(cast, ProjectState.DRAFT)

    assert row_of_amara(cast).project is None


def test_silence_of_four_weeks_is_noticed(cast: Cast, look: Look) -> None:
    need = make_need(make_attempt(cast.round, cast.amara_enrolment, ranks=[2]))
    goal = make_goal(cast.amara_enrolment, need=need, created_at=NOW - 29 * DAY)
    Need.objects.update(created_at=NOW - 29 * DAY)
    need.attempt.answers.update(saved_at=NOW - 30 * DAY)
    assert look() == ("warn", "No trace for four weeks")

    goal.check_ins.create(at=NOW - 27 * DAY, confidence=3)
    assert look() == ("good", "On track")


def test_those_who_need_somebody_come_first(cast: Cast) -> None:
    make_project(cast, ProjectState.SUBMITTED, cast.ben_enrolment, state_since=NOW - 9 * DAY)

    rows = board(Enrolment.objects.as_facilitator(cast.bill, TODAY), NOW, TODAY)

    assert [(row.learner, row.tone) for row in rows] == [("Ben Example", "bad"), ("Amara Example", "info")]
