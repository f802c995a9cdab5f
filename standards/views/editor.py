"""The editor of a draft: its tree on one page, one element at a time beside it.

Every act is a plain form on a page of its own. The editor's script asks the same addresses with the header `X-Part`:
it gets the form alone, and after an act what has changed, as JSON.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from carnegie.core import clock
from carnegie.core.access import access
from carnegie.core.errors import NotAllowed, Refused, Stale
from carnegie.core.forms import sent
from standards import policies, selectors, services
from standards.forms import DeleteForm, ElementForm, MoveForm, stored_words
from standards.models import Association, Element, FrameworkVersion
from standards.templatetags import editor_tree
from standards.views.reach import changeable

FORM = ["GET", "HEAD", "POST"]


@access("framework.draft", GET="change")
@require_safe
def version_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The tree of a draft. Who opens it is its editor until five minutes after her last act; others may read."""
    version = get_object_or_404(selectors.versions_for(request.user, clock.today()), pk=pk)
    occupied = ""
    try:
        services.take_turn(version=version, by=request.user, now=clock.now())
    except services.Occupied as refusal:
        occupied = refusal.who
    except NotAllowed:
        raise PermissionDenied from None
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("standards:version-detail", pk=pk)
    elements = selectors.tree(version)
    context = {
        "version": version,
        "framework": version.framework,
        "elements": elements,
        "last_top": next((one for one in reversed(elements) if one.parent_id is None), None),
        "occupied": occupied,
        "no_links": {},
        "words": request.GET.get("q", "")[:200],
    }
    return render(request, "standards/version_edit.html", context)


@access("framework.draft", GET="change", POST="change")
@require_http_methods(FORM)
def version_turn(request: HttpRequest, pk: UUID) -> HttpResponse:
    """GET: whether somebody else is editing now. POST: still here (`keep`), or done."""
    version, now = changeable(request, pk), clock.now()
    if request.method != "POST":
        return JsonResponse({"who": _occupied(request, version)})
    if request.POST.get("act") == "keep":
        return _kept(request, version, now)
    services.end_turn(version=version, by=request.user, now=now)
    messages.success(request, _("Done: others may edit this draft now."))
    return redirect("standards:version-detail", pk=pk)


def _kept(request: HttpRequest, version: FrameworkVersion, now: dt.datetime) -> HttpResponse:
    try:
        services.take_turn(version=version, by=request.user, now=now)
    except services.Occupied as refusal:
        return JsonResponse({"reason": refusal.who}, status=409)
    return JsonResponse({"reason": ""})


@access("framework.draft", GET="change", POST="change")
@require_http_methods(FORM)
def element_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new element at the place that the address names."""
    version = _draft(changeable(request, pk))
    form = ElementForm(
        sent(request),
        levels=[],
        kinds=selectors.kinds_in(version),
        initial=_place_asked(request),
        is_new=True,
        action=request.path,
        cancel_url=_tree(version),
    )
    if form.is_bound and form.is_valid():
        return _add(request, version, form)
    return _form(request, "standards/element_new.html", form, version=version)


def _place_asked(request: HttpRequest) -> dict[str, str]:
    """Where the new one is to stand, and the kind of its neighbour, which is likely its own."""
    place = {name: request.GET.get(name, "")[:36] for name in ("parent", "after")}
    return place | {"kind": request.GET.get("kind", "").replace("\x00", "")[:100]}


def _add(request: HttpRequest, version: FrameworkVersion, form: ElementForm) -> HttpResponse:
    try:
        element = services.add_element(
            version=version,
            parent=_end(version, form.cleaned_data["parent"]),
            after=_end(version, form.cleaned_data["after"]),
            by=request.user,
            now=clock.now(),
            **form.words(),
        )
    except Refused as refusal:
        return _refused(request, "standards/element_new.html", form, refusal, version=version)
    if _is_part(request):
        return _changed(element, _("Added."), item=editor_tree.item(element))
    messages.success(request, _saved(_("Added.")))
    if "next" in request.POST:
        place = f"?parent={element.parent_id or ''}&after={element.pk}"
        return redirect(reverse("standards:element-new", args=[version.pk]) + place)
    return redirect(_tree(version, element))


def _end(version: FrameworkVersion, key: UUID | None) -> Element | None:
    """The element that a form names as a place. Refused when the draft has none of that key (any more)."""
    if key is None:
        return None
    found = version.elements.filter(pk=key).first()
    if found is None:
        raise Refused(_("The place has gone meanwhile: look at the tree again."))
    return found


@access("framework.draft", GET="change", POST="change")
@require_http_methods(FORM)
def element_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One element: its words, what its levels look like, its links, and where it stands."""
    element = _element(request, pk)
    form = _element_form(element, sent(request))
    if form.is_bound and form.is_valid():
        return _change(request, element, form)
    return _element_page(request, element, form)


