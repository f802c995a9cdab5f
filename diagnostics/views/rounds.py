"""Rounds: opening, following, extending them and reminding; for facilitators and programme admins."""

import datetime as dt
import zoneinfo
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import Refused
from carnegie.core.forms import sent
from carnegie.core.spreadsheets import CSV, download
from carnegie.core.views.pages import form_page, way_back
from diagnostics import policies, selectors, services
from diagnostics.enums import AttemptState, DiagnosticState
from diagnostics.forms import BoardForm, ExtendForm, RoundForm
from diagnostics.models import DiagnosticVersion, Round, TargetProfile
from programmes.models import Cohort, Enrolment

PAGE = 50


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
        learners=selectors.learners_of(cohort),
        initial={
            "diagnostic": request.GET.get("diagnostic"),
            "enrolment": request.GET.get("learner"),
            "opens_on": timezone.localdate(clock.now(), zoneinfo.ZoneInfo(cohort.time_zone)),
        },
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
    form = BoardForm(request.GET)
    wanted = form.wanted()
    page = {
        "round": round_,
        "counts": _counts(board),
        "filter_form": form,
        "is_narrowed": bool(wanted),
        "query": request.GET.urlencode(),
        "page": Paginator(selectors.of_board(board, wanted), PAGE).get_page(request.GET.get("page")),
        "to_remind": {one.pk for one in selectors.to_remind(round_, now)},
        "extensions": selectors.extensions_of(round_),
        "is_open": round_.is_open(now),
        "is_to_come": now < round_.opens_at,
        "closes_elsewhere": selectors.elsewhere(round_.closes_at),
        "may_export": policies.is_facilitator(request.user, round_.cohort, clock.today()),
    }
    return render(request, "diagnostics/round_detail.html", page)


@access("cohort_board", GET="export")
@require_safe
def round_board(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The board as a file for spreadsheets, narrowed and sorted as the page was: facilitators only."""
    round_ = _round(request, pk)
    if not policies.is_facilitator(request.user, round_.cohort, clock.today()):
        raise PermissionDenied
    rows = selectors.of_board(selectors.round_board(round_), BoardForm(request.GET).wanted())
    header = [_("Learner"), _("State"), _("Begun"), _("Submitted"), _("Attempts"), _("Open until"), _("Reminded")]
    return download("round", CSV, header, (_line(row) for row in rows))


@access("round", GET="extend", POST="extend")
@require_http_methods(["GET", "HEAD", "POST"])
def round_extend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give more time to everybody or to some (`?learner=` ticks one), also after the end."""
    round_ = _led_round(request, pk)
    url = reverse("diagnostics:round-detail", args=[round_.pk])
    learner = request.GET.get("learner")
    form = ExtendForm(
        sent(request),
        learners=selectors.learners_to_extend(round_),
        closes_on=round_.closes_on,
        initial={
            "closes_on": round_.closes_on,
            "whom": ExtendForm.SOME if learner else ExtendForm.EVERYBODY,
            "enrolments": [learner],
        },
        cancel_url=url,
    )
    if request.method == "POST" and form.is_valid() and _extend(request, round_, form):
        messages.success(request, _("There is more time now. You can remind those who have not submitted."))
        return redirect(url)
    return form_page(request, "diagnostics/round_extend.html", form, round=round_)


# The matrix knows no action of its own for reminding: it is for those who may give more time.
@access("round", POST="extend")
@require_POST
def round_nudge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Remind one who has not submitted (`enrolment`), or all of them; leads back to the board as it was narrowed."""
    round_ = _led_round(request, pk)
    named = request.POST.getlist("enrolment")
    chosen = [one for one in selectors.learners_to_extend(round_) if str(one.pk) in named]
    if len(chosen) < len(set(named)):
        raise Http404
    try:
        told = services.remind(round=round_, enrolments=chosen, by=request.user, now=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        _say_who_is_reminded(request, told)
    return redirect(way_back(request, reverse("diagnostics:round-detail", args=[round_.pk])))


def _say_who_is_reminded(request: HttpRequest, told: list[Enrolment]) -> None:
    if len(told) == 1:
        messages.success(request, _("%(name)s gets a mail.") % {"name": told[0].learner.full_name})
    elif told:
        text = ngettext("%(count)s learner gets a mail.", "%(count)s learners get a mail.", len(told))
        messages.success(request, text % {"count": len(told)})
    else:
        messages.info(request, _("They were reminded today already: the next mail can go out tomorrow."))


def _counts(board: Any) -> dict[str, int]:
    """How many are asked, and how many of them have submitted."""
    found = selectors.board_counts(board)
    return {"asked": found.total(), "submitted": found[AttemptState.SUBMITTED]}


def _line(row: Any) -> list[object]:
    days = [row.started_at, row.submitted_at, row.last_day, row.reminded_at]
    begun, submitted, until, reminded = [_day(day) for day in days]
    return [row.learner.full_name, state_label(row.state), begun, submitted, row.attempt_count or 0, until, reminded]


def _day(moment: dt.date | dt.datetime | None) -> str:
    if isinstance(moment, dt.datetime):
        moment = timezone.localdate(moment)
    return moment.isoformat() if moment else ""


def state_label(state: str) -> str:
    """The word for where a learner of a board stands."""
    return str(AttemptState(state).label) if state in AttemptState.values else _("not begun")


def _led_round(request: HttpRequest, pk: UUID) -> Round:
    round_ = _round(request, pk)
    if not policies.may_lead(request.user, round_.cohort, clock.today()):
        raise PermissionDenied
    return round_


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
        "cohort__programme__provider", "diagnostic_version__diagnostic", "target_profile", "enrolment__learner"
    )
    return get_object_or_404(rounds, pk=pk)


def _open(request: HttpRequest, cohort: Cohort, form: RoundForm) -> Round | None:
    """The new round; None, with the reason in the form, when it is refused."""
    said = dict(form.cleaned_data)
    version = said.pop("diagnostic")
    try:
        return services.open_round(cohort=cohort, diagnostic_version=version, **said, by=request.user, now=clock.now())
    except Refused as refusal:
        form.add_error("closes_on" if isinstance(refusal, services.WrongDay) else None, str(refusal))
        return None


def _opened(round_: Round) -> str:
    """What the new round does now."""
    if clock.now() < round_.opens_at:
        return _("The round is planned: each learner gets a mail when it opens.")
    return _("The round is open now: each learner gets a mail.")


def _extend(request: HttpRequest, round_: Round, form: ExtendForm) -> Round | None:
    said = form.cleaned_data
    try:
        return services.extend_round(
            round=round_,
            closes_on=said["closes_on"],
            enrolments=list(said["enrolments"]) if said["whom"] == ExtendForm.SOME else (),
            by=request.user,
            now=clock.now(),
        )
    except Refused as refusal:
        form.add_error("closes_on", str(refusal))
        return None
