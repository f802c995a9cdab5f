"""What a submitted self-assessment says, for the learner and those she shares it with."""

from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carnegie.core import clock
from carnegie.core.access import access
from diagnostics import policies, selectors, services
from diagnostics.enums import NeedState
from diagnostics.models import Attempt
from diagnostics.selectors import Profile


@access("self_assessment.submitted", GET="view")
@require_safe
def attempt_profile(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Radar and table, strengths and gaps in sentences, and what the programme offers for each gap."""
    now, on = clock.now(), clock.today()
    attempts = Attempt.objects.visible_to(request.user, on)
    is_chosen = Q(needs__state=NeedState.CHOSEN)
    related = attempts.annotate(
        chosen=Count("needs", filter=is_chosen, distinct=True),
        chosen_elements=ArrayAgg("needs__elements__element", filter=is_chosen, distinct=True, default=[]),
    ).select_related("enrolment__learner", "enrolment__cohort__programme", "round__diagnostic_version__diagnostic")
    attempt = get_object_or_404(related, pk=pk)
    is_own = policies.owns(request.user, attempt.enrolment)
    if not policies.may_read_answers(request.user, attempt, on):
        raise PermissionDenied
    if not attempt.is_submitted:
        return redirect("diagnostics:attempt-page", pk=attempt.pk, number=1)
    if not is_own:
        services.log_readings(shared=[attempt], by=request.user, now=now)
    profile = selectors.profile(attempt)
    page = {
        "attempt": attempt,
        "profile": profile,
        "radar": _radar(profile),
        "gaps": selectors.suggestions(attempt.enrolment.cohort.programme, profile.gaps, now),
        "is_own": is_own,
    }
    return render(request, "diagnostics/attempt_profile.html", page)


def _radar(profile: Profile) -> dict[str, object] | None:
    """Axes and outlines; None when there are too few domains for a figure."""
    rated = [domain for domain in profile.domains if domain.level is not None]
    if len(rated) < 3:
        return None
    series = [{"name": _("What you said"), "values": [domain.level for domain in rated]}]
    if any(domain.expected is not None for domain in rated):
        series.append({"name": _("What is expected"), "values": [domain.expected for domain in rated]})
    return {"axes": [domain.title for domain in rated], "series": series}