def _element_form(element: Element, data: Any = None) -> ElementForm:
    texts = selectors.described(element)
    return ElementForm(
        data,
        initial={**stored_words(element, texts), "base_revision": element.revision},
        levels=selectors.scale_levels(element.version),
        kinds=selectors.kinds_in(element.version),
        can_renew=selectors.is_known_earlier(element),
        action=reverse("standards:element-edit", args=[element.pk]),
        cancel_url=_tree(element.version, element),
    )


def _change(request: HttpRequest, element: Element, form: ElementForm) -> HttpResponse:
    try:
        changed = services.change_element(
            element=element,
            base_revision=form.cleaned_data["base_revision"],
            meaning_changes=form.cleaned_data.get("meaning_changes", False),
            texts=form.texts(),
            by=request.user,
            now=clock.now(),
            **form.words(),
        )
    except Stale as refusal:
        return _both_texts(request, element.pk, form, str(refusal))
    except Refused as refusal:
        return _refused(request, "standards/element_edit.html", form, refusal, **_beside(element))
    if _is_part(request):
        return _changed(changed, "")
    messages.success(request, _saved(""))
    return redirect(_tree(element.version, element))


def _both_texts(request: HttpRequest, pk: UUID, form: ElementForm, refusal: str) -> HttpResponse:
    """What was typed stays in the form; beside it what is stored now, which the next save is measured against."""
    stored = _element(request, pk)
    data = request.POST.copy()
    data["base_revision"] = str(stored.revision)
    differences = form.differences(stored_words(stored, selectors.described(stored)))
    return _element_page(
        request, stored, _element_form(stored, data), status=409, stale=refusal, differences=differences
    )


def _element_page(
    request: HttpRequest, element: Element, form: ElementForm, status: int = 0, **context: Any
) -> HttpResponse:
    return _form(request, "standards/element_edit.html", form, status, **_beside(element), **context)


def _beside(element: Element) -> dict[str, Any]:
    return {"element": element, "version": element.version, "links": selectors.links_of(element)}


@access("framework.draft", POST="change")
@require_POST
def element_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One step up, down, in or out; or to a place in the tree."""
    element, form = _element(request, pk), MoveForm(request.POST)
    try:
        moved = _moved(request, element, form)
    except NotAllowed:
        raise
    except Refused as refusal:
        return _no(request, element, refusal)
    if _is_part(request):
        return _changed(moved, _("Moved."))
    messages.success(request, _saved(_("Moved.")))
    return redirect(_tree(element.version, element))


def _moved(request: HttpRequest, element: Element, form: MoveForm) -> Element:
    if not form.is_valid():
        raise Refused(_("This place could not be understood."))
    asked, who = form.cleaned_data, {"by": request.user, "now": clock.now()}
    if asked["direction"]:
        return services.nudge_element(element=element, direction=asked["direction"], **who)
    ends = {name: _end(element.version, asked[name]) for name in ("parent", "after")}
    return services.move_element(element=element, **ends, **who)


@access("framework.draft", GET="change", POST="change")
@require_http_methods(FORM)
def element_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete an element and all below it, after saying what is lost."""
    element, form = _element(request, pk), DeleteForm(request.POST)
    if request.method == "POST" and form.is_valid():
        return _delete(request, element, form.cleaned_data["base_lock_version"])
    below = selectors.below(element)
    initial = {"base_lock_version": element.version.lock_version}
    context = {
        "element": element,
        "version": element.version,
        "below": below,
        "links": selectors.links_of(element),
        "form": DeleteForm(initial=initial),
    }
    template = "standards/_element_delete.html" if _is_part(request) else "standards/element_delete.html"
    return render(request, template, context)


