"""The mapping grid out as a spreadsheet, and back in: shown first, then stored whole or not at all."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from carnegie.core import clock, spreadsheets
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused
from carnegie.core.forms import sent
from programmes import selectors, services
from programmes.formats import Change, Sheet, grid_table, read_grid
from programmes.forms import GridFileForm
from programmes.models import Programme
from programmes.views.coverage import used_version
from programmes.views.programme import FORM
from programmes.views.reach import found_programme, own_programme
from standards.models import FrameworkVersion

SHOWN = 200
PATIENCE = 60 * 60  # seconds between the preview and the answer to it


@access("mapping", GET="view")
@require_safe
def mapping_export(request: HttpRequest, pk: UUID, version_pk: UUID, format: str) -> HttpResponse:
    """The grid with its reasons and revisions as CSV or XLSX."""
    programme = found_programme(request, pk)
    version = used_version(programme, version_pk)
    if format not in spreadsheets.CONTENT_TYPES:
        raise Http404("no such format")
    header, rows = grid_table(selectors.coverage(programme, version, reasons=True))
    name = f"mapping-{slugify(programme.title)[:50]}-{slugify(str(version))[:50]}"
    return spreadsheets.download(name, format, header, rows)


@access("mapping", GET="change", POST="change")
@require_http_methods(FORM)
def mapping_import(request: HttpRequest, pk: UUID, version_pk: UUID) -> HttpResponse:
    """A file of the grid: what it would change, with everything odd by row and column; then, when she says so, done."""
    programme = own_programme(request, pk)
    version = used_version(programme, version_pk)
    if "preview" in request.POST:
        return _store(request, programme, version)
    form = GridFileForm(sent(request), request.FILES if request.method == "POST" else None)
    sheet = None
    if form.is_bound and form.is_valid():
        try:
            rows = spreadsheets.read(form.cleaned_data["file"].read())
            sheet = read_grid(rows, selectors.coverage(programme, version, reasons=True))
        except Refused as refusal:
            form.add_error("file", str(refusal))
    context = {"programme": programme, "version": version, "form": form, **_shown(request, version, sheet)}
    status = 422 if form.errors else 200
    return render(request, "programmes/mapping_import.html", context, status=status)


def _shown(request: HttpRequest, version: FrameworkVersion, sheet: Sheet | None) -> dict[str, Any]:
    if sheet is None:
        return {"sheet": None}
    may_store = bool(sheet.changes) and not sheet.problems
    return {
        "sheet": sheet,
        "shown": sheet.shown[:SHOWN],
        "problems": sheet.problems[:SHOWN],
        "preview": _signer(request, version).sign_object(sheet.changes, compress=True) if may_store else "",
    }


def _signer(request: HttpRequest, version: FrameworkVersion) -> signing.TimestampSigner:
    """What was shown to this person of this framework, and to nobody else."""
    return signing.TimestampSigner(salt=f"mapping-import:{request.user.pk}:{version.pk}")


def _store(request: HttpRequest, programme: Programme, version: FrameworkVersion) -> HttpResponse:
    try:
        shown = _signer(request, version).unsign_object(request.POST["preview"], max_age=PATIENCE)
        changes = [Change(*one) for one in shown]
        count = services.apply_changes(
            programme=programme, version=version, changes=changes, by=request.user, now=clock.now()
        )
    except signing.BadSignature:
        messages.error(request, _("What you saw is no longer there. Choose the file once more."))
        return redirect("programmes:mapping-import", programme.pk, version.pk)
    except NotAllowed:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("programmes:mapping-import", programme.pk, version.pk)
    words = ngettext("%(count)d cell is stored.", "%(count)d cells are stored.", count) % {"count": count}
    messages.success(request, words)
    return redirect("programmes:mapping-grid", programme.pk, version.pk)
