"""Unique texts in private fields, planted on request, so that a test can tell where they come out."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from django.db.models import Model

from diagnostics.enums import AttemptState
from diagnostics.models import Answer, Need
from projects.models import CheckIn, Claim, Evidence, Goal, Project, ProjectTransition, Review, ReviewJudgement

Plant = Callable[[str, str, str, str], str]
Canary = dict[str, str]
MARK = re.compile(r"canary-[a-z0-9.-]+")


class Planter:
    """Adds to a text a mark that names whose it is (her address), the object and the field; no two are alike."""

    def __init__(self) -> None:
        self._planted: Counter[str] = Counter()

    def __call__(self, text: str, owner: str, object: str, field: str) -> str:
        words = f"{owner.split('@')[0]}-{object}-{field}".replace("_", "-")
        self._planted[words] += 1
        return f"{text} canary-{words}-{self._planted[words]:02}"


def bare(text: str, owner: str, object: str, field: str) -> str:
    """`text` as it is: no canaries."""
    return text


# model, path to the learner's address, the matrix's object, the fields that hold one
_PLACES: tuple[tuple[type[Model], str, str, tuple[str, ...]], ...] = (
    (Answer, "attempt__enrolment__learner__email", "self_assessment", ("example",)),
    (Need, "enrolment__learner__email", "need", ("reason", "context")),
    (Goal, "enrolment__learner__email", "goal", ("success_measure", "why_strategies")),
    (CheckIn, "goal__enrolment__learner__email", "check_in", ("note",)),
    (Project, "enrolment__learner__email", "project", ("context", "risks")),
    (ProjectTransition, "project__enrolment__learner__email", "project", ("reason",)),
    (Claim, "enrolment__learner__email", "rpl_claim", ("statement", "reason")),
    (Evidence, "enrolment__learner__email", "evidence_file", ("description", "text")),
    (Review, "submission__project__enrolment__learner__email", "review", ("comment",)),
    (ReviewJudgement, "review__submission__project__enrolment__learner__email", "review", ("comment",)),
)


def found() -> list[Canary]:
    """Every canary in the database: its text, whose it is, in which object and field."""
    return [canary for place in _PLACES for canary in _in(*place)]


def _in(model: type[Model], owner: str, object: str, fields: tuple[str, ...]) -> Iterator[Canary]:
    for field in fields:
        rows = model._default_manager.filter(**{f"{field}__contains": "canary-"})
        state = ("attempt__state",) if model is Answer else ()
        for email, text, *rest in rows.order_by(owner).values_list(owner, field, *state):
            name = f"{object}.{'submitted' if rest[0] == AttemptState.SUBMITTED else 'draft'}" if rest else object
            for mark in MARK.findall(text):
                yield {"text": mark, "owner": email, "object": name, "field": field}
