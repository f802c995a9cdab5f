"""Versions of one framework beside each other."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from carnegie.core import clock
from carnegie.core.access import access
from standards import selectors
from standards.formats.plain_csv import rows_as_csv
from standards.forms import LogFilter
from standards.selectors.log import Write, log_writes, with_entries
from standards.views.reach import changeable

PAGE = 25
MOST = 10_000  # entries of one kind and one write in the CSV


@access("framework.adopted", GET="view")
@require_safe
def version_difference(request: HttpRequest, pk: UUID, other_pk: UUID) -> HttpResponse:
    """What changed from one version to another of the same framework, to read and to print."""
    visible = selectors.versions_for(request.user, clock.today())
    before = get_object_or_404(visible, pk=pk)
    after = get_object_or_404(visible, pk=other_pk, framework=before.framework_id)
    context = {
        "version": after,
        "difference": selectors.difference(before, after),
        "siblings": selectors.siblings(after, with_draft=after.is_ours),
    }
    return render(request, "standards/version_difference.html", context)


@access("framework.draft", GET="change")
@require_safe
def version_log(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who changed what in a version, or in all of its framework; `?format=csv` gives every change as a line."""
    version = changeable(request, pk)
    form = LogFilter(request.GET)
    asked, whole = form.asked(), form.is_whole
    writes, people = log_writes(version, asked, whole=whole)
    if request.GET.get("format") == "csv":
        return _log_as_csv(with_entries(writes, version, asked, whole=whole, most=MOST))
    page = Paginator(writes, PAGE).get_page(request.GET.get("page"))
    shown = with_entries(page.object_list, version, asked, whole=whole)
    query = request.GET.copy()
    query["format"] = "csv"
    context = {
        "version": version,
        "filter": form,
        "person": asked.person,
        "page": page,
        "writes": shown,
        "people": people,
        "is_filtered": asked != type(asked)(),
        "csv_query": query.urlencode(),
    }
    return render(request, "standards/version_log.html", context)


def _log_as_csv(writes: list[Write]) -> HttpResponse:
    header = ["when", "who", "what", "change", "kind", "title", "field", "old", "new"]
    rows = (
        [write.at.isoformat(timespec="seconds"), write.who, write.what, entry.sign, entry.kind, entry.title, *said]
        for write in writes
        for entry in write.entries
        for said in [[one.label, one.old, one.new] for one in entry.changes] or [["", "", ""]]
    )
    headers = {"Content-Disposition": 'attachment; filename="changes.csv"'}
    return HttpResponse(rows_as_csv(header, rows), content_type="text/csv; charset=utf-8", headers=headers)
