"""The library of frameworks, and one version with its tree."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from carnegie.core import clock
from carnegie.core.access import access
from standards import formats, policies, selectors
from standards.formats.plain_csv import rows_as_csv
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
    return _download(rows_as_csv(header, rows), "frameworks.csv", "text/csv; charset=utf-8")


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


@access("framework.adopted", GET="view")
@require_safe
def version_export(request: HttpRequest, pk: str, format: str) -> HttpResponse:
    """The version as a file, in one of the formats that can be written."""
    version = get_object_or_404(selectors.versions_for(request.user, clock.today()), pk=pk)
    if format not in formats.WRITABLE:
        raise Http404("no such format")
    text = formats.write(
        format,
        formats.draft_of(version),
        status=version.status,
        changed_at=version.changed_at,
        base_url=settings.BASE_URL,
    )
    name = f"{slugify(version.framework.title)[:60] or 'framework'}.{formats.SUFFIXES[format]}"
    return _download(text, name, formats.CONTENT_TYPES[format])
