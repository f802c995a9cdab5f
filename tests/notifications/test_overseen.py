"""Whose reminders of the real kinds one may know of: as programme admin those of one's learners, else one's own."""

import pytest
from django.urls import reverse

from carnegie.notifications.models import Reminder
from carnegie.notifications.services import plan_reminder
from programmes.models import CohortRole, Supporter
from projects.enums import ProjectState
from tests.cast import NOW, Cast
from tests.projects.play import make_goal, make_project

KINDS = {
    "programmes.invitation": lambda cast: cast.amara_enrolment.pk,
    "diagnostics.round_opens": lambda cast: cast.round.pk,
    "projects.project_returned": lambda cast: make_project(cast, ProjectState.RETURNED).pk,
    "projects.check_in_due": lambda cast: make_goal(cast.amara_enrolment).pk,
}
EVERYBODY = "amara ben bill cora carl lena lars dee sam sue root otto olga pia eve"


def owe(kind: str, recipient: object, subject_id: object) -> Reminder:
    times = {"due_at": NOW, "expires_at": NOW, "now": NOW}
    return plan_reminder(kind=kind, recipient=recipient, subject_id=subject_id, occurrence="1", **times)


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_recipient_admins_and_those_who_run_it(cast: Cast, as_user, kind: str) -> None:
    row = owe(kind, cast.amara, KINDS[kind](cast))
    page = reverse("notifications:reminder-detail", args=[row.pk])
    found = {name for name in EVERYBODY.split() if as_user(getattr(cast, name)).get(page).status_code == 200}
    assert found == {"amara", "dee", "root"}


def test_invitations_of_facilitators_and_coaches_too(cast: Cast, as_user) -> None:
    role, link = CohortRole.objects.get(user=cast.bill), Supporter.objects.get(user=cast.cora)
    rows = [owe("programmes.invitation", cast.bill, role.pk), owe("programmes.invitation", cast.cora, link.pk)]
    shown = as_user(cast.dee).get(reverse("notifications:reminder-list")).context["rows"]
    assert {row["reminder"].pk for row in shown} == {row.pk for row in rows}
