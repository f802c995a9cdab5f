"""Projects: their texts, links and parts, and what the database refuses."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.people.models import User
from projects.enums import EDITABLE_STATES, ProjectState
from projects.models import Milestone, Project, ProjectColleague, ProjectMember, SuccessMeasure
from projects.services import (
    add_colleague,
    add_measure,
    add_milestone,
    change_project,
    draft_project,
    end_colleague,
    finish_milestone,
)
from tests.cast import LONG_AGO, NOW, TODAY, Cast, make_framework
from tests.projects.play import link_goal, make_evidence, make_goal, make_project, make_review, make_submission

SignIn = Callable[[User], Client]


def test_a_draft_belongs_to_its_lead(cast: Cast) -> None:
    goal, element = make_goal(cast.amara_enrolment), cast.framework_version.elements.get(code="D1.1")
    project = draft_project(
        enrolment=cast.amara_enrolment, title="Handover", goals=[goal], elements=[element], by=cast.amara, now=NOW
    )
    assert (project.state, project.state_since, project.lock_version) == ("draft", NOW, 1)
    assert [row.enrolment for row in project.members.all()] == [cast.amara_enrolment]
    assert ([row.goal for row in project.goals.all()], [row.element for row in project.elements.all()]) == (
        [goal],
        [element],
    )


def test_foreign_goals_and_elements_are_refused(cast: Cast) -> None:
    elsewhere = make_framework(cast.other_provider, "Elsewhere").elements.first()
    for fields in ({"goals": [make_goal(cast.ben_enrolment)]}, {"elements": [elsewhere]}):
        with pytest.raises(Refused, match="your own"):
            draft_project(enrolment=cast.amara_enrolment, title="x", by=cast.amara, now=NOW, **fields)


@pytest.mark.parametrize("state", ProjectState.values)
def test_the_text_stands_still_while_it_waits_and_when_it_is_closed(cast: Cast, state: str) -> None:
    project = make_project(cast, state)
    writes: list[Callable[[], object]] = [
        lambda: change_project(project=project, base_version=1, title="New", by=cast.amara, now=NOW),
        lambda: add_milestone(project=project, title="Trial", due_date=TODAY, by=cast.amara, now=NOW),
        lambda: add_measure(project=project, measure="Minutes", by=cast.amara, now=NOW),
    ]
    for write in writes:
        if state in EDITABLE_STATES:
            write()
        else:
            with pytest.raises(Refused, match="stands still"):
                write()
    parts = (Milestone.objects.count(), SuccessMeasure.objects.count())
    assert parts == ((1, 1) if state in EDITABLE_STATES else (0, 0))


@pytest.mark.parametrize("name", ["ben", "bill", "cora", "dee", "root"])
def test_only_its_learner_writes_it(cast: Cast, name: str) -> None:
    by, project = getattr(cast, name), make_project(cast, ProjectState.IN_PROGRESS)
    milestone = Milestone.objects.create(project=project, title="Trial", due_date=TODAY)
    colleague = ProjectColleague.objects.create(project=project, user=cast.carl, from_date=LONG_AGO)
    writes: list[Callable[[], object]] = [
        lambda: draft_project(enrolment=cast.amara_enrolment, title="x", by=by, now=NOW),
        lambda: change_project(project=project, base_version=1, title="New", by=by, now=NOW),
        lambda: add_milestone(project=project, title="Trial", due_date=TODAY, by=by, now=NOW),
        lambda: finish_milestone(milestone=milestone, by=by, now=NOW),
        lambda: add_measure(project=project, measure="Minutes", by=by, now=NOW),
        lambda: add_colleague(project=project, user=cast.lena, by=by, now=NOW),
        lambda: end_colleague(colleague=colleague, by=by, now=NOW),
    ]
    for write in writes:
        with pytest.raises(NotAllowed):
            write()


def test_a_stale_save_is_refused_and_the_page_shows_both_texts(cast: Cast, as_user: SignIn) -> None:
    project = make_project(cast, lock_version=3, title="Stored since")
    with pytest.raises(Stale):
        change_project(project=project, base_version=2, title="Mine", by=cast.amara, now=NOW)
    answer = as_user(cast.amara).post(
        reverse("projects:project-edit", args=[project.pk]), {"base_version": 2, "title": "Mine", "aim": "My aim"}
    )
    text = answer.content.decode()
    assert answer.status_code == 409
    found = [word in text for word in ("Stored since", "Mine", "canary-aim", "My aim")]
    assert found == [True] * 4
    assert Project.objects.get().title == "Stored since"


def test_colleagues_are_chosen_from_those_named_for_the_learner(cast: Cast, as_user: SignIn) -> None:
    project = make_project(cast, ProjectState.PROPOSED)
    for user in (cast.cora, cast.lars, cast.ben, cast.eve):
        with pytest.raises(Refused, match="named for you"):
            add_colleague(project=project, user=user, by=cast.amara, now=NOW)
    colleague = add_colleague(project=project, user=cast.carl, is_sponsor=True, by=cast.amara, now=NOW)
    with pytest.raises(Refused, match="not yet on this project"):
        add_colleague(project=project, user=cast.carl, by=cast.amara, now=NOW)
    assert end_colleague(colleague=colleague, by=cast.amara, now=NOW).to_date == TODAY
    page = as_user(cast.amara).post(reverse("projects:colleague-new", args=[project.pk]), {"user": cast.lars.pk})
    assert page.status_code == 422


def test_parts_of_a_project_are_hidden_from_outsiders_and_kept_from_insiders(cast: Cast, as_user: SignIn) -> None:
    project = make_project(cast, ProjectState.IN_PROGRESS)
    milestone = Milestone.objects.create(project=project, title="Trial", due_date=TODAY)
    measure = SuccessMeasure.objects.create(project=project, measure="Minutes")
    colleague = ProjectColleague.objects.create(project=project, user=cast.carl, from_date=LONG_AGO)
    parts = {"milestone-done": milestone, "measure-edit": measure, "colleague-end": colleague}
    for name, part in parts.items():
        address = reverse(f"projects:{name}", args=[part.pk])
        found = {who: as_user(getattr(cast, who)).post(address).status_code for who in ("otto", "ben", "bill", "cora")}
        assert found == {"otto": 404, "ben": 404, "bill": 403, "cora": 403}, name


def test_the_database_refuses_doubles_and_dates_out_of_order(cast: Cast) -> None:
    project = make_project(cast, ProjectState.SUBMITTED)
    goal, element = make_goal(cast.amara_enrolment), cast.framework_version.elements.get(code="D1.1")
    link_goal(project, goal)
    ProjectMember.objects.create(project=project, enrolment=cast.amara_enrolment)
    evidence = make_evidence(cast.amara_enrolment, project)
    evidence.elements.create(element=element)
    evidence.goals.create(goal=goal)
    review = make_review(project, cast.bill, released=False)
    ProjectColleague.objects.create(project=project, user=cast.carl, from_date=TODAY)
    day = dt.timedelta(days=1)
    broken: dict[str, Callable[[], object]] = {
        "project_goal_unique": lambda: link_goal(project, goal),
        "project_element_unique": lambda: project.elements.create(element=element),
        "project_member_unique": lambda: project.members.create(enrolment=cast.amara_enrolment),
        "submission_number_unique": lambda: make_submission(project),
        "review_once_per_submission": lambda: make_review(project, cast.olga, released=False),
        "review_judgement_unique": lambda: review.judgements.create(element=element, judgement="met"),
        "review_released_is_complete": lambda: type(review).objects.update(state="released"),
        "evidence_project_unique": lambda: evidence.projects.create(project=project),
        "evidence_goal_unique": lambda: evidence.goals.create(goal=goal),
        "evidence_element_unique": lambda: evidence.elements.create(element=element),
        "project_colleague_once_at_a_time": lambda: project.colleagues.create(user=cast.carl, from_date=TODAY + day),
        "project_colleague_dates_in_order": lambda: project.colleagues.create(
            user=cast.lena, from_date=TODAY, to_date=TODAY - day
        ),
    }
    for name, write in broken.items():
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            write()


# ---- a project that came back ----


def way(page: str) -> list[str]:
    """The stations of the project's way up to where it is."""
    part = page[page.index('class="steps"') :]
    found = re.findall(r'<li class="(\w+)"[^>]*>([^<]+)<', part[: part.index("</nav>")])
    return [f"{label} ({state})" for state, label in found if state != "waiting"]


