"""What must hold before a request so that the allowed actor can succeed: states, mostly."""

from collections.abc import Callable
from uuid import UUID

from carnegie.home.selectors.carrying import carry_plan
from carnegie.home.services import carry_over, seen_of
from carnegie.people.models import SharingGrant
from diagnostics.models import Round
from programmes.enums import EnrolmentStatus
from programmes.models import Booking, Enrolment
from projects.enums import GoalState, ProjectState, ReviewState
from projects.models import ClaimEvidence, EvidenceProject, Goal, Project, ProjectColleague, Review, Submission
from standards.models import FrameworkVersion
from tests.access.scene import Scene
from tests.cast import NOW, TODAY


def project_is(state: str) -> Callable[[Scene], None]:
    def prepare(scene: Scene) -> None:
        Project.objects.filter(pk=scene.objects["project"]).update(state=state)

    return prepare


def review_is_draft(scene: Scene) -> None:
    """A submitted project with a complete review that waits for its release."""
    project_is(ProjectState.SUBMITTED)(scene)
    Review.objects.filter(pk=scene.objects["review"]).update(state=ReviewState.DRAFT, released_at=None)


def submitted_without_review(scene: Scene) -> None:
    project_is(ProjectState.SUBMITTED)(scene)
    Review.objects.all().delete()


def no_colleague(scene: Scene) -> None:
    ProjectColleague.objects.filter(pk=scene.objects["colleague"]).update(to_date=TODAY)


def goal_is_achieved(scene: Scene) -> None:
    Goal.objects.filter(pk=scene.objects["goal"]).update(state=GoalState.ACHIEVED)


def evidence_not_submitted(scene: Scene) -> None:
    Review.objects.all().delete()
    Submission.objects.filter(project=scene.objects["project"]).delete()
    EvidenceProject.objects.all().delete()
    ClaimEvidence.objects.all().delete()


def enrolment_is_withdrawn(scene: Scene) -> None:
    Enrolment.objects.filter(pk=scene.objects["enrolment"]).update(status=EnrolmentStatus.WITHDRAWN)


def nothing_booked(scene: Scene) -> None:
    Booking.objects.all().delete()


def targets_not_shown(scene: Scene) -> None:
    """Nobody's submitted answers stand beside the targets yet, so that they may still change."""
    Round.objects.filter(target_profile=scene.objects["target_profile"]).update(target_profile=None)


def attempt_not_shared(scene: Scene) -> None:
    SharingGrant.objects.filter(subject_id=scene.objects["attempt"]).update(revoked_at=NOW)


def report_not_shared(scene: Scene) -> None:
    SharingGrant.objects.filter(subject_id=scene.objects["closed_panel"]).update(revoked_at=NOW)


def programme_was_carried(scene: Scene) -> None:
    """Carried over to the next version of its framework, which can still be undone."""
    programme, found = scene.cast.programme, FrameworkVersion.objects.in_bulk()
    before, after = (found[UUID(scene.objects[name])] for name in ("framework_version", "next_version"))
    seen = seen_of(carry_plan(programme, before, after))
    who = {"by": scene.cast.dee, "now": NOW}
    carried = carry_over(programme=programme, before=before, after=after, seen=seen, **who)
    scene.objects["carried"] = str(carried.pk)


PREPARE: dict[str, Callable[[Scene], None]] = {
    "diagnostics:attempt-share": attempt_not_shared,
    "diagnostics:report-share": report_not_shared,
    "diagnostics:target-edit": targets_not_shown,
    "diagnostics:target-import": targets_not_shown,
    "home:carry-undo": programme_was_carried,
    "programmes:booking-new": nothing_booked,
    "programmes:enrolment-resume": enrolment_is_withdrawn,
    "projects:project-edit": project_is(ProjectState.IN_PROGRESS),
    "projects:project-propose": project_is(ProjectState.RETURNED),
    "projects:project-return": project_is(ProjectState.PROPOSED),
    "projects:project-approve": project_is(ProjectState.PROPOSED),
    "projects:project-start": project_is(ProjectState.APPROVED),
    "projects:project-submit": project_is(ProjectState.IN_PROGRESS),
    "projects:project-return-for-work": review_is_draft,
    "projects:project-resume": project_is(ProjectState.WITHDRAWN),
    "projects:colleague-new": no_colleague,
    "projects:goal-reopen": goal_is_achieved,
    "projects:evidence-delete": evidence_not_submitted,
    "projects:review-edit": submitted_without_review,
    "projects:review-release": review_is_draft,
}
