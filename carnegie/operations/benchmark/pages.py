"""The pages that are measured: those of the main job, each as the person who uses it."""

from dataclasses import dataclass

from django.urls import reverse

from carnegie.operations.benchmark.dataset import ADMIN, FACILITATOR, LEARNER, Dataset

ANSWER = '{"level": "3", "importance": "2", "example": "", "base_revision": 1}'


@dataclass(frozen=True)
class Page:
    """One page: whose session asks for it, its address, and the JSON body where it is a POST."""

    title: str
    person: str
    path: str
    body: str = ""


def pages(data: Dataset) -> list[Page]:
    """The floor first: every other figure is a multiple of it."""
    attempt, item = data.attempt, data.item
    package = ["v1p1", "CFPackages", data.package_1200]
    return [
        Page("floor: session, person, 1 query, 60 rows", LEARNER, "/floor/"),
        Page("learner home", LEARNER, reverse("home:home")),
        Page("facilitator home, 500 learners", FACILITATOR, reverse("home:home")),
        Page("standards tree of 300", LEARNER, reverse("standards:version-detail", args=[data.tree_300])),
        Page("standards tree of 1,000", LEARNER, reverse("standards:version-detail", args=[data.tree_1000])),
        Page("standards tree of 1,500", LEARNER, reverse("standards:version-detail", args=[data.tree_1500])),
        Page("CASE package of 1,200", LEARNER, reverse("case:object-detail", args=package)),
        Page("programme", LEARNER, reverse("programmes:programme-detail", args=[data.programme])),
        Page("mapping grid, 300 × 60", ADMIN, reverse("programmes:mapping-grid", args=[data.programme, data.tree_300])),
        Page("coverage, 300 × 60", ADMIN, reverse("programmes:coverage", args=[data.programme, data.tree_300])),
        Page("coverage, 1,500 × 60", ADMIN, reverse("programmes:coverage", args=[data.wide_programme, data.tree_1500])),
        Page("cohort of 25", FACILITATOR, reverse("programmes:cohort-detail", args=[data.cohort])),
        Page("diagnostic page", LEARNER, reverse("diagnostics:attempt-page", args=[attempt, 1])),
        Page("save one answer", LEARNER, reverse("diagnostics:answer-save", args=[attempt, item]), ANSWER),
        Page("profile of 40", LEARNER, reverse("diagnostics:attempt-profile", args=[data.submitted])),
        Page("goal", LEARNER, reverse("projects:goal-detail", args=[data.goal])),
        Page("project", LEARNER, reverse("projects:project-detail", args=[data.project])),
        Page("facilitator's queue", FACILITATOR, reverse("projects:queue")),
        Page("golden thread", LEARNER, reverse("home:thread", args=[data.enrolment, data.element])),
    ]
