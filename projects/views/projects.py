"""The project workspace: its list, its page, its texts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import Refused
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from projects import policies, selectors, services
from projects.forms import ProjectForm
from projects.models import Project
from projects.views import fetch
from projects.views.answer import edit_page, values

PAGE = 50
GET_POST = ["GET", "HEAD", "POST"]


@access("project", GET="view")
@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """Her own projects, and those of others that she may see."""
    others = selectors.others_project_rows(request.user, clock.today())
    context = {
        "projects": list(selectors.project_rows(request.user)),
        "others": Paginator(others, PAGE).get_page(request.GET.get("page")),
        "is_learner": selectors.enrolments_of(request.user).exists(),
    }
    return render(request, "projects/project_list.html", context)


@access("project", GET="create", POST="create")
@require_http_methods(GET_POST)
def project_new(request: HttpRequest) -> HttpResponse:
    """A draft that she alone sees, perhaps for one of her goals (`?goal=`)."""
    enrolment = fetch.own_enrolment(request)
    goal = fetch.linked(selectors.goals_to_link(enrolment), request.GET.get("goal"))
    form = ProjectForm(
        sent(request),
        enrolment=enrolment,
        cancel_url=reverse("projects:project-list"),
        initial=_from_goal(goal),
    )
    if request.method == "POST" and form.is_valid():
        try:
            project = services.draft_project(enrolment=enrolment, by=request.user, now=clock.now(), **values(form))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your project is kept as a draft. Only you see it."))
            return redirect("projects:project-detail", pk=project.pk)
    return form_page(request, "projects/project_new.html", form, enrolment=enrolment)


def _from_goal(goal: Any) -> dict[str, Any]:
    if goal is None:
        return {}
    return {"goals": [goal.pk], "elements": list(goal.elements.values_list("element", flat=True))}


@access("project", GET="view")
@require_safe
def project_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The workspace: where the project stands, what to do next, and everything that belongs to it."""
    project = fetch.project(request, pk)
    page = selectors.project_page(project, request.user, clock.today())
    return render(request, "projects/project_detail.html", {"page": page, "project": project})


@access("project", GET="change", POST="change")
@require_http_methods(GET_POST)
def project_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reword it. A save over a newer one is answered 409 with both texts."""
    project = fetch.project(request, pk)
    may, owns = policies.may_change_project(request.user, project), policies.owns_project(request.user, project)
    fetch.allow_form(request, may=may, owns=owns)
    back = reverse("projects:project-detail", args=[pk])
    form = ProjectForm(
        sent(request),
        instance=project,
        enrolment=project.enrolment,
        cancel_url=back,
        initial={
            "goals": list(project.goals.values_list("goal", flat=True)),
            "elements": list(project.elements.values_list("element", flat=True)),
        },
    )

    def change(**data: Any) -> Project:
        return services.change_project(project=project, by=request.user, now=clock.now(), **data)

    return edit_page(request, "projects/project_edit.html", form, change, project, back)
