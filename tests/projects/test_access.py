"""Who sees what of goals, projects, evidence and reviews: each list is compared whole."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from carnegie.core.models import AccessLog
from carnegie.people.enums import GrantSubject
from carnegie.people.models import User
from programmes.models import EnrolmentEmployer
from programmes.services import end_supporter
from projects.enums import ProjectState
from projects.models import Evidence, Goal, Project, ProjectColleague, Review
from tests.cast import LONG_AGO, NOW, TODAY, Cast
from tests.projects.play import make_evidence, make_goal, make_project, make_review, share

SignIn = Callable[[User], Client]
EVERYBODY = tuple("amara ben bill cora carl lena lars dee sam sue root otto olga pia eve".split())  # noqa: SIM905


def seers(cast: Cast, manager: Any, row: Any) -> set[str]:
    return {name for name in EVERYBODY if manager.visible_to(getattr(cast, name), TODAY).filter(pk=row.pk).exists()}


def knowers(cast: Cast, manager: Any, row: Any) -> set[str]:
    return {name for name in EVERYBODY if manager.known_to(getattr(cast, name), TODAY).filter(pk=row.pk).exists()}


def name_carl(cast: Cast, project: Project) -> None:
    ProjectColleague.objects.create(project=project, user=cast.carl, from_date=LONG_AGO)


def test_a_goal(cast: Cast) -> None:
    goal = make_goal(cast.amara_enrolment)
    make_goal(cast.ben_enrolment)
    assert seers(cast, Goal.objects, goal) == {"amara", "bill", "cora"}
    assert knowers(cast, Goal.objects, goal) == {"amara", "bill", "cora", "dee"}


def test_a_shared_goal_reaches_peers_and_the_line_manager_only(cast: Cast) -> None:
    goal = make_goal(cast.amara_enrolment)
    for name in EVERYBODY[1:]:
        share(cast, cast.amara, getattr(cast, name), GrantSubject.GOAL, goal.pk)
    assert seers(cast, Goal.objects, goal) == {"amara", "bill", "cora", "lena", "ben"}


def test_a_draft_project_is_its_learners_alone(cast: Cast) -> None:
    project = make_project(cast)
    name_carl(cast, project)
    for name in EVERYBODY[1:]:
        share(cast, cast.amara, getattr(cast, name), GrantSubject.PROJECT, project.pk)
    assert seers(cast, Project.objects, project) == {"amara"}
    assert knowers(cast, Project.objects, project) == {"amara"}


def test_so_is_one_withdrawn_before_it_was_proposed(cast: Cast) -> None:
    project = make_project(cast, ProjectState.WITHDRAWN)
    assert seers(cast, Project.objects, project) == {"amara", "bill", "cora", "lena", "dee"}
    project.transitions.filter(to_state="proposed").delete()
    assert seers(cast, Project.objects, project) == {"amara"}


def test_a_proposed_project(cast: Cast) -> None:
    project = make_project(cast, ProjectState.PROPOSED)
    make_project(cast, ProjectState.PROPOSED, cast.ben_enrolment)
    assert seers(cast, Project.objects, project) == {"amara", "bill", "cora", "lena", "dee"}
    assert knowers(cast, Project.objects, project) == {"amara", "bill", "cora", "lena", "dee", "sam"}


def test_a_colleague_sees_the_project_that_names_her_while_it_does(cast: Cast) -> None:
    named, other = make_project(cast, ProjectState.PROPOSED), make_project(cast, ProjectState.PROPOSED)
    name_carl(cast, named)
    assert list(Project.objects.visible_to(cast.carl, TODAY)) == [named]
    ProjectColleague.objects.update(to_date=TODAY)
    assert list(Project.objects.visible_to(cast.carl, TODAY)) == []
    assert other.state == "proposed"


def test_a_colleague_whose_support_has_ended_sees_neither_project_nor_evidence(cast: Cast) -> None:
    project = make_project(cast, ProjectState.PROPOSED)
    name_carl(cast, project)
    evidence = make_evidence(cast.amara_enrolment, shared_with_employer=cast.employer_a)
    project.evidence.create(evidence=evidence)
    assert list(Project.objects.visible_to(cast.carl, TODAY)) == [project]
    assert list(Evidence.objects.visible_to(cast.carl, TODAY)) == [evidence]
    link = cast.amara_enrolment.supporters.get(user=cast.carl)
    end_supporter(supporter=link, by=cast.amara, now=NOW)
    assert list(Project.objects.visible_to(cast.carl, TODAY)) == []
    assert list(Evidence.objects.visible_to(cast.carl, TODAY)) == []


def test_a_shared_project_reaches_peers_and_the_sponsor_too(cast: Cast) -> None:
    project = make_project(cast, ProjectState.PROPOSED)
    for name in EVERYBODY[1:]:
        share(cast, cast.amara, getattr(cast, name), GrantSubject.PROJECT, project.pk)
    assert seers(cast, Project.objects, project) == {"amara", "bill", "cora", "lena", "dee", "sam", "ben"}


def test_a_grant_counts_only_from_the_owner_and_until_revoked(cast: Cast) -> None:
    project = make_project(cast, ProjectState.PROPOSED)
    forged = share(cast, cast.ben, cast.sam, GrantSubject.PROJECT, project.pk)
    assert not Project.objects.visible_to(cast.sam, TODAY).exists()
    grant = share(cast, cast.amara, cast.sam, GrantSubject.PROJECT, project.pk)
    assert Project.objects.visible_to(cast.sam, TODAY).exists()
    grant.revoked_at = NOW
    grant.save()
    assert not Project.objects.visible_to(cast.sam, TODAY).exists()
    assert forged.revoked_at is None


def test_evidence(cast: Cast) -> None:
    project = make_project(cast, ProjectState.PROPOSED)
    name_carl(cast, project)
    evidence = make_evidence(cast.amara_enrolment, project)
    assert seers(cast, Evidence.objects, evidence) == {"amara", "bill"}
    share(cast, cast.amara, cast.cora, GrantSubject.EVIDENCE, evidence.pk)
    share(cast, cast.amara, cast.sam, GrantSubject.EVIDENCE, evidence.pk)
    assert seers(cast, Evidence.objects, evidence) == {"amara", "bill", "cora"}


def test_evidence_that_the_employer_may_see(cast: Cast) -> None:
    project = make_project(cast, ProjectState.PROPOSED)
    name_carl(cast, project)
    evidence = make_evidence(cast.amara_enrolment, project, shared_with_employer=cast.employer_a)
    assert seers(cast, Evidence.objects, evidence) == {"amara", "bill", "carl", "lena", "sam"}
    unlinked = make_evidence(cast.amara_enrolment, shared_with_employer=cast.employer_a)
    assert seers(cast, Evidence.objects, unlinked) == {"amara", "bill", "lena", "sam"}


def test_after_a_change_of_employer_neither_sees_it(cast: Cast) -> None:
    evidence = make_evidence(cast.amara_enrolment, shared_with_employer=cast.employer_a)
    EnrolmentEmployer.objects.filter(enrolment=cast.amara_enrolment).update(to_date=TODAY)
    EnrolmentEmployer.objects.create(enrolment=cast.amara_enrolment, organisation=cast.employer_b, from_date=TODAY)
    assert seers(cast, Evidence.objects, evidence) == {"amara", "bill"}


def test_a_review(cast: Cast) -> None:
    project = make_project(cast, ProjectState.SUBMITTED)
    name_carl(cast, project)
    review = make_review(project, cast.bill, released=False)
    for name in EVERYBODY[1:]:
        share(cast, cast.amara, getattr(cast, name), GrantSubject.REVIEW, review.pk)
    assert seers(cast, Review.objects, review) == {"bill", "dee"}
    Review.objects.update(state="released", released_at=NOW)
    assert seers(cast, Review.objects, review) == {"amara", "bill", "cora", "dee", "lena"}


def statuses(cast: Cast, as_user: SignIn, address: str) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for name in EVERYBODY:
        found.setdefault(as_user(getattr(cast, name)).get(address).status_code, set()).add(name)
    return found


def test_pages_answer_404_to_outsiders_and_403_to_insiders(cast: Cast, as_user: SignIn) -> None:
    project = make_project(cast, ProjectState.IN_PROGRESS)
    goal = make_goal(cast.amara_enrolment)
    outsiders = {"ben", "lars", "sue", "root", "otto", "olga", "pia", "eve"}
    assert statuses(cast, as_user, reverse("projects:project-detail", args=[project.pk])) == {
        200: {"amara", "bill", "cora", "lena", "dee"},
        403: {"sam"},
        404: outsiders | {"carl"},
    }
    assert statuses(cast, as_user, reverse("projects:project-edit", args=[project.pk])) == {
        200: {"amara"},
        403: {"bill", "cora", "lena", "dee", "sam"},
        404: outsiders | {"carl"},
    }
    assert statuses(cast, as_user, reverse("projects:goal-edit", args=[goal.pk])) == {
        200: {"amara"},
        403: {"bill", "cora", "dee"},
        404: outsiders | {"carl", "lena", "sam"},
    }


def test_the_review_form_is_the_facilitators(cast: Cast, as_user: SignIn) -> None:
    submission = make_project(cast, ProjectState.SUBMITTED).submissions.get()
    assert statuses(cast, as_user, reverse("projects:review-edit", args=[submission.pk])) == {
        200: {"bill"},
        403: {"amara", "cora", "lena", "dee"},
        404: {"ben", "carl", "lars", "sam", "sue", "root", "otto", "olga", "pia", "eve"},
    }


def test_a_page_shows_each_reader_only_what_she_may_see_of_its_parts(cast: Cast, as_user: SignIn) -> None:
    goal = make_goal(cast.amara_enrolment, title="canary-goal")
    project = make_project(cast, ProjectState.SUBMITTED)
    project.goals.create(goal=goal)
    name_carl(cast, project)
    make_evidence(cast.amara_enrolment, project, title="canary-piece")
    make_review(project, cast.bill, "more_work", released=True)
    seen = {}
    for name in ("amara", "bill", "cora", "lena", "dee", "carl"):
        page = as_user(getattr(cast, name)).get(reverse("projects:project-detail", args=[project.pk]))
        words = ("canary-aim", "canary-goal", "canary-piece", "canary-review")
        seen[name] = {word for word in words if word in page.content.decode()}
    everything = {"canary-aim", "canary-goal", "canary-piece", "canary-review"}
    assert seen == {
        "amara": everything,
        "bill": everything,
        "cora": everything - {"canary-piece"},
        "dee": {"canary-aim", "canary-review"},
        "lena": {"canary-aim"},
        "carl": {"canary-aim"},
    }


def test_check_ins_stay_with_those_who_may_read_them(cast: Cast, as_user: SignIn) -> None:
    goal = make_goal(cast.amara_enrolment)
    goal.check_ins.create(at=NOW, confidence=2, note="canary-note")
    for name in ("ben", "lena"):
        share(cast, cast.amara, getattr(cast, name), GrantSubject.GOAL, goal.pk)
    address = reverse("projects:goal-detail", args=[goal.pk])
    people = ("amara", "bill", "cora", "lena", "ben")
    assert {n for n in people if "canary-note" in as_user(getattr(cast, n)).get(address).content.decode()} == {
        "amara",
        "bill",
        "cora",
        "lena",
    }


def test_opening_evidence_is_noted_unless_it_is_ones_own(cast: Cast, as_user: SignIn) -> None:
    evidence = make_evidence(cast.amara_enrolment)
    for name in ("amara", "bill", "cora", "otto"):
        as_user(getattr(cast, name)).get(reverse("projects:evidence-detail", args=[evidence.pk]))
    found = list(AccessLog.objects.values_list("learner", "actor", "object_type", "object_id", "at"))
    assert found == [(cast.amara.pk, cast.bill.pk, "evidence", evidence.pk, NOW)]


def test_anonymous_visitors_go_to_sign_in(cast: Cast, client: Client) -> None:
    page = client.get(reverse("projects:project-list"))
    assert (page.status_code, page["Location"].split("?")[0]) == (302, reverse("account_login"))
