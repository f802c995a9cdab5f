"""Which programmes, versions, questions and profiles a person may look at, and which she may change."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from carnegie.core import clock
from diagnostics import policies
from diagnostics.models import ContextQuestion, DiagnosticVersion, TargetProfile
from programmes.models import Programme


def visible_versions(request: HttpRequest) -> Any:
    found = DiagnosticVersion.objects.visible_to(request.user, clock.today())
    return found.select_related(
        "diagnostic__programme__provider", "framework_version__framework", "framework_version__scale", "scale"
    )


def changeable_version(request: HttpRequest, pk: UUID) -> DiagnosticVersion:
    version: DiagnosticVersion = get_object_or_404(visible_versions(request), pk=pk)
    require_definer(request, version.diagnostic.programme)
    return version


def changeable_question(request: HttpRequest, pk: UUID) -> ContextQuestion:
    visible = DiagnosticVersion.objects.visible_to(request.user, clock.today())
    questions = ContextQuestion.objects.filter(version__in=visible.order_by().values("pk"))
    question = get_object_or_404(questions.select_related("version__diagnostic__programme__provider"), pk=pk)
    require_definer(request, question.version.diagnostic.programme)
    return question


def changeable_profile(request: HttpRequest, pk: UUID) -> TargetProfile:
    profiles = TargetProfile.objects.visible_to(request.user, clock.today()).select_related(
        "organisation", "programme__provider", "diagnostic_version__diagnostic__programme__provider"
    )
    profile: TargetProfile = get_object_or_404(profiles, pk=pk)
    require_definer(request, profile.programme)
    return profile


def definable_programme(request: HttpRequest, pk: UUID) -> Programme:
    """404 to those who know nothing of the programme, 403 to those who take part in it."""
    programme = get_object_or_404(Programme.objects.select_related("provider"), pk=pk)
    if policies.may_define(request.user, programme, clock.today()):
        return programme
    if policies.knows_programme(request.user, programme, clock.today()):
        raise PermissionDenied
    raise Http404


def require_definer(request: HttpRequest, programme: Programme) -> None:
    if not policies.may_define(request.user, programme, clock.today()):
        raise PermissionDenied
