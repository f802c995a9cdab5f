"""Parts of a project: milestones, measures, colleagues."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import Refused
from carnegie.core.forms import sent
from projects import policies, selectors, services
from projects.forms import ColleagueForm, MeasureForm, MilestoneForm
from projects.models import Milestone, Project, ProjectColleague, SuccessMeasure
from projects.views import fetch

GET_POST = ["GET", "HEAD", "POST"]


@access("project", GET="change", POST="change")
@require_http_methods(GET_POST)
def milestone_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    project = _editable(request, pk)
    form = MilestoneForm(sent(request), cancel_url=_page(pk))

    def save() -> object:
        return services.add_milestone(project=project, by=request.user, now=clock.now(), **form.cleaned_data)

    return _ask(request, "projects/milestone_new.html", form, project, save, done=_("The milestone is added."))


@access("project", POST="change")
@require_POST
def milestone_done(request: HttpRequest, pk: UUID) -> HttpResponse:
    milestone = _part(request, Milestone, pk)
    fetch.allow(policies.owns_project(request.user, milestone.project))
    try:
        services.finish_milestone(milestone=milestone, by=request.user, now=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(milestone)s” is done.") % {"milestone": milestone.title})
    return redirect(_page(milestone.project_id))


@access("project", GET="change", POST="change")
@require_http_methods(GET_POST)
def measure_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    project = _editable(request, pk)
    form = MeasureForm(sent(request), cancel_url=_page(pk))

    def save() -> object:
        return services.add_measure(project=project, by=request.user, now=clock.now(), **form.cleaned_data)

    return _ask(request, "projects/measure_new.html", form, project, save, done=_("The measure is added."))


@access("project", GET="change", POST="change")
@require_http_methods(GET_POST)
def measure_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reword it, or note how it turned out."""
    measure = _part(request, SuccessMeasure, pk)
    project = _editable(request, measure.project_id)
    form = MeasureForm(sent(request), instance=measure, cancel_url=_page(project.pk))

    def save() -> object:
        fields = {name: form.cleaned_data[name] for name in ("baseline", "target", "result")}
        text = form.cleaned_data["measure"]
        return services.change_measure(measure=measure, text=text, by=request.user, now=clock.now(), **fields)

    return _ask(request, "projects/measure_edit.html", form, project, save, done=_("The measure is changed."))


@access("project", GET="change", POST="change")
@require_http_methods(GET_POST)
def colleague_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let one of the people named for her at work know this project."""
    project = fetch.project(request, pk)
    may, owns = policies.may_name_colleagues(request.user, project), policies.owns_project(request.user, project)
    fetch.allow_form(request, may=may, owns=owns)
    form = ColleagueForm(sent(request), project=project, today=clock.today(), cancel_url=_page(pk))

    def save() -> object:
        return services.add_colleague(project=project, by=request.user, now=clock.now(), **form.cleaned_data)

    has_any = selectors.possible_colleagues(project, clock.today()).exists()
    done = _("They can read your project from now on.")
    return _ask(request, "projects/colleague_new.html", form, project, save, done=done, has_any=has_any)


@access("project", POST="change")
@require_POST
def colleague_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    colleague = _part(request, ProjectColleague, pk)
    fetch.allow(policies.owns_project(request.user, colleague.project))
    services.end_colleague(colleague=colleague, by=request.user, now=clock.now())
    messages.success(request, _("%(name)s is no longer named on this project.") % {"name": colleague.user})
    return redirect(_page(colleague.project_id))


def _part(request: HttpRequest, model: type[Any], pk: UUID) -> Any:
    """A part of a project that she may read."""
    projects = Project.objects.visible_to(request.user, clock.today())
    rows = model.objects.filter(project__in=projects.order_by().values("pk"))
    return get_object_or_404(rows.select_related("project__enrolment"), pk=pk)


def _editable(request: HttpRequest, pk: UUID) -> Project:
    project = fetch.project(request, pk)
    may, owns = policies.may_change_project(request.user, project), policies.owns_project(request.user, project)
    fetch.allow_form(request, may=may, owns=owns)
    return project


def _ask(
    request: HttpRequest,
    template: str,
    form: Any,
    project: Project,
    save: Callable[[], object],
    *,
    done: str,
    **context: Any,
) -> HttpResponse:
    """Show the form, or do what it says, say that it is `done` and go back to the project."""
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect(_page(project.pk))
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, "project": project, **context}, status=status)


def _page(pk: UUID) -> str:
    return reverse("projects:project-detail", args=[pk])
