"""Goals, projects, evidence and reviews at any stage, made by models, so that only the service under test can fail."""

import datetime as dt
from typing import Any

from carnegie.people.models import User
from programmes.models import Enrolment
from projects.enums import EvidenceKind, ProjectState, ReviewDecision, ReviewState
from projects.models import (
    Evidence,
    EvidenceProject,
    Goal,
    Project,
    ProjectElement,
    ProjectGoal,
    ProjectTransition,
    Review,
    ReviewJudgement,
    Submission,
)
from tests.cast import NOW, TODAY, Cast

TEXTS = {
    "context": "canary-context",
    "aim": "canary-aim",
    "benefit_self": "canary-self",
    "benefit_team": "canary-team",
    "benefit_organisation": "canary-organisation",
}


def make_goal(enrolment: Enrolment, title: str = "Delegate with follow-up", **fields: Any) -> Goal:
    values = {"success_measure": "canary-measure", "due_date": TODAY + dt.timedelta(days=60)} | fields
    return Goal.objects.create(enrolment=enrolment, title=title, **values)


def make_project(
    cast: Cast, state: str = ProjectState.DRAFT, enrolment: Enrolment | None = None, **fields: Any
) -> Project:
    """A complete project in `state`, its last step by nobody in particular; submitted states have a submission."""
    enrolment = enrolment or cast.amara_enrolment
    values = {"title": "Calmer handovers", "state": state, "state_since": NOW - dt.timedelta(days=1)} | TEXTS | fields
    project = Project.objects.create(enrolment=enrolment, **values)
    element = cast.framework_version.elements.get(code="D1.1")
    ProjectElement.objects.create(project=project, element=element)
    _history(project, enrolment.learner, state)
    if state in (ProjectState.SUBMITTED, ProjectState.REWORK, ProjectState.COMPLETED):
        make_submission(project)
    return project


def _history(project: Project, by: User, state: str) -> None:
    steps = [("", ProjectState.DRAFT)]
    if state != ProjectState.DRAFT:
        steps.append((ProjectState.DRAFT, ProjectState.PROPOSED))
    if state not in (ProjectState.DRAFT, ProjectState.PROPOSED):
        steps.append((ProjectState.PROPOSED, state))
    for start, end in steps:
        ProjectTransition.objects.create(
            project=project, action="", from_state=start, to_state=end, at=project.state_since, by=by
        )


def make_submission(project: Project, number: int = 1) -> Submission:
    elements = [
        {"id": str(row.element_id), "lineage": str(row.element.lineage), "code": row.element.code, "title": str(row)}
        for row in project.elements.select_related("element")
    ]
    evidence = [{"id": str(row.evidence_id), "sha256": ""} for row in project.evidence.all()]
    return Submission.objects.create(
        project=project,
        number=number,
        snapshot={
            "texts": {"title": project.title, "aim": project.aim},
            "measures": [],
            "milestones": [],
            "goals": [],
            "elements": elements,
            "evidence": evidence,
        },
        submitted_at=NOW,
        submitted_by=project.enrolment.learner,
    )


def make_review(project: Project, author: User, decision: str = ReviewDecision.SIGN_OFF, *, released: bool) -> Review:
    """A complete review of the last submission: what it says must not leak."""
    submission = project.submissions.order_by("-number").first() or make_submission(project)
    review = Review.objects.create(
        submission=submission,
        author=author,
        comment="canary-review",
        decision=decision,
        state=ReviewState.RELEASED if released else ReviewState.DRAFT,
        released_at=NOW if released else None,
    )
    for row in submission.snapshot["elements"]:
        ReviewJudgement.objects.create(review=review, element_id=row["id"], judgement="met")
    return review


def make_evidence(enrolment: Enrolment, *projects: Project, title: str = "Rota notes", **fields: Any) -> Evidence:
    values = {"kind": EvidenceKind.TEXT, "text": "canary-evidence"} | fields
    evidence = Evidence.objects.create(enrolment=enrolment, title=title, **values)
    for project in projects:
        EvidenceProject.objects.create(evidence=evidence, project=project)
    return evidence


def share(cast: Cast, owner: User, grantee: User, subject: str, pk: Any) -> Any:
    from carnegie.people.models import SharingGrant

    return SharingGrant.objects.create(owner=owner, grantee=grantee, subject=subject, subject_id=pk, granted_at=NOW)


def link_goal(project: Project, goal: Goal) -> None:
    ProjectGoal.objects.create(project=project, goal=goal)
