"""What is due to be said about goals and projects, and what a mail about it may name (never what a learner wrote)."""

import datetime as dt
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from carnegie.notifications.enums import DeliveryPolicy
from carnegie.notifications.models import Reminder
from carnegie.notifications.registry import ReminderKind, Words
from carnegie.notifications.services import plan_reminder
from carnegie.people.models import User
from programmes.policies import is_facilitator
from projects.enums import GoalState
from projects.models import CheckIn, Claim, ClaimTransition, Goal, Project, ProjectTransition, reach

CHECK_IN_DUE = "projects.check_in_due"
CHECK_IN_TIME = dt.time(8)
CHECK_IN_LIFE = dt.timedelta(days=14)


def due_reminders(*, now: dt.datetime) -> int:
    """Plan the check-ins whose date has come, at 08:00 of the learner's own day; can run twice. Returns how many."""
    planned = [_plan_check_in(goal, now) for goal in _reached(now)]
    return sum(planned)


def _reached(now: dt.datetime) -> QuerySet[Goal]:
    """Active goals whose date has come somewhere on earth, whose reminder is neither planned nor pointless."""
    told = Reminder.objects.filter(
        kind=CHECK_IN_DUE, subject_id=OuterRef("pk"), occurrence=Cast(OuterRef("next_check_in_date"), CharField())
    )
    tomorrow = now.date() + dt.timedelta(days=1)
    return (
        Goal.objects.filter(state=GoalState.ACTIVE, next_check_in_date__range=(now.date() - CHECK_IN_LIFE, tomorrow))
        .filter(~Exists(told), ~Exists(_since_the_date()), enrolment__learner__is_active=True)
        .select_related("enrolment__learner")
    )


def _since_the_date() -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(goal=OuterRef("pk"), at__date__gte=OuterRef("next_check_in_date"))


def _plan_check_in(goal: Goal, now: dt.datetime) -> bool:
    learner, day = goal.enrolment.learner, goal.next_check_in_date
    if day is None or day > now.astimezone(learner.zone).date():
        return False
    due_at = dt.datetime.combine(day, CHECK_IN_TIME, tzinfo=learner.zone).astimezone(dt.UTC)
    plan_reminder(
        kind=CHECK_IN_DUE,
        recipient=learner,
        subject_id=goal.pk,
        occurrence=day.isoformat(),
        due_at=due_at,
        expires_at=due_at + CHECK_IN_LIFE,
        now=now,
    )
    return True


def check_in_still_due(reminder: Reminder, now: dt.datetime) -> bool:
    """The goal is still worked on, its date is still that one, and she has not looked back since."""
    goals = Goal.objects.filter(pk=reminder.subject_id, state=GoalState.ACTIVE, enrolment__learner__is_active=True)
    due = goals.filter(enrolment__learner=reminder.recipient_id, next_check_in_date=reminder.occurrence)
    return due.filter(~Exists(_since_the_date())).exists()


def step_still_last(reminder: Reminder, now: dt.datetime) -> bool:
    """The project has taken no step since the one that this mail tells of."""
    steps = ProjectTransition.objects.filter(project=reminder.subject_id).order_by("-pk")
    last = steps.values_list("pk", flat=True).first()
    return str(last) == reminder.occurrence


def still_waits_for(reminder: Reminder, now: dt.datetime) -> bool:
    """The project still waits, and the recipient still facilitates its cohort."""
    if not step_still_last(reminder, now):
        return False
    project = Project.objects.select_related("enrolment__cohort").get(pk=reminder.subject_id)
    recipient = reminder.recipient
    if recipient is None:
        return False
    return is_facilitator(recipient, project.enrolment.cohort, now.astimezone(recipient.zone).date())


def goal_context(reminder: Reminder) -> dict[str, Any]:
    return {"link": reverse("projects:goal-detail", args=[reminder.subject_id])}


def waiting_context(reminder: Reminder) -> dict[str, Any]:
    """Whose project waits, and the queue."""
    learner = Project.objects.filter(pk=reminder.subject_id).values_list("enrolment__learner__full_name", flat=True)
    return {"learner": learner.first(), "link": _project(reminder), "queue": reverse("projects:queue")}


def answer_context(reminder: Reminder) -> dict[str, Any]:
    """Who answered."""
    people = ProjectTransition.objects.filter(pk=reminder.occurrence).values_list("by__full_name", flat=True)
    return {"facilitator": people.first(), "link": _project(reminder)}


