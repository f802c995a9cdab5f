"""Who and what stands on earlier versions of a framework when there is a new one."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from carnegie.core.models import Job
from carnegie.people.models import User
from diagnostics.enums import DiagnosticState
from diagnostics.models import DiagnosticVersion, Round, TargetProfile
from programmes.enums import EnrolmentStatus
from programmes.models import Enrolment, Mapping, Programme, ProgrammeFramework
from standards.models import FrameworkVersion

Place = tuple[UUID, UUID]
CARRY = "framework_carry"


@dataclass(frozen=True)
class Use:
    """One programme on one earlier version: its cells, target profiles and diagnostics there, the rounds that run now,
    and how many learners they ask."""

    programme: Programme
    version: FrameworkVersion
    cells: int
    targets: int
    drafts: int
    published: int
    rounds: int
    learners: int


def uses(user: User, version: FrameworkVersion, on: dt.date) -> tuple[list[Use], int]:
    """What stands on versions before `version`, of the programmes that this person administers; and how many other
    programmes do. Nine queries."""
    earlier = ProgrammeFramework.objects.filter(
        version__framework=version.framework_id, version__number__lt=version.number
    )
    own = Programme.objects.as_programme_admin(user, on).values("pk")
    links = list(earlier.filter(programme__in=own).select_related("programme", "version__framework"))
    others = earlier.exclude(programme__in=own).values("programme").distinct().count()
    counts = _counts([link.programme_id for link in links], version, on)
    found = [
        Use(link.programme, link.version, *(one.get((link.programme_id, link.version_id), 0) for one in counts))
        for link in links
    ]
    return sorted(found, key=lambda use: (use.programme.title, use.version.number)), others


def _counts(programmes: list[UUID], version: FrameworkVersion, on: dt.date) -> list[dict[Place, int]]:
    """By programme and version: cells, target profiles, drafts, published, running rounds, learners in them."""
    framework = version.framework_id
    places = Coalesce("programme", "module__programme", "activity__module__programme", "event__programme")
    cells = Mapping.objects.filter(element__version__framework=framework).annotate(place=places)
    asked = DiagnosticVersion.objects.filter(
        framework_version__framework=framework, diagnostic__programme__in=programmes
    )
    profiles = TargetProfile.objects.filter(diagnostic_version__in=asked)
    running = Round.objects.filter(diagnostic_version__in=asked, opens_on__lte=on, closes_on__gte=on)
    by_diagnostic = ("diagnostic__programme", "framework_version")
    by_profile = ("diagnostic_version__diagnostic__programme", "diagnostic_version__framework_version")
    return [
        _counted(cells.filter(place__in=programmes), "place", "element__version"),
        _counted(profiles, *by_profile),
        _counted(asked.filter(state=DiagnosticState.DRAFT), *by_diagnostic),
        _counted(asked.filter(state=DiagnosticState.PUBLISHED), *by_diagnostic),
        _counted(running, *by_profile),
        _learners(running, *by_profile),
    ]


def _counted(rows: QuerySet[Any], *place: str) -> dict[Place, int]:
    counted = rows.order_by().values_list(*place).annotate(count=Count("pk", distinct=True))
    return {(programme, version): count for programme, version, count in counted}


def _learners(running: QuerySet[Round], *place: str) -> dict[Place, int]:
    """Those who take part now and are asked by at least one of these rounds. Two queries."""
    rounds = list(running.values_list("cohort", "enrolment", *place))
    taking = Enrolment.objects.filter(status=EnrolmentStatus.ACTIVE, cohort__in={row[0] for row in rounds})
    by_cohort: dict[UUID, set[UUID]] = defaultdict(set)
    for pk, cohort in taking.values_list("pk", "cohort"):
        by_cohort[cohort].add(pk)
    asked: dict[Place, set[UUID]] = defaultdict(set)
    for cohort, only, programme, version in rounds:
        asked[programme, version] |= by_cohort[cohort] & {only} if only else by_cohort[cohort]
    return {found: len(learners) for found, learners in asked.items()}


def carried_before(programme: Programme, versions: list[FrameworkVersion]) -> list[Job]:
    """Each time the programme was carried from the first of these versions to the second, the latest first."""
    before, after = versions
    ends = {"programme": str(programme.pk), "before": str(before.pk), "after": str(after.pk)}
    found = Job.objects.filter(kind=CARRY, parameters=ends).select_related("owner").defer("result")
    return list(found.annotate(undone_at=KT("result__undone_at"), figures=F("result__figures")).order_by("-created_at"))
