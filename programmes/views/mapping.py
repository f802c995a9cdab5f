"""The mapping grid, one of its cells, one of its rows, and the coverage that follows."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.core.json_body import json_object
from programmes import selectors, services
from programmes.enums import DEPTH_RANK, CoverageStatus, Depth
from programmes.forms import CellForm, RowFormSet
from programmes.models import Activity, LearningEvent, Mapping, Module, Programme, ProgrammeFramework
from programmes.selectors import Grid, GridRow
from programmes.views.programme import FORM
from programmes.views.reach import found_programme, own_programme
from standards.models import Element, FrameworkVersion

TONES = {
    CoverageStatus.UNTOUCHED: "bad",
    CoverageStatus.THIN: "warn",
    CoverageStatus.UNPREPARED: "warn",
    CoverageStatus.COVERED: "good",
}


def used_version(programme: Programme, version_pk: UUID) -> FrameworkVersion:
    """A framework version that the programme uses; 404 for any other."""
    used = programme.frameworks.select_related("version__framework")
    version: FrameworkVersion = get_object_or_404(used, version=version_pk).version
    return version


@access("mapping", GET="view")
@require_safe
def mapping_grid(request: HttpRequest, pk: UUID, version_pk: UUID) -> HttpResponse:
    """Elements down, provision across; `show` keeps only the elements of one coverage status."""
    programme = found_programme(request, pk)
    grid = selectors.grid(programme, used_version(programme, version_pk))
    show = request.GET.get("show", "")
    context = {
        "programme": programme,
        "version": grid.version,
        "grid": grid,
        "element_count": len(grid.elements),
        "counts": [(status, grid.counts[status], TONES[status]) for status in CoverageStatus],
        "rows": [_drawn(row) for row in _shown(grid, show)],
        "columns": list(zip(grid.parts, grid.touching, strict=True)),
        "statuses": CoverageStatus.choices,
        "legend": list(CoverageStatus),
        "depths": [(Depth.values[rank - 1], rank, Depth.labels[rank - 1]) for rank in DEPTH_RANK.values()],
        "show": show if show in CoverageStatus.values else "",
    }
    return render(request, "programmes/mapping_grid.html", context)


def _shown(grid: Grid, show: str) -> list[GridRow]:
    """The rows with that status, without headings; every row for a status that does not exist."""
    if show not in CoverageStatus.values:
        return grid.rows
    return [row for row in grid.elements if row.status == show]


def _drawn(row: GridRow) -> dict[str, Any]:
    status = row.status if row.element.is_rateable else None
    return {"element": row.element, "status": status, "tone": TONES.get(status, ""), "cells": _cells(row)}


def _cells(row: GridRow) -> SafeString:
    """Thousands of cells, as short as HTML allows: an empty one is `<td>` alone."""
    return mark_safe(  # noqa: S308  letters, ranks and numbers of our own
        "".join(
            f"<td class=d{DEPTH_RANK[cell.depth]} data-r={cell.revision}>{cell.letter}" if cell.depth else "<td>"
            for cell in row.cells
        )
    )


@access("mapping", POST="change")
@require_POST
def mapping_cell(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Save one cell (JSON in, JSON out). 400 junk or refused, 404 not there, 409 somebody else was first: with what
    the cell now holds."""
    form = CellForm(json_object(request) or {})
    if not form.is_valid():
        return JsonResponse({"reason": _("This cell could not be understood.")}, status=400)
    data = form.cleaned_data
    item, element = _item(request, pk, *data["item"]), _element(pk, data["element"])
    try:
        mapping = services.set_mapping(
            item=item,
            element=element,
            depth=data["depth"] or None,
            rationale=None,
            base_revision=data["base_revision"],
            by=request.user,
            now=clock.now(),
        )
    except NotAllowed:
        raise PermissionDenied from None
    except Stale as stale:
        there = Mapping.objects.filter(**{data["item"][0]: item}, element=element).first()
        return JsonResponse({**_state(pk, element, there), "reason": str(stale)}, status=409)
    except Refused as refusal:
        return JsonResponse({"reason": str(refusal)}, status=400)
    return JsonResponse(_state(pk, element, mapping))


