"""Cohorts and their facilitators."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from programmes import selectors, services
from programmes.forms import CohortForm, PersonForm
from programmes.models import Cohort, CohortRole
from programmes.views.answer import confirmed, saved, to_cohort
from programmes.views.programme import FORM
from programmes.views.reach import found_cohort, own_cohort, own_programme, own_role


@access("cohort", GET="create", POST="create")
@require_http_methods(FORM)
def cohort_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A group that will take the programme."""
    programme = own_programme(request, pk)
    back = reverse("programmes:programme-detail", args=[pk])
    form = CohortForm(sent(request), submit=_("Add the cohort"), cancel_url=back)

    def write(**data: Any) -> Cohort:
        return services.create_cohort(programme=programme, **data, by=request.user, now=clock.now())

    if cohort := saved(form, write):
        messages.success(request, _("The cohort is there. Enrol its learners next."))
        return to_cohort(cohort)
    return form_page(request, "programmes/cohort_new.html", form, programme=programme)


@access("cohort", GET="view")
@require_safe
def cohort_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who takes part, as far as this person may know; coaches and sponsors see when it is, and their own learners."""
    cohort, on = found_cohort(request, pk), clock.today()
    is_inside = cohort.is_admin or cohort.is_led or cohort.is_taken
    roles = cohort.roles.active(on).select_related("user").order_by("user__full_name") if is_inside else []
    context = {
        "cohort": cohort,
        "programme": cohort.programme,
        "is_inside": is_inside,
        "roles": roles,
        "rows": selectors.cohort_rows(cohort, request.user, on),
        "may_support": cohort.is_admin or cohort.is_led,
    }
    return render(request, "programmes/cohort_detail.html", context)


@access("cohort", GET="change", POST="change")
@require_http_methods(FORM)
def cohort_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change title and dates."""
    cohort = own_cohort(request, pk)
    initial = {name: getattr(cohort, name) for name in ("title", "starts_on", "ends_on", "time_zone")}
    back = reverse("programmes:cohort-detail", args=[pk])
    form = CohortForm(sent(request), initial=initial, submit=_("Save"), cancel_url=back)

    def write(**data: Any) -> Cohort:
        return services.change_cohort(cohort=cohort, **data, by=request.user, now=clock.now())

    if saved(form, write):
        messages.success(request, _("Saved."))
        return to_cohort(cohort)
    return form_page(request, "programmes/cohort_edit.html", form, cohort=cohort)


@access("cohort", GET="change", POST="change")
@require_http_methods(FORM)
def cohort_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remove a cohort that nobody has joined."""
    cohort = own_cohort(request, pk)

    def write() -> None:
        services.delete_cohort(cohort=cohort, by=request.user, now=clock.now())

    back = reverse("programmes:programme-detail", args=[cohort.programme_id])
    context = {"cohort": cohort}
    return confirmed(request, "programmes/cohort_delete.html", context, write, _("The cohort is deleted."), back)


@access("cohort", GET="change", POST="change")
@require_http_methods(FORM)
def facilitator_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name somebody who leads the cohort."""
    cohort = own_cohort(request, pk)
    back = reverse("programmes:cohort-detail", args=[pk])
    form = PersonForm(sent(request), submit=_("Name as facilitator"), cancel_url=back)

    def write(**data: str) -> CohortRole:
        return services.name_facilitator(cohort=cohort, **data, by=request.user, now=clock.now())

    if role := saved(form, write):
        messages.success(request, _("%(person)s leads this cohort from today.") % {"person": role.user})
        return to_cohort(cohort)
    return form_page(request, "programmes/facilitator_new.html", form, cohort=cohort)


@access("cohort", GET="change", POST="change")
@require_http_methods(FORM)
def facilitator_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let a facilitator's role end today."""
    role = own_role(request, pk)

    def write() -> None:
        services.end_cohort_role(role=role, by=request.user, now=clock.now())

    back = reverse("programmes:cohort-detail", args=[role.cohort_id])
    context = {"role": role, "cohort": role.cohort}
    return confirmed(request, "programmes/facilitator_end.html", context, write, _("The role has ended."), back)
