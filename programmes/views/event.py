"""Dated events."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from programmes import selectors, services
from programmes.forms import EventForm
from programmes.models import LearningEvent
from programmes.views.answer import confirmed, saved, seen_cells
from programmes.views.programme import FORM
from programmes.views.reach import allow, found_event, found_programme, planned_event

FIELDS = ("title", "module", "strategy", "mode", "starts_at", "ends_at", "hours", "place", "capacity")


@access("event", GET="view")
@require_safe
def event_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """When and where an event is, what she has booked herself, and who comes for those who plan it."""
    event, now = found_event(request, pk), clock.now()
    may_plan = event.programme.is_admin or event.programme.is_led
    own = selectors.own_enrolments(request.user, event.programme)
    context = {
        "event": event,
        "programme": event.programme,
        "may_plan": may_plan,
        "room": selectors.room_of(event),
        "is_ahead": event.starts_at > now,
        "seats": selectors.seats_of(own, now).at(event),
        "guests": selectors.guests(event, request.user, clock.today()) if may_plan else None,
    }
    return render(request, "programmes/event_detail.html", context)


@access("event", GET="create", POST="create")
@require_http_methods(FORM)
def event_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new event of the programme, by its admins and facilitators."""
    programme = found_programme(request, pk)
    allow(programme.is_admin or programme.is_led)
    back = reverse("programmes:programme-detail", args=[pk])
    form = EventForm(sent(request), programme=programme, submit=_("Add the event"), cancel_url=back)

    def write(**data: Any) -> LearningEvent:
        return services.add_event(programme=programme, **data, by=request.user, now=clock.now())

    if event := saved(form, write):
        messages.success(request, _("The event is there."))
        return redirect("programmes:event-detail", event.pk)
    return form_page(request, "programmes/event_new.html", form, programme=programme)


@access("event", GET="change", POST="change")
@require_http_methods(FORM)
def event_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change an event."""
    event = planned_event(request, pk)
    initial = {name: getattr(event, name) for name in FIELDS}
    back = reverse("programmes:event-detail", args=[pk])
    form = EventForm(
        sent(request),
        initial=initial,
        programme=event.programme,
        booked=event.booked,
        submit=_("Save"),
        cancel_url=back,
    )

    def write(**data: Any) -> LearningEvent:
        return services.change_event(event=event, **data, by=request.user, now=clock.now())

    if saved(form, write):
        messages.success(request, _("Saved."))
        return redirect("programmes:event-detail", event.pk)
    return form_page(request, "programmes/event_edit.html", form, event=event, programme=event.programme)


@access("event", GET="change", POST="change")
@require_http_methods(FORM)
def event_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remove an event, with its mapping when an admin has seen what that loses."""
    event = planned_event(request, pk)

    def write() -> None:
        services.delete_event(event=event, by=request.user, now=clock.now(), cells=seen_cells(request))

    going = selectors.going(event.programme, event, "event")
    context = {"event": event, "programme": event.programme, "going": going}
    back = reverse("programmes:programme-detail", args=[event.programme_id])
    return confirmed(request, "programmes/event_delete.html", context, write, _("The event is deleted."), back)
