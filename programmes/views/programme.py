"""Programmes: the list, one programme, and the frameworks that it serves."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from programmes import selectors, services
from programmes.forms import FrameworkForm, NewProgrammeForm, ProgrammeForm
from programmes.models import Cohort, LearningEvent, Programme
from programmes.views.answer import confirmed, saved, to_programme
from programmes.views.reach import allow, found_programme, own_programme

FORM = ["GET", "HEAD", "POST"]


@access("programme", GET="view")
@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """The programmes that this person has to do with."""
    on, words = clock.today(), request.GET.get("q", "").strip()[:200]
    known = Programme.objects.visible_to(request.user, on).select_related("provider")
    known = known.annotate(module_count=Count("modules"))
    page = Paginator(known.filter(title__icontains=words).order_by("title"), 25).get_page(request.GET.get("page"))
    may_add = selectors.providers_of(request.user, on).exists()
    return render(request, "programmes/programme_list.html", {"page": page, "words": words, "may_add": may_add})


@access("programme", GET="create", POST="create")
@require_http_methods(FORM)
def programme_new(request: HttpRequest) -> HttpResponse:
    """A new programme of a provider for which this person stands."""
    providers = selectors.providers_of(request.user, clock.today())
    allow(bool(providers))
    form = NewProgrammeForm(
        sent(request),
        providers=providers,
        submit=_("Add the programme"),
        cancel_url=reverse("programmes:programme-list"),
    )
    programme = saved(form, lambda **data: services.create_programme(**data, by=request.user, now=clock.now()))
    if programme:
        messages.success(request, _("The programme is there. Add its modules next."))
        return to_programme(programme)
    return form_page(request, "programmes/programme_new.html", form)


@access("programme", GET="view")
@require_safe
def programme_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the programme is made of, and the cohorts that this person may know of."""
    programme, on = found_programme(request, pk), clock.today()
    now, own = clock.now(), selectors.own_enrolments(request.user, programme)
    parts = selectors.parts_of(programme, now=now, seats=selectors.seats_of(own, now))
    events = set(
        LearningEvent.objects.visible_to(request.user, on).filter(programme=programme).values_list("pk", flat=True)
    )
    cohorts = Cohort.objects.visible_to(request.user, on).filter(programme=programme)
    context = {
        "programme": programme,
        "outline": selectors.outline(parts, events),
        "frameworks": selectors.frameworks_of(programme),
        "cohorts": cohorts,
        "may_plan": programme.is_admin or programme.is_led,
        "waiting": selectors.waiting_suggestions(programme).count() if programme.is_admin else 0,
    }
    return render(request, "programmes/programme_detail.html", context)


@access("programme", GET="change", POST="change")
@require_http_methods(FORM)
def programme_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reword a programme."""
    programme = own_programme(request, pk)
    initial = {"title": programme.title, "summary": programme.summary}
    form = ProgrammeForm(
        sent(request), initial=initial, submit=_("Save"), cancel_url=reverse("programmes:programme-detail", args=[pk])
    )

    def write(**data: str) -> Programme:
        return services.change_programme(programme=programme, **data, by=request.user, now=clock.now())

    if saved(form, write):
        messages.success(request, _("Saved."))
        return to_programme(programme)
    return form_page(request, "programmes/programme_edit.html", form, programme=programme)


@access("programme", GET="change", POST="change")
@require_http_methods(FORM)
def programme_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remove a programme that is still empty."""
    programme = own_programme(request, pk)

    def write() -> None:
        services.delete_programme(programme=programme, by=request.user, now=clock.now())

    back = reverse("programmes:programme-list")
    context = {"programme": programme}
    return confirmed(request, "programmes/programme_delete.html", context, write, _("The programme is deleted."), back)


@access("programme", GET="change", POST="change")
@require_http_methods(FORM)
def framework_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let the programme serve one more framework."""
    programme = own_programme(request, pk)
    versions = selectors.adoptable_frameworks(programme)
    form = FrameworkForm(
        sent(request),
        versions=versions,
        submit=_("Use this framework"),
        cancel_url=reverse("programmes:programme-detail", args=[pk]),
    )
    added = saved(
        form, lambda **data: services.add_framework(programme=programme, **data, by=request.user, now=clock.now())
    )
    if added:
        messages.success(request, _("The framework is there: map the programme to it."))
        return to_programme(programme, "frameworks")
    return form_page(request, "programmes/framework_add.html", form, programme=programme, any=versions.exists())


@access("programme", GET="change", POST="change")
@require_http_methods(FORM)
def framework_remove(request: HttpRequest, pk: UUID, version_pk: UUID) -> HttpResponse:
    """Stop using a framework that nothing is mapped to."""
    programme = own_programme(request, pk)
    used = programme.frameworks.select_related("version__framework")
    framework = get_object_or_404(used, version=version_pk)

    def write() -> None:
        services.remove_framework(framework=framework, by=request.user, now=clock.now())

    back = reverse("programmes:programme-detail", args=[pk])
    context = {"programme": programme, "framework": framework}
    return confirmed(request, "programmes/framework_remove.html", context, write, _("The framework is removed."), back)
