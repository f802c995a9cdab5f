"""Making diagnostics and targets: for programme admins; facilitators may look."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import Refused
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from diagnostics import policies, selectors, services
from diagnostics.forms import DiagnosticForm, DiagnosticWordsForm, TargetForm
from diagnostics.models import DiagnosticVersion, TargetProfile
from diagnostics.models.reach import administered, led_cohorts
from programmes.models import Programme
from standards.enums import AdoptionStatus
from standards.models import Element, FrameworkVersion


@access("diagnostic.definition", GET="view")
@require_safe
def diagnostic_list(request: HttpRequest) -> HttpResponse:
    """All diagnostics that this person may know of, and where she may make one."""
    on = clock.today()
    versions = _versions(request).annotate(items_asked=Count("items", distinct=True))
    page = {"versions": versions, "programmes": administered(request.user, on)}
    return render(request, "diagnostics/diagnostic_list.html", page)


@access("diagnostic.definition", GET="create", POST="create")
@require_http_methods(["GET", "HEAD", "POST"])
def diagnostic_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From one of the programme's adopted frameworks (`?framework=`), all of it or some parts."""
    programme = _programme(request, pk)
    frameworks = _frameworks(programme)
    chosen = next((one for one in frameworks if str(one.pk) == request.GET.get("framework")), None)
    version = chosen or (frameworks[0] if len(frameworks) == 1 else None)
    page = {"programme": programme, "frameworks": frameworks, "version": version}
    if version is None:
        return render(request, "diagnostics/diagnostic_new.html", page)
    cancel = reverse("diagnostics:diagnostic-list")
    form = DiagnosticForm(
        sent(request),
        version=version,
        submit=_("Make the draft"),
        cancel_url=cancel,
    )
    if request.method == "POST" and form.is_valid() and (made := _create(request, programme, version, form)):
        messages.success(request, _("The draft is made. Look at it as a learner will, then publish it."))
        return redirect("diagnostics:diagnostic-detail", pk=made.pk)
    return form_page(request, "diagnostics/diagnostic_new.html", form, **page)


@access("diagnostic.definition", GET="view")
@require_safe
def diagnostic_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """As a learner will meet it; for programme admins with what can be done next."""
    on = clock.today()
    version = get_object_or_404(_versions(request), pk=pk)
    led = led_cohorts(request.user, on).filter(programme=version.diagnostic.programme_id)
    page = {
        "version": version,
        "asked": selectors.preview(version),
        "may_change": policies.may_define(request.user, version.diagnostic.programme, on),
        "targets": version.target_profiles.all(),
        "cohorts": led,
        "rounds": version.rounds.visible_to(request.user, on).filter(cohort__in=led).select_related("cohort"),
    }
    return render(request, "diagnostics/diagnostic_detail.html", page)


