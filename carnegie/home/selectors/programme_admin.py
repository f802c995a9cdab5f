"""What a programme admin's home shows: programmes with their gaps, cohorts, drafts, and the way of setting up."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from carnegie.people.enums import MembershipRole
from carnegie.people.models import Membership, User
from diagnostics.enums import AttemptState, DiagnosticState
from diagnostics.models import Attempt, DiagnosticVersion, Round
from programmes.enums import EnrolmentStatus, SuggestionState
from programmes.models import (
    Cohort,
    CohortRole,
    Enrolment,
    Mapping,
    MappingSuggestion,
    Module,
    Programme,
    ProgrammeFramework,
)
from standards.enums import AdoptionStatus
from standards.models import Element, FrameworkVersion


@dataclass(frozen=True)
class Task:
    """One step of setting up: done, or the next, or later."""

    title: str
    is_done: bool
    url: str


@dataclass(frozen=True)
class AdminHome:
    programmes: Sequence[Any]
    cohorts: Sequence[Any]
    framework_drafts: Sequence[FrameworkVersion]
    diagnostic_drafts: Sequence[DiagnosticVersion]
    tasks: Sequence[Task]

    @property
    def is_set_up(self) -> bool:
        return all(task.is_done for task in self.tasks)


def admin_home(user: User, on: dt.date) -> AdminHome:
    """Five queries whatever there is."""
    mine = Programme.objects.as_programme_admin(user, on)
    programmes = list(_programmes(mine, on))
    for one in programmes:
        one.gaps = (one.element_count or 0) - (one.mapped_count or 0)
    cohorts = list(_cohorts(mine, on))
    providers = Membership.objects.active(on, user=user, role=MembershipRole.PROGRAMME_ADMIN).values("organisation")
    versions = FrameworkVersion.objects.filter(framework__owner__in=providers).select_related("framework")
    kept = list(versions.exclude(status=AdoptionStatus.DEPRECATED))
    drafts = DiagnosticVersion.objects.filter(diagnostic__programme__in=mine, state=DiagnosticState.DRAFT)
    return AdminHome(
        programmes=programmes,
        cohorts=cohorts,
        framework_drafts=[one for one in kept if not one.is_locked],
        diagnostic_drafts=list(drafts.select_related("diagnostic")),
        tasks=_tasks(programmes, cohorts, any(one.is_locked for one in kept)),
    )


def _programmes(mine: QuerySet[Programme], on: dt.date) -> QuerySet[Any]:
    """Each with its counts; of the elements of its first framework, how many are mapped at all."""
    here = OuterRef("pk")
    used = ProgrammeFramework.objects.filter(programme=here).order_by("pk").values("version")
    part = Q(module__programme=here) | Q(activity__module__programme=here) | Q(event__programme=here)
    mapped = Mapping.objects.filter(Q(programme=here) | part, element__version=OuterRef("framework"))
    elements = Element.objects.filter(version=OuterRef("framework"), is_rateable=True)
    published = DiagnosticVersion.objects.filter(diagnostic__programme=here, state=DiagnosticState.PUBLISHED)
    learning = Enrolment.objects.filter(cohort__programme=here, status=EnrolmentStatus.ACTIVE)
    waiting = MappingSuggestion.objects.filter(event__programme=here, state=SuggestionState.OPEN)
    return mine.annotate(
        framework=Subquery(used[:1]),
        module_count=_count(Module.objects.filter(programme=here), "pk"),
        learner_count=_count(learning, "learner"),
        suggestion_count=_count(waiting, "pk"),
        has_diagnostic=Exists(published),
    ).annotate(mapped_count=_count(mapped, "element"), element_count=_count(elements, "pk"))


def _cohorts(mine: QuerySet[Programme], on: dt.date) -> QuerySet[Any]:
    """Each with how many learn, and how many of them have submitted a self-assessment."""
    learners = Enrolment.objects.filter(cohort=OuterRef("pk"), status=EnrolmentStatus.ACTIVE)
    submitted = Attempt.objects.filter(enrolment__cohort=OuterRef("pk"), state=AttemptState.SUBMITTED)
    leading = CohortRole.objects.active(on, cohort=OuterRef("pk"))
    return (
        Cohort.objects.filter(programme__in=mine)
        .annotate(
            learner_count=_count(learners, "pk"),
            submitted_count=_count(submitted, "enrolment"),
            has_facilitator=Exists(leading),
            has_round=Exists(Round.objects.filter(cohort=OuterRef("pk"))),
        )
        .select_related("programme")
        .order_by("-starts_on", "title")
    )


def _count(rows: QuerySet[Any], what: str) -> Subquery:
    """How many different `what` these rows have, as one figure."""
    whole = rows.order_by().annotate(_whole=Value(1)).values("_whole")
    return Subquery(whole.annotate(figure=Count(what, distinct=True)).values("figure"))


def _tasks(programmes: Sequence[Any], cohorts: Sequence[Any], has_framework: bool) -> list[Task]:
    """The way from an empty installation to a first round; each step leads to where it is done."""
    programme = programmes[0] if programmes else None
    cohort = cohorts[0] if cohorts else None
    library, listing = reverse("standards:framework-list"), reverse("programmes:programme-list")
    at_programme = reverse("programmes:programme-detail", args=[programme.pk]) if programme else listing
    at_cohort = reverse("programmes:cohort-detail", args=[cohort.pk]) if cohort else at_programme
    framework = programme.framework if programme else None
    mapped_at = [programme.pk, framework] if programme and framework else []
    grid = reverse("programmes:mapping-grid", args=mapped_at) if mapped_at else at_programme
    return [
        Task(_("Bring in a framework and adopt it"), has_framework, library),
        Task(_("Make a programme and choose its framework"), bool(framework), listing),
        Task(_("Add modules"), any(one.module_count for one in programmes), at_programme),
        Task(_("Map modules to the standards"), any(one.mapped_count for one in programmes), grid),
        Task(
            _("Publish a diagnostic"),
            any(one.has_diagnostic for one in programmes),
            reverse("diagnostics:diagnostic-list"),
        ),
        Task(_("Make a cohort and enrol learners"), any(one.learner_count for one in cohorts), at_cohort),
        Task(_("Name a facilitator"), any(one.has_facilitator for one in cohorts), at_cohort),
        Task(_("Open a round"), any(one.has_round for one in cohorts), at_cohort),
    ]
