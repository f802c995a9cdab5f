"""Versions of one framework beside each other."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from carnegie.core import clock
from carnegie.core.access import access
from standards import selectors


@access("framework.adopted", GET="view")
@require_safe
def version_difference(request: HttpRequest, pk: UUID, other_pk: UUID) -> HttpResponse:
    """What changed from one version to another of the same framework, to read and to print."""
    visible = selectors.versions_for(request.user, clock.today())
    before = get_object_or_404(visible, pk=pk)
    after = get_object_or_404(visible, pk=other_pk, framework=before.framework_id)
    context = {
        "version": after,
        "difference": selectors.difference(before, after),
        "siblings": selectors.siblings(after, with_draft=after.is_ours),
    }
    return render(request, "standards/version_difference.html", context)