def _item(request: HttpRequest, pk: UUID, kind: str, item_pk: UUID) -> Programme | Module | Activity | LearningEvent:
    """A part of this programme, if she may know of it; one query."""
    same = Programme.objects.visible_to(request.user, clock.today()).filter(pk=pk)
    within = same.values("pk")
    rows: dict[str, QuerySet[Any]] = {
        "programme": same,
        "module": Module.objects.filter(programme__in=within),
        "activity": Activity.objects.filter(module__programme__in=within).select_related("module"),
        "event": LearningEvent.objects.filter(programme__in=within),
    }
    item: Programme | Module | Activity | LearningEvent = get_object_or_404(rows[kind], pk=item_pk)
    return item


def _element(pk: UUID, element_pk: UUID) -> Element:
    """An element of a framework that the programme uses."""
    used = ProgrammeFramework.objects.filter(programme=pk).values("version")
    return get_object_or_404(Element.objects.filter(version__in=used), pk=element_pk)


def _state(pk: UUID, element: Element, mapping: Mapping | None) -> dict[str, Any]:
    """What the grid shows after a save; one query for the row's coverage."""
    status = selectors.statuses(Programme(pk=pk), [element])[element.pk]
    return {
        "depth": mapping.depth if mapping else "",
        "revision": mapping.revision if mapping else 0,
        "status": status.value,
    }


@access("mapping", GET="change", POST="change")
@require_http_methods(FORM)
def mapping_row(request: HttpRequest, pk: UUID, element_pk: UUID) -> HttpResponse:
    """One element and every part of the programme: depth and reason, without JavaScript."""
    programme = own_programme(request, pk)
    used = Element.objects.select_related("version__framework")
    element = get_object_or_404(used, pk=element_pk, version__in=programme.frameworks.values("version"))
    if not element.is_rateable:
        raise Http404
    parts, row = selectors.row_state(programme, element)
    initial = [
        {
            "item": f"{cell.part.kind}:{cell.part.pk}",
            "base_revision": cell.revision,
            "depth": cell.depth,
            "rationale": cell.rationale,
        }
        for cell in row.cells
    ]
    forms = RowFormSet(request.POST if request.method == "POST" else None, initial=initial)
    refusal, status = "", 200
    if forms.is_bound and forms.is_valid():
        try:
            services.set_mappings(cells=_changes(request, programme, element, forms), by=request.user, now=clock.now())
            anchor = f"#element-{element.pk}"
            address = reverse("programmes:mapping-grid", args=[programme.pk, element.version_id])
            return redirect(address + anchor)
        except NotAllowed:
            raise
        except Refused as error:
            refusal, status = str(error), 409 if isinstance(error, Stale) else 400
    context = {
        "programme": programme,
        "element": element,
        "version": element.version,
        "formset": forms,
        "lines": list(zip(parts, forms.forms, strict=False)),
        "refusal": refusal,
        "now_there": row.cells if status == 409 else [],
    }
    return render(request, "programmes/mapping_row.html", context, status=status)


def _changes(request: HttpRequest, programme: Programme, element: Element, forms: Any) -> list[dict[str, Any]]:
    return [
        {
            "item": _item(request, programme.pk, *data["item"]),
            "element": element,
            "depth": data["depth"] or None,
            "rationale": data["rationale"],
            "base_revision": data["base_revision"],
        }
        for data in forms.changed()
    ]


@access("mapping", GET="view")
@require_safe
def coverage(request: HttpRequest, pk: UUID, version_pk: UUID) -> HttpResponse:
    """What is untouched, thin or covered: domain by domain, element by element."""
    programme = found_programme(request, pk)
    found = selectors.coverage(programme, used_version(programme, version_pk))
    context = {"programme": programme, "version": found.version, "coverage": found, "tones": TONES}
    return render(request, "programmes/coverage.html", context)
