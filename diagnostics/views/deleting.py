"""Throwing a draft or targets away, each after a page that says what is lost; for programme admins."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused
from diagnostics import selectors, services
from diagnostics.models import DiagnosticVersion, TargetProfile
from diagnostics.views.reach import changeable_profile, changeable_version


@access("diagnostic.definition", GET="change", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def diagnostic_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a draft away; what is published stays."""
    version = changeable_version(request, pk)
    if request.method != "POST":
        return _draft_page(request, version)
    try:
        seen = request.POST.get("seen") or None
        services.delete_diagnostic(version=version, seen=seen, by=request.user, now=clock.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        return _draft_page(request, version, str(refusal))
    messages.success(request, _("The draft is deleted."))
    return redirect("diagnostics:diagnostic-list")


def _draft_page(request: HttpRequest, version: DiagnosticVersion, refusal: str = "") -> HttpResponse:
    page = {
        "version": version,
        "lost": selectors.parts_of_draft(version),
        "is_only": not version.diagnostic.versions.exclude(pk=version.pk).exists(),
        "seen": selectors.state_of_all(version),
        "refusal": refusal,
    }
    return render(request, "diagnostics/diagnostic_delete.html", page, status=409 if refusal else 200)


@access("target_profile", GET="change", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def target_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw targets away by which nobody is measured; otherwise it says who or what uses them."""
    profile = changeable_profile(request, pk)
    if request.method != "POST":
        return _targets_page(request, profile)
    try:
        seen = request.POST.get("seen") or None
        services.delete_target_profile(profile=profile, seen=seen, by=request.user, now=clock.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        return _targets_page(request, profile, str(refusal))
    messages.success(request, _("The targets are deleted."))
    return redirect("diagnostics:diagnostic-detail", pk=profile.diagnostic_version_id)


def _targets_page(request: HttpRequest, profile: TargetProfile, refusal: str = "") -> HttpResponse:
    page = {
        "profile": profile,
        "number": profile.targets.count(),
        "uses": selectors.uses_of(profile),
        "seen": selectors.state_of_targets(profile),
        "refusal": refusal,
    }
    return render(request, "diagnostics/target_delete.html", page, status=409 if refusal else 200)
