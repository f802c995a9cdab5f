"""Modules and activities."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from programmes import selectors, services
from programmes.forms import ActivityForm, ModuleForm
from programmes.models import Activity, Module, Programme
from programmes.views.answer import confirmed, saved, seen_cells, to_programme
from programmes.views.programme import FORM
from programmes.views.reach import own_activity, own_module, own_programme


def _way_back(programme: Programme) -> str:
    return reverse("programmes:programme-detail", args=[programme.pk])


@access("programme", GET="change", POST="change")
@require_http_methods(FORM)
def module_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A module at the end of the programme."""
    programme = own_programme(request, pk)
    form = ModuleForm(sent(request), submit=_("Add the module"), cancel_url=_way_back(programme))

    def write(**data: str) -> Module:
        return services.add_module(programme=programme, **data, by=request.user, now=clock.now())

    if module := saved(form, write):
        messages.success(request, _("The module is there."))
        return to_programme(programme, f"module-{module.pk}")
    return form_page(request, "programmes/module_new.html", form, programme=programme)


@access("programme", GET="change", POST="change")
@require_http_methods(FORM)
def module_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Reword a module."""
    module = own_module(request, pk)
    initial = {"title": module.title, "summary": module.summary}
    form = ModuleForm(sent(request), initial=initial, submit=_("Save"), cancel_url=_way_back(module.programme))

    def write(**data: str) -> Module:
        return services.change_module(module=module, **data, by=request.user, now=clock.now())

    if saved(form, write):
        messages.success(request, _("Saved."))
        return to_programme(module.programme, f"module-{module.pk}")
    return form_page(request, "programmes/module_edit.html", form, module=module, programme=module.programme)


@access("programme", POST="change")
@require_POST
def module_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One place earlier or, with anything else in `way`, later."""
    module = own_module(request, pk)
    earlier = request.POST.get("way") == "earlier"
    services.move_module(module=module, earlier=earlier, by=request.user, now=clock.now())
    return to_programme(module.programme, f"module-{module.pk}")


@access("programme", GET="change", POST="change")
@require_http_methods(FORM)
def module_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remove an empty module, with its mapping when she has seen what that loses."""
    module = own_module(request, pk)

    def write() -> None:
        services.delete_module(module=module, by=request.user, now=clock.now(), cells=seen_cells(request))

    going = selectors.going(module.programme, module, "module")
    context = {"module": module, "programme": module.programme, "going": going}
    back = _way_back(module.programme)
    return confirmed(request, "programmes/module_delete.html", context, write, _("The module is deleted."), back)


@access("programme", GET="change", POST="change")
@require_http_methods(FORM)
def activity_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An activity at the end of a module."""
    module = own_module(request, pk)
    form = ActivityForm(sent(request), submit=_("Add the activity"), cancel_url=_way_back(module.programme))

    def write(**data: Any) -> Activity:
        return services.add_activity(module=module, **data, by=request.user, now=clock.now())

    if activity := saved(form, write):
        messages.success(request, _("The activity is there."))
        return to_programme(module.programme, f"activity-{activity.pk}")
    return form_page(request, "programmes/activity_new.html", form, module=module, programme=module.programme)


@access("programme", GET="change", POST="change")
@require_http_methods(FORM)
def activity_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change an activity."""
    activity = own_activity(request, pk)
    programme = activity.module.programme
    initial = {name: getattr(activity, name) for name in ("title", "strategy", "mode", "hours")}
    form = ActivityForm(sent(request), initial=initial, submit=_("Save"), cancel_url=_way_back(programme))

    def write(**data: Any) -> Activity:
        return services.change_activity(activity=activity, **data, by=request.user, now=clock.now())

    if saved(form, write):
        messages.success(request, _("Saved."))
        return to_programme(programme, f"activity-{activity.pk}")
    return form_page(request, "programmes/activity_edit.html", form, activity=activity, programme=programme)


@access("programme", POST="change")
@require_POST
def activity_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One place earlier or, with anything else in `way`, later in its module."""
    activity = own_activity(request, pk)
    earlier = request.POST.get("way") == "earlier"
    services.move_activity(activity=activity, earlier=earlier, by=request.user, now=clock.now())
    return to_programme(activity.module.programme, f"activity-{activity.pk}")


@access("programme", GET="change", POST="change")
@require_http_methods(FORM)
def activity_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remove an activity, with its mapping when she has seen what that loses."""
    activity = own_activity(request, pk)

    def write() -> None:
        services.delete_activity(activity=activity, by=request.user, now=clock.now(), cells=seen_cells(request))

    programme = activity.module.programme
    going = selectors.going(programme, activity, "activity")
    context = {"activity": activity, "programme": programme, "going": going}
    back = _way_back(programme)
    return confirmed(request, "programmes/activity_delete.html", context, write, _("The activity is deleted."), back)
