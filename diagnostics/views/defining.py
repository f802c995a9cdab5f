"""Making diagnostics: for programme admins; facilitators may look."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from diagnostics import policies, selectors, services
from diagnostics.forms import DiagnosticForm, beginning_of, beginning_of_new
from diagnostics.models import DiagnosticVersion
from diagnostics.models.reach import administered, led_cohorts
from diagnostics.views.reach import changeable_version, definable_programme, visible_versions
from programmes.models import Programme
from standards.enums import AdoptionStatus
from standards.models import FrameworkVersion


@access("diagnostic.definition", GET="view")
@require_safe
def diagnostic_list(request: HttpRequest) -> HttpResponse:
    """All diagnostics that this person may know of, and where she may make one."""
    on = clock.today()
    versions = visible_versions(request).annotate(items_asked=Count("items", distinct=True))
    page = {"versions": versions, "programmes": administered(request.user, on)}
    return render(request, "diagnostics/diagnostic_list.html", page)


@access("diagnostic.definition", GET="create", POST="create")
@require_http_methods(["GET", "HEAD", "POST"])
def diagnostic_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From one of the programme's adopted frameworks (`?framework=`), all of it or some parts."""
    programme = definable_programme(request, pk)
    frameworks = _frameworks(programme)
    chosen = next((one for one in frameworks if str(one.pk) == request.GET.get("framework")), None)
    version = chosen or (frameworks[0] if len(frameworks) == 1 else None)
    page = {"programme": programme, "frameworks": frameworks, "version": version}
    if version is None:
        return render(request, "diagnostics/diagnostic_new.html", page)
    tree = selectors.ElementTree(version)
    form = DiagnosticForm(
        sent(request),
        tree=tree,
        scales=selectors.scales_to_choose(programme),
        initial=beginning_of_new(tree),
        submit=_("Make the draft"),
        cancel_url=reverse("diagnostics:diagnostic-list"),
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
    version = get_object_or_404(visible_versions(request), pk=pk)
    led = led_cohorts(request.user, on).filter(programme=version.diagnostic.programme_id)
    asked = selectors.preview(version)
    page = {
        "version": version,
        "versions": visible_versions(request).filter(diagnostic=version.diagnostic_id),
        "asked": asked,
        "questions": [one.question for one in asked.context],
        "may_change": policies.may_define(request.user, version.diagnostic.programme, on),
        "targets": version.target_profiles.select_related("organisation").order_by("audience", "title"),
        "cohorts": led,
        "rounds": version.rounds.visible_to(request.user, on).filter(cohort__in=led).select_related("cohort"),
    }
    return render(request, "diagnostics/diagnostic_detail.html", page)


@access("diagnostic.definition", GET="change", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def diagnostic_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that a draft says and asks; what somebody else saved meanwhile is shown beside, not written over."""
    version = changeable_version(request, pk)
    url = reverse("diagnostics:diagnostic-detail", args=[version.pk])
    if version.is_published:
        return _is_published(request, version)
    form = _edit_form(request, version, url)
    page = {"version": version}
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, version, form)
            return redirect(url)
        except Stale as stale:
            return _stale(request, version, form, str(stale))
        except NotAllowed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return form_page(request, "diagnostics/diagnostic_edit.html", form, **page)


@access("diagnostic.definition", GET="publish", POST="publish")
@require_http_methods(["GET", "HEAD", "POST"])
def diagnostic_publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asks once more and says what freezes, then does it."""
    version = changeable_version(request, pk)
    if request.method != "POST" and not version.is_published:
        asked = selectors.preview(version)
        page = {"version": version, "asked": asked, "questions": len(asked.context)}
        return render(request, "diagnostics/diagnostic_publish.html", page | {"seen": selectors.state_of_all(version)})
    try:
        seen = request.POST.get("seen") or None
        services.publish_diagnostic(version=version, seen=seen, by=request.user, now=clock.now())
        messages.success(request, _("Published. Set what you expect, then open a round."))
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("diagnostics:diagnostic-detail", pk=version.pk)


@access("diagnostic.definition", GET="change", POST="change")
@require_http_methods(["GET", "HEAD", "POST"])
def diagnostic_renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Go on from a published version: says what a new one means, then makes its draft."""
    version = changeable_version(request, pk)
    siblings = visible_versions(request).filter(diagnostic=version.diagnostic_id)
    draft = next((one for one in siblings if not one.is_published), None)
    if request.method == "POST":
        try:
            made = services.begin_version(version=version, by=request.user, now=clock.now())
            messages.success(request, _("The draft of the new version is made: change it, then publish it."))
            return redirect("diagnostics:diagnostic-edit", pk=made.pk)
        except NotAllowed:
            raise
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("diagnostics:diagnostic-detail", pk=version.pk)
    return render(request, "diagnostics/diagnostic_renew.html", {"version": version, "draft": draft})


# ---- fetching ----


def _frameworks(programme: Programme) -> list[FrameworkVersion]:
    adopted = FrameworkVersion.objects.filter(
        pk__in=programme.frameworks.values("version"), status=AdoptionStatus.ADOPTED
    )
    return list(adopted.select_related("framework", "scale"))


def _edit_form(request: HttpRequest, version: DiagnosticVersion, cancel_url: str) -> DiagnosticForm:
    tree = selectors.ElementTree(version.framework_version)
    asked, seen = selectors.asked_elements(version), selectors.state_of_draft(version)
    return DiagnosticForm(
        sent(request),
        tree=tree,
        scales=selectors.scales_to_choose(version.diagnostic.programme, version.scale),
        initial=beginning_of(version, tree, asked, seen),
        submit=_("Save"),
        cancel_url=cancel_url,
    )


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
            **{name: said[name] for name in ("title", "introduction", "minutes", "scale")},
            elements=form.elements,
            asks=_asks(form),
            by=request.user,
            now=clock.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _change(request: HttpRequest, version: DiagnosticVersion, form: DiagnosticForm) -> None:
    said = form.cleaned_data
    services.change_diagnostic(
        version=version,
        **{name: said[name] for name in ("title", "introduction", "minutes")},
        asks=_asks(form),
        contents=services.Contents(elements=form.elements, scale=said["scale"]),
        seen=said["seen"] or None,
        by=request.user,
        now=clock.now(),
    )
    messages.success(request, _("The draft is saved."))


def _asks(form: DiagnosticForm) -> services.Asks:
    return services.Asks(
        importance=form.asks["asks_importance"],
        confidence=form.asks["asks_confidence"],
        example=form.asks["asks_example"],
        not_applicable=form.asks["allows_not_applicable"],
    )


def _is_published(request: HttpRequest, version: DiagnosticVersion) -> HttpResponse:
    messages.error(request, _("This diagnostic is published, so it no longer changes. Make a new version of it."))
    return redirect("diagnostics:diagnostic-detail", pk=version.pk)


def _stale(request: HttpRequest, version: DiagnosticVersion, form: DiagnosticForm, why: str) -> HttpResponse:
    """What is stored now beside what she wrote; saving once more then counts from the newer draft."""
    stored = changeable_version(request, version.pk)
    differences = form.differences_from(stored, selectors.asked_elements(stored))
    form.data = form.data.copy()
    form.data["seen"] = selectors.state_of_draft(stored)
    page = {"version": stored, "stale": why, "differences": differences}
    return form_page(request, "diagnostics/diagnostic_edit.html", form, status=409, **page)
