"""Rounds: opening, following and extending them; for facilitators and programme admins."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import Refused
from carnegie.core.forms import sent
from carnegie.core.views.pages import form_page
from diagnostics import policies, selectors, services
from diagnostics.enums import AttemptState, DiagnosticState
from diagnostics.forms import ExtendForm, RoundForm
from diagnostics.models import DiagnosticVersion, Round, TargetProfile
from programmes.models import Cohort


@access("round", GET="open", POST="open")
@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask one cohort; `?diagnostic=` chooses what beforehand."""
    cohort = _led_cohort(request, pk)
    published = DiagnosticVersion.objects.filter(
        diagnostic__programme=cohort.programme_id, state=DiagnosticState.PUBLISHED
    )
    form = RoundForm(
        sent(request),
        versions=published.select_related("diagnostic"),
        profiles=TargetProfile.objects.filter(diagnostic_version__in=published).select_related(
            "diagnostic_version__diagnostic"
        ),
        initial={"diagnostic": request.GET.get("diagnostic"), "opens_on": clock.today()},
        cancel_url=reverse("diagnostics:diagnostic-list"),
    )
    if request.method == "POST" and form.is_valid() and (opened := _open(request, cohort, form)):
        messages.success(request, _opened(opened))
        return redirect("diagnostics:round-detail", pk=opened.pk)
    return form_page(request, "diagnostics/round_new.html", form, cohort=cohort, has_published=published.exists())


@access("round", GET="view")
@require_safe
def round_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who has done it: names and dates, never answers. A learner is led to her own part."""
    round_ = _round(request, pk)
    if not policies.may_lead(request.user, round_.cohort, clock.today()):
        return redirect("diagnostics:attempt-start", pk=round_.pk)
    now = clock.now()
    board = selectors.round_board(round_)
    states = [row.attempt.state if row.attempt else "" for row in board]
    page = {
        "round": round_,
        "board": board,
        "submitted": states.count(AttemptState.SUBMITTED),
        "in_progress": states.count(AttemptState.IN_PROGRESS),
        "is_open": round_.is_open(now),
        "is_to_come": now < round_.opens_at,
    }
    return render(request, "diagnostics/round_detail.html", page)


@access("round", GET="extend", POST="extend")
@require_http_methods(["GET", "HEAD", "POST"])
def round_extend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give more time, also after the end."""
    round_ = _round(request, pk)
    if not policies.may_lead(request.user, round_.cohort, clock.today()):
        raise PermissionDenied
    url = reverse("diagnostics:round-detail", args=[round_.pk])
    form = ExtendForm(sent(request), initial={"closes_on": round_.closes_on}, cancel_url=url)
    if request.method == "POST" and form.is_valid() and _extend(request, round_, form):
        messages.success(request, _("The round is extended."))
        return redirect(url)
    return form_page(request, "diagnostics/round_extend.html", form, round=round_)


def _led_cohort(request: HttpRequest, pk: UUID) -> Cohort:
    """404 to those who know nothing of the cohort, 403 to its learners."""
    cohort = get_object_or_404(Cohort.objects.select_related("programme__provider"), pk=pk)
    if policies.may_lead(request.user, cohort, clock.today()):
        return cohort
    if policies.knows_cohort(request.user, cohort):
        raise PermissionDenied
    raise Http404


def _round(request: HttpRequest, pk: UUID) -> Round:
    rounds = Round.objects.visible_to(request.user, clock.today()).select_related(
        "cohort__programme__provider", "diagnostic_version__diagnostic", "target_profile"
    )
    return get_object_or_404(rounds, pk=pk)


def _open(request: HttpRequest, cohort: Cohort, form: RoundForm) -> Round | None:
    """The new round; None, with the reason in the form, when it is refused."""
    said = dict(form.cleaned_data)
    version = said.pop("diagnostic")
    try:
        return services.open_round(cohort=cohort, diagnostic_version=version, **said, by=request.user, now=clock.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _opened(round_: Round) -> str:
    """What the new round does now."""
    if clock.now() < round_.opens_at:
        return _("The round is planned: each learner gets a mail when it opens.")
    return _("The round is open now: each learner gets a mail.")


def _extend(request: HttpRequest, round_: Round, form: ExtendForm) -> Round | None:
    try:
        return services.extend_round(
            round=round_, closes_on=form.cleaned_data["closes_on"], by=request.user, now=clock.now()
        )
    except Refused as refusal:
        form.add_error("closes_on", str(refusal))
        return None
