"""Target profiles: what is expected of whom, as a grid and as a file; for programme admins."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carnegie.core import clock, spreadsheets
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from diagnostics import selectors, services
from diagnostics.formats import HEADER, TargetSheet, read_targets, target_table
from diagnostics.forms import TargetFileForm, TargetForm
from diagnostics.models import DiagnosticVersion, TargetProfile
from diagnostics.views.reach import changeable_profile, changeable_version

SHOWN = 50


@access("target_profile", GET="change", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def target_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is expected, and of whom; `?like=` begins with the levels of another profile of this diagnostic."""
    version = changeable_version(request, pk)
    profiles = list(version.target_profiles.all())
    like = next((one for one in profiles if str(one.pk) == request.GET.get("like")), None)
    return _target_page(request, version, None, selectors.ranges_of(like) if like else {})


@access("target_profile", GET="change", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def target_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change them, as long as no learner has been shown them."""
    profile = changeable_profile(request, pk)
    return _target_page(request, profile.diagnostic_version, profile, selectors.ranges_of(profile))


@access("target_profile", GET="change")
@require_safe
def target_export(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All statements with their expected levels as CSV."""
    profile = changeable_profile(request, pk)
    rows = target_table(profile.diagnostic_version, selectors.ranges_of(profile))
    return spreadsheets.download(f"targets-{slugify(profile.title)[:50]}", spreadsheets.CSV, HEADER, rows)


@access("target_profile", GET="change", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def target_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The levels of a file, all or nothing: everything odd is told by row and column."""
    profile = changeable_profile(request, pk)
    url = reverse("diagnostics:target-edit", args=[profile.pk])
    seen = {"seen": selectors.state_of_targets(profile)}
    form = TargetFileForm(sent(request), request.FILES or None, initial=seen, cancel_url=url)
    if request.method == "POST" and form.is_valid() and _store_file(request, profile, form):
        return redirect(url)
    levels = profile.diagnostic_version.levels.all()
    return form_page(request, "diagnostics/target_import.html", form, profile=profile, levels=levels)


# ---- the grid ----


def _target_page(
    request: HttpRequest, version: DiagnosticVersion, profile: TargetProfile | None, ranges: dict[UUID, tuple[int, int]]
) -> HttpResponse:
    form = _target_form(request, version, profile, ranges)
    page = {
        "version": version,
        "profile": profile,
        "roles": selectors.roles_in(version.diagnostic.programme),
        "is_shown": profile is not None and selectors.is_shown(profile),
    }
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, version, profile, form)
            return redirect("diagnostics:diagnostic-detail", pk=version.pk)
        except Stale as stale:
            return _stale(request, page, form, str(stale))
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return form_page(request, "diagnostics/target_edit.html", form, **page)


def _target_form(
    request: HttpRequest, version: DiagnosticVersion, profile: TargetProfile | None, ranges: dict[UUID, tuple[int, int]]
) -> TargetForm:
    return TargetForm(
        sent(request),
        items=list(version.items.order_by("domain_position", "position")),
        levels=[(level.rank, level.label) for level in version.levels.all()],
        employers=selectors.employers_of(version.diagnostic.programme, profile),
        ranges=ranges,
        initial=_beginning(profile),
    )


def _beginning(profile: TargetProfile | None) -> dict[str, Any]:
    if profile is None:
        return {}
    fields = {name: getattr(profile, name) for name in ("title", "audience", "role", "organisation")}
    return fields | {"seen": selectors.state_of_targets(profile)}


def _save(request: HttpRequest, version: DiagnosticVersion, profile: TargetProfile | None, form: TargetForm) -> None:
    said = form.cleaned_data
    services.save_target_profile(
        version=version,
        title=said["title"],
        targets=form.targets,
        audience=services.Audience(kind=said["audience"], role=said["role"], organisation=said["organisation"]),
        profile=profile,
        seen=said["seen"] or None,
        by=request.user,
        now=clock.now(),
    )
    messages.success(request, _("The targets are saved."))


def _stale(request: HttpRequest, page: dict[str, Any], form: TargetForm, why: str) -> HttpResponse:
    """What is stored now beside what she chose; saving once more then counts from the newer targets."""
    stored = changeable_profile(request, page["profile"].pk)
    form.data = form.data.copy()
    form.data["seen"] = selectors.state_of_targets(stored)
    differences = form.differences_from(stored, selectors.ranges_of(stored))
    page = page | {"stale": why, "differences": differences}
    return form_page(request, "diagnostics/target_edit.html", form, status=409, **page)


# ---- the file ----


def _store_file(request: HttpRequest, profile: TargetProfile, form: TargetFileForm) -> bool:
    try:
        sheet = read_targets(spreadsheets.read(form.cleaned_data["file"].read()), profile.diagnostic_version)
        form.refuse(_told(sheet))
        if sheet.problems:
            return False
        services.save_target_profile(
            version=profile.diagnostic_version,
            title=profile.title,
            targets=sheet.over(selectors.ranges_of(profile)),
            profile=profile,
            seen=form.cleaned_data["seen"] or None,
            by=request.user,
            now=clock.now(),
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        form.refuse([str(refusal)])
        return False
    messages.success(request, _("The levels of the file are stored."))
    return True


def _told(sheet: TargetSheet) -> list[str]:
    told = [str(problem) for problem in sheet.problems[:SHOWN]]
    more = len(sheet.problems) - SHOWN
    return [*told, _("And %(count)d more.") % {"count": more}] if more > 0 else told