@pytest.mark.parametrize(
    ("state", "stations", "asked"),
    [
        (ProjectState.RETURNED, ["Returned (now)"], "Change it and propose again"),
        (
            ProjectState.REWORK,
            ["Draft (done)", "Proposed (done)", "Approved (done)", "Returned for more work (now)"],
            "Do what is still asked, then submit again",
        ),
    ],
)
def test_what_came_back_says_so_and_leads_to_the_reason(
    cast: Cast, as_user: SignIn, state: str, stations: list[str], asked: str
) -> None:
    project = make_project(cast, state)

    page = as_user(cast.amara).get(reverse("projects:project-detail", args=[project.pk])).text

    assert way(page) == stations
    step = page[page.index('data-testid="next-step"') :]
    step = step[: step.index("</section>")]
    assert f"<h2>{asked}</h2>" in step
    assert ('href="#reason"' in step, page.count('<div id="reason">')) == (True, 1)


def test_a_draft_is_not_called_returned(cast: Cast, as_user: SignIn) -> None:
    page = as_user(cast.amara).get(reverse("projects:project-detail", args=[make_project(cast).pk])).text
    assert way(page) == ["Draft (now)"]
    assert "<h2>Propose your project</h2>" in page


# ---- what is said after adding something ----


def test_each_part_that_is_added_or_done_is_confirmed(cast: Cast, as_user: SignIn) -> None:
    project = make_project(cast)
    amara = as_user(cast.amara)
    mine = Milestone.objects.create(project=project, title="Trial", due_date=TODAY)

    def told(name: str, pk: object, **data: str) -> list[str]:
        page = amara.post(reverse(f"projects:{name}", args=[pk]), data, follow=True)
        return [str(message) for message in page.context["messages"]]

    assert told("milestone-new", project.pk, title="Ask", due_date="2026-12-01") == ["The milestone is added."]
    assert told("measure-new", project.pk, measure="Minutes") == ["The measure is added."]
    assert told("measure-edit", project.measures.get().pk, measure="Hours") == ["The measure is changed."]
    assert told("milestone-done", mine.pk) == ["“Trial” is done."]
    assert told("colleague-new", project.pk, user=str(cast.carl.pk)) == ["They can read your project from now on."]
    assert told("colleague-end", project.colleagues.get().pk) == ["Carl Example is no longer named on this project."]


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_take_as_many_queries_for_three_as_for_one(
    cast: Cast, as_user: SignIn, django_assert_num_queries: Callable[..., Any], rows: int
) -> None:
    project = make_project(cast, ProjectState.SUBMITTED)
    for number in range(rows):
        make_project(cast, ProjectState.PROPOSED, cast.ben_enrolment)
        goal = make_goal(cast.amara_enrolment)
        link_goal(project, goal)
        make_evidence(cast.amara_enrolment, project)
        project.measures.create(measure="Minutes")
        project.milestones.create(title="Trial", due_date=TODAY)
        if number:
            make_submission(project, number=number + 1)
        make_review(project, cast.bill, "more_work", released=True)
    ProjectColleague.objects.create(project=project, user=cast.carl, from_date=LONG_AGO)
    if rows == 3:
        ProjectColleague.objects.create(project=project, user=cast.lena, from_date=LONG_AGO)
    amara, bill = as_user(cast.amara), as_user(cast.bill)
    with django_assert_num_queries(WORKSPACE):
        amara.get(reverse("projects:project-detail", args=[project.pk]))
    with django_assert_num_queries(WORKSPACE_OF_FACILITATOR):
        bill.get(reverse("projects:project-detail", args=[project.pk]))
    with django_assert_num_queries(QUEUE):
        bill.get(reverse("projects:queue"))


WORKSPACE = 13
WORKSPACE_OF_FACILITATOR = 15
QUEUE = 8
