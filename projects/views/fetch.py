"""Fetching what a page is about: 404 to outsiders, 403 to those who may only know that it exists."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from carnegie.core import clock
from programmes.models import Enrolment
from projects.models import Claim, Evidence, Goal, Project, Review, Submission
from projects.selectors import enrolments_of


def _known(manager: Any, request: HttpRequest, pk: UUID, *related: str) -> Any:
    """The row when this person may read it; else 403 when she may know of it, else 404."""
    on = clock.today()
    row = manager.visible_to(request.user, on).select_related(*related).filter(pk=pk).first()
    if row is not None:
        return row
    if manager.known_to(request.user, on).filter(pk=pk).exists():
        raise PermissionDenied(_("You may know that this exists, but not read it."))
    raise Http404


def goal(request: HttpRequest, pk: UUID) -> Goal:
    found: Goal = _known(Goal.objects, request, pk, "enrolment__learner", "enrolment__cohort__programme", "need")
    return found


def project(request: HttpRequest, pk: UUID) -> Project:
    related = ("enrolment__learner", "enrolment__cohort__programme")
    found: Project = _known(Project.objects, request, pk, *related)
    return found


def evidence(request: HttpRequest, pk: UUID) -> Evidence:
    rows = Evidence.objects.visible_to(request.user, clock.today())
    return get_object_or_404(rows.select_related("enrolment__learner", "shared_with_employer"), pk=pk)


def review(request: HttpRequest, pk: UUID) -> Review:
    rows = Review.objects.visible_to(request.user, clock.today())
    related = ("author", "submission__project__enrolment__learner", "submission__project__enrolment__cohort")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def submission(request: HttpRequest, pk: UUID) -> Submission:
    """One of a project that she may read."""
    projects = Project.objects.visible_to(request.user, clock.today())
    rows = Submission.objects.filter(project__in=projects.order_by().values("pk"))
    related = ("project__enrolment__learner", "project__enrolment__cohort__programme")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def claim(request: HttpRequest, pk: UUID) -> Claim:
    rows = Claim.objects.visible_to(request.user, clock.today())
    return get_object_or_404(
        rows.select_related("enrolment__learner", "enrolment__cohort", "item", "decided_by"), pk=pk
    )


def own_enrolment(request: HttpRequest) -> Enrolment:
    """The place that something new is for: `?enrolment=`, else the latest. 403 to those who take part nowhere."""
    mine = list(enrolments_of(request.user))
    if not mine:
        raise PermissionDenied(_("Only learners can do this."))
    wanted = request.GET.get("enrolment")
    if not wanted:
        return mine[0]
    return next((row for row in mine if str(row.pk) == wanted), None) or _absent()


def linked(rows: QuerySet[Any], wanted: str | None) -> Any | None:
    """The row of `rows` that an address names, None when it names none; 404 for any other."""
    if not wanted:
        return None
    try:
        pk = UUID(wanted)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(rows, pk=pk)


def allow(may: bool) -> None:
    """403 to those who may see the thing but not do this."""
    if not may:
        raise PermissionDenied


def allow_form(request: HttpRequest, *, may: bool, owns: bool) -> None:
    """A form for those who may use it now. What its owner sends when the thing was closed while she wrote is for the
    service to refuse: the page then keeps her words."""
    allow(owns if request.method == "POST" else may)


def _absent() -> Any:
    raise Http404
