"""The invitation: what it says, and whether it is still due."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from carnegie.notifications.enums import DeliveryPolicy
from carnegie.notifications.models import Reminder
from carnegie.notifications.registry import ReminderKind
from carnegie.people.models import User
from programmes.enums import EnrolmentStatus
from programmes.models import Cohort, CohortRole, Enrolment, Supporter


def still_due(reminder: Reminder, now: dt.datetime) -> bool:
    """The place is still open, or the role is still held."""
    today = timezone.localdate(now)
    return (
        Enrolment.objects.filter(pk=reminder.subject_id, status=EnrolmentStatus.ACTIVE).exists()
        or CohortRole.objects.active(today).filter(pk=reminder.subject_id).exists()
        or Supporter.objects.active(today).filter(pk=reminder.subject_id).exists()
    )


def context(reminder: Reminder) -> dict[str, Any]:
    """Names and the way in; `role` is empty for a learner."""
    cohort, role = _cohort_and_role(reminder)
    return {
        "cohort": cohort.title,
        "programme": cohort.programme.title,
        "starts_on": cohort.starts_on,
        "role": role,
        "sign_in_path": reverse("account_login"),
    }


def _cohort_and_role(reminder: Reminder) -> tuple[Cohort, str]:
    key = reminder.subject_id
    if enrolment := Enrolment.objects.select_related("cohort__programme").filter(pk=key).first():
        return enrolment.cohort, ""
    if supporter := Supporter.objects.select_related("enrolment__cohort__programme").filter(pk=key).first():
        return supporter.enrolment.cohort, supporter.get_kind_display()
    role = CohortRole.objects.select_related("cohort__programme").get(pk=key)
    return role.cohort, role.get_kind_display()


def overseen(user: User, on: dt.date) -> QuerySet[Any, Any]:
    """The enrolments and roles whose invitations an admin of the programme may see the state of."""
    cohorts = Cohort.objects.as_programme_admin(user, on).order_by().values("pk")
    rows = (
        Enrolment.objects.filter(cohort__in=cohorts),
        CohortRole.objects.filter(cohort__in=cohorts),
        Supporter.objects.filter(enrolment__cohort__in=cohorts),
    )
    places, *roles = (found.order_by().values_list("pk", flat=True) for found in rows)
    return places.union(*roles)


INVITATION = ReminderKind(
    code="programmes.invitation",
    template="programmes/mail/invitation.txt",
    policy=DeliveryPolicy.MUST_DELIVER,
    still_due=still_due,
    context=context,
    title=_("Invitation to take part"),
    reason=_("somebody has given you a place or a role in a programme on Carnegie"),
    overseen=overseen,
)