def _delete(request: HttpRequest, element: Element, base_lock_version: int) -> HttpResponse:
    try:
        count = services.delete_element(
            element=element, base_lock_version=base_lock_version, by=request.user, now=clock.now()
        )
    except NotAllowed:
        raise
    except Refused as refusal:
        return _no(request, element, refusal, back="standards:element-delete" if isinstance(refusal, Stale) else "")
    words = ngettext("%(count)d element deleted.", "%(count)d elements deleted.", count) % {"count": count}
    if _is_part(request):
        return JsonResponse({"id": str(element.pk), "gone": True, "said": _saved(words)})
    messages.success(request, _saved(words))
    return redirect(_tree(element.version, element.parent))


@access("framework.draft", GET="change", POST="change")
@require_http_methods(FORM)
def link_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a link out of a draft, after asking."""
    visible = selectors.links_for(request.user, clock.today())
    link: Association = get_object_or_404(visible, pk=pk)
    changeable(request, link.version_id)
    end = link.origin or link.destination
    back = _tree(link.version)
    if end is not None and end.version_id == link.version_id:
        back = reverse("standards:element-edit", args=[end.pk])
    if request.method == "POST":
        try:
            services.delete_link(link=link, by=request.user, now=clock.now())
        except NotAllowed:
            raise
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _saved(_("Link deleted.")))
        return redirect(back)
    return render(request, "standards/link_delete.html", {"link": link, "version": link.version, "back": back})


# ---- who asks, and how she is answered ----


def _element(request: HttpRequest, pk: UUID) -> Element:
    """An element of a version that she may change: 404 to those who may not see it, 403 to those who may only see."""
    element: Element | None = selectors.elements_for(request.user, clock.today()).filter(pk=pk).first()
    if element is None:
        raise Http404("no such element")
    if not policies.may_change_draft(request.user, element.version, clock.today()):
        raise PermissionDenied
    _draft(element.version)
    return element


def _draft(version: FrameworkVersion) -> FrameworkVersion:
    if version.is_locked:
        raise Refused(_("This text is adopted and locked. Make a new version to change it."))
    return version


def _occupied(request: HttpRequest, version: FrameworkVersion) -> str:
    """Who else is editing this draft now, in words; nothing when nobody else is."""
    turn = selectors.turn(version, clock.now())
    return services.is_editing(turn) if turn and turn.editor_id != request.user.pk else ""


def _is_part(request: HttpRequest) -> bool:
    return "X-Part" in request.headers


def _tree(version: FrameworkVersion, element: Element | None = None) -> str:
    address = reverse("standards:version-edit", args=[version.pk])
    return f"{address}#e-{element.pk}" if element else address


def _saved(words: str) -> str:
    """What was done, and when it was saved."""
    time = formats.time_format(timezone.localtime(clock.now()), "H:i")
    return f"{words} {_('Saved %(time)s') % {'time': time}}".strip()


def _changed(element: Element, words: str, **more: Any) -> HttpResponse:
    """What the script needs to draw the element where it stands now."""
    before = selectors.sibling_before(element)
    place = {"parent": element.parent_id, "after": before}
    keys = {name: str(key) if key else None for name, key in place.items()}
    return JsonResponse(
        {"id": str(element.pk), "head": editor_tree.head(element), "said": _saved(words), **keys, **more}
    )


def _form(request: HttpRequest, template: str, form: ElementForm, status: int = 0, **context: Any) -> HttpResponse:
    """The form's page, or the form alone; 422 when it was sent with errors, unless `status` says otherwise."""
    drawn = "standards/_element_form.html" if _is_part(request) else template
    occupied = "" if form.is_bound else _occupied(request, context["version"])
    beside = {"form": form, "kinds": form.kinds, "occupied": occupied, "is_part": _is_part(request)}
    return render(request, drawn, beside | context, status=status or (422 if form.errors else 200))


def _refused(request: HttpRequest, template: str, form: ElementForm, refusal: Refused, **context: Any) -> HttpResponse:
    """The form once more with all that was typed, and why it was not saved."""
    if isinstance(refusal, NotAllowed):
        raise refusal
    status = 409 if isinstance(refusal, services.Occupied) else 422
    return _form(request, template, form, status, refusal=str(refusal), **context)


def _no(request: HttpRequest, element: Element, refusal: Refused, back: str = "") -> HttpResponse:
    """A refused move or deletion: nothing was typed that could be lost."""
    if _is_part(request):
        status = 409 if isinstance(refusal, services.Occupied | Stale) else 400
        return JsonResponse({"reason": str(refusal)}, status=status)
    messages.error(request, str(refusal))
    if back:
        return redirect(back, pk=element.pk)
    return redirect(_tree(element.version, element))
