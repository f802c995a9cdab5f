"""What changes a draft as a whole: a pasted outline, and its scale."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.core.forms import sent
from standards import selectors, services
from standards.formats import outline
from standards.forms import PasteForm, ScaleChoiceForm, ScaleForm
from standards.models import FrameworkVersion
from standards.views.reach import changeable

FORM = ["GET", "HEAD", "POST"]


@access("framework.draft", GET="change", POST="change")
@require_http_methods(FORM)
def element_paste(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Many elements at once: the outline, what would be added, then all of it or nothing."""
    version = _draft(request, pk)
    places = version.elements.order_by("position")
    initial = {"parent": request.GET.get("parent", "")[:36]}
    form = PasteForm(sent(request), places=places, cancel_url=_tree(version), initial=initial)
    context: dict[str, Any] = {"version": version, "form": form, "lines": [], "issues": []}
    status = 200
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        below = chosen["parent"].depth + 1 if chosen["parent"] else 0
        context["lines"], context["issues"] = outline.read(chosen["text"], below=below)
        if "add" in request.POST and not context["issues"]:
            answer, status = _paste(request, version, chosen, context)
            if answer:
                return answer
    if context["issues"] or form.errors:
        status = 422
    return render(request, "standards/element_paste.html", context, status=status)


def _paste(
    request: HttpRequest, version: FrameworkVersion, chosen: dict[str, Any], context: dict[str, Any]
) -> tuple[HttpResponse | None, int]:
    try:
        rows = services.paste_elements(version=version, **chosen, by=request.user, now=clock.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        context["refusal"] = str(refusal)
        return None, 409
    words = ngettext("%(count)d element added.", "%(count)d elements added.", len(rows)) % {"count": len(rows)}
    messages.success(request, words)
    return redirect(f"{_tree(version)}#e-{rows[0].pk}"), 302


@access("framework.draft", GET="change", POST="change")
@require_http_methods(FORM)
def version_scale(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose the scale of a draft, or go on to write one."""
    version = _draft(request, pk)
    form = ScaleChoiceForm(
        sent(request),
        scales=selectors.scales_for(version.framework.owner, beside=version.scale),
        cancel_url=_tree(version),
        initial={"scale": version.scale_id, "base_lock_version": version.lock_version},
    )
    context: dict[str, Any] = {"version": version, "form": form, "levels": selectors.scale_levels(version)}
    if form.is_bound and form.is_valid():
        return _scaled(request, version, form, "standards/version_scale.html", context, services.choose_scale)
    return render(request, "standards/version_scale.html", context, status=422 if form.errors else 200)


@access("framework.draft", GET="change", POST="change")
@require_http_methods(FORM)
def scale_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a scale of its own for a draft; it begins with the present one."""
    version = _draft(request, pk)
    form = ScaleForm(sent(request), initial=_like_the_present(version))
    context: dict[str, Any] = {"version": version, "form": form}
    if form.is_bound and form.is_valid():
        return _scaled(request, version, form, "standards/scale_new.html", context, _make)
    return render(request, "standards/scale_new.html", context, status=422 if form.errors else 200)


def _make(*, version: FrameworkVersion, levels: list[dict[str, Any]], **asked: Any) -> None:
    services.make_scale(version=version, levels=[services.Level(**level) for level in levels], **asked)


def _like_the_present(version: FrameworkVersion) -> dict[str, Any]:
    initial: dict[str, Any] = {"base_lock_version": version.lock_version}
    if version.scale:
        initial["direction"] = version.scale.direction
    for line, level in enumerate(selectors.scale_levels(version), start=1):
        initial |= {
            f"label_{line}": level.label,
            f"description_{line}": level.description,
            f"proficient_{line}": level.is_proficient,
            f"na_{line}": level.is_not_applicable,
        }
    return initial


def _scaled(
    request: HttpRequest, version: FrameworkVersion, form: Any, template: str, context: dict[str, Any], change: Any
) -> HttpResponse:
    """Change the scale; what is refused keeps the form as it was sent, on top of the newer draft after a stale one."""
    asked = dict(form.cleaned_data)
    if isinstance(form, ScaleForm):
        asked = {name: asked[name] for name in ("title", "direction", "base_lock_version")}
        asked["levels"] = form.levels()
    try:
        change(version=version, **asked, by=request.user, now=clock.now())
    except NotAllowed:
        raise
    except Refused as refusal:
        form.data = form.data.copy()
        form.data["base_lock_version"] = str(FrameworkVersion.objects.get(pk=version.pk).lock_version)
        status = 409 if isinstance(refusal, Stale | services.Occupied) else 422
        return render(request, template, {**context, "refusal": str(refusal)}, status=status)
    messages.success(request, _("Saved: the draft has this scale now."))
    return redirect(_tree(version))


def _draft(request: HttpRequest, pk: UUID) -> FrameworkVersion:
    version = changeable(request, pk)
    if version.is_locked:
        raise Refused(_("This text is adopted and locked. Make a new version to change it."))
    return version


def _tree(version: FrameworkVersion) -> str:
    return reverse("standards:version-edit", args=[version.pk])
