"""Steps of a project, each an address of its own, so that each answers for its own row of the access matrix."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused
from carnegie.core.forms import sent
from projects import policies, services
from projects.enums import TRANSITIONS, ProjectAction
from projects.forms import ReasonForm
from projects.models import Project
from projects.views import fetch

GET_POST = ["GET", "HEAD", "POST"]
DONE = {
    ProjectAction.PROPOSE: gettext_lazy("Your project is proposed. Your facilitator has been told."),
    ProjectAction.RETURN: gettext_lazy("The project is returned, and the learner is told."),
    ProjectAction.APPROVE: gettext_lazy("The project is approved, and the learner is told."),
    ProjectAction.START: gettext_lazy("You have started. Collect evidence as you go."),
    ProjectAction.SUBMIT: gettext_lazy("Your project is submitted. Your facilitator has been told."),
    ProjectAction.RETURN_FOR_WORK: gettext_lazy("The project is returned, and the learner is told."),
    ProjectAction.WITHDRAW: gettext_lazy("The project is withdrawn."),
    ProjectAction.RESUME: gettext_lazy("The project is a draft again."),
}
# action: (title, hint beside the reason, button)
ASKING = {
    ProjectAction.RETURN: (
        gettext_lazy("Return the proposal"),
        gettext_lazy("The learner reads this, and so does everybody who may see the project. Say what to change."),
        gettext_lazy("Return it"),
    ),
    ProjectAction.RETURN_FOR_WORK: (
        gettext_lazy("Return for more work, without a review"),
        gettext_lazy("The learner reads this, and so does everybody who may see the project. Say what is missing."),
        gettext_lazy("Return it"),
    ),
    ProjectAction.WITHDRAW: (
        gettext_lazy("Withdraw the project"),
        gettext_lazy("Everything stays, and the project can be taken up again as a draft."),
        gettext_lazy("Withdraw it"),
    ),
}


@access("project", POST="propose")
@require_POST
def project_propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _step(request, pk, ProjectAction.PROPOSE)


@access("project", POST="approve")
@require_POST
def project_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _step(request, pk, ProjectAction.APPROVE)


@access("project", POST="start")
@require_POST
def project_start(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _step(request, pk, ProjectAction.START)


@access("project", POST="submit")
@require_POST
def project_submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _step(request, pk, ProjectAction.SUBMIT)


@access("project", POST="resume")
@require_POST
def project_resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _step(request, pk, ProjectAction.RESUME)


@access("project", GET="return", POST="return")
@require_http_methods(GET_POST)
def project_return(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _step_with_reason(request, pk, ProjectAction.RETURN)


@access("review", GET="return_for_work", POST="return_for_work")
@require_http_methods(GET_POST)
def project_return_for_work(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _step_with_reason(request, pk, ProjectAction.RETURN_FOR_WORK)


@access("project", GET="withdraw", POST="withdraw")
@require_http_methods(GET_POST)
def project_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _step_with_reason(request, pk, ProjectAction.WITHDRAW)


def _fetch(request: HttpRequest, pk: UUID, action: str) -> Project:
    """The project, when this person is somebody who takes this step; where it stands is the service's to judge."""
    project = fetch.project(request, pk)
    fetch.allow(bool(policies.actors(request.user, project, clock.today()) & TRANSITIONS[action][2]))
    return project


def _step(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    project = _fetch(request, pk, action)
    try:
        services.take_step(project=project, action=action, by=request.user, now=clock.now())
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, DONE[ProjectAction(action)])
    return _go_on(request, pk)


def _step_with_reason(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    project = _fetch(request, pk, action)
    title, hint, button = ASKING[ProjectAction(action)]
    cancel = reverse("projects:project-detail", args=[pk])
    form = ReasonForm(sent(request), submit=button, hint=hint, cancel_url=cancel)
    if request.method == "POST" and form.is_valid():
        try:
            services.take_step(
                project=project, action=action, reason=form.cleaned_data["reason"], by=request.user, now=clock.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, DONE[ProjectAction(action)])
            return _go_on(request, pk)
    return _reason_page(request, form, project, title)


def _reason_page(request: HttpRequest, form: Any, project: Project, title: Any) -> HttpResponse:
    context = {"form": form, "project": project, "title": title}
    return render(request, "projects/project_reason.html", context, status=422 if form.errors else 200)


def _go_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the project, unless she may not see it any more."""
    if Project.objects.visible_to(request.user, clock.today()).filter(pk=pk).exists():
        return redirect("projects:project-detail", pk=pk)
    messages.info(request, _("The project is its learner’s alone until it is proposed again."))
    return redirect("projects:project-list")
