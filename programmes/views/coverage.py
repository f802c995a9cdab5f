"""How well a programme covers a framework: the page, its figures as a file, and the statement for others to read."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from carnegie.core import clock, pdf, spreadsheets
from carnegie.core.access import access
from programmes import selectors
from programmes.enums import OVER, CoverageStatus
from programmes.models import Programme
from programmes.selectors import Coverage, ElementCoverage
from programmes.views.reach import found_programme
from standards.models import FrameworkVersion

PAGE = 100
STATEMENT = settings.BASE_DIR / "templates/programmes/statement.typ"


def used_version(programme: Programme, version_pk: UUID) -> FrameworkVersion:
    """A framework version that the programme uses; 404 for any other."""
    used = programme.frameworks.select_related("version__framework")
    version: FrameworkVersion = get_object_or_404(used, version=version_pk).version
    return version


@access("mapping", GET="view")
@require_safe
def coverage(request: HttpRequest, pk: UUID, version_pk: UUID) -> HttpResponse:
    """What is untouched, thin, assessed only, covered, or covered by more than it needs; where; with how many hours.

    `show` and `domain` keep some of the elements; `?format=csv` gives all of those as a file.
    """
    programme = found_programme(request, pk)
    found = selectors.coverage(programme, used_version(programme, version_pk))
    asked = Asked(request, found)
    rows = [row for row in found.rows if asked.wants(row)]
    if request.GET.get("format") == spreadsheets.CSV:
        return _as_csv(programme, found, rows)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "version": found.version,
        "coverage": found,
        "heat": selectors.heat_map(found),
        "asked": asked,
        "tabs": asked.tabs(),
        "page": page,
        "most": selectors.MOST_PARTS,
        "csv_query": asked.query(format=spreadsheets.CSV),
        "readings": selectors.crosswalks_reading(request.user, clock.today(), found.version.framework_id),
    }
    return render(request, "programmes/coverage.html", context)


@access("mapping", GET="view")
@require_safe
def statement(request: HttpRequest, pk: UUID, version_pk: UUID) -> HttpResponse:
    """The mapping statement as a page to read and print."""
    programme = found_programme(request, pk)
    version = used_version(programme, version_pk)
    context = {"programme": programme, "version": version, "statement": _statement(programme, version)}
    return render(request, "programmes/statement.html", context)


@access("mapping", GET="view")
@require_safe
def statement_pdf(request: HttpRequest, pk: UUID, version_pk: UUID) -> HttpResponse:
    """The same as a tagged PDF."""
    programme = found_programme(request, pk)
    data = _statement(programme, used_version(programme, version_pk))
    name = f"mapping-statement-{slugify(programme.title)[:60]}"
    return pdf.pdf_answer(pdf.pdf_of(STATEMENT, data, now=clock.now()), name)


def _statement(programme: Programme, version: FrameworkVersion) -> dict[str, Any]:
    found = selectors.coverage(programme, version, reasons=True)
    return selectors.statement(programme, found, clock.today())


class Asked:
    """What the address asks to see of a coverage; anything that does not exist asks for everything."""

    def __init__(self, request: HttpRequest, found: Coverage) -> None:
        self.found = found
        self.params = request.GET
        self.show = self._known("show", [*CoverageStatus.values, OVER])
        self.domains = [(domain.element.pk, str(domain.element)) for domain in found.domains if domain.element]
        self.domain = self._known("domain", [pk for pk, _name in self.domains])
        self.modules = [(str(part.pk), part.title) for part in found.parts if part.kind == "module"]
        self.module = self._known("module", [pk for pk, _name in self.modules])
        self.places = found.within(self.module)
        self.is_filtered = bool(self.show or self.domain or self.module)

    def _known(self, name: str, values: list[str]) -> str:
        value = self.params.get(name, "")
        return value if value in values else ""

    def within_domain(self, top: int | None) -> bool:
        return not self.domain or (top is not None and self.found.lines[top].pk == self.domain)

    def wants(self, row: ElementCoverage) -> bool:
        return (not self.show or row.has(self.show)) and self.within_domain(row.element.top)

    def query(self, **changes: str) -> str:
        """This address's filters with some changed, without the page."""
        query = {"show": self.show, "domain": self.domain, "module": self.module} | changes
        return urlencode({name: value for name, value in query.items() if value})

    def tabs(self) -> list[dict[str, object]]:
        """One tab a status, with how many there are."""
        labels = {"": _("All"), **{status.value: capfirst(status.label) for status in CoverageStatus}}
        labels[OVER] = _("More than needed")
        counts = {"": len(self.found.rows), **self.found.counts}
        return [
            {
                "label": label,
                "url": f"?{self.query(show=value)}#elements",
                "current": value == self.show,
                "count": counts[value],
            }
            for value, label in labels.items()
        ]


def _as_csv(programme: Programme, found: Coverage, rows: list[ElementCoverage]) -> HttpResponse:
    header = [
        *(_("domain"), _("code"), _("element"), _("coverage"), _("more than needed"), _("deepest"), _("hours")),
        *(_("parts"), _("by")),
    ]
    table = [
        [
            str(found.lines[row.element.top]) if row.element.top is not None else "",
            *(row.element.code, row.element.title, row.status.label, _("yes") if row.is_over else ""),
            *(row.depth_label, float(row.hours), len(row.cells)),
            "; ".join(f"{cover.part.title} ({cover.label})" for cover in row.covers),
        ]
        for row in rows
    ]
    return spreadsheets.download(f"coverage-{slugify(programme.title)[:60]}", spreadsheets.CSV, header, table)