@access("diagnostic.definition", GET="change", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def diagnostic_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Title, introduction and minutes of a draft."""
    version = _changeable(request, pk)
    url = reverse("diagnostics:diagnostic-detail", args=[version.pk])
    words = {
        "title": version.diagnostic.title,
        "introduction": version.introduction,
        "minutes": version.minutes,
    }
    form = DiagnosticWordsForm(sent(request), initial=words, submit=_("Save"), cancel_url=url)
    if request.method == "POST" and form.is_valid() and _change(request, version, form):
        return redirect(url)
    return form_page(request, "diagnostics/diagnostic_edit.html", form, version=version)


@access("diagnostic.definition", POST="publish")
@require_POST
def diagnostic_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    version = _changeable(request, pk)
    try:
        services.publish_diagnostic(version=version, by=request.user, now=clock.now())
        messages.success(request, _("Published. Set what you expect, then open a round."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("diagnostics:diagnostic-detail", pk=version.pk)


@access("target_profile", GET="change", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def target_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is expected of a role, level by level."""
    return _target_page(request, _changeable(request, pk), None)


@access("target_profile", GET="change", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def target_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    on = clock.today()
    profiles = TargetProfile.objects.visible_to(request.user, on).select_related(
        "programme__provider", "diagnostic_version__diagnostic__programme__provider"
    )
    profile = get_object_or_404(profiles, pk=pk)
    if not policies.may_define(request.user, profile.programme, on):
        raise PermissionDenied
    return _target_page(request, profile.diagnostic_version, profile)


# ---- fetching ----


def _versions(request: HttpRequest) -> Any:
    found = DiagnosticVersion.objects.visible_to(request.user, clock.today())
    return found.select_related("diagnostic__programme__provider", "framework_version__framework")


def _changeable(request: HttpRequest, pk: UUID) -> DiagnosticVersion:
    version = get_object_or_404(_versions(request), pk=pk)
    if not policies.may_define(request.user, version.diagnostic.programme, clock.today()):
        raise PermissionDenied
    return version


def _programme(request: HttpRequest, pk: UUID) -> Programme:
    """404 to those who know nothing of the programme, 403 to those who take part in it."""
    programme = get_object_or_404(Programme.objects.select_related("provider"), pk=pk)
    if policies.may_define(request.user, programme, clock.today()):
        return programme
    if policies.knows_programme(request.user, programme, clock.today()):
        raise PermissionDenied
    raise Http404


def _frameworks(programme: Programme) -> list[FrameworkVersion]:
    adopted = FrameworkVersion.objects.filter(
        pk__in=programme.frameworks.values("version"), status=AdoptionStatus.ADOPTED
    )
    return list(adopted.select_related("framework", "scale"))


# ---- doing ----


def _create(
    request: HttpRequest, programme: Programme, version: FrameworkVersion, form: DiagnosticForm
) -> DiagnosticVersion | None:
    """The new draft; None, with the reason in the form, when it is refused."""
    said = form.cleaned_data
    try:
        return services.create_diagnostic(
            programme=programme,
            framework_version=version,
            title=said["title"],
            introduction=said["introduction"],
            minutes=said["minutes"],
            elements=_beneath(version, said["parts"]),
            by=request.user,
            now=clock.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _beneath(version: FrameworkVersion, parts: Any) -> list[Element]:
    """Everything in the chosen parts of the tree, the parts themselves included."""
    chosen = {part.pk for part in parts}
    found = []
    for element in version.elements.order_by("position"):
        if element.pk in chosen or element.parent_id in chosen:
            chosen.add(element.pk)
            found.append(element)
    return found


def _change(request: HttpRequest, version: DiagnosticVersion, form: DiagnosticWordsForm) -> DiagnosticVersion | None:
    try:
        return services.change_diagnostic(version=version, **form.cleaned_data, by=request.user, now=clock.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _target_page(request: HttpRequest, version: DiagnosticVersion, profile: TargetProfile | None) -> HttpResponse:
    items = list(version.items.order_by("domain_position", "position"))
    levels = [(level.rank, level.label) for level in version.levels.all()]
    form = TargetForm(sent(request), items=items, levels=levels, initial=_expected(profile))
    if request.method == "POST" and form.is_valid() and _save_targets(request, version, profile, form):
        messages.success(request, _("The targets are saved."))
        return redirect("diagnostics:diagnostic-detail", pk=version.pk)
    rows = [(item, form[f"low-{item.pk.hex}"], form[f"high-{item.pk.hex}"]) for item in items]
    return form_page(
        request, "diagnostics/target_edit.html", form, version=version, profile=profile, rows=rows, levels=levels
    )


def _expected(profile: TargetProfile | None) -> dict[str, Any]:
    if profile is None:
        return {}
    initial: dict[str, Any] = {"title": profile.title}
    for target in profile.targets.all():
        initial[f"low-{target.item_id.hex}"] = target.minimum
        initial[f"high-{target.item_id.hex}"] = target.maximum
    return initial


def _save_targets(
    request: HttpRequest, version: DiagnosticVersion, profile: TargetProfile | None, form: TargetForm
) -> TargetProfile | None:
    title = form.cleaned_data["title"]
    try:
        return services.save_target_profile(
            version=version, title=title, targets=form.targets, profile=profile, by=request.user, now=clock.now()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
