"""Which mails about goals and projects are owed, until when, and what they never say."""

import datetime as dt

import pytest
from django.template.loader import render_to_string

from carnegie.notifications import registry
from carnegie.notifications.models import Reminder
from programmes.models import CohortRole
from projects.enums import ProjectAction, ProjectState
from projects.models import ProjectTransition
from projects.reminders import due_reminders
from projects.services import check_in, move_goal, release_review, take_step
from projects.services.steps import WrongState
from tests.cast import NOW, TODAY, Cast
from tests.projects.play import make_goal, make_project, make_review

KIND = "projects.check_in_due"


def still_due(reminder: Reminder) -> bool:
    return registry.get(reminder.kind).still_due(reminder, NOW)


def test_a_check_in_is_owed_once_at_eight_of_the_learners_day(cast: Cast) -> None:
    cast.amara.time_zone = "America/New_York"
    cast.amara.save()
    goal = make_goal(cast.amara_enrolment, next_check_in_date=TODAY)
    make_goal(cast.amara_enrolment, next_check_in_date=TODAY + dt.timedelta(days=1))
    make_goal(cast.amara_enrolment, next_check_in_date=TODAY - dt.timedelta(days=15))
    make_goal(cast.amara_enrolment, next_check_in_date=None)
    make_goal(cast.ben_enrolment, next_check_in_date=TODAY, state="achieved")
    assert (due_reminders(now=NOW), due_reminders(now=NOW)) == (1, 0)
    found = Reminder.objects.values_list("kind", "recipient", "subject_id", "occurrence", "due_at")
    assert list(found) == [
        (KIND, cast.amara.pk, goal.pk, TODAY.isoformat(), dt.datetime(2026, 11, 24, 13, tzinfo=dt.UTC))
    ]


def test_nothing_is_owed_before_the_learners_own_day_has_begun(cast: Cast) -> None:
    cast.amara.time_zone = "America/New_York"
    cast.amara.save()
    make_goal(cast.amara_enrolment, next_check_in_date=TODAY)
    assert due_reminders(now=dt.datetime(2026, 11, 24, 4, 59, tzinfo=dt.UTC)) == 0
    assert due_reminders(now=dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)) == 1


def test_a_check_in_is_no_longer_due_once_she_looked_back_or_closed_the_goal(cast: Cast) -> None:
    looked = make_goal(cast.amara_enrolment, next_check_in_date=TODAY)
    closed = make_goal(cast.amara_enrolment, next_check_in_date=TODAY)
    due_reminders(now=NOW)
    reminders = {row.subject_id: row for row in Reminder.objects.all()}
    assert [still_due(reminders[goal.pk]) for goal in (looked, closed)] == [True, True]
    check_in(goal=looked, confidence=3, is_blocked=False, note="", next_check_in_date=None, by=cast.amara, now=NOW)
    move_goal(goal=closed, state="achieved", by=cast.amara, now=NOW)
    assert [still_due(reminders[goal.pk]) for goal in (looked, closed)] == [False, False]


def test_a_projects_mail_is_no_longer_due_once_it_moved_on(cast: Cast) -> None:
    project = make_project(cast)
    take_step(project=project, action=ProjectAction.PROPOSE, by=cast.amara, now=NOW)
    waiting = Reminder.objects.get(kind="projects.project_waiting")
    assert still_due(waiting)
    take_step(project=project, action=ProjectAction.APPROVE, by=cast.bill, now=NOW)
    approved = Reminder.objects.get(kind="projects.project_approved")
    assert (still_due(waiting), still_due(approved)) == (False, True)
    take_step(project=project, action=ProjectAction.START, by=cast.amara, now=NOW)
    assert not still_due(approved)


def test_a_facilitator_whose_role_ended_gets_no_mail(cast: Cast) -> None:
    take_step(project=make_project(cast), action=ProjectAction.PROPOSE, by=cast.amara, now=NOW)
    CohortRole.objects.filter(user=cast.bill).update(to_date=TODAY)
    assert not still_due(Reminder.objects.get())


def test_a_released_sign_off_is_told_once_as_long_as_it_stands(cast: Cast) -> None:
    project = make_project(cast, ProjectState.SUBMITTED)
    review = make_review(project, cast.bill, released=False)
    release_review(review=review, by=cast.bill, now=NOW)
    mail = Reminder.objects.get()
    assert (mail.kind, mail.recipient, mail.subject_id) == ("projects.project_signed_off", cast.amara, project.pk)
    assert still_due(mail)
    with pytest.raises(WrongState):
        release_review(review=review, by=cast.bill, now=NOW)
    assert list(Reminder.objects.all()) == [mail]
    step = {"action": "", "from_state": "completed", "to_state": "rework", "at": NOW, "by": cast.bill}
    ProjectTransition.objects.create(project=project, **step)
    assert not still_due(mail)


@pytest.mark.parametrize(
    "code", ["check_in_due", "project_waiting", "project_returned", "project_approved", "project_signed_off"]
)
def test_no_mail_quotes_a_learner(cast: Cast, code: str) -> None:
    project = make_project(cast, ProjectState.PROPOSED, title="canary-title")
    goal = make_goal(cast.amara_enrolment, title="canary-goal")
    subject = goal.pk if code == "check_in_due" else project.pk
    reminder = Reminder(
        kind=f"projects.{code}",
        recipient=cast.amara,
        subject_id=subject,
        occurrence=str(project.transitions.last().pk),
    )
    kind = registry.get(reminder.kind)
    context = {"recipient": cast.amara, "base_url": "https://carnegie.test", **kind.context(reminder)}
    mail = render_to_string(kind.template, context)
    assert mail.startswith("Subject: ")
    assert "canary" not in mail
    assert f"https://carnegie.test/projects/{'goals/' if code == 'check_in_due' else ''}{subject}/" in mail
