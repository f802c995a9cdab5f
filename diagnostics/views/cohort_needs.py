"""What a cohort needs: who chose what, where all stand, and what the programme teaches of it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carnegie.core import clock, spreadsheets
from carnegie.core.access import access
from diagnostics import selectors, services
from diagnostics.models import Round
from diagnostics.selectors import ChooserRow, CohortNeeds, Demand, HeatMap
from programmes.enums import SuggestionState
from programmes.models import Cohort
from programmes.selectors import events_to_come, suggestions_of
from standards.models import Element

PAGE = 50
MOST_BARS = 12
"""A chart of more pairs of bars than this is no longer read at a glance; the table beneath has all."""


@access("cohort_report", GET="view")
@require_safe
def cohort_needs(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who has chosen which needs, for who facilitates the cohort; others are led to the figures.

    `show` and `element` keep some of the learners; `?format=csv` gives the same as a file.
    """
    cohort = _cohort(request, pk)
    if not cohort.is_led:
        return redirect("diagnostics:cohort-demand", pk=pk)
    query = {name: request.GET.get(name, "") for name in ("show", "element")}
    people = selectors.choosers(cohort, **query)
    if request.GET.get("format") == spreadsheets.CSV:
        return _needs_file(cohort, _read(request, people))
    page = Paginator(people, PAGE).get_page(request.GET.get("page"))
    page.object_list = _read(request, page.object_list)
    found = selectors.cohort_needs(cohort)
    reads = any(row.needs for row in page.object_list)
    context = {"cohort": cohort, "found": found, "page": page, "reads_needs": reads, **query}
    return render(request, "diagnostics/cohort_needs.html", context | _choices(query, found))


