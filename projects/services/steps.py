"""Steps of a project: the table TRANSITIONS, under the row's lock."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from carnegie.core.audit import write
from carnegie.core.errors import NotAllowed, Refused
from carnegie.notifications.services import plan_reminder
from carnegie.people.models import User
from projects.enums import TRANSITIONS, ProjectAction, ReviewDecision, ReviewState
from projects.models import Project, ProjectTransition, Review, Submission
from projects.models.project import PROJECT_TEXT
from projects.policies import actors
from projects.selectors import facilitators_of

WAITING = "projects.project_waiting"
RETURNED = "projects.project_returned"
APPROVED = "projects.project_approved"
SIGNED_OFF = "projects.project_signed_off"
MAIL_LIFE = dt.timedelta(days=14)


class WrongState(Refused):
    """The project does not stand where this step begins."""


class ReasonMissing(Refused):
    """This step needs a reason."""


class NotReady(Refused):
    """Something that this step needs is still missing."""


@write
def take_step(*, project: Project, action: str, reason: str = "", by: User, now: dt.datetime) -> Project:
    """Move the project one step and return it as it stands then.

    Takes the row's lock, so that of two who press at once one wins. Writes the history row, the frozen submission
    where the step submits, and the mails that it owes, in one transaction. Raises NotAllowed (not in a relation that
    may), WrongState, ReasonMissing or NotReady.
    """
    locked = lock_project(project)
    starts, leads_to, who, needs_reason = _rule(action)
    on = timezone.localdate(now)
    if not actors(by, locked, on) & who:
        raise NotAllowed(_("You cannot take this step."))
    if locked.state not in starts:
        raise WrongState(
            _("The project is “%(state)s” now, so this step is not possible.") % {"state": locked.get_state_display()}
        )
    if needs_reason and not reason.strip():
        raise ReasonMissing(_("Say why: the other person reads it."))
    if check := _READY.get(action):
        check(locked)
    step = _move(locked, action, leads_to, reason.strip(), by, now)
    if action == ProjectAction.SUBMIT:
        _freeze(locked, by, now)
    _owe_mails(locked, step, on, now)
    return locked


def lock_project(project: Project) -> Project:
    """The row as it is now, held until the transaction ends."""
    rows = Project.objects.select_for_update(of=("self",))
    return rows.select_related("enrolment__learner", "enrolment__cohort").get(pk=project.pk)


def _rule(action: str) -> tuple[frozenset[str], str, frozenset[str], bool]:
    try:
        return TRANSITIONS[action]
    except KeyError:
        raise Refused(_("There is no such step.")) from None


def _move(project: Project, action: str, leads_to: str, reason: str, by: User, now: dt.datetime) -> ProjectTransition:
    step = ProjectTransition.objects.create(
        project=project, action=action, from_state=project.state, to_state=leads_to, at=now, by=by, reason=reason
    )
    project.state, project.state_since = leads_to, now
    project.lock_version += 1
    project.save(update_fields=["state", "state_since", "lock_version"])
    return step


def _is_complete_proposal(project: Project) -> None:
    asked = ("aim", "benefit_self", "benefit_team", "benefit_organisation")
    missing = [Project.words_for(name) for name in asked if not getattr(project, name).strip()]
    if missing:
        raise NotReady(_("Before you propose it, fill in: %(fields)s.") % {"fields": ", ".join(missing)})
    if not project.goals.exists() and not project.elements.exists():
        raise NotReady(_("Before you propose it, choose at least one goal or standard that it serves."))


def _is_signed_off(project: Project) -> None:
    last = project.submissions.order_by("-number").first()
    signed = Review.objects.filter(submission=last, state=ReviewState.RELEASED, decision=ReviewDecision.SIGN_OFF)
    if last is None or not signed.exists():
        raise NotReady(_("A project is signed off by releasing a review of its submission."))


_READY: dict[str, Callable[[Project], None]] = {
    ProjectAction.PROPOSE: _is_complete_proposal,
    ProjectAction.COMPLETE: _is_signed_off,
}


def _freeze(project: Project, by: User, now: dt.datetime) -> Submission:
    number = (project.submissions.aggregate(last=Max("number"))["last"] or 0) + 1
    return Submission.objects.create(
        project=project,
        number=number,
        snapshot=_snapshot(project),
        submitted_at=now,
        submitted_by=by,
        created_at=now,
    )


def _snapshot(project: Project) -> dict[str, Any]:
    """All that a review judges, as it was: texts, measures, milestones, goals, elements, evidence (id and sha256)."""
    goals = project.goals.select_related("goal")
    elements = project.elements.select_related("element").order_by("element__version", "element__position")
    evidence = project.evidence.select_related("evidence").order_by("evidence__created_at", "evidence__pk")
    return {
        "texts": {name: getattr(project, name) for name in PROJECT_TEXT},
        "measures": list(project.measures.values("measure", "baseline", "target", "result")),
        "milestones": [
            {
                "title": row.title,
                "due_date": row.due_date.isoformat(),
                "done_at": row.done_at.isoformat() if row.done_at else None,
            }
            for row in project.milestones.all()
        ],
        "goals": [{"id": str(row.goal_id), "title": row.goal.title} for row in goals],
        "elements": [
            {
                "id": str(row.element_id),
                "lineage": str(row.element.lineage),
                "code": row.element.code,
                "title": row.element.title,
            }
            for row in elements
        ],
        "evidence": [{"id": str(row.evidence_id), "sha256": row.evidence.sha256} for row in evidence],
    }


def _owe_mails(project: Project, step: ProjectTransition, on: dt.date, now: dt.datetime) -> None:
    if step.action in (ProjectAction.PROPOSE, ProjectAction.SUBMIT):
        kind, people = WAITING, list(facilitators_of(project, on))
    elif step.action in (ProjectAction.RETURN, ProjectAction.RETURN_FOR_WORK):
        kind, people = RETURNED, [project.enrolment.learner]
    elif step.action == ProjectAction.APPROVE:
        kind, people = APPROVED, [project.enrolment.learner]
    elif step.action == ProjectAction.COMPLETE:
        kind, people = SIGNED_OFF, [project.enrolment.learner]
    else:
        return
    for person in people:
        plan_reminder(
            kind=kind,
            recipient=person,
            subject_id=project.pk,
            occurrence=str(step.pk),
            due_at=now,
            expires_at=now + MAIL_LIFE,
            now=now,
        )
