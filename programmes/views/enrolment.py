"""Enrolments: a learner's place, her employers, and who supports her."""

from collections.abc import Callable
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
from carnegie.people.models import Organisation
from programmes import policies, selectors, services
from programmes.enums import ENROLMENT_TRANSITIONS, EnrolmentStatus
from programmes.forms import EmployerForm, EnrolmentForm, JobTitleForm, ReasonForm, SupporterForm
from programmes.models import Enrolment, EnrolmentEmployer, Programme, Supporter
from programmes.views.answer import confirmed, saved, to_cohort, to_enrolment
from programmes.views.programme import FORM
from programmes.views.reach import allow, found_enrolment, found_supporter, own_cohort, own_enrolment


def _way_back(enrolment: Enrolment) -> str:
    return reverse("programmes:enrolment-detail", args=[enrolment.pk])


@access("enrolment", GET="create", POST="create")
@require_http_methods(FORM)
def enrolment_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Enrol one learner."""
    cohort = own_cohort(request, pk)
    form = EnrolmentForm(
        sent(request),
        employers=selectors.known_employers(cohort.programme.provider),
        submit=_("Enrol"),
        cancel_url=reverse("programmes:cohort-detail", args=[pk]),
    )

    def write(**data: Any) -> Enrolment:
        return services.enrol_learner(
            cohort=cohort,
            **_with_employer(request, cohort.programme, data, "employer"),
            by=request.user,
            now=clock.now(),
        )

    if enrolment := saved(form, write):
        words = {"person": enrolment.learner}
        messages.success(request, _("%(person)s is enrolled and gets an invitation by e-mail.") % words)
        return to_cohort(cohort)
    return form_page(request, "programmes/enrolment_new.html", form, cohort=cohort)


def _with_employer(request: HttpRequest, programme: Programme, data: dict[str, Any], name: str) -> dict[str, Any]:
    """What was typed, with the organisation under `name`: the one chosen, or the one named."""
    rest = {key: value for key, value in data.items() if key not in ("employer", "new_employer")}
    chosen: Organisation | None = data["employer"]
    if chosen is None:
        chosen = services.name_employer(
            programme=programme, name=data["new_employer"], by=request.user, now=clock.now()
        )
    return {**rest, name: chosen}


@access("enrolment", GET="view")
@require_safe
def enrolment_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A learner's place; line managers and sponsors see that it is, its state and its dates."""
    enrolment, on = found_enrolment(request, pk), clock.today()
    context: dict[str, Any] = {"enrolment": enrolment, "cohort": enrolment.cohort, "steps": []}
    if enrolment.is_close:
        kinds = policies.supporter_kinds(request.user, enrolment, on)
        context |= {
            "employers": enrolment.employers.select_related("organisation"),
            "supporters": enrolment.supporters.active(on).select_related("user"),
            "history": enrolment.transitions.select_related("by"),
            "may_support": bool(kinds) and enrolment.status == EnrolmentStatus.ACTIVE,
            "may_end": bool(kinds),
        }
    if enrolment.is_admin:
        context["steps"] = ENROLMENT_TRANSITIONS[enrolment.status]
    return render(request, "programmes/enrolment_detail.html", context)


@access("enrolment", GET="change", POST="change")
@require_http_methods(FORM)
def enrolment_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change the role at work."""
    enrolment = own_enrolment(request, pk)
    initial = {"job_title": enrolment.job_title}
    form = JobTitleForm(sent(request), initial=initial, submit=_("Save"), cancel_url=_way_back(enrolment))

    def write(**data: str) -> Enrolment:
        return services.change_enrolment(enrolment=enrolment, **data, by=request.user, now=clock.now())

    if saved(form, write):
        messages.success(request, _("Saved."))
        return to_enrolment(enrolment)
    return form_page(request, "programmes/enrolment_edit.html", form, enrolment=enrolment)


@access("enrolment", GET="change", POST="change")
@require_http_methods(FORM)
def enrolment_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The learner leaves the programme."""
    return _step(request, pk, "enrolment_withdraw", services.withdraw_enrolment, _("Withdraw"))


