"""What a new version of a framework means: who stands on the old one, and carrying a programme over."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused
from carnegie.core.models import Job
from carnegie.home import services
from carnegie.home.selectors.affected import CARRY, carried_before, uses
from carnegie.home.selectors.carrying import carry_plan
from programmes.models import Programme
from standards.enums import AdoptionStatus
from standards.models import FrameworkVersion
from standards.policies import may_change_status
from standards.selectors import versions_for


# The matrix has no row of its own for this: whoever may end an adopted text sees who stands on it.
@access("framework.adopted", GET="deprecate")
@require_safe
def version_affected(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Which programmes stand on earlier versions, with what, and who is being asked by them now."""
    version = get_object_or_404(versions_for(request.user, clock.today()), pk=pk)
    if not may_change_status(request.user, version, clock.today()):
        raise PermissionDenied
    found, others = uses(request.user, version, clock.today())
    context = {
        "version": version,
        "uses": found,
        "others": others,
        "may_carry": version.status == AdoptionStatus.ADOPTED,
    }
    return render(request, "home/version_affected.html", context)


@access("mapping", GET="change", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def mapping_carry(request: HttpRequest, pk: UUID, version_pk: UUID, other_pk: UUID) -> HttpResponse:
    """What of a programme goes on in another version of a framework; a POST does it."""
    programme = _own_programme(request, pk)
    before, after = _versions(request, programme, version_pk, other_pk)
    status = 200
    if request.method == "POST":
        try:
            services.carry_over(
                programme=programme,
                before=before,
                after=after,
                seen=request.POST.get("seen", ""),
                by=request.user,
                now=clock.now(),
            )
        except NotAllowed:
            raise
        except Refused as refusal:
            messages.error(request, str(refusal))
            status = 409
        else:
            messages.success(request, _("Carried over. As long as nothing of it changes, you can undo it."))
            return redirect(request.path)
    plan = carry_plan(programme, before, after)
    context = {"plan": plan, "seen": services.seen_of(plan), "carried": carried_before(programme, [before, after])}
    return render(request, "home/mapping_carry.html", context, status=status)


def _own_programme(request: HttpRequest, pk: UUID) -> Programme:
    """404 to those who may not know of it, 403 to those who do not administer it."""
    on = clock.today()
    known = Programme.objects.visible_to(request.user, on).with_rights(request.user, on)
    programme = get_object_or_404(known.select_related("provider"), pk=pk)
    if not programme.is_admin:
        raise PermissionDenied
    return programme


def _versions(
    request: HttpRequest, programme: Programme, before: UUID, after: UUID
) -> tuple[FrameworkVersion, FrameworkVersion]:
    """One that the programme uses, and another adopted one of the same framework; else 404."""
    visible = versions_for(request.user, clock.today())
    found = get_object_or_404(visible, pk=before, pk__in=programme.frameworks.values("version"))
    others = visible.filter(framework=found.framework_id, status=AdoptionStatus.ADOPTED).exclude(pk=before)
    return found, get_object_or_404(others, pk=after)


@access("mapping", POST="change")
@require_POST
def carry_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put back what was before a programme was carried over."""
    carried = get_object_or_404(Job, pk=pk, kind=CARRY)
    _own_programme(request, UUID(carried.parameters["programme"]))
    try:
        services.undo_carrying(carried=carried, by=request.user, now=clock.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Undone: all is as it was before."))
    ends = carried.parameters
    return redirect("home:mapping-carry", ends["programme"], ends["before"], ends["after"])
