"""A self-assessment read in the words of another framework."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from carnegie.core import clock
from carnegie.core.access import access
from diagnostics import policies, selectors, services
from diagnostics.views.profiles import readable_attempt
from programmes.selectors import crosswalks_reading


@access("self_assessment.submitted", GET="view")
@require_safe
def profile_through(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Each element of the other framework, with the ratings that lead to it; `?crosswalk=` chooses among several."""
    attempt = readable_attempt(request, pk)
    if not attempt.is_submitted:
        return redirect("diagnostics:attempt-page", pk=attempt.pk, number=1)
    is_own = policies.owns(request.user, attempt.enrolment)
    if not is_own:
        services.log_readings(shared=[attempt], by=request.user, now=clock.now())
    framework = attempt.round.diagnostic_version.framework_version.framework_id
    ways = crosswalks_reading(request.user, clock.today(), framework)
    wanted = request.GET.get("crosswalk", "")
    chosen = next((way for way in ways if str(way[0].pk) == wanted), ways[0] if ways else None)
    page = {
        "attempt": attempt,
        "is_own": is_own,
        "ways": ways,
        "crosswalk": chosen[0] if chosen else None,
        "other": chosen[1] if chosen else None,
        "through": selectors.profile_through(attempt, chosen[0]) if chosen else None,
    }
    return render(request, "diagnostics/profile_through.html", page)
