"""A version that leaves: which file holds what of it, the file itself, and a page to print."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from carnegie.core import clock
from carnegie.core.access import access
from standards import formats, selectors
from standards.models import FrameworkVersion

# For whom each file is.
PURPOSES = {
    "case-v1p1": (_("CASE 1.1"), _("For another system that keeps standards; the fullest file, and the one to keep.")),
    "xlsx": (_("Excel workbook"), _("To read and work on in a spreadsheet; it can be brought in again.")),
    "csv": (_("Plain CSV"), _("The same table as text, for any spreadsheet or program.")),
    "case-v1p0": (_("CASE 1.0"), _("For a system that does not know CASE 1.1 yet.")),
    "moodle-csv": (_("Moodle (CSV)"), _("For Moodle's competency frameworks: Import competency framework.")),
}


@access("framework.adopted", GET="view")
@require_safe
def version_formats(request: HttpRequest, pk: str) -> HttpResponse:
    """The kinds of file, and for each what it cannot hold of this framework."""
    version = _visible(request, pk)
    draft = formats.draft_of(version)
    choices = [
        {"format": format, "name": name, "purpose": purpose, "losses": formats.losses(format, draft)}
        for format, (name, purpose) in PURPOSES.items()
    ]
    context = {"version": version, "framework": version.framework, "choices": choices, "count": len(draft.elements)}
    return render(request, "standards/version_formats.html", context)


@access("framework.adopted", GET="view")
@require_safe
def version_export(request: HttpRequest, pk: str, format: str) -> HttpResponse:
    """The version as a file, in one of the formats that can be written."""
    version = _visible(request, pk)
    if format not in formats.EXPORT_FORMATS:
        raise Http404("no such format")
    content = formats.as_file(
        format,
        formats.draft_of(version),
        status=version.status,
        changed_at=version.changed_at,
        base_url=settings.BASE_URL,
    )
    name = f"{slugify(version.framework.title)[:60] or 'framework'}.{formats.SUFFIXES[format]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=formats.CONTENT_TYPES[format], headers=headers)


@access("framework.adopted", GET="view")
@require_safe
def version_print(request: HttpRequest, pk: str) -> HttpResponse:
    """The whole text on one page, without anything that is only of use on a screen."""
    version = _visible(request, pk)
    draft = formats.draft_of(version)
    labels = [level.label for level in draft.scale.levels] if draft.scale else []
    for element in draft.elements:
        element.descriptors = [  # type: ignore[assignment]
            (label, text) for label, text in zip(labels, element.descriptors, strict=False) if text
        ]
    context = {"version": version, "framework": version.framework, "draft": draft, "printed_on": clock.today()}
    return render(request, "standards/version_print.html", context)


def _visible(request: HttpRequest, pk: str) -> FrameworkVersion:
    found: FrameworkVersion = get_object_or_404(selectors.versions_for(request.user, clock.today()), pk=pk)
    return found
