"""The mapping grid, block by block, one of its cells, one of its rows."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.core.json_body import json_object
from programmes import selectors, services
from programmes.enums import DEPTH_RANK, CoverageStatus, Depth
from programmes.forms import KINDS, CellForm, RowFormSet
from programmes.models import Activity, LearningEvent, Mapping, Module, Programme, ProgrammeFramework
from programmes.selectors import Line
from programmes.templatetags.mapping_tables import TONES, grid_rows
from programmes.views.coverage import Asked, used_version
from programmes.views.programme import FORM
from programmes.views.reach import found_programme, own_programme
from standards.models import Element

BLOCK = 50
"""Lines of the grid that come at once: more than any screen shows, and few enough to come quickly."""


@access("mapping", GET="view")
@require_safe
def mapping_grid(request: HttpRequest, pk: UUID, version_pk: UUID) -> HttpResponse:
    """Elements down, provision across, a block at a time: `page` says which, `at` which element must be in it.

    `show`, `domain` and `module` keep some of the lines and columns; `part=rows` answers the lines of a block alone.
    """
    programme = found_programme(request, pk)
    found = selectors.coverage(programme, used_version(programme, version_pk))
    asked = Asked(request, found)
    lines = _wanted(asked)
    page = Paginator(lines, BLOCK).get_page(_page_of(request, lines))
    drawn = {"lines": page.object_list, "rows": found.by_element, "places": asked.places, "programme": programme}
    if request.GET.get("part") == "rows":
        return HttpResponse(grid_rows(**drawn))
    context = {
        **drawn,
        "version": found.version,
        "coverage": found,
        "asked": asked,
        "page": page,
        "counts": [(status, found.counts[status], TONES[status]) for status in CoverageStatus],
        "parts": [found.parts[place] for place in asked.places],
        "touching": [found.touching[place] for place in asked.places],
        "statuses": CoverageStatus.choices,
        "legend": list(CoverageStatus),
        "depths": [(Depth.values[rank - 1], rank, Depth.labels[rank - 1]) for rank in DEPTH_RANK.values()],
        "most": selectors.MOST_PARTS,
        "rows_query": asked.query(part="rows"),
    }
    return render(request, "programmes/mapping_grid.html", context)


def _wanted(asked: Asked) -> list[Line]:
    """The lines of the domain; of a status, without headings."""
    found = asked.found
    if asked.show:
        return [row.element for row in found.rows if asked.wants(row)]
    return [line for line in found.lines if asked.within_domain(line.top) or line.pk == asked.domain]


def _page_of(request: HttpRequest, lines: list[Line]) -> str | int:
    at = request.GET.get("at")
    place = next((place for place, line in enumerate(lines) if line.pk == at), None) if at else None
    return request.GET.get("page", 1) if place is None else place // BLOCK + 1


@access("mapping", GET="view")
@require_safe
def cell_detail(request: HttpRequest, pk: UUID, element_pk: UUID, kind: str, item_pk: UUID) -> HttpResponse:
    """What one cell holds now, with its reason, as JSON."""
    if kind not in KINDS:
        raise Http404("no such kind of part")
    item, element = _item(request, pk, kind, item_pk), _element(pk, element_pk)
    return JsonResponse(_state(pk, element, Mapping.objects.filter(**{kind: item}, element=element).first()))


@access("mapping", POST="change")
@require_POST
def mapping_cell(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Save one cell (JSON in, JSON out). 400 junk or refused, 404 not there, 409 somebody else was first: with what
    the cell now holds."""
    sent = json_object(request) or {}
    form = CellForm(sent)
    if not form.is_valid():
        return JsonResponse({"reason": _("This cell could not be understood.")}, status=400)
    data = form.cleaned_data
    item, element = _item(request, pk, *data["item"]), _element(pk, data["element"])
    there = Mapping.objects.filter(**{data["item"][0]: item}, element=element)
    reason = "" if data["depth"] else _reason_of(there)
    try:
        mapping = services.set_mapping(
            item=item,
            element=element,
            depth=data["depth"] or None,
            rationale=data["rationale"] if "rationale" in sent else None,
            base_revision=data["base_revision"],
            by=request.user,
            now=clock.now(),
        )
    except NotAllowed:
        raise PermissionDenied from None
    except Stale as stale:
        return JsonResponse({**_state(pk, element, there.first()), "reason": str(stale)}, status=409)
    except Refused as refusal:
        return JsonResponse({"reason": str(refusal)}, status=400)
    return JsonResponse({**_state(pk, element, mapping), "cleared": reason})


