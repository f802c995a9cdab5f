"""Reviews of submissions: a draft that is saved with a version, then released once."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import NotAllowed, Refused
from carnegie.people.models import User
from projects.enums import Actor, Judgement, ProjectAction, ProjectState, ReviewDecision, ReviewState
from projects.models import Project, Review, ReviewJudgement, Submission
from projects.policies import actors, may_change_review
from projects.services import checks
from projects.services.steps import NotReady, WrongState, lock_project, take_step

Judgements = Mapping[UUID, tuple[str, str]]


@write
def save_review(
    *,
    submission: Submission,
    comment: str,
    decision: str,
    judgements: Judgements,
    base_version: int,
    by: User,
    now: dt.datetime,
) -> Review:
    """Keep a facilitator's draft; `judgements` is element id → (judgement, comment), `base_version` 0 for a first save.

    Refuses others (NotAllowed), elements that the submission does not name, a submission that is no longer the one
    that waits, and a save over a newer one (Stale).
    """
    project = _lock_waiting(submission, by, now)
    review = Review.objects.filter(submission=submission).select_related("author").first()
    if review is None:
        review = Review(submission=submission, author=by, lock_version=0, created_at=now)
    else:
        _may_change(review, project, by, now)
    checks.is_fresh(review, base_version)
    _are_of_submission(submission, judgements)
    review.author, review.comment, review.decision = by, comment.strip(), decision
    review.lock_version += 1
    review.save()
    _keep_judgements(review, judgements)
    return review


@write
def release_review(*, review: Review, by: User, now: dt.datetime) -> Review:
    """Show the review to the learner and take the step that it decides: sign off, or back for more work.

    Refuses others than its author (NotAllowed), a review without decision or comment, a sign-off that leaves an
    element without judgement, and one of a submission that no longer waits.
    """
    project = _lock_waiting(review.submission, by, now)
    locked = Review.objects.select_for_update(of=("self",)).select_related("author").get(pk=review.pk)
    _may_change(locked, project, by, now)
    _is_complete(locked)
    locked.state, locked.released_at = ReviewState.RELEASED, now
    locked.save(update_fields=["state", "released_at"])
    why = _("The review of submission %(number)s says why.") % {"number": review.submission.number}
    signs_off = locked.decision == ReviewDecision.SIGN_OFF
    take_step(
        project=project,
        action=ProjectAction.COMPLETE if signs_off else ProjectAction.RETURN_FOR_WORK,
        reason="" if signs_off else why,
        by=by,
        now=now,
    )
    return locked


def _lock_waiting(submission: Submission, by: User, now: dt.datetime) -> Project:
    project = lock_project(submission.project)
    if Actor.FACILITATOR not in actors(by, project, timezone.localdate(now)):
        raise NotAllowed(_("Only a facilitator of the cohort can review."))
    last = project.submissions.order_by("-number").first()
    if project.state != ProjectState.SUBMITTED or last != submission:
        raise WrongState(_("This submission no longer waits for a review."))
    return project


def _may_change(review: Review, project: Project, by: User, now: dt.datetime) -> None:
    review.submission.project = project
    if not may_change_review(by, review, timezone.localdate(now)):
        raise NotAllowed(_("Another facilitator is writing this review, or it has been released."))


def _are_of_submission(submission: Submission, judgements: Judgements) -> None:
    named = {element["id"] for element in submission.snapshot["elements"]}
    if {str(pk) for pk in judgements} - named:
        raise checks.Foreign(_("Judge the standards that the submission names."))
    if any(judgement not in Judgement.values for judgement, _comment in judgements.values()):
        raise Refused(_("Choose one of the judgements offered."))


def _keep_judgements(review: Review, judgements: Judgements) -> None:
    review.judgements.all().delete()
    ReviewJudgement.objects.bulk_create(
        ReviewJudgement(review=review, element_id=pk, judgement=judgement, comment=comment.strip())
        for pk, (judgement, comment) in judgements.items()
    )


def _is_complete(review: Review) -> None:
    if not review.decision or not review.comment.strip():
        raise NotReady(_("Write what you saw and choose a decision before you release the review."))
    judged = {str(pk) for pk in review.judgements.values_list("element", flat=True)}
    named = {element["id"] for element in review.submission.snapshot["elements"]}
    if review.decision == ReviewDecision.SIGN_OFF and named - judged:
        raise NotReady(_("Judge every standard before you sign off."))