@access("cohort_report", GET="view")
@require_safe
def cohort_heat_map(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How the answers of one round spread over the levels, element by element, in figures of several learners."""
    cohort, rounds, round_ = _rounds(request, pk)
    heat = selectors.cohort_heat_map(round_) if round_ else None
    if heat and request.GET.get("format") == spreadsheets.CSV:
        return _heat_file(cohort, heat)
    context = _counting(cohort, rounds, round_) | {"heat": heat}
    return render(request, "diagnostics/cohort_heat_map.html", context)


@access("cohort_report", GET="view")
@require_safe
def cohort_demand(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the cohort needs beside what its programme teaches, the most needed and least taught first."""
    cohort, rounds, round_ = _rounds(request, pk)
    found = selectors.demand(round_, is_exact=cohort.is_led) if round_ else None
    if found and request.GET.get("format") == spreadsheets.CSV:
        return _demand_file(cohort, found)
    context = _counting(cohort, rounds, round_) | {"demand": found, "bars": _bars(found) if found else []}
    return render(request, "diagnostics/cohort_demand.html", context)


@access("cohort_report", GET="view")
@require_safe
def element_demand(request: HttpRequest, pk: UUID, element_pk: UUID) -> HttpResponse:
    """One element: what is needed of it, who teaches it and when, and the way to have an event serve it."""
    cohort, _all, round_ = _rounds(request, pk)
    found = selectors.demand(round_, is_exact=cohort.is_led) if round_ else None
    row = found.row_of(str(element_pk)) if found else None
    if found is None or row is None:
        raise Http404
    element = get_object_or_404(Element.objects.select_related("version"), pk=element_pk)
    suggested = list(suggestions_of(cohort.programme, element))
    context = {
        "cohort": cohort,
        "round": round_,
        "demand": found,
        "row": row,
        "element": element,
        "in_use": _in_use(cohort, element),
        "events": list(events_to_come(cohort.programme, clock.now())[:1]),
        "suggestions": suggested,
        "waiting_at": {one.event_id for one in suggested if one.state == SuggestionState.OPEN},
        "reason": _reason(cohort, round_, row) if cohort.is_led and round_ else "",
    }
    return render(request, "diagnostics/element_demand.html", context)


# ---- fetching ----


def _cohort(request: HttpRequest, pk: UUID) -> Cohort:
    """A cohort that she facilitates or administers, with `is_led` and `is_admin`."""
    on = clock.today()
    known = Cohort.objects.visible_to(request.user, on).with_rights(request.user, on)
    cohort = get_object_or_404(known.select_related("programme__provider"), pk=pk)
    if not (cohort.is_led or cohort.is_admin):
        raise PermissionDenied
    return cohort


def _rounds(request: HttpRequest, pk: UUID) -> tuple[Cohort, list[Round], Round | None]:
    """A cohort that she facilitates or administers, its rounds, and the one that `?round=` asks for: the last that has
    begun where it asks for none."""
    rounds = selectors.rounds_to_count(pk, request.user, clock.today())
    if not rounds:
        return _cohort(request, pk), [], None
    wanted = request.GET.get("round")
    if wanted:
        return rounds[0].cohort, rounds, next((one for one in rounds if str(one.pk) == wanted), None) or _gone()
    begun = [one for one in rounds if one.opens_at <= clock.now()]
    return rounds[0].cohort, rounds, (begun or rounds)[0]


def _gone() -> Round:
    raise Http404


def _counting(cohort: Cohort, rounds: list[Round], round_: Round | None) -> dict[str, Any]:
    tabs = [{"label": one.title, "url": f"?round={one.pk}", "current": one == round_} for one in rounds]
    return {"cohort": cohort, "round": round_, "tabs": tabs, "minimum": settings.AGGREGATE_MINIMUM}


# ---- who chose what ----


def _choices(asked: dict[str, str], found: CohortNeeds) -> dict[str, Any]:
    """The tabs, and the address of the same list as a file."""
    query = {name: value for name, value in asked.items() if value}
    labels = (
        ("", _("All"), found.total),
        ("chosen", _("Have chosen"), found.chosen),
        ("short", _("Only one so far"), found.short),
        ("waiting", _("Have not chosen yet"), found.waiting),
    )
    tabs = [
        {
            "label": label,
            "url": f"?{urlencode(query | {'show': value})}",
            "count": count,
            "current": query.get("show", "") == value,
        }
        for value, label, count in labels
    ]
    return {"tabs": tabs, "csv_query": urlencode(query | {"format": spreadsheets.CSV})}


def _read(request: HttpRequest, people: Any) -> list[ChooserRow]:
    """These learners with their needs; for each is noted that hers were read."""
    rows = selectors.chooser_rows(people)
    services.log_readings(shared=[need for row in rows for need in row.needs], by=request.user, now=clock.now())
    return rows


# ---- files ----


def _needs_file(cohort: Cohort, rows: list[ChooserRow]) -> HttpResponse:
    header = [_("learner"), _("need"), _("about"), _("chosen on"), _("why"), _("where at work")]
    table = [
        [
            *(str(row.enrolment.learner), need.title if need else ""),
            "; ".join(str(link.element) for link in need.elements.all()) if need else "",
            formats.date_format(need.created_at, "Y-m-d") if need else "",
            *((need.reason, need.context) if need else ("", "")),
        ]
        for row in rows
        for need in (row.needs or [None])
    ]
    return spreadsheets.download(f"needs-{slugify(cohort.title)[:60]}", spreadsheets.CSV, header, table)


def _heat_file(cohort: Cohort, heat: HeatMap) -> HttpResponse:
    header = [_("domain"), _("code"), _("statement"), *(level.label for level in heat.levels), _("below expectation")]
    table = [
        [title, row.item.code, row.item.statement, *map(_at_least, row.levels), _at_least(row.below)]
        for title, rows in heat.domains
        for row in rows
    ]
    return spreadsheets.download(f"heat-map-{slugify(cohort.title)[:60]}", spreadsheets.CSV, header, table)


def _demand_file(cohort: Cohort, found: Demand) -> HttpResponse:
    header = [
        *(_("code"), _("statement"), _("below expectation"), _("chosen as a need")),
        *(_("deepest"), _("hours"), _("parts")),
    ]
    table = [
        [
            *(row.taught.element.code, row.taught.element.title, _at_least(row.below)),
            row.chosen if found.is_exact else _at_least(row.chosen),
            *(row.taught.depth_label, float(row.hours), len(row.taught.cells)),
        ]
        for row in found.rows
    ]
    return spreadsheets.download(f"demand-{slugify(cohort.title)[:60]}", spreadsheets.CSV, header, table)


def _at_least(number: int) -> str:
    """As on the page: a figure is a lower bound, and what is not shown is no zero."""
    return _("at least %(number)d") % {"number": number} if number else _("not shown")


# ---- the chart and the reason ----


def _bars(found: Demand) -> list[dict[str, Any]]:
    """What the chart is drawn from: the most needed, each with learners to the left and hours to the right."""
    return [
        {
            "label": str(row.taught.element),
            "left": row.needed,
            "left_text": str(row.needed) if found.is_exact and row.chosen >= row.below else f"{row.needed}+",
            "right": float(row.hours),
            "right_text": _("%(hours)g h") % {"hours": row.hours},
        }
        for row in found.needed[:MOST_BARS]
    ]


def _reason(cohort: Cohort, round_: Round, row: selectors.DemandRow) -> str:
    """Why an event should serve the element, in figures that everybody may read, and without a name. What the page
    counts exactly for its reader is counted anew as for others: rounded down it would be another figure than theirs,
    and the two together tell more than either."""
    figures = selectors.read_figures(round_, chosen_by=settings.AGGREGATE_MINIMUM)
    said = []
    if row.below:
        words = _("at least %(below)d of %(counted)d learners are below what is expected")
        said.append(words % {"below": row.below, "counted": figures.counted})
    if chosen := figures.chosen.get(UUID(str(row.taught.element.lineage)), 0):
        said.append(_("at least %(chosen)d chose it as a need") % {"chosen": chosen})
    return f"{cohort.title}: {'; '.join(said)}" if said else ""


def _in_use(cohort: Cohort, element: Element) -> Element | None:
    """The element as it stands in a framework version that the programme uses; the latest of several."""
    used = cohort.programme.frameworks.order_by().values("version")
    same = Element.objects.filter(version__in=used, lineage=element.lineage, is_rateable=True)
    return same.order_by("-version__number").first()
