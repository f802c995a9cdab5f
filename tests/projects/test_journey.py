"""A goal, a project, its evidence and its sign-off, through the pages."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from carnegie.core.models import AccessLog
from carnegie.people.models import User
from projects.models import Evidence, Goal, Project, Review
from tests.cast import Cast, make_attempt, make_need

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def goal_form(**fields: object) -> dict[str, object]:
    return {
        "base_version": 1,
        "title": "Delegate with follow-up",
        "success_measure": "Two tasks a week",
        "due_date": "2027-02-01",
        "next_check_in_date": "2026-12-01",
        "strategies": ["coaching", "work_shadowing"],
    } | fields


def project_form(**fields: object) -> dict[str, object]:
    texts = ("title", "aim", "benefit_self", "benefit_team", "benefit_organisation")
    return {"base_version": 1} | {name: f"{name} of mine" for name in texts} | fields


def press(client: Client, name: str, pk: object, **data: object) -> str:
    """Post to a page and return where it leads."""
    answer = client.post(reverse(f"projects:{name}", args=[pk]), data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_a_need_to_the_sign_off(cast: Cast, as_user: SignIn) -> None:
    amara, bill = as_user(cast.amara), as_user(cast.bill)
    need = make_need(make_attempt(cast.round, cast.amara_enrolment, ranks=[2]))
    element = cast.framework_version.elements.get(code="D1.1")

    prefilled = amara.get(reverse("projects:goal-new"), {"need": need.pk}).content.decode()
    assert f'value="{need.title}"' in prefilled
    ticked = re.findall(r'name="elements" value="([^"]+)"[^>]*checked', prefilled)
    assert ticked == [str(element.pk)]
    amara.post(reverse("projects:goal-new") + f"?need={need.pk}", goal_form(elements=[element.pk]))
    goal = Goal.objects.get()
    assert (goal.need, goal.enrolment, goal.strategies) == (need, cast.amara_enrolment, ["coaching", "work_shadowing"])

    press(amara, "check-in-new", goal.pk, confidence=3, is_blocked="on", note="Slow", next_check_in_date="2026-12-20")
    assert goal.check_ins.get().is_blocked is True

    amara.post(reverse("projects:project-new"), project_form(goals=[goal.pk], elements=[element.pk]))
    project = Project.objects.get()
    assert "has been told" in press(amara, "project-propose", project.pk)
    queue = bill.get(reverse("projects:queue")).content.decode()
    assert re.findall(r"<td data-label=\"What waits\"><div>(\w+)", queue) == ["Proposal"]
    press(bill, "project-return", project.pk, reason="Name the team")
    assert "Name the team" in amara.get(reverse("projects:project-detail", args=[project.pk])).content.decode()
    press(amara, "project-propose", project.pk)
    press(bill, "project-approve", project.pk)
    press(amara, "project-start", project.pk)
    press(amara, "milestone-new", project.pk, title="Trial", due_date="2026-12-05")
    press(amara, "milestone-done", project.milestones.get().pk)
    press(amara, "measure-new", project.pk, measure="Minutes", baseline="25", target="10")
    press(amara, "measure-edit", project.measures.get().pk, measure="Minutes", result="9")
    press(amara, "colleague-new", project.pk, user=cast.carl.pk, is_sponsor="on")

    amara.post(
        reverse("projects:evidence-new") + f"?kind=file&project={project.pk}",
        {
            "title": "Rota",
            "file": SimpleUploadedFile("../rota.pdf", b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"),
            "projects": [project.pk],
            "shared_with_employer": "on",
        },
    )
    evidence = Evidence.objects.get()
    assert (evidence.file_name, evidence.shared_with_employer) == ("rota.pdf", cast.employer_a)
    press(amara, "project-submit", project.pk)
    assert "it stays" in press(amara, "evidence-delete", evidence.pk)

    file = bill.get(reverse("projects:evidence-file", args=[evidence.pk]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert AccessLog.objects.filter(actor=cast.bill, object_id=evidence.pk).count() == 1

    submission = project.submissions.get()
    judged = {f"judgement_{element.pk}": "met", "comment": "Seen in the nursery", "decision": "sign_off"}
    press(bill, "review-edit", submission.pk, base_version=0, check="1", **judged)
    review = Review.objects.get()
    assert amara.get(reverse("projects:review-detail", args=[review.pk])).status_code == 404
    assert "Nothing waits for you" in press(bill, "review-release", review.pk)
    assert "Seen in the nursery" in amara.get(reverse("projects:review-detail", args=[review.pk])).content.decode()
    project.refresh_from_db()
    assert project.state == "completed"
    assert list(project.transitions.values_list("to_state", flat=True)) == [
        "draft",
        "proposed",
        "returned",
        "proposed",
        "approved",
        "in_progress",
        "submitted",
        "completed",
    ]


@pytest.mark.parametrize("name", ["goal-list", "goal-new", "project-list", "project-new", "evidence-list", "queue"])
def test_pages_of_a_beginner_open(cast: Cast, as_user: SignIn, name: str) -> None:
    page = as_user(cast.amara).get(reverse(f"projects:{name}"))
    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1


@pytest.mark.parametrize("kind", ["file", "link", "text"])
def test_the_employer_is_never_ticked_beforehand(cast: Cast, as_user: SignIn, kind: str) -> None:
    page = as_user(cast.amara).get(reverse("projects:evidence-new"), {"kind": kind}).content.decode()
    boxes = re.findall(r'<input[^>]*name="shared_with_employer"[^>]*>', page)
    assert len(boxes) == 1
    assert "checked" not in boxes[0]
