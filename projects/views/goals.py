"""A learner's goals: set, look back, change, close."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import Refused
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from diagnostics.models import Need
from projects import policies, selectors, services
from projects.enums import GoalState
from projects.forms import CheckInForm, GoalCloseForm, GoalForm
from projects.models import Goal
from projects.views import fetch
from projects.views.answer import edit_page, values

PAGE = 50
GET_POST = ["GET", "HEAD", "POST"]


@access("goal", GET="view")
@require_safe
def goal_list(request: HttpRequest) -> HttpResponse:
    """Her own goals, and those of others that she may see."""
    on = clock.today()
    others = Paginator(selectors.others_goal_rows(request.user, on), PAGE).get_page(request.GET.get("page"))
    context = {
        "goals": list(selectors.goal_rows(request.user)),
        "others": others,
        "is_learner": selectors.enrolments_of(request.user).exists(),
        "today": on,
    }
    return render(request, "projects/goal_list.html", context)


@access("goal", GET="create", POST="create")
@require_http_methods(GET_POST)
def goal_new(request: HttpRequest) -> HttpResponse:
    """A new goal, free or from one of her needs (`?need=`), whose standards are ticked to begin with."""
    now = clock.now()
    need = fetch.linked(_own_needs(request), request.GET.get("need"))
    enrolment = need.enrolment if need else fetch.own_enrolment(request)
    form = GoalForm(
        sent(request),
        instance=Goal(enrolment=enrolment),
        enrolment=enrolment,
        today=clock.today(),
        cancel_url=reverse("projects:goal-list"),
        initial=_from_need(need),
    )
    if request.method == "POST" and form.is_valid():
        try:
            goal = services.set_goal(enrolment=enrolment, need=need, by=request.user, now=now, **values(form))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your goal is set."))
            return redirect("projects:goal-detail", pk=goal.pk)
    return form_page(request, "projects/goal_new.html", form, need=need, enrolment=enrolment)


def _own_needs(request: HttpRequest) -> Any:
    return Need.objects.filter(enrolment__learner=request.user).select_related("enrolment__cohort__programme")


def _from_need(need: Need | None) -> dict[str, Any]:
    if need is None:
        return {}
    return {"title": need.title, "elements": list(need.elements.values_list("element", flat=True))}


@access("goal", GET="view")
@require_safe
def goal_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    goal = fetch.goal(request, pk)
    page = selectors.goal_page(goal, request.user, clock.today())
    return render(request, "projects/goal_detail.html", {"page": page})


@access("goal", GET="change", POST="change")
@require_http_methods(GET_POST)
def goal_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reword it. A save over a newer one is answered 409 with both texts."""
    goal = fetch.goal(request, pk)
    may, owns = policies.may_change_goal(request.user, goal), policies.owns_goal(request.user, goal)
    fetch.allow_form(request, may=may, owns=owns)
    elements = list(goal.elements.values_list("element", flat=True))
    back = reverse("projects:goal-detail", args=[pk])
    form = GoalForm(
        sent(request),
        instance=goal,
        enrolment=goal.enrolment,
        today=clock.today(),
        cancel_url=back,
        initial={"elements": elements},
    )

    def change(**data: Any) -> Goal:
        return services.change_goal(goal=goal, by=request.user, now=clock.now(), **data)

    return edit_page(request, "projects/goal_edit.html", form, change, goal, back)


@access("check_in", GET="create", POST="create")
@require_http_methods(GET_POST)
def check_in_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    goal = fetch.goal(request, pk)
    may, owns = policies.may_change_goal(request.user, goal), policies.owns_goal(request.user, goal)
    fetch.allow_form(request, may=may, owns=owns)
    cancel = reverse("projects:goal-detail", args=[pk])
    form = CheckInForm(sent(request), today=clock.today(), cancel_url=cancel)
    if request.method == "POST" and form.is_valid():
        try:
            services.check_in(goal=goal, by=request.user, now=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your check-in is saved."))
            return redirect(cancel)
    return form_page(request, "projects/check_in_new.html", form, goal=goal)


@access("goal", GET="change", POST="change")
@require_http_methods(GET_POST)
def goal_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Achieved, or set aside."""
    goal = fetch.goal(request, pk)
    may, owns = policies.may_change_goal(request.user, goal), policies.owns_goal(request.user, goal)
    fetch.allow_form(request, may=may, owns=owns)
    cancel = reverse("projects:goal-detail", args=[pk])
    form = GoalCloseForm(sent(request), cancel_url=cancel)
    if request.method == "POST" and form.is_valid():
        try:
            services.move_goal(goal=goal, by=request.user, now=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The goal is closed."))
            return redirect(cancel)
    return form_page(request, "projects/goal_close.html", form, goal=goal)


@access("goal", POST="change")
@require_POST
def goal_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    goal = fetch.goal(request, pk)
    fetch.allow(policies.owns_goal(request.user, goal))
    try:
        services.move_goal(goal=goal, state=GoalState.ACTIVE, by=request.user, now=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("projects:goal-detail", pk=pk)