def _reason_of(there: QuerySet[Mapping]) -> str:
    """The reason of a cell that is about to be cleared: the page keeps it, so that undoing brings it back."""
    return there.values_list("rationale", flat=True).first() or ""


def _item(request: HttpRequest, pk: UUID, kind: str, item_pk: UUID) -> Programme | Module | Activity | LearningEvent:
    """A part of this programme, if she may know of it; one query for an admin, who asks most often."""
    same = Programme.objects.filter(pk=pk)
    own = _items(same.as_programme_admin(request.user, clock.today()))[kind].filter(pk=item_pk).first()
    if own is not None and request.user.is_active:
        return own
    return get_object_or_404(_items(same.visible_to(request.user, clock.today()))[kind], pk=item_pk)


def _items(same: QuerySet[Programme]) -> dict[str, QuerySet[Any]]:
    """The parts of these programmes by kind."""
    within = same.values("pk")
    return {
        "programme": same,
        "module": Module.objects.filter(programme__in=within),
        "activity": Activity.objects.filter(module__programme__in=within).select_related("module"),
        "event": LearningEvent.objects.filter(programme__in=within),
    }


def _element(pk: UUID, element_pk: UUID) -> Element:
    """An element of a framework that the programme uses."""
    used = ProgrammeFramework.objects.filter(programme=pk).values("version")
    return get_object_or_404(Element.objects.filter(version__in=used), pk=element_pk)


def _state(pk: UUID, element: Element, mapping: Mapping | None) -> dict[str, Any]:
    """What the grid shows after a save; one query for the row's coverage."""
    depths = selectors.depths_on(Programme(pk=pk), [element])[element.pk]
    light = depths.count(Depth.INTRODUCES)
    return {
        "depth": mapping.depth if mapping else "",
        "revision": mapping.revision if mapping else 0,
        "rationale": mapping.rationale if mapping else "",
        "status": selectors.status_of(depths).value,
        "deep": len(depths) - light,
        "light": light,
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
    parts, cells = selectors.row_state(programme, element)
    initial = [
        {
            "item": f"{part.kind}:{part.pk}",
            "base_revision": cell.revision,
            "depth": cell.depth,
            "rationale": cell.rationale,
        }
        for part, cell in zip(parts, cells, strict=True)
    ]
    forms = RowFormSet(request.POST if request.method == "POST" else None, initial=initial)
    refusal, status = "", 200
    if forms.is_bound and forms.is_valid():
        try:
            return _row_saved(request, programme, element, forms)
        except NotAllowed:
            raise
        except Refused as error:
            refusal, status = str(error), 409 if isinstance(error, Stale) else 400
    depths = selectors.depths_on(programme, [element])[element.pk]
    context = {
        "programme": programme,
        "element": element,
        "version": element.version,
        "formset": forms,
        "lines": [
            (part, form, selectors.status_without(cell.depth, depths) if cell.depth else None)
            for part, form, cell in zip(parts, forms.forms, cells, strict=False)
        ],
        "refusal": refusal,
        "now_there": [(part, cell) for part, cell in zip(parts, cells, strict=True) if cell.depth]
        if status == 409
        else [],
    }
    return render(request, "programmes/mapping_row.html", context, status=status)


def _row_saved(request: HttpRequest, programme: Programme, element: Element, forms: Any) -> HttpResponse:
    """Saves the changed cells, says what the element has lost, and goes back to its place in the grid."""
    before = selectors.status_of(selectors.depths_on(programme, [element])[element.pk])
    services.set_mappings(cells=_changes(request, programme, element, forms), by=request.user, now=clock.now())
    after = selectors.status_of(selectors.depths_on(programme, [element])[element.pk])
    if after != before and after != CoverageStatus.COVERED:
        words = {"element": element, "status": after.label}
        messages.warning(request, _("This element is now %(status)s: %(element)s.") % words)
    address = reverse("programmes:mapping-grid", args=[programme.pk, element.version_id])
    return redirect(f"{address}?at={element.pk}#element-{element.pk}")


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
