"""What a submitted self-assessment says, for the learner and those she shares it with."""

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carnegie.core import clock, pdf, spreadsheets
from carnegie.core.access import access
from carnegie.core.errors import NotShared
from diagnostics import policies, selectors, services
from diagnostics.enums import NeedState
from diagnostics.models import Attempt, RaterPanel
from diagnostics.selectors import Figure, ShownProfile

DOCUMENT = settings.BASE_DIR / "templates/diagnostics/profile.typ"
MOST_GAPS = 6
"""So many gaps stand with what the programme offers; the next follow as a list, the others only in the table."""
MOST_SMALLER_GAPS = 8
UNFOLDED = 24
"""Up to so many statements are shown at once; more are folded, part by part."""
MOST_SERIES = 8
"""So many strokes and colours there are for the lines of a figure."""


@access("self_assessment.submitted", GET="view")
@require_safe
def attempt_profile(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Radar and table, strengths and gaps in sentences, other rounds and what others say beside them, and what the
    programme offers for each gap. `?beside=` names the rounds to lay beside it."""
    attempt = readable_attempt(request, pk)
    if not attempt.is_submitted:
        return redirect("diagnostics:attempt-page", pk=attempt.pk, number=1)
    shown = _shown(request, attempt)
    gaps, programme = shown.profile.gaps, attempt.enrolment.cohort.programme
    page = {
        "attempt": attempt,
        "shown": shown,
        "profile": shown.profile,
        "figures": [_radar(figure, number) for number, figure in enumerate(shown.figures, start=1)],
        "gaps": selectors.suggestions(programme, gaps[:MOST_GAPS], clock.now()),
        "smaller_gaps": gaps[MOST_GAPS : MOST_GAPS + MOST_SMALLER_GAPS],
        "more_gaps": max(len(gaps) - MOST_GAPS - MOST_SMALLER_GAPS, 0),
        "is_unfolded": len(shown.profile.lines) <= UNFOLDED,
        "is_own": shown.is_own,
        "query": urlencode({"beside": _wanted(request), "chosen": 1}, doseq=True) if "chosen" in request.GET else "",
    }
    return render(request, "diagnostics/attempt_profile.html", page)


@access("self_assessment.submitted", GET="view")
@require_safe
def profile_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same as a tagged PDF."""
    attempt = readable_attempt(request, pk)
    if not attempt.is_submitted:
        return redirect("diagnostics:attempt-page", pk=attempt.pk, number=1)
    data = selectors.as_document(_shown(request, attempt), clock.now())
    return pdf.pdf_answer(pdf.pdf_of(DOCUMENT, data, now=clock.now()), _name(attempt))


@access("self_assessment.submitted", GET="view")
@require_safe
def profile_csv(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same as a table for spreadsheets."""
    attempt = readable_attempt(request, pk)
    if not attempt.is_submitted:
        return redirect("diagnostics:attempt-page", pk=attempt.pk, number=1)
    header, rows = selectors.as_table(_shown(request, attempt))
    return spreadsheets.download(_name(attempt), spreadsheets.CSV, header, rows)


@access("feedback360.report", GET="view")
@require_safe
def report_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What others say, by itself: for those who may not see the self-assessment beside it. The learner herself first
    says how she sees it, as long as she can."""
    now, on = clock.now(), clock.today()
    panels = RaterPanel.objects.visible_to(request.user, on).select_related(
        "enrolment__learner", "round__diagnostic_version"
    )
    panel = get_object_or_404(panels, pk=pk)
    if not policies.may_read_report(request.user, panel, on):
        raise _not_shared() if panel.closed_at else PermissionDenied
    is_own = policies.owns(request.user, panel.enrolment)
    attempt = selectors.submitted_attempt(panel) if is_own else None
    if is_own and attempt is None and panel.round.is_open(now, panel.round.last_day_for(panel.enrolment_id)):
        messages.info(request, _("What others say opens to you once you have submitted your own view."))
        return redirect("diagnostics:attempt-start", pk=panel.round_id)
    if not is_own:
        services.log_readings(shared=[panel], by=request.user, now=now)
    page = {
        "panel": panel,
        "report": selectors.report_of(panel, request.user),
        "parts": selectors.parts_of(panel.round),
        "levels": panel.round.diagnostic_version.levels.all(),
        "attempt": attempt,
        "is_own": is_own,
    }
    return render(request, "diagnostics/report_detail.html", page)


def readable_attempt(request: HttpRequest, pk: UUID) -> Attempt:
    """404 to those who may not know of it, 403 to those who may, and read it only with a grant."""
    on = clock.today()
    is_chosen = Q(needs__state=NeedState.CHOSEN)
    related = Attempt.objects.visible_to(request.user, on).annotate(
        chosen=Count("needs", filter=is_chosen, distinct=True),
        chosen_elements=ArrayAgg("needs__elements__element", filter=is_chosen, distinct=True, default=[]),
    )
    attempt = get_object_or_404(
        related.select_related(
            "enrolment__learner",
            "enrolment__cohort__programme",
            "round__diagnostic_version__diagnostic",
            "round__diagnostic_version__framework_version",
        ),
        pk=pk,
    )
    if not policies.may_read_answers(request.user, attempt, on):
        raise _not_shared()
    return attempt


def _not_shared() -> NotShared:
    """Without a name: whose it is may be known to her who asks, and to nobody who looks over her shoulder."""
    return NotShared(
        _(
            "This profile has not been shared with you. Ask the learner whose it is: only she can share it, with those "
            "who coach, facilitate or manage her. She finds “Share” on her profile."
        )
    )


def _shown(request: HttpRequest, attempt: Attempt) -> ShownProfile:
    """What this reader sees; each attempt and report that somebody else sees is noted for the learner."""
    wanted = _wanted(request) if "chosen" in request.GET else None
    shown = selectors.shown_profile(attempt, request.user, wanted)
    if not shown.is_own:
        services.log_readings(shared=_read(shown), by=request.user, now=clock.now())
    return shown


def _read(shown: ShownProfile) -> list[Attempt | RaterPanel]:
    """Everything that stands on the page by a grant of its own; all of it is of the same enrolment."""
    read: list[Attempt | RaterPanel] = [shown.attempt, *shown.rounds.shown]
    if shown.feedback:
        read.append(RaterPanel(pk=shown.feedback.panel_id))
    for one in read:
        one.enrolment = shown.attempt.enrolment
    return read


def _wanted(request: HttpRequest) -> list[str]:
    return request.GET.getlist("beside")


def _name(attempt: Attempt) -> str:
    return f"profile-{slugify(attempt.round.title)[:60]}"


def _radar(figure: Figure, number: int) -> dict[str, object]:
    """What the component draws: its own rating first, each other line in a colour and a stroke of its own."""
    series = [
        {"name": line.name, "values": line.values, "css": f"series-{min(place, MOST_SERIES)}"}
        for place, line in enumerate(figure.outlines, start=1)
    ]
    return {"id": f"radar-{number}", "title": figure.title, "axes": figure.axes, "series": series}
