"""The pages that are measured: those of the main job, each as the person who uses it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.urls import reverse

from carnegie.operations.benchmark import large as large_cohort
from carnegie.operations.benchmark.dataset import ADMIN, FACILITATOR, LEARNER, Dataset
from carnegie.operations.benchmark.drive import Posts
from carnegie.operations.benchmark.large import Large
from programmes.enums import Depth
from programmes.models import Mapping

ANSWER = '{"level": "3", "importance": "2", "example": "", "base_revision": 1}'


@dataclass(frozen=True)
class Page:
    """One page: whose session asks for it, and its address; what to send, read anew before each run, where it is a
    POST; `is_unchanged` where the one who asks has it already."""

    title: str
    person: str
    path: str
    posts: Callable[[], Posts] | None = None
    is_unchanged: bool = False


def answer_again() -> Posts:
    """The same answer each time."""
    return Posts([(ANSWER, 0)])


def cells(programme: UUID) -> Posts:
    """The filled cells of a grid, each set to another depth; those saved least come first."""
    filled = Mapping.objects.filter(activity__module__programme=programme).order_by("revision", "pk")
    body = '{"item": "activity:ACTIVITY", "element": "ELEMENT", "depth": "%s", "base_revision": %d}'
    rows = [
        (body.replace("ACTIVITY", str(activity)).replace("ELEMENT", str(element)), revision)
        for activity, element, revision in filled.values_list("activity", "element", "revision")
    ]
    return Posts(rows, words=tuple(Depth.values), step=1)


def pages(data: Dataset) -> list[Page]:
    """The floor first: every other figure is a multiple of it."""
    attempt, item = data.attempt, data.item
    package = ["v1p1", "CFPackages", data.package_1200]
    save_cell = reverse("programmes:mapping-cell", args=[data.programme])

    def tree(version: UUID) -> str:
        return reverse("standards:version-detail", args=[version])

    return [
        Page("floor: session, person, 1 query, 60 rows", LEARNER, "/floor/"),
        Page("learner home", LEARNER, reverse("home:home")),
        Page("facilitator home, 500 learners", FACILITATOR, reverse("home:home")),
        Page("standards tree of 300", LEARNER, tree(data.tree_300)),
        Page("standards tree of 1,000", LEARNER, tree(data.tree_1000)),
        Page("standards tree of 1,500, all open", LEARNER, f"{tree(data.tree_1500)}?all=1"),
        Page("CASE package of 1,200", LEARNER, reverse("case:object-detail", args=package)),
        Page("the same, unchanged: 304", LEARNER, reverse("case:object-detail", args=package), is_unchanged=True),
        Page("programme", LEARNER, reverse("programmes:programme-detail", args=[data.programme])),
        Page("mapping grid, 300 × 60", ADMIN, reverse("programmes:mapping-grid", args=[data.programme, data.tree_300])),
        Page("save one cell of that grid", ADMIN, save_cell, partial(cells, data.programme)),
        Page("coverage, 300 × 60", ADMIN, reverse("programmes:coverage", args=[data.programme, data.tree_300])),
        Page("coverage, 1,500 × 60", ADMIN, reverse("programmes:coverage", args=[data.wide_programme, data.tree_1500])),
        Page("cohort of 25", FACILITATOR, reverse("programmes:cohort-detail", args=[data.cohort])),
        Page("diagnostic page", LEARNER, reverse("diagnostics:attempt-page", args=[attempt, 1])),
        Page("save one answer", LEARNER, reverse("diagnostics:answer-save", args=[attempt, item]), answer_again),
        Page("profile of 40", LEARNER, reverse("diagnostics:attempt-profile", args=[data.submitted])),
        Page("goal", LEARNER, reverse("projects:goal-detail", args=[data.goal])),
        Page("project", LEARNER, reverse("projects:project-detail", args=[data.project])),
        Page("facilitator's queue", FACILITATOR, reverse("projects:queue")),
        Page("golden thread", LEARNER, reverse("home:thread", args=[data.enrolment, data.element])),
    ]


def large_pages(data: Large) -> list[Page]:
    """What diagnostics cost in the large cohort; measured again with a million answers more."""
    hers, theirs = large_cohort.LEARNER, large_cohort.FACILITATOR
    answering, person = [data.answering, data.items[0]], large_cohort.ANSWERING
    return [
        Page("12 statements to answer", person, reverse("diagnostics:attempt-page", args=[data.answering, 1])),
        Page("save one of 120 answers", person, reverse("diagnostics:answer-save", args=answering), answer_again),
        Page("review of 120 answers", person, reverse("diagnostics:attempt-review", args=[data.answering])),
        Page("profile of 120, 4 rounds, 12 raters", hers, reverse("diagnostics:attempt-profile", args=[data.rated])),
        Page("demand and coverage, 500 × 120", theirs, reverse("diagnostics:cohort-demand", args=[data.cohort])),
        Page("heat map, 500 × 120", theirs, reverse("diagnostics:cohort-heat-map", args=[data.cohort])),
        Page("needs of 500", theirs, reverse("diagnostics:cohort-needs", args=[data.cohort])),
        Page("raters of 500", theirs, reverse("diagnostics:panel-list", args=[data.rated_in])),
        Page("round of 500", theirs, reverse("diagnostics:round-detail", args=[data.counted])),
    ]
