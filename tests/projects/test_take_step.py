"""Every step of a project from every state by everybody: what the table says, and nothing else."""

import threading
from itertools import product

import pytest
from django.db import connection

from carnegie.core.errors import NotAllowed, Refused
from carnegie.notifications.models import Reminder
from carnegie.people.models import User
from programmes.models import CohortRole
from projects.enums import TRANSITIONS, Actor, ProjectAction, ProjectState
from projects.models import Project, ProjectTransition, Submission
from projects.services import take_step
from projects.services.steps import NotReady, ReasonMissing, WrongState
from tests.cast import LONG_AGO, NOW, TODAY, Cast
from tests.projects.play import link_goal, make_evidence, make_goal, make_project, make_review

NOBODY = ("ben", "cora", "carl", "lena", "dee", "sam", "root", "otto", "olga", "pia", "eve")


def before(cast: Cast, state: str) -> Project:
    """A project in `state`, its last submission signed off where it has one."""
    project = make_project(cast, state)
    if state == ProjectState.SUBMITTED:
        make_review(project, cast.bill, released=True)
    return project


@pytest.mark.parametrize("state", ProjectState.values)
def test_a_step_is_taken_exactly_where_the_table_says(cast: Cast, state: str) -> None:
    for action, actor in product(ProjectAction.values, Actor.values):
        starts, leads_to, who, _reason = TRANSITIONS[action]
        if state in starts and actor in who:
            is_taken(cast, before(cast, state), action, actor, leads_to)
        else:
            is_refused(cast, before(cast, state), action, actor, WrongState if actor in who else NotAllowed)


def person(cast: Cast, actor: str) -> User:
    return cast.amara if actor == Actor.LEARNER else cast.bill


def is_taken(cast: Cast, project: Project, action: str, actor: str, leads_to: str) -> None:
    by, came_from = person(cast, actor), project.state
    moved = take_step(project=project, action=action, reason="Because", by=by, now=NOW)
    project.refresh_from_db()
    assert (moved.state, project.state, project.state_since, project.lock_version) == (leads_to, leads_to, NOW, 2)
    last = project.transitions.order_by("-pk")[0]
    written = (last.from_state, last.to_state, last.by, last.at, last.reason, last.action)
    assert written == (came_from, leads_to, by, NOW, "Because", action)


def is_refused(cast: Cast, project: Project, action: str, actor: str, error: type[Exception]) -> None:
    state, steps = project.state, project.transitions.count()
    with pytest.raises(error):
        take_step(project=project, action=action, reason="Because", by=person(cast, actor), now=NOW)
    project.refresh_from_db()
    assert (project.state, project.lock_version, project.transitions.count()) == (state, 1, steps)


def test_nobody_else_takes_a_step(cast: Cast) -> None:
    CohortRole.objects.create(cohort=cast.other_cohort, user=cast.ben, from_date=LONG_AGO)
    for action in ProjectAction.values:
        project = before(cast, min(TRANSITIONS[action][0]))
        for name in NOBODY:
            with pytest.raises(NotAllowed):
                take_step(project=project, action=action, reason="Because", by=getattr(cast, name), now=NOW)
    assert set(Project.objects.values_list("lock_version", flat=True)) == {1}


def test_a_deactivated_person_takes_no_step(cast: Cast) -> None:
    project = make_project(cast, ProjectState.PROPOSED)
    cast.bill.is_active = False
    cast.bill.save()
    with pytest.raises(NotAllowed):
        take_step(project=project, action=ProjectAction.APPROVE, by=cast.bill, now=NOW)


def test_nobody_approves_her_own_project(cast: Cast) -> None:
    CohortRole.objects.create(cohort=cast.cohort, user=cast.amara, from_date=LONG_AGO)
    with pytest.raises(NotAllowed):
        take_step(
            project=make_project(cast, ProjectState.PROPOSED), action=ProjectAction.APPROVE, by=cast.amara, now=NOW
        )


@pytest.mark.parametrize("action", [action for action, rule in TRANSITIONS.items() if rule[3]])
@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_reason_is_asked_where_the_table_says(cast: Cast, action: str, reason: str) -> None:
    starts, _leads_to, who, _reason = TRANSITIONS[action]
    by = cast.bill if Actor.FACILITATOR in who else cast.amara
    with pytest.raises(ReasonMissing):
        take_step(project=before(cast, sorted(starts)[0]), action=action, reason=reason, by=by, now=NOW)


def test_an_unknown_step_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="no such step"):
        take_step(project=make_project(cast), action="publish", by=cast.amara, now=NOW)


@pytest.mark.parametrize("field", ["aim", "benefit_self", "benefit_team", "benefit_organisation"])
def test_a_proposal_needs_its_aim_and_each_benefit(cast: Cast, field: str) -> None:
    project = make_project(cast, **{field: " "})
    with pytest.raises(NotReady):
        take_step(project=project, action=ProjectAction.PROPOSE, by=cast.amara, now=NOW)


def test_a_proposal_needs_a_goal_or_an_element(cast: Cast) -> None:
    project = make_project(cast)
    project.elements.all().delete()
    with pytest.raises(NotReady):
        take_step(project=project, action=ProjectAction.PROPOSE, by=cast.amara, now=NOW)
    link_goal(project, make_goal(cast.amara_enrolment))
    assert take_step(project=project, action=ProjectAction.PROPOSE, by=cast.amara, now=NOW).state == "proposed"