def _project(reminder: Reminder) -> str:
    return reverse("projects:project-detail", args=[reminder.subject_id])


def claim_step_still_last(reminder: Reminder, now: dt.datetime) -> bool:
    """The claim has taken no step since the one that this mail tells of."""
    steps = ClaimTransition.objects.filter(claim=reminder.subject_id).order_by("-pk")
    return str(steps.values_list("pk", flat=True).first()) == reminder.occurrence


def claim_still_waits_for(reminder: Reminder, now: dt.datetime) -> bool:
    """The claim is undecided, and the recipient still facilitates its cohort."""
    recipient = reminder.recipient
    if recipient is None or not claim_step_still_last(reminder, now):
        return False
    claim = Claim.objects.select_related("enrolment__cohort").get(pk=reminder.subject_id)
    return is_facilitator(recipient, claim.enrolment.cohort, now.astimezone(recipient.zone).date())


def claim_waiting_context(reminder: Reminder) -> dict[str, Any]:
    """Whose claim waits, and where."""
    learner = Claim.objects.filter(pk=reminder.subject_id).values_list("enrolment__learner__full_name", flat=True)
    return {"learner": learner.first(), "link": reverse("projects:claim-decide", args=[reminder.subject_id])}


def claim_decided_context(reminder: Reminder) -> dict[str, Any]:
    """Who decided, and where; never what."""
    people = ClaimTransition.objects.filter(pk=reminder.occurrence).values_list("by__full_name", flat=True)
    return {"facilitator": people.first(), "link": reverse("projects:claim-detail", args=[reminder.subject_id])}


def claims_overseen(user: User, on: dt.date) -> QuerySet[Any, Any]:
    """Claims whose reminders this person may see as metadata: of learners in programmes that she administers."""
    return Claim.objects.filter(enrolment__in=reach.administered(user, on)).order_by().values_list("pk", flat=True)


def goals_overseen(user: User, on: dt.date) -> QuerySet[Any, Any]:
    """Goals whose reminders this person may see as metadata: of learners in programmes that she administers."""
    return Goal.objects.filter(enrolment__in=reach.administered(user, on)).order_by().values_list("pk", flat=True)


def projects_overseen(user: User, on: dt.date) -> QuerySet[Any, Any]:
    """The same for projects."""
    return Project.objects.filter(enrolment__in=reach.administered(user, on)).order_by().values_list("pk", flat=True)


def _about_project(name: str, *, title: Words, **differs: Any) -> ReminderKind:
    """A mail that somebody else's step causes."""
    return ReminderKind(
        code=f"projects.{name}",
        template=f"projects/mail/{name}.txt",
        policy=DeliveryPolicy.MUST_DELIVER,
        overseen=projects_overseen,
        title=title,
        **differs,
    )


_ANSWERED = {"still_due": step_still_last, "context": answer_context, "reason": _("this is your project")}
KINDS = (
    _about_project(
        "project_waiting",
        title=_("A project waits for an answer"),
        still_due=still_waits_for,
        context=waiting_context,
        reason=_("you facilitate this cohort"),
    ),
    _about_project("project_returned", title=_("A project came back"), **_ANSWERED),
    _about_project("project_approved", title=_("A project was approved"), **_ANSWERED),
    _about_project("project_signed_off", title=_("A project was signed off"), **_ANSWERED),
    ReminderKind(
        code=CHECK_IN_DUE,
        template="projects/mail/check_in_due.txt",
        policy=DeliveryPolicy.NUDGE,
        still_due=check_in_still_due,
        context=goal_context,
        overseen=goals_overseen,
        title=_("A check-in is due"),
        reason=_("you asked to look back at this goal on this day"),
    ),
    ReminderKind(
        code="projects.claim_waiting",
        template="projects/mail/claim_waiting.txt",
        policy=DeliveryPolicy.MUST_DELIVER,
        still_due=claim_still_waits_for,
        context=claim_waiting_context,
        overseen=claims_overseen,
        title=_("A claim waits for a decision"),
        reason=_("you facilitate this cohort"),
    ),
    ReminderKind(
        code="projects.claim_decided",
        template="projects/mail/claim_decided.txt",
        policy=DeliveryPolicy.MUST_DELIVER,
        still_due=claim_step_still_last,
        context=claim_decided_context,
        overseen=claims_overseen,
        title=_("A claim was decided"),
        reason=_("this is your claim"),
    ),
)
