"""The library of frameworks, and one version with its tree."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from carnegie.core import clock
from carnegie.core.access import access
from standards import policies, selectors
from standards.formats.table import write_csv
from standards.forms import LibraryFilter

PAGE = 25


@access("framework.adopted", GET="view")
@require_safe
def framework_list(request: HttpRequest) -> HttpResponse:
    """Every version this person may see, filtered and sorted; `?format=csv` gives the same list as a file."""
    asked = LibraryFilter(request.GET)
    found = selectors.library(request.user, clock.today(), text=asked.value("q"), order=asked.value("sort"))
    counts = selectors.status_counts(found)
    if status := asked.value("status"):
        found = found.filter(status=status)
    if request.GET.get("format") == "csv":
        return _list_as_csv(found)
    context = {
        "filter": asked,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "tabs": _status_tabs(request, counts),
        "is_filtered": bool(asked.value("q") or status),
        "may_import": policies.may_import_anywhere(request.user, clock.today()),
        "csv_query": _query(request, format="csv"),
    }
    return render(request, "standards/framework_list.html", context)


def _status_tabs(request: HttpRequest, counts: dict[str, int]) -> list[dict[str, object]]:
    """One tab a status, with how many there are under the same words."""
    here = LibraryFilter(request.GET).value("status")
    labels = LibraryFilter.base_fields["status"].choices  # type: ignore[attr-defined]
    return [
        {
            "label": str(label).capitalize(),
            "url": "?" + _query(request, status=value),
            "current": value == here,
            "count": counts.get(value, 0) if value else sum(counts.values()),
        }
        for value, label in labels
    ]


def _query(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value
    return query.urlencode()


def _list_as_csv(versions: Iterable[Any]) -> HttpResponse:
    header = ["title", "version", "issuing_body", "status", "elements", "rateable", "in_force_from", "id"]
    rows = (
        [
            *(version.framework.title, version.label, version.framework.creator, version.status),
            *(version.element_count, version.rateable_count, version.status_start_date or "", version.pk),
        ]
        for version in versions
    )
    return _download(write_csv(header, rows), "frameworks.csv", "text/csv; charset=utf-8")


def _download(text: str, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=content_type, headers=headers)


@access("framework.adopted", GET="view")
@require_safe
def version_detail(request: HttpRequest, pk: str) -> HttpResponse:
    """What the version is, where it stands, and its tree; `?q=` shows what matches, `?all=1` opens every fold."""
    visible = selectors.versions_for(request.user, clock.today())
    version = get_object_or_404(selectors.with_levels_and_history(visible), pk=pk)
    words = request.GET.get("q", "")[:200]
    elements = selectors.tree(version)
    context = {
        "version": version,
        "framework": version.framework,
        "elements": elements,
        "links": selectors.link_counts(version),
        "levels": selectors.levels(version),
        "history": selectors.history(version),
        "siblings": selectors.siblings(version, with_draft=version.is_ours),
        "words": words,
        "opened": "all" if request.GET.get("all") or words else "some",
        "rateable_count": sum(element.is_rateable for element in elements),
    }
    return render(request, "standards/version_detail.html", context)