@pytest.mark.parametrize("decision", [None, "draft", "more_work"])
def test_a_project_is_not_signed_off_without_a_released_sign_off(cast: Cast, decision: str | None) -> None:
    project = make_project(cast, ProjectState.SUBMITTED)
    if decision == "draft":
        make_review(project, cast.bill, released=False)
    if decision == "more_work":
        make_review(project, cast.bill, "more_work", released=True)
    with pytest.raises(NotReady):
        take_step(project=project, action=ProjectAction.COMPLETE, by=cast.bill, now=NOW)


def test_the_sign_off_of_an_earlier_submission_does_not_count(cast: Cast) -> None:
    from tests.projects.play import make_submission

    project = make_project(cast, ProjectState.SUBMITTED)
    make_review(project, cast.bill, released=True)
    make_submission(project, number=2)
    with pytest.raises(NotReady):
        take_step(project=project, action=ProjectAction.COMPLETE, by=cast.bill, now=NOW)


def test_submitting_freezes_all_that_is_reviewed(cast: Cast) -> None:
    project = make_project(cast, ProjectState.IN_PROGRESS)
    project.measures.create(measure="Handover time", baseline="25 min", target="10 min")
    milestone = project.milestones.create(title="Trial", due_date=TODAY)
    goal = make_goal(cast.amara_enrolment)
    link_goal(project, goal)
    evidence = make_evidence(cast.amara_enrolment, project, sha256="ab" * 32)
    take_step(project=project, action=ProjectAction.SUBMIT, by=cast.amara, now=NOW)
    project.aim = "Something else"
    project.save()
    element = cast.framework_version.elements.get(code="D1.1")
    frozen = Submission.objects.get()
    assert (frozen.number, frozen.submitted_by, frozen.submitted_at) == (1, cast.amara, NOW)
    texts = frozen.snapshot.pop("texts")
    assert (texts["aim"], texts["title"], len(texts)) == ("canary-aim", "Calmer handovers", 9)
    assert frozen.snapshot == {
        "measures": [{"measure": "Handover time", "baseline": "25 min", "target": "10 min", "result": ""}],
        "milestones": [{"title": milestone.title, "due_date": TODAY.isoformat(), "done_at": None}],
        "goals": [{"id": str(goal.pk), "title": goal.title}],
        "elements": [{"id": str(element.pk), "lineage": str(element.lineage), "code": "D1.1", "title": element.title}],
        "evidence": [{"id": str(evidence.pk), "sha256": "ab" * 32}],
    }


def test_submissions_are_numbered(cast: Cast) -> None:
    project = make_project(cast, ProjectState.REWORK)
    take_step(project=project, action=ProjectAction.SUBMIT, by=cast.amara, now=NOW)
    assert list(Submission.objects.values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("state", "action", "kind", "recipients"),
    [
        ("draft", "propose", "projects.project_waiting", ["bill", "olga"]),
        ("in_progress", "submit", "projects.project_waiting", ["bill", "olga"]),
        ("proposed", "return", "projects.project_returned", ["amara"]),
        ("submitted", "return_for_work", "projects.project_returned", ["amara"]),
        ("proposed", "approve", "projects.project_approved", ["amara"]),
        ("submitted", "complete", "projects.project_signed_off", ["amara"]),
        ("approved", "start", None, []),
        ("draft", "withdraw", None, []),
    ],
)
def test_the_mails_of_a_step_are_owed_with_it(
    cast: Cast, state: str, action: str, kind: str | None, recipients: list[str]
) -> None:
    CohortRole.objects.create(cohort=cast.cohort, user=cast.olga, from_date=LONG_AGO)
    project = before(cast, state)
    by = cast.amara if Actor.LEARNER in TRANSITIONS[action][2] else cast.bill
    take_step(project=project, action=action, reason="Because", by=by, now=NOW)
    step = ProjectTransition.objects.last()
    owed = Reminder.objects.order_by("recipient__full_name")
    found = list(owed.values_list("kind", "recipient__email", "subject_id", "occurrence", "due_at"))
    assert found == [(kind, f"{name}@example.test", project.pk, str(step.pk), NOW) for name in recipients]


@pytest.mark.django_db(transaction=True)
def test_of_fifty_races_between_approve_and_return_exactly_one_wins_each() -> None:
    cast = Cast()
    projects = [make_project(cast, ProjectState.PROPOSED, title=f"Race {number}") for number in range(50)]
    start = threading.Barrier(2)
    won: dict[str, list[str]] = {"approve": [], "return": []}
    errors: list[BaseException] = []

    def run(action: str) -> None:
        try:
            for project in projects:
                start.wait(timeout=30)
                try:
                    take_step(project=project, action=action, reason="Because", by=cast.bill, now=NOW)
                    won[action].append(str(project.pk))
                except WrongState:
                    continue
        except BaseException as error:
            errors.append(error)
            start.abort()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(action,)) for action in won]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert errors == []
    assert sorted(won["approve"] + won["return"]) == sorted(str(project.pk) for project in projects)
    assert ProjectTransition.objects.filter(from_state="proposed").count() == 50
    assert Reminder.objects.count() == 50