@access("enrolment", GET="change", POST="change")
@require_http_methods(FORM)
def enrolment_complete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The learner has completed the programme."""
    return _step(request, pk, "enrolment_complete", services.complete_enrolment, _("Mark as completed"))


@access("enrolment", GET="change", POST="change")
@require_http_methods(FORM)
def enrolment_resume(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A learner who had withdrawn takes part again."""
    return _step(request, pk, "enrolment_resume", services.resume_enrolment, _("Take part again"))


def _step(request: HttpRequest, pk: UUID, name: str, service: Callable[..., Enrolment], submit: str) -> HttpResponse:
    enrolment = own_enrolment(request, pk)
    form = ReasonForm(sent(request), submit=submit, cancel_url=_way_back(enrolment))
    done = saved(form, lambda **data: service(enrolment=enrolment, **data, by=request.user, now=clock.now()))
    if done:
        words = {"state": done.get_status_display()}
        messages.success(request, _("This place is now “%(state)s”.") % words)
        return to_enrolment(enrolment)
    return form_page(request, f"programmes/{name}.html", form, enrolment=enrolment)


@access("enrolment", GET="delete", POST="delete")
@require_http_methods(FORM)
def enrolment_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Undo a mistaken enrolment."""
    enrolment = own_enrolment(request, pk)

    def write() -> None:
        services.delete_enrolment(enrolment=enrolment, by=request.user, now=clock.now())

    back = reverse("programmes:cohort-detail", args=[enrolment.cohort_id])
    context = {"enrolment": enrolment}
    return confirmed(request, "programmes/enrolment_delete.html", context, write, _("The enrolment is undone."), back)


@access("enrolment", GET="change", POST="change")
@require_http_methods(FORM)
def employer_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The learner works for somebody else from a day on."""
    enrolment = own_enrolment(request, pk)
    programme = enrolment.cohort.programme
    form = EmployerForm(
        sent(request),
        initial={"from_date": clock.today()},
        employers=selectors.known_employers(programme.provider),
        submit=_("Save"),
        cancel_url=_way_back(enrolment),
    )

    def write(**data: Any) -> EnrolmentEmployer:
        fields = _with_employer(request, programme, data, "organisation")
        return services.change_employer(enrolment=enrolment, **fields, by=request.user, now=clock.now())

    if saved(form, write):
        messages.success(request, _("The change of employer is saved."))
        return to_enrolment(enrolment)
    return form_page(request, "programmes/employer_change.html", form, enrolment=enrolment)


@access("supporter", GET="create", POST="create")
@require_http_methods(FORM)
def supporter_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name somebody who supports the learner; she herself names people at her workplace."""
    enrolment = found_enrolment(request, pk)
    kinds = policies.supporter_kinds(request.user, enrolment, clock.today())
    allow(bool(kinds))
    form = SupporterForm(
        sent(request),
        kinds=kinds,
        is_own=enrolment.learner_id == request.user.pk,
        submit=_("Name this person"),
        cancel_url=_way_back(enrolment),
    )

    def write(**data: str) -> Supporter:
        return services.name_supporter(enrolment=enrolment, **data, by=request.user, now=clock.now())

    if supporter := saved(form, write):
        words = {"person": supporter.user, "kind": supporter.get_kind_display()}
        messages.success(request, _("%(person)s is now %(kind)s.") % words)
        return to_enrolment(enrolment)
    return form_page(request, "programmes/supporter_new.html", form, enrolment=enrolment)


@access("supporter", GET="end", POST="end")
@require_http_methods(FORM)
def supporter_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let somebody's support end today."""
    supporter = found_supporter(request, pk)
    allow(policies.may_end_supporter(request.user, supporter, clock.today()))

    def write() -> None:
        services.end_supporter(supporter=supporter, by=request.user, now=clock.now())

    context = {"supporter": supporter, "enrolment": supporter.enrolment}
    back = _way_back(supporter.enrolment)
    return confirmed(request, "programmes/supporter_end.html", context, write, _("The support has ended."), back)
